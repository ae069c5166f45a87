"""A counter with a dossier of which everything has been said, so that every paper exists."""

import dataclasses
from datetime import timedelta
from pathlib import Path

from kiosk.app import Counter
from kiosk.domain.dossier import DossierRow, FeedItem
from kiosk.practice.cases import Case
from tests.builders import a_counter, accept, cases

PUBLIC_URL = "https://dichvucong.hanoi.example"
LONG_NAME = "Công Tằng Tôn Nữ Hoàng Phượng Khánh Tường Vy Nguyễn Thị Thùy"
LONG_ADDRESS = "Số nhà 127B, ngách 34/56/78, ngõ 910 đường Nguyễn Đức Thuận, tổ dân phố số 12 thôn Kim Sơn Thượng, " * 2


def everything_said(home: Path, case: Case | None = None, **applicant: str) -> tuple[Counter, DossierRow]:
    """A counter and its one dossier, accepted, supplemented, put off, refused."""
    counter = a_counter(home, public_url=PUBLIC_URL)
    case = case or cases(3).birth()
    case = dataclasses.replace(case, applicant=dataclasses.replace(case.applicant, **applicant))
    accepted = accept(counter, case)
    row = counter.dossier(accepted.code)
    told(counter, row, 1, "dossier.taken_up")
    told(
        counter,
        row,
        2,
        "dossier.supplement_requested",
        reason="Giấy chứng sinh bị mờ ở phần ngày sinh, chưa đọc được.",
        items=[
            "Giấy chứng sinh (bản chính, đọc rõ ngày, tháng, năm sinh)",
            "Bản sao giấy chứng nhận kết hôn của cha mẹ",
        ],
    )
    told(
        counter,
        row,
        3,
        "dossier.apologised",
        reason="Phải xác minh với nơi cư trú trước đây và chưa nhận được trả lời.",
        due_at=(counter.clock.now() + timedelta(days=5)).isoformat(),
    )
    told(counter, row, 4, "dossier.refused", reason="Trẻ đã được đăng ký khai sinh tại nơi khác.")
    return counter, counter.dossier(accepted.code)


def told(counter: Counter, row: DossierRow, cursor: int, type: str, **payload: object) -> None:
    """The city says something of a dossier, `cursor` hours after it was accepted."""
    moment = row.received_at + timedelta(hours=cursor)
    said = {"actor": "Trần Văn Minh", "after": row.seq, **payload}
    counter.store.outbox.take_feed([FeedItem(cursor, type, row.id, moment, said)])  # type: ignore[arg-type]
