"""Draining over a slow line: dossiers against PouchDB, attachments against plain tus, cuts in the middle."""

import json
import shutil
import subprocess
import sys
import threading
import time
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

import requests
from tusclient.client import TusClient
from tusclient.exceptions import TusCommunicationError, TusUploadFailed

from benchmarks.measure import Row
from benchmarks.slow_line import SlowLine
from kiosk import app as counter_app
from kiosk.app import Counter
from kiosk.domain.event import canonical_json
from kiosk.sync.client import CityClient
from kiosk.sync.engine import SyncEngine
from kiosk.sync.loop import SyncLoop
from kiosk.sync.ports import Progress
from kiosk.sync.watch import LineWatch
from ui.demo.practice import practice_city

DOSSIERS, KILOBITS, RTT = 300, 2000, 0.05
LINE_BYTES = KILOBITS * 125
PEERS = Path(__file__).parent / "peers"
_WORDS = [
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "khai",
    "sinh",
    "khai",
    "tử",
    "kết",
    "hôn",
    "Đặng",
    "Xá",
    "Gia",
    "Lâm",
    "giấy",
    "chứng",
    "sinh",
    "Hà",
    "Nội",
    "bản",
    "chính",
    "bản",
    "sao",
    "thường",
    "trú",
    "trích",
    "lục",
    "cải",
    "chính",
    "hộ",
    "tịch",
    "giám",
    "hộ",
    "nhận",
    "cha",
    "mẹ",
    "con",
    "chứng",
    "thực",
    "chữ",
    "ký",
    "căn",
    "cước",
    "công",
    "dân",
    "ủy",
    "quyền",
    "sổ",
    "hộ",
    "khẩu",
    "xác",
    "nhận",
    "tình",
    "trạng",
]


def _payloads(counter: Counter) -> list[dict[str, Any]]:
    """Accepted practice dossiers of 4–5 KB: what intake writes, with the free text that long declarations have."""
    from kiosk.entry import Entry
    from kiosk.practice.cases import CaseMaker

    random = Random(20261125)
    make = CaseMaker(random, counter.clock.now().date())
    found: list[dict[str, Any]] = []
    for n in range(DOSSIERS):
        case = (make.birth, make.marriage, make.death, make.correction, make.guardianship)[n % 5]()
        procedure = counter.catalogue.procedures[case.procedure]
        entry = Entry(
            case.procedure, case.applicant.applicant(), case.file_form(counter.catalogue.form_of(procedure)), ()
        )
        checked = counter.intake.check(entry)
        payload: dict[str, Any] = counter.intake._payload(entry, checked)
        text = ""
        while len(canonical_json(payload | {"explanation": text})) < 4000 + random.randrange(1000):
            text += random.choice(_WORDS) + (f" {random.randrange(10_000)} " if random.random() < 0.15 else " ")
        found.append(payload | {"explanation": text})
    return found


def _client(counter: Counter, url: str) -> CityClient:
    return CityClient(url, counter.clock, identity=counter.identity, key=counter.device_key)


def dossiers(folder: Path) -> list[Row]:
    folder.chmod(0o755)
    counter_app.enrol_practice(folder / "line")
    with practice_city(folder / "line-city") as city, Counter(folder / "line") as counter:
        payloads = _payloads(counter)
        now = counter.clock.now()
        for n, payload in enumerate(payloads):
            counter.store.record(f"d{n}", "dossier.accepted.bench", payload, "canbo1", now)
        json_bytes = sum(len(canonical_json(event.payload)) for event in counter.store.log.all())
        with SlowLine(city, KILOBITS, RTT) as line:
            client = _client(counter, line.url)
            # As when the line is back: the watch has just asked, the token still holds.
            client.health()
            client.authorisation()
            arrived: list[float] = []

            def watch_progress(progress: Progress) -> None:
                if not progress.backlog.events and not arrived:
                    arrived.append(time.perf_counter())

            engine = SyncEngine(client, counter.store.outbox, counter.clock, watch_progress)
            sent_before = line.sent()
            begun = time.perf_counter()
            report = engine.run_pass()
            seconds = arrived[0] - begun
            wire = line.sent() - sent_before
        assert report.drained, report
    ours = DOSSIERS / seconds
    busy = report.sent_bytes / LINE_BYTES / seconds
    peer = _pouchdb(folder, payloads)
    what = f"{DOSSIERS} dossiers of {json_bytes / DOSSIERS / 1000:.1f} KB over 2 Mbit/s, 50 ms: against PouchDB"
    return [
        _against(what, ours, peer, "/s", 4),
        Row(
            "their bytes on the line, headers and all, against their JSON",
            f"{wire / 1000:,.0f} KB",
            f"{json_bytes / 1000:,.0f} KB",
            wire / json_bytes,
            "≤ 0.3 ×",
            wire / json_bytes <= 0.3,
        ),
        Row(
            "how busy the line was, against all it could carry",
            f"{busy * 100:.0f} %",
            "100 %",
            busy,
            "≥ 0.9 ×",
            busy >= 0.9,
        ),
    ]


def _against(what: str, ours: float, peer: float | None, unit: str, bar: float) -> Row:
    if peer is None:
        return Row(what, f"{ours:,.0f} {unit}", "not run: no npm", 0.0, f"≥ {bar} ×", False)
    return Row(what, f"{ours:,.0f} {unit}", f"{peer:,.0f} {unit}", ours / peer, f"≥ {bar} ×", ours / peer >= bar)


def _pouchdb(folder: Path, payloads: list[dict[str, Any]]) -> float | None:
    """Documents a second of PouchDB replicating the same documents over the same kind of line."""
    if shutil.which("npm") is None:
        return None
    if not (PEERS / "node_modules").exists():
        command = ["npm", "install", "--no-audit", "--no-fund", "--loglevel=error"]
        subprocess.run(command, cwd=PEERS, check=True, capture_output=True)
    documents = folder / "documents.json"
    documents.write_text(json.dumps([{"_id": f"d{n:05}"} | p for n, p in enumerate(payloads)], ensure_ascii=False))
    server = subprocess.Popen(
        ["node", "server.js"], cwd=PEERS, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        assert server.stdout is not None
        port = server.stdout.readline().strip()
        with SlowLine(f"http://127.0.0.1:{port}", KILOBITS, RTT) as line:
            command = ["node", "replicate.js", str(documents), line.url]
            done = subprocess.run(command, cwd=PEERS, capture_output=True, text=True, timeout=300, check=True)
        result = json.loads(done.stdout.splitlines()[-1])
        assert result["written"] == len(payloads), result
        return len(payloads) / float(result["seconds"])
    finally:
        server.kill()
        server.wait()


def _with_attachments(counter: Counter, files: list[bytes]) -> None:
    from kiosk.domain.dossier import Acceptance, Attachment, FiledAttachment
    from kiosk.intake import new_id

    now = counter.clock.now().replace(microsecond=0)
    for n, content in enumerate(files):
        import hashlib

        attachment = Attachment(hashlib.sha256(content).hexdigest(), len(content), "image/jpeg")
        payload: dict[str, Any] = {
            "applicant": {"name": "Nguyễn Thị Lan", "personal_id": "000190000001", "phone": ""},
            "counter": 1,
            "due_at": now.isoformat(),
            "fee_vnd": 0,
            "form": {},
            "procedure": "1.001193",
            "procedure_name": "Đăng ký khai sinh",
        }
        papers = (FiledAttachment("Giấy chứng sinh", f"{n}.jpg", attachment),)
        acceptance = Acceptance(new_id(counter.clock), counter.identity.agency, 1, now, payload, "canbo1", papers)
        counter.store.accept(acceptance, [(content, "image/jpeg")])


def _drain(counter: Counter, url: str) -> float:
    """Seconds until all is at the city, the loop doing the waiting and going on."""
    loop = SyncLoop(Random(1), reconnect_spread=0.0)
    done = threading.Event()

    def watch_progress(progress: Progress) -> None:
        if not progress.backlog.attachments and not progress.backlog.events:
            done.set()
            loop.stop()

    client = _client(counter, url)
    client.health()
    client.authorisation()
    engine = SyncEngine(client, counter.store.outbox, counter.clock, watch_progress, lambda: loop.stopped)
    watch = LineWatch(CityClient(url, counter.clock), lambda: client.last_heard)
    begun = time.perf_counter()
    watch.start()
    loop.run(engine, watch)
    seconds = time.perf_counter() - begun
    watch.stop()
    assert done.is_set()
    return seconds


def _plain_tus(city: str, line: SlowLine, counter: Counter, files: list[bytes]) -> float:
    """tuspy as its manual has it, going on after a failure by asking where the upload stands."""
    client = _client(counter, city)
    client.health()
    headers = client.authorisation()
    tus = TusClient(f"{line.url}/v1/uploads", headers=headers)
    begun = time.perf_counter()
    for content in files:
        import hashlib

        sha256 = hashlib.sha256(content).hexdigest()
        metadata = {"filename": sha256, "filetype": "image/jpeg", "sha256": sha256}
        uploader = None
        while uploader is None or uploader.offset < len(content):
            try:
                if uploader is None:
                    uploader = tus.uploader(
                        file_stream=BytesIO(content), chunk_size=1024 * 1024, metadata=metadata, retries=0
                    )
                    url = uploader.create_url()
                    # The city names itself as it sees itself; the way to it is the line.
                    uploader.set_url(line.url + "/v1/uploads/" + url.rstrip("/").rpartition("/")[2])
                    uploader.offset = 0
                uploader.upload()
            except (TusUploadFailed, TusCommunicationError, requests.RequestException, OSError):
                time.sleep(0.5)
                try:
                    if uploader is not None and uploader.url:
                        uploader.offset = uploader.get_offset()
                except (TusCommunicationError, requests.RequestException, OSError):
                    continue
    return time.perf_counter() - begun


def attachments(folder: Path) -> list[Row]:
    folder.chmod(0o755)
    random = Random(5)
    five = [random.randbytes(1_000_000) for _ in range(5)]
    others = [random.randbytes(1_000_000) for _ in range(5)]
    long = [random.randbytes(5_000_000)]
    for name in ("five", "long"):
        counter_app.enrol_practice(folder / name)
    with practice_city(folder / "attachments-city") as city:
        with Counter(folder / "five") as counter, SlowLine(city, KILOBITS, RTT) as line:
            _with_attachments(counter, five)
            line.cut_after(3_500_000, 3.0)
            ours = _drain(counter, line.url)
            our_bytes = line.sent()
        with Counter(folder / "five") as counter, SlowLine(city, KILOBITS, RTT) as line:
            line.cut_after(3_500_000, 3.0)
            theirs = _plain_tus(city, line, counter, others)
            their_bytes = line.sent()
        with Counter(folder / "long") as counter, SlowLine(city, KILOBITS, RTT) as line:
            _with_attachments(counter, long)
            cuts = threading.Thread(target=_cut_five_times, args=(line,))
            cuts.start()
            _drain(counter, line.url)
            cuts.join()
            long_bytes = line.sent()
    total = sum(map(len, five))
    return [
        Row(
            "five 1 MB attachments, line cut for 3 s at 3.5 MB: bytes against theirs",
            f"{our_bytes / 1e6:.2f} MB",
            f"{total / 1e6:.2f} MB",
            our_bytes / total,
            "≤ 1.03 ×",
            our_bytes / total <= 1.03,
        ),
        Row(
            "the same, bytes against plain tus (tuspy, tuspyserver)",
            f"{our_bytes / 1e6:.2f} MB",
            f"{their_bytes / 1e6:.2f} MB",
            our_bytes / their_bytes,
            "≤ 1.05 ×",
            our_bytes / their_bytes <= 1.05,
        ),
        Row(
            "the same, seconds against plain tus",
            f"{ours:.1f} s",
            f"{theirs:.1f} s",
            ours / theirs,
            "≤ 1.05 ×",
            ours / theirs <= 1.05,
        ),
        Row(
            "line cut five times during one 5 MB attachment: bytes in all",
            f"{long_bytes / 1e6:.2f} MB",
            "5.00 MB",
            long_bytes / 5e6,
            "≤ 1.1 ×",
            long_bytes / 5e6 <= 1.1,
        ),
    ]


def _cut_five_times(line: SlowLine) -> None:
    for n in range(5):
        target = 700_000 * (n + 1)
        line.cut_after(max(target - line.sent(), 1), 1.0)
        while line.sent() < target:
            time.sleep(0.1)
        time.sleep(1.2)


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory(prefix="mot-cua-bench-") as name:
        for row in [*dossiers(Path(name)), *attachments(Path(name))]:
            print(row.line())
    sys.exit(0)
