"""A dossier as an official reads it: what was declared, its papers, its history, its twins."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from city_service.database import Pool, Row
from city_service.office.acts import ACTS, Act, is_possible
from city_service.units import UnitNames
from kiosk.catalogue import Catalogue
from kiosk.domain.clock import HANOI
from kiosk.domain.event import Json
from kiosk.domain.state import State
from kiosk.domain.text import dong
from kiosk.entry import RETURN_CHANNELS
from kiosk.paper_words import date_shown, declared_lines

PERSONAL_ID_DIGITS = 12
EVENT_WORDS: dict[str, str] = {
    "dossier.accepted": "Tiếp nhận tại quầy",
    "dossier.registered": "Người dân tự đăng ký",
    "dossier.supplemented": "Đã nhận giấy tờ bổ sung",
    "dossier.papers_left": "Người dân gửi giấy tờ ở máy tự phục vụ",
    "dossier.not_accepted": "Không tiếp nhận",
    "dossier.noted": "Ghi chú",
    "dossier.withdrawn": "Công dân rút hồ sơ",
    "dossier.handed_back": "Trả kết quả",
    "dossier.taken_up": "Bắt đầu xử lý",
    "dossier.supplement_requested": "Yêu cầu bổ sung",
    "dossier.done": "Đã xử lý xong",
    "dossier.refused": "Dừng giải quyết",
    "dossier.apologised": "Xin lỗi và hẹn lại",
    "dossier.taken_over": "Quầy tiếp nhận hồ sơ tự đăng ký",
    "dossier.accepted_twice": "Hai quầy cùng tiếp nhận, cần người xem lại",
    "dossier.code_taken": "Trùng mã hồ sơ, cần người xem lại",
    "dossier.duplicate_suspected": "Nghi trùng với hồ sơ khác, cần người xem lại",
    "dossier.not_understood": "Chưa hiểu được, cần người xem lại",
}


@dataclass(frozen=True, slots=True)
class Part:
    """A titled group of what was declared: label and value."""

    title: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PaperView:
    """`here`: its bytes have arrived."""

    position: int
    document: str
    file_name: str
    sha256: str
    media_type: str
    size: int
    here: bool

    @property
    def is_picture(self) -> bool:
        return self.media_type in ("image/webp", "image/png", "image/jpeg")


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened: `who` is a user name, `source` counter or office."""

    at: datetime
    words: str
    who: str
    said: str


@dataclass(frozen=True, slots=True)
class Twin:
    id: str
    code: str
    applicant: str
    state: State


@dataclass(frozen=True, slots=True)
class DossierView:
    id: str
    code: str
    applicant: str
    procedure: str
    state: State
    received_at: datetime
    due_at: datetime
    late: bool
    flagged: bool
    receiving_unit: str
    resolving_unit: str
    fee: str
    return_channel: str
    parts: tuple[Part, ...]
    documents: tuple[str, ...]
    papers: tuple[PaperView, ...]
    history: tuple[Step, ...]
    twins: tuple[Twin, ...]
    acts: tuple[Act, ...]


def read_dossier(
    pool: Pool, catalogue: Catalogue, names: UnitNames, dossier_id: str, now: datetime
) -> DossierView | None:
    """All that is known of a dossier, or None."""
    with pool.connection() as connection:
        row = connection.execute("SELECT * FROM dossier WHERE id = %s", (dossier_id,)).fetchone()
        if row is None:
            return None
        events = connection.execute(
            """SELECT type, payload, actor, occurred_at, seq FROM device_event WHERE dossier_id = %s
               ORDER BY occurred_at, seq""",
            (dossier_id,),
        ).fetchall()
        told = connection.execute(
            """SELECT type, payload, occurred_at FROM feed
               WHERE dossier_id = %s AND unit_code = %s ORDER BY cursor""",
            (dossier_id, row["receiving_unit"]),
        ).fetchall()
        papers = connection.execute(
            """SELECT u.*, a.sha256 IS NOT NULL AS here FROM dossier_attachment u LEFT JOIN attachment a USING (sha256)
               WHERE u.dossier_id = %s ORDER BY position""",
            (dossier_id,),
        ).fetchall()
        twins = (
            connection.execute(
                """SELECT id, code, applicant_name, state FROM dossier WHERE subject = %s AND subject <> '' AND id <> %s
                   ORDER BY received_at DESC LIMIT 10""",
                (row["subject"], dossier_id),
            ).fetchall()
            if row["flagged"]
            else []
        )
    begun = _beginning(events)
    state = State(row["state"])
    owed = state in (State.ACCEPTED, State.IN_PROGRESS, State.PAYMENT_REQUESTED)
    return DossierView(
        id=row["id"],
        code=row["code"],
        applicant=row["applicant_name"],
        procedure=row["procedure_name"],
        state=state,
        received_at=row["received_at"].astimezone(HANOI),
        due_at=row["due_at"].astimezone(HANOI),
        late=owed and row["due_at"] < now,
        flagged=row["flagged"],
        receiving_unit=names[row["receiving_unit"]],
        resolving_unit=names[row["resolving_unit"]],
        fee=dong(int(begun.get("fee_vnd") or 0)),
        return_channel=RETURN_CHANNELS.get(begun.get("return_channel") or "counter", ""),
        parts=tuple(_parts(catalogue, row["procedure"], begun)),
        documents=tuple(_documents(begun)),
        papers=tuple(
            PaperView(p["position"], p["document"], p["file_name"], p["sha256"], p["media_type"], p["size"], p["here"])
            for p in papers
        ),
        history=tuple(sorted(_history(events, told), key=lambda step: step.at)),
        twins=tuple(Twin(t["id"], t["code"], t["applicant_name"], State(t["state"])) for t in twins),
        acts=tuple(act for act in ACTS if is_possible(act, state)),
    )


def _beginning(events: list[Row]) -> dict[str, Any]:
    """The payload of the acceptance, or of the registration while nobody accepted it."""
    for type_ in ("dossier.accepted", "dossier.registered"):
        for event in events:
            if event["type"] == type_:
                payload = cast("dict[str, Any]", event["payload"])
                return payload if type_ == "dossier.accepted" else payload | payload.get("entered", {})
    return {}


def _parts(catalogue: Catalogue, procedure_code: str, begun: dict[str, Any]) -> Iterator[Part]:
    applicant = cast("dict[str, Any]", begun.get("applicant") or {})
    yield Part("Người nộp hồ sơ", tuple(_applicant_lines(applicant)))
    procedure = catalogue.procedures.get(procedure_code)
    form = catalogue.forms.get(procedure.form) if procedure is not None else None
    values = cast("dict[str, Json]", begun.get("form") or {})
    if form is None:
        yield Part("Nội dung khai", tuple((key, str(value)) for key, value in sorted(values.items())))
        return
    for section in form.sections:
        rows = values.get(section.key) if section.repeat else [values]
        for number, one in enumerate(cast("list[dict[str, Json]]", rows or []), start=1):
            lines = tuple(declared_lines(section.fields, one))
            if any(value for _, value in lines):
                yield Part(f"{section.title} {number}" if section.repeat else section.title, lines)


def _applicant_lines(applicant: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for key, words in (
        ("name", "Họ, chữ đệm, tên"),
        ("personal_id", "Số định danh"),
        ("birth_date", "Ngày sinh"),
        ("sex", "Giới tính"),
        ("address", "Nơi cư trú"),
        ("phone", "Điện thoại"),
        ("email", "Thư điện tử"),
    ):
        value = str(applicant.get(key) or "")
        if key == "birth_date" and value:
            value = date_shown(value).split(" (", 1)[0]
        if key == "personal_id" and len(value) == PERSONAL_ID_DIGITS:
            value = " ".join(value[n : n + 3] for n in range(0, PERSONAL_ID_DIGITS, 3))
        if value:
            yield words, value


def _documents(begun: dict[str, Any]) -> Iterator[str]:
    for document in cast("list[dict[str, Any]]", begun.get("documents") or []):
        counts = [
            f"{document.get(kind)} {words}"
            for kind, words in (("originals", "bản chính"), ("copies", "bản sao"))
            if document.get(kind)
        ]
        how = ", ".join(counts) or "xuất trình"
        yield f"{document.get('name', '')} ({how})"


def _history(events: list[Row], told: list[Row]) -> Iterator[Step]:
    for event in events:
        payload = cast("dict[str, Any]", event["payload"])
        words = EVENT_WORDS.get(str(event["type"]), str(event["type"]))
        moment = datetime.fromisoformat(event["occurred_at"]).astimezone(HANOI)
        yield Step(moment, words, event["actor"], _said(payload))
    for item in told:
        if item["type"] in ("dossier.registered",):
            continue
        payload = cast("dict[str, Any]", item["payload"])
        yield Step(
            item["occurred_at"].astimezone(HANOI),
            EVENT_WORDS.get(str(item["type"]), str(item["type"])),
            str(payload.get("actor") or ""),
            _said(payload),
        )


def _said(payload: dict[str, Any]) -> str:
    parts = [str(payload.get("reason") or payload.get("note") or payload.get("text") or "")]
    if payload.get("items"):
        parts.append("; ".join(str(item) for item in payload["items"]))
    if payload.get("receiver"):
        receiver = payload["receiver"]
        parts.append(f"người nhận: {receiver.get('name') if isinstance(receiver, dict) else receiver}")
    return " – ".join(part for part in parts if part)
