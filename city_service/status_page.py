"""The public status page a receipt's QR opens: genuine or not, where the dossier is, what happens next."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, LiteralString

import psycopg

from city_service.database import Pool
from city_service.keys import CityKeys
from city_service.pages import pages
from city_service.sms.queue import opt_out
from kiosk.crypto import verify
from kiosk.domain.clock import HANOI
from kiosk.domain.receipt_qr import PayloadMalformed, ReceiptFacts, Verdict, check_payload
from kiosk.domain.state import State, has_lapsed
from kiosk.domain.text import dong
from kiosk.wire.models import DossierState

PLAIN_WORDS: dict[State, tuple[str, str]] = {
    State.NEW: ("Đã đăng ký, chờ cán bộ tiếp nhận", "Đến quầy bất kỳ của bộ phận Một cửa để nộp giấy tờ gốc."),
    State.ACCEPTED: ("Đã tiếp nhận, chờ xử lý", "Không cần làm gì thêm. Đến nhận kết quả theo ngày hẹn."),
    State.NOT_ACCEPTED: ("Không được tiếp nhận", "Hỏi bộ phận Một cửa để biết lý do."),
    State.IN_PROGRESS: ("Đang xử lý", "Không cần làm gì thêm. Đến nhận kết quả theo ngày hẹn."),
    State.SUPPLEMENT_REQUESTED: ("Cần bổ sung giấy tờ", "Mang giấy hẹn và giấy tờ còn thiếu đến bộ phận Một cửa."),
    State.PAYMENT_REQUESTED: ("Cần nộp phí, lệ phí", "Mang giấy hẹn đến bộ phận Một cửa để nộp."),
    State.WITHDRAWN: ("Đã rút hồ sơ theo yêu cầu", "Mang giấy hẹn đến nhận lại giấy tờ."),
    State.STOPPED: ("Đã dừng giải quyết", "Mang giấy hẹn đến nhận lại giấy tờ và văn bản nêu lý do."),
    State.DONE: ("Đã có kết quả", "Mang giấy hẹn và thẻ căn cước đến nhận kết quả."),
    State.HANDED_BACK: ("Đã trả kết quả", "Hồ sơ đã kết thúc."),
}


@dataclass(frozen=True, slots=True)
class Page:
    status: int
    html: str


def status_page(pool: Pool, keys: CityKeys, code: str, payload: str, now: datetime, *, messages: bool = False) -> Page:
    """The page for a code and its signed payload.

    Without a genuine payload nothing of the dossier is said, not even whether the code exists: codes can be guessed. Where two
    dossiers have one code (a folder copied back), it is the one whose receipt this is: received at that second.
    """
    template = pages.get_template("status.html")
    facts = _proven(pool, keys, code, payload)
    if isinstance(facts, str):
        return Page(404, template.render(kind=facts))
    with pool.connection() as connection:
        row = connection.execute(
            """SELECT d.id, d.state, d.procedure_name, d.due_at, v.unit_name FROM dossier d JOIN device v ON v.id = d.device_id
               WHERE d.code = %s AND d.received_at = %s LIMIT 1""",
            (facts.code, facts.received_at),
        ).fetchone()
        items = _asked_for(connection, row["id"]) if row is not None else []
    state = State(row["state"]) if row else State.ACCEPTED
    words, next_step = PLAIN_WORDS[state]
    due = (row["due_at"] if row else facts.due_at).astimezone(HANOI)
    return Page(
        200,
        template.render(
            kind="genuine",
            code=facts.code,
            practice=facts.practice,
            arrived=row is not None,
            procedure=row["procedure_name"] if row else "",
            words=words,
            next_step=next_step,
            received=facts.received_at.strftime("%H:%M ngày %d/%m/%Y"),
            due="hỏi khi nộp đủ giấy tờ" if has_lapsed(state, due, now) else due.strftime("%H:%M ngày %d/%m/%Y"),
            moved=row is not None and due != facts.due_at,
            fee=dong(facts.fee_vnd),
            items=items if state is State.SUPPLEMENT_REQUESTED else [],
            where=row["unit_name"] if row else "",
            promised=state not in CLOSED,
            messages=messages and row is not None and state not in CLOSED,
            payload=payload,
        ),
    )


CLOSED = frozenset({State.NOT_ACCEPTED, State.WITHDRAWN, State.STOPPED, State.HANDED_BACK})


def _asked_for(connection: psycopg.Connection[Any], dossier_id: str) -> list[str]:
    """The papers last asked for."""
    told = connection.execute(
        """SELECT payload FROM feed WHERE dossier_id = %s AND type = 'dossier.supplement_requested'
           ORDER BY cursor DESC LIMIT 1""",
        (dossier_id,),
    ).fetchone()
    return [str(item) for item in (told["payload"].get("items") or [])] if told is not None else []


def _proven(pool: Pool, keys: CityKeys, code: str, payload: str) -> ReceiptFacts | str:
    """What a genuine receipt says; else why it proves nothing: `unknown`, or the verdict's name."""
    try:
        verdict, facts = check_payload(code, payload, city_keys=keys.by_id, verify=verify, revoked=_revoked(pool))
    except PayloadMalformed:
        return "unknown"
    return facts if verdict is Verdict.GENUINE else verdict.value


def stop_messages(pool: Pool, keys: CityKeys, code: str, payload: str) -> Page:
    """Who holds the receipt wants no messages to the phone named on it."""
    template = pages.get_template("status.html")
    facts = _proven(pool, keys, code, payload)
    if isinstance(facts, str):
        return Page(404, template.render(kind=facts))
    with pool.connection() as connection:
        row = connection.execute(
            """SELECT e.payload -> 'applicant' ->> 'phone' AS phone FROM dossier d JOIN device_event e ON e.dossier_id = d.id
               WHERE d.code = %s AND d.received_at = %s AND e.type = 'dossier.accepted' LIMIT 1""",
            (facts.code, facts.received_at),
        ).fetchone()
        if row is not None:
            opt_out(connection, row["phone"] or "", "page")
    return Page(200, template.render(kind="silenced"))


def state_for_holder(pool: Pool, keys: CityKeys, code: str, payload: str) -> DossierState | None:
    """For who holds a genuine receipt; None otherwise, and while the counter has not sent the dossier."""
    facts = _proven(pool, keys, code, payload)
    if isinstance(facts, str):
        return None
    return _state(pool, "code = %s AND received_at = %s", (facts.code, facts.received_at))


def state_for_unit(pool: Pool, dossier_id: str, unit_code: str) -> DossierState | None:
    """For a device of the unit the dossier was registered at; ids cannot be guessed."""
    return _state(pool, "id = %s AND receiving_unit = %s", (dossier_id, unit_code))


def _state(pool: Pool, where: LiteralString, named: tuple[object, ...]) -> DossierState | None:
    with pool.connection() as connection:
        row = connection.execute(
            f"SELECT id, code, state, procedure_name, due_at FROM dossier WHERE {where} LIMIT 1", named
        ).fetchone()
        if row is None:
            return None
        asked = _asked_for(connection, row["id"])
    state = State(row["state"])
    return DossierState(
        code=row["code"],
        state=int(state),
        procedure=row["procedure_name"],
        due_at=row["due_at"] if state is not State.NEW else None,
        items=asked if state is State.SUPPLEMENT_REQUESTED else [],
        said=PLAIN_WORDS[state][1],
    )


def _revoked(pool: Pool) -> frozenset[bytes]:
    with pool.connection() as connection:
        rows = connection.execute("SELECT public_key FROM device WHERE revoked_at IS NOT NULL").fetchall()
    return frozenset(bytes.fromhex(row["public_key"]) for row in rows)
