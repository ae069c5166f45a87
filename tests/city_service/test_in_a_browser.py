"""The city's pages in a real Chromium: an official with keys alone, a citizen with a phone."""

import json
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from kiosk.app import Counter
from tests.builders import a_counter, a_day_of_its_own, accept, cases
from tests.city import City, sync
from tests.city_service.browser import PHONE, chromium, go_on, needs_chromium, sign_in

pytestmark = needs_chromium
LARGEST_PAGE = 100_000
CONTRAST = """
const lum = (c) => { const [r, g, b] = c.map((v) => { v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
const rgb = (text) => { const m = text.match(/[\\d.]+/g).map(Number); return {c: m.slice(0, 3), a: m[3] ?? 1}; };
const paper = (e) => rgb(getComputedStyle(e).backgroundColor);
const under = (e) => { while (e && paper(e).a === 0) e = e.parentElement; return e ? paper(e).c : [255, 255, 255]; };
const bad = [];
for (const e of document.querySelectorAll("body *")) {
  const own = [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
  const box = e.getBoundingClientRect();
  if (!own || !box.width || e.closest("svg, option")) continue;
  const a = lum(rgb(getComputedStyle(e).color).c), b = lum(under(e));
  const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  if (ratio < 4.5) bad.push(`${e.textContent.trim().slice(0, 40)}: ${ratio.toFixed(2)}`);
}
return bad;
"""


def requested(driver: webdriver.Chrome) -> list[str]:
    """Every address the page asked for."""
    messages = [json.loads(entry["message"])["message"] for entry in driver.get_log("performance")]
    return [m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent"]


def sent(counter: Counter, city: City, seed: int = 1) -> str:
    accepted = accept(counter, cases(seed).birth())
    sync(counter, city.url)
    return accepted.id


def test_an_official_works_a_dossier_through_with_keys_alone(city: City, home: Path) -> None:
    with a_counter(home, clock=a_day_of_its_own()) as counter:
        dossier = sent(counter, city)
        code = counter.store.dossiers.newest(1)[0].code
        with chromium() as driver:
            driver.get(f"{city.url}/office")
            hands = webdriver.ActionChains(driver)
            hands.send_keys("vanphong1", Keys.TAB, "thuchanh").perform()
            go_on(driver, lambda: webdriver.ActionChains(driver).send_keys(Keys.ENTER).perform())
            webdriver.ActionChains(driver).send_keys("/").perform()
            go_on(driver, lambda: webdriver.ActionChains(driver).send_keys(code, Keys.ENTER).perform())
            webdriver.ActionChains(driver).send_keys("j").perform()
            assert driver.switch_to.active_element.text == code
            go_on(driver, lambda: webdriver.ActionChains(driver).send_keys(Keys.ENTER).perform())
            assert driver.find_element(By.TAG_NAME, "h1").text == code
            take_up = driver.find_element(By.CSS_SELECTOR, "form.at-once button")
            go_on(driver, lambda: take_up.send_keys(Keys.ENTER))
            refuse = driver.find_elements(By.TAG_NAME, "summary")[-2]
            refuse.send_keys(Keys.ENTER)
            webdriver.ActionChains(driver).send_keys(Keys.TAB, "Không đúng thẩm quyền", Keys.TAB).perform()
            go_on(driver, lambda: webdriver.ActionChains(driver).send_keys(Keys.ENTER).perform())
            assert "Dừng xử lý" in driver.page_source
            assert [line for line in driver.get_log("browser") if line["level"] == "SEVERE"] == []
        sync(counter, city.url)
        row = counter.store.dossiers.by_id(dossier)
        assert row is not None and row.state == 8


def test_the_office_works_without_javascript(city: City, home: Path) -> None:
    with a_counter(home, clock=a_day_of_its_own()) as counter:
        dossier = sent(counter, city, 2)
    with chromium(scripts=False) as driver:
        sign_in(driver, city.url, "vanphong1")
        driver.get(f"{city.url}/office/dossiers/{dossier}")
        go_on(driver, driver.find_element(By.CSS_SELECTOR, "form.at-once button").click)
        assert "Đang xử lý" in driver.page_source
        assert "Bắt đầu xử lý" in driver.find_element(By.CSS_SELECTOR, "ol.history").text


@pytest.mark.parametrize("dark", [False, True])
def test_a_citizen_reads_the_state_on_a_phone(city: City, home: Path, dark: bool) -> None:
    with a_counter(home, public_url=city.url, clock=a_day_of_its_own()) as counter:
        case = cases(5).birth()
        accepted = accept(counter, case)
        sync(counter, city.url)
        address = counter.qr_text(counter.store.log.of_dossier(accepted.id)[0])
        city.office(accepted.code, "supplement", reason="Thiếu dấu", items=["Giấy chứng sinh có dấu"])
    with chromium(PHONE) as driver:
        driver.execute_cdp_cmd(
            "Emulation.setEmulatedMedia",
            {"features": [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]},
        )
        driver.get(address)
        text = driver.find_element(By.TAG_NAME, "body").text
        assert "Giấy hẹn thật" in text and "Giấy chứng sinh có dấu" in text
        assert case.applicant.name not in text and case.applicant.personal_id not in driver.page_source
        assert driver.execute_script("return document.documentElement.scrollWidth") <= PHONE[0]
        assert driver.execute_script(CONTRAST) == []
        assert {url.split("/")[2] for url in requested(driver) if url.startswith("http")} == {city.url.split("/")[2]}
        assert len(driver.page_source.encode()) < LARGEST_PAGE
        assert driver.execute_script("return document.documentElement.lang") == "vi"


@pytest.mark.parametrize("dark", [False, True])
def test_every_page_of_the_office_has_contrast_and_names(city: City, home: Path, dark: bool) -> None:
    with a_counter(home, clock=a_day_of_its_own()) as counter:
        dossier = sent(counter, city, 3)
    with chromium() as driver:
        driver.execute_cdp_cmd(
            "Emulation.setEmulatedMedia",
            {"features": [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]},
        )
        sign_in(driver, city.url, "quantri")
        for path in (
            "?view=all&unit=00565",
            f"/dossiers/{dossier}",
            "/devices",
            "/accounts",
            "/reports",
            "/roll-out",
            "/look-ups",
            "/password",
        ):
            driver.get(f"{city.url}/office{path}")
            assert driver.execute_script(CONTRAST) == [], path
            unnamed = driver.execute_script(
                """return [...document.querySelectorAll("input:not([type=hidden]), select, textarea")]
                   .filter((e) => !e.labels?.length && !e.getAttribute("aria-label")).map((e) => e.name)"""
            )
            assert unnamed == [], path
            assert driver.execute_script("return document.documentElement.scrollWidth <= innerWidth"), path
