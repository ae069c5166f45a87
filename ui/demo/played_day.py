"""The played day: a city, a line that is really cut, the app killed and started again, and a count of everything at the end."""

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, cast
from urllib.parse import urlsplit

import requests

from kiosk import app as counter_app
from kiosk.app import Counter
from kiosk.crypto import verify
from kiosk.domain.clock import HANOI
from kiosk.domain.receipt_qr import PayloadMalformed, Verdict, check_payload, key_id, split_address
from kiosk.domain.state import State
from kiosk.errors import KioskError
from kiosk.practice.line import CuttableLine
from printing.reading import page_pictures, qr_texts
from ui.demo.practice import practice_city

TYPING_GAP = 0.02
PART_SECONDS = 420


@dataclass(slots=True)
class Play:
    """What the day has shown so far."""

    accepted: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    facts: dict[str, Any] = field(default_factory=dict[str, Any])


class PlayFailed(Exception):
    """A part of the day did not go as it must; the message says where."""


class ActorProcess:
    """An actor at work: its lines read, its cues given."""

    def __init__(self, part: str, home: Path, city: str, screens: Path, typing_gap: float) -> None:
        command = [sys.executable, "-m", "ui.demo.actor", "--part", part, "--data-dir", str(home), "--city", city]
        command += ["--screens", str(screens), "--typing-gap", str(typing_gap)]
        environment = os.environ | {
            "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
            "PYTHONUNBUFFERED": "1",
        }
        self._log = (screens.parent / f"actor-{part}.log").open("w+")
        self.process = subprocess.Popen(  # noqa: S603
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._log, text=True, env=environment
        )

    def lines(self) -> Iterator[dict[str, Any]]:
        for line in cast("IO[str]", self.process.stdout):
            if line.startswith("{"):
                yield json.loads(line)

    def cue(self, word: str) -> None:
        stdin = cast("IO[str]", self.process.stdin)
        stdin.write(word + "\n")
        stdin.flush()

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
        self.process.wait(30)

    def end(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(30)
        self._log.close()

    def trouble(self) -> str:
        self._log.flush()
        self._log.seek(0)
        return self._log.read()[-3000:]


def play_day(out: Path, typing_gap: float | None = None) -> int:
    """Play the day into `out`: screens/*.png, receipts/*.pdf, report.json. Gives 0 when every count is right."""
    gap = float(os.environ.get("KIOSK_DEMO_TYPING_GAP", TYPING_GAP)) if typing_gap is None else typing_gap
    out.mkdir(parents=True, exist_ok=True)
    for old in ("screens", "receipts"):
        shutil.rmtree(out / old, ignore_errors=True)
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="mot-cua-day-") as folder:
        # The embedded PostgreSQL runs as a user of its own when we are root: it must be able to pass through.
        os.chmod(folder, 0o755)
        report = _Day(Path(folder), out.resolve(), gap).play()
    report["typing_gap_seconds"] = gap
    report["seconds_in_all"] = round(time.monotonic() - begun, 1)
    (out / "report.json").write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n")
    shown = {k: v for k, v in report.items() if k not in ("dossiers", "problems")}
    print(json.dumps(shown, ensure_ascii=False, indent=1))
    for problem in report["problems"]:
        print(f"✗ {problem}", file=sys.stderr)
    print(f"pictures: {out / 'screens'}   receipts: {out / 'receipts'}   report: {out / 'report.json'}")
    return 0 if not report["problems"] else 1


class _Day:
    def __init__(self, folder: Path, out: Path, typing_gap: float) -> None:
        self.home = folder / "counter"
        self.city_home = folder / "city"
        self.flat_bed = folder / "flat-bed"
        self.flat_bed.mkdir()
        self.out = out
        self.gap = typing_gap
        self.play_ = Play()

    def play(self) -> dict[str, Any]:
        problems: list[str] = []
        with practice_city(self.city_home) as city_url:
            parts = urlsplit(city_url)
            self.line = CuttableLine((str(parts.hostname), int(parts.port or 0)))
            counter_app.enrol_practice(self.home, counter=2, public_url=city_url)
            with Counter(self.home) as counter:
                counter.change_settings(printer="folder", scan_folder=str(self.flat_bed), reconnect_spread_seconds=2.0)
            try:
                self._part("morning", city_url)
                self._part("afternoon", city_url)
            except PlayFailed as error:
                problems.append(str(error))
            return self._report(city_url, problems)

    def _part(self, part: str, city_url: str) -> None:
        actor = ActorProcess(part, self.home, self.line.url, self.out / "screens", self.gap)
        ended = False
        try:
            for said in actor.lines():
                ended = self._hear(said, actor, city_url)
                if ended:
                    break
        finally:
            if not ended:
                trouble = actor.trouble()
                actor.end()
                raise PlayFailed(f"{part}: the app ended too early\n{trouble}")
            if actor.process.poll() is None:
                actor.process.wait(60)
            actor.end()

    def _hear(self, said: dict[str, Any], actor: ActorProcess, city_url: str) -> bool:
        """Act on an actor's word; True when its part is over."""
        facts = self.play_.facts
        match said.pop("what"):
            case "accepted":
                self.play_.accepted.append(said)
                print(
                    f"  {said['code']}  {said['procedure']}  {'online' if said['online'] else 'offline'}  {said['keys']} keys",
                    flush=True,
                )
            case "cut the line":
                self.line.cut()
                facts["line_cut_at"] = time.monotonic()
                print("  ✂ the line is cut", flush=True)
                actor.cue("cut")
            case "draft open":
                facts["draft_before"] = said
                actor.kill()
                print("  ✂ the app is killed with a draft open", flush=True)
                return True
            case "draft restored":
                facts["draft_after"] = said
            case "restore the line":
                self.line.restore()
                facts["line_down_seconds"] = round(time.monotonic() - facts["line_cut_at"], 1)
                print("  the line returns", flush=True)
                facts["restored_at"] = time.monotonic()
                actor.cue("restored")
            case "drained":
                facts["drain_seconds"] = round(time.monotonic() - facts["restored_at"], 1)
                self._back_office(city_url)
                actor.cue("moved on")
            case "news":
                facts["news"] = said
            case "done":
                return True
            case _:
                pass
        return False

    def _back_office(self, city_url: str) -> None:
        """One supplement and one finished dossier, by the city's HTTP interface."""
        token = (self.city_home / "office-token").read_text().strip()
        codes = [a["code"] for a in self.play_.accepted]
        self.play_.facts["supplement_for"], self.play_.facts["done_for"] = codes[4], codes[1]
        for code, act, body in (
            (
                codes[4],
                "supplement",
                {"reason": "Giấy báo tử thiếu dấu", "items": ["Giấy báo tử có đóng dấu"], "actor": "vanphong1"},
            ),
            (codes[1], "done", {"actor": "vanphong1"}),
        ):
            answer = requests.post(
                f"{city_url}/v1/office/dossiers/{code}/{act}",
                json=body,
                headers={"Authorization": f"Bearer {token}"},
                timeout=20,
            )
            answer.raise_for_status()

    # Counting

    def _report(self, city_url: str, problems: list[str]) -> dict[str, Any]:
        accepted, facts = self.play_.accepted, self.play_.facts
        codes = [a["code"] for a in accepted]
        with Counter(self.home) as counter:
            local = self._count_local(counter, problems)
        in_city = self._count_city(codes, local["hashes"])
        before, after = facts.get("draft_before", {}), facts.get("draft_after", {})
        news = facts.get("news", {})
        report: dict[str, Any] = {
            "dossiers_accepted": len(accepted),
            "procedures": len({a["procedure"] for a in accepted}),
            "accepted_offline": sum(not a["online"] for a in accepted),
            "dossiers_in_city": in_city["dossiers"],
            "duplicates": in_city["duplicates"],
            "attachments": len(local["hashes"]),
            "attachments_byte_equal": in_city["byte_equal"],
            "receipts": local["receipts"],
            "receipts_verified": local["verified"],
            "draft_restored": bool(before) and before == after,
            "log_intact": local["intact"],
            "supplement_seen": news.get("supplement") == [facts.get("supplement_for")],
            "done_seen": news.get("done") == [facts.get("done_for")],
            "handed_back_in_city": in_city["handed_back"],
            "cash_counted": local["cash_right"],
            "line_down_seconds": facts.get("line_down_seconds"),
            "drain_seconds": facts.get("drain_seconds"),
            "seconds_per_act": _mean_seconds(accepted),
            "keys_per_dossier": round(sum(a["keys"] for a in accepted) / max(len(accepted), 1), 1),
            "dossiers": accepted,
            "problems": problems,
        }
        for holds, complaint in (
            (len(accepted) >= 12, "fewer than 12 dossiers accepted"),
            (report["procedures"] >= 8, "fewer than 8 procedures"),
            (len(set(codes)) == len(codes), "a code was given twice"),
            (report["accepted_offline"] >= 5, "fewer than 5 dossiers accepted offline"),
            (report["dossiers_in_city"] == len(accepted), "the city does not have every dossier"),
            (report["duplicates"] == 0, "the city has a dossier twice"),
            (report["attachments"] >= len(accepted), "fewer attachments than dossiers"),
            (report["attachments_byte_equal"] == report["attachments"], "an attachment is not byte-equal"),
            (report["receipts"] == len(accepted), "not one receipt for each dossier"),
            (report["receipts_verified"] == len(accepted), "a receipt's QR does not decode or verify"),
            (report["draft_restored"], "the draft did not come back as it was"),
            (report["log_intact"], "the event log is not intact"),
            (report["supplement_seen"], "the counter did not see the supplement"),
            (report["done_seen"], "the counter did not see the finished dossier"),
            (report["handed_back_in_city"] == 1, "the city does not know that the result was handed back"),
            (report["cash_counted"], "the day's cash was not counted"),
        ):
            if not holds:
                problems.append(complaint)
        return report

    def _count_local(self, counter: Counter, problems: list[str]) -> dict[str, Any]:
        try:
            counter.store.check()
            intact = True
        except KioskError as error:
            intact = False
            problems.append(str(error))
        contents: dict[str, bytes] = {}
        for row in counter.store.dossiers.newest(1000):
            for paper in counter.store.dossiers.attachments(row.id):
                contents[paper.attachment.sha256] = counter.store.read_scan(paper.attachment.sha256)
        # Other papers of a dossier are named after it and their kind.
        receipts = [path for path in sorted((self.home / "receipts").glob("*.pdf")) if " " not in path.name]
        if receipts:
            shutil.copytree(self.home / "receipts", self.out / "receipts", dirs_exist_ok=True)
        city_key = bytes.fromhex(counter.identity.city_key)
        verified = sum(_receipt_verifies(path, city_key) for path in receipts)
        today = counter.clock.now().astimezone(HANOI).date()
        counted = counter.reports.cash_count(today)
        return {
            "intact": intact,
            "hashes": contents,
            "receipts": len(receipts),
            "verified": verified,
            "cash_right": counted is not None and counted.counted_vnd == counted.expected_vnd,
        }

    def _count_city(self, codes: list[str], contents: dict[str, bytes]) -> dict[str, int]:
        """Ask the city what it holds. Its hashes are of the bytes it has now, so equal hashes are equal bytes."""
        command = [sys.executable, "-m", "city_service.cli", "contents", "--json", "--data", str(self.city_home)]
        held = json.loads(subprocess.run(command, capture_output=True, check=True, timeout=120).stdout)  # noqa: S603
        found = [str(row["code"]) for row in held["dossiers"]]
        here = {hashlib.sha256(content).hexdigest() for content in contents.values()}
        return {
            "dossiers": len(set(found) & set(codes)),
            "duplicates": len(found) - len(set(found)),
            "byte_equal": len(here & set(held["attachments"])),
            "handed_back": sum(row["state"] == State.HANDED_BACK for row in held["dossiers"]),
        }


def _receipt_verifies(path: Path, city_key: bytes) -> bool:
    """Whether the QR of the rendered page decodes and proves the very receipt the file is named after."""
    for picture in page_pictures(path.read_bytes()):
        for text in qr_texts(picture):
            try:
                code, payload = split_address(text)
                verdict, _ = check_payload(code, payload, city_keys={key_id(city_key): city_key}, verify=verify)
            except PayloadMalformed:
                continue
            if verdict is Verdict.GENUINE and code == path.stem:
                return True
    return False


def _mean_seconds(accepted: list[dict[str, Any]]) -> dict[str, float]:
    acts: dict[str, list[float]] = {}
    for journal in accepted:
        for act, seconds in journal["seconds"].items():
            acts.setdefault(act, []).append(seconds)
    return {act: round(sum(values) / len(values), 3) for act, values in acts.items()}
