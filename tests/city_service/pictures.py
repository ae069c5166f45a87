"""Pictures of the city's pages in a real Chromium: `python -m tests.city_service.pictures docs/screens/city` (make screens)."""

import contextlib
import shutil
import sys
import tempfile
from pathlib import Path

from selenium import webdriver

from city_service.population import practice_citizens
from kiosk.app import Counter
from kiosk.errors import CityRefusal
from kiosk.practice.pages import practice_page
from tests.builders import Random, a_counter, accept, cases
from tests.city import City, running_city, sync
from tests.city_service.browser import CHROMIUM, PHONE, chromium, picture, sign_in
from tests.city_service.office import OfficeVisitor
from tests.city_service.test_city import city_service
from tests.city_service.test_population import client_of

PLAN = (
    "Đơn vị,Giai đoạn,Hạn\n00565,1,31/12/2026\nXã Thuận An,1,31/12/2026\nXã Sóc Sơn,1,\nXã Đông Anh,2,\nXã Ba Vì,2,\n"
)


def take(folder: Path) -> None:
    home = Path(tempfile.mkdtemp(prefix="mot-cua-city-"))
    home.chmod(0o755)
    try:
        with running_city(home) as city, a_counter(home / "counter", public_url=city.url) as counter:
            maker = cases(4)
            page = practice_page(Random(1), "Giấy chứng sinh", ["Bệnh viện Phụ sản Hà Nội", "Bản tập huấn"])
            birth = accept(counter, maker.birth(), [page])
            others = [maker.death(), maker.marital_status(), maker.certified_copy(), maker.extract_copy()]
            codes = [accept(counter, case).code for case in (*others, maker.marriage(), maker.birth())]
            sync(counter, city.url)
            city.office(codes[1], "take-up")
            city.office(codes[2], "done")
            city.office(birth.code, "supplement", reason="Thiếu dấu", items=["Giấy chứng sinh có dấu"])
            _look_up(counter, city)
            _prepare(city, home)
            with chromium() as desk:
                _office(desk, city.url, birth.id, folder)
            with chromium(PHONE) as phone:
                phone.get(counter.qr_text(counter.store.log.of_dossier(birth.id)[0]))
                picture(phone, folder / "status_phone.png")
                phone.get(f"{city.url}/p/1.001193")
                picture(phone, folder / "procedure_phone.png")
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _look_up(counter: Counter, city: City) -> None:
    client = client_of(counter, city)
    for number in (practice_citizens()[0].personal_id, "000190999999", practice_citizens()[1].personal_id):
        client.citizen(number, "1.001193", "canbo1")
    with contextlib.suppress(CityRefusal):
        client.citizen(practice_citizens()[2].personal_id, "1.000894", "vanphong1")


def _prepare(city: City, home: Path) -> None:
    table = home / "accounts.csv"
    table.write_text("unit,username,name,role\nXã Thuận An,thuan.an1,Nguyễn Văn Thuận,clerk\n")
    city_service(city, "accounts-import", str(table))
    OfficeVisitor(city, "quantri").post("/office/roll-out", files={"table": ("ke-hoach.csv", PLAN.encode())})


def _office(driver: webdriver.Chrome, url: str, dossier: str, folder: Path) -> None:
    driver.get(f"{url}/office/sign-in")
    picture(driver, folder / "sign_in.png")
    sign_in(driver, url, "quantri")
    for name, path in (
        ("queue", "?unit=00565&view=all"),
        ("dossier", f"/dossiers/{dossier}"),
        ("devices", "/devices"),
        ("accounts", "/accounts"),
        ("reports", "/reports"),
        ("roll_out", "/roll-out"),
        ("look_ups", "/look-ups"),
    ):
        driver.get(f"{url}/office{path}")
        picture(driver, folder / f"{name}.png")


if __name__ == "__main__":
    if CHROMIUM is None:
        sys.exit("Chromium is not installed")
    take(Path(sys.argv[1]))
