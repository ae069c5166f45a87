"""A real Chromium, without a screen, which asks nobody but the city under test."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.common.exceptions import NoSuchElementException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from kiosk.practice.identity import PASSWORD

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
DESK, PHONE = (1366, 768), (390, 844)
needs_chromium = pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="Chromium and its driver are not installed")
_QUIET = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--force-color-profile=srgb",
    "--hide-scrollbars",
)


@contextmanager
def chromium(size: tuple[int, int] = DESK, *, dark: bool = False, scripts: bool = True) -> Iterator[webdriver.Chrome]:
    """`scripts` off: as for who has JavaScript switched off."""
    options = webdriver.ChromeOptions()
    profile = tempfile.mkdtemp(prefix="mot-cua-chromium-")
    for argument in (*_QUIET, f"--user-data-dir={profile}", f"--window-size={size[0]},{size[1] + 139}"):
        options.add_argument(argument)
    if dark:
        options.add_argument("--force-dark-mode")
    if not scripts:
        options.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    options.binary_location = CHROMIUM or ""
    driver = webdriver.Chrome(options=options, service=Service(DRIVER))
    try:
        driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": size == PHONE},
        )
        yield driver
    finally:
        driver.quit()
        shutil.rmtree(profile, ignore_errors=True)


def go_on(driver: webdriver.Chrome, act: Callable[[], object], seconds: float = 30) -> None:
    """Do something that opens another page, and wait until that page is there, scripts or no scripts."""
    before = driver.find_element(By.TAG_NAME, "html").id
    act()
    WebDriverWait(driver, seconds, ignored_exceptions=[NoSuchElementException]).until(
        lambda d: d.find_element(By.TAG_NAME, "html").id != before and d.find_element(By.CSS_SELECTOR, "body main")
    )


def sign_in(driver: webdriver.Chrome, url: str, username: str, password: str = PASSWORD) -> None:
    driver.get(f"{url}/office/sign-in")
    driver.find_element(By.NAME, "username").send_keys(username)
    driver.find_element(By.NAME, "password").send_keys(password)
    go_on(driver, driver.find_element(By.CSS_SELECTOR, "main button").click)


def picture(driver: webdriver.Chrome, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    driver.save_screenshot(str(path))
