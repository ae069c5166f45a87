"""Pictures of the city's pages in a real Chromium: `python -m tests.city_service.pictures docs/screens/city` (make screens)."""

import contextlib
import os
import shutil
import sys
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

import font_roboto
import psycopg
from selenium import webdriver

from city_service.population import practice_citizens
from kiosk.app import Counter
from kiosk.domain.clock import HANOI
from kiosk.errors import CityRefusal
from kiosk.practice.cases import CaseMaker
from kiosk.practice.pages import practice_page
from kiosk.sync.condition import ConditionTeller, note_doctor
from tests.builders import Random, SetClock, a_counter, a_kiosk, accept, cases, register
from tests.city import City, engine_of, running_city, sync
from tests.city_service.browser import CHROMIUM, PHONE, chromium, picture, sign_in
from tests.city_service.office import OfficeVisitor
from tests.city_service.test_city import city_service
from tests.city_service.test_population import client_of
from tests.sync.test_self_service import take_over

PLAN = (
    "Đơn vị,Giai đoạn,Hạn\n00565,1,31/12/2026\nXã Thuận An,1,31/12/2026\nXã Sóc Sơn,1,\nXã Đông Anh,2,\nXã Ba Vì,2,\n"
)


def take(folder: Path) -> None:
    home = Path(tempfile.mkdtemp(prefix="mot-cua-city-"))
    home.chmod(0o755)
    _with_our_font(home)
    clock = SetClock(datetime.now(HANOI).replace(microsecond=0) - timedelta(days=40))
    try:
        with (
            running_city(home) as city,
            a_counter(home / "counter", clock=clock, public_url=city.url) as counter,
            a_counter(home / "other", number=1, clock=clock) as other,
            a_kiosk(home / "kiosk", clock=clock) as kiosk,
        ):
            maker = cases(4, clock.now().date())
            _a_month(city, counter, kiosk, maker, clock)
            page = practice_page(Random(1), "Giấy chứng sinh", ["Bệnh viện Phụ sản Hà Nội", "Bản tập huấn"])
            birth = accept(counter, maker.birth(), [page])
            others = [maker.death(), maker.marital_status(), maker.certified_copy(), maker.extract_copy()]
            codes = [accept(counter, case).code for case in (*others, maker.marriage(), maker.birth())]
            note_doctor(other.store, 1, clock.now())
            note_doctor(counter.store, 0, clock.now())
            note_doctor(kiosk.store, 0, clock.now())
            kiosk.self_service.note_health(
                paper="printer_paper_out", disk_free_mb=41_000, last_used=clock.now(), version="1"
            )
            for device in (counter, other, kiosk):
                teller = ConditionTeller(device.store, clock)
                engine_of(device, city.url, tell_condition=teller).run_pass()
            city.office(codes[1], "take-up")
            city.office(codes[2], "done")
            city.office(birth.code, "supplement", reason="Thiếu dấu", items=["Giấy chứng sinh có dấu"])
            _look_up(counter, city)
            _prepare(city, home)
            with chromium() as desk:
                _office(desk, city.url, birth.id, folder)
                note_doctor(other.store, 0, clock.now())
                engine_of(other, city.url, tell_condition=ConditionTeller(other.store, clock)).run_pass()
                desk.get(f"{city.url}/office/roll-out")
                picture(desk, folder / "roll_out.png")
            with chromium(PHONE) as phone:
                phone.get(counter.qr_text(counter.store.log.of_dossier(birth.id)[0]))
                picture(phone, folder / "status_phone.png")
                phone.get(f"{city.url}/p/1.001193")
                picture(phone, folder / "procedure_phone.png")
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _with_our_font(home: Path) -> None:
    """Chromium shows the pages in the app's font, whatever this machine has."""
    fonts = Path(font_roboto.__file__).parent / "files"
    (home / "fonts.conf").write_text(
        f"<fontconfig><include>/etc/fonts/fonts.conf</include><dir>{fonts}</dir></fontconfig>\n"
    )
    os.environ["FONTCONFIG_FILE"] = str(home / "fonts.conf")


def _a_month(city: City, counter: Counter, kiosk: Counter, maker: CaseMaker, clock: SetClock) -> None:
    """Forty days of few dossiers, most of them finished: by the city at once, handed back at the counter days later."""
    for day in range(40):
        maker.today = clock.now().date()
        if clock.now().weekday() < 5:
            made = [
                getattr(maker, kind) for kind in ("birth", "certified_copy", "marital_status", "death", "extract_copy")
            ]
            for make in made[day % 3 : day % 3 + 2]:
                accept(counter, make())
            if day % 4 == 0:
                registered = register(kiosk, maker.birth())
                sync(kiosk, city.url)
                take_over(counter, kiosk.self_service.ticket(registered))
        clock.forward(days=1)
    sync(counter, city.url)
    rows = counter.store.dossiers.newest(200)
    # The city's own acts have the city's own time: these lie in the past.
    with psycopg.connect(city.database_url) as connection:
        for n, row in enumerate(rows):
            city.office(row.code, "done")
            late = timedelta(days=2) if n % 11 == 0 else -timedelta(hours=2)
            connection.execute(
                "UPDATE feed SET occurred_at = %s WHERE dossier_id = %s AND type = 'dossier.done'",
                (row.due_at + late, row.id),
            )
            connection.execute("UPDATE dossier SET ended_at = %s WHERE id = %s", (row.due_at + late, row.id))
    sync(counter, city.url)
    for row in rows:
        counter.handling.hand_back(counter.dossier(row.code), "canbo1")


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
        ("reports", f"/reports?first={datetime.now(HANOI) - timedelta(days=40):%d/%m/%Y}"),
        ("look_ups", "/look-ups"),
    ):
        driver.get(f"{url}/office{path}")
        picture(driver, folder / f"{name}.png")


if __name__ == "__main__":
    if CHROMIUM is None:
        sys.exit("Chromium is not installed")
    take(Path(sys.argv[1]))
