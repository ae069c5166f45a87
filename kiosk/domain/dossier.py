"""What travels between the rooms about a dossier: an acceptance, its papers, its rows, its drafts and print jobs."""

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, Protocol, cast, get_args

from kiosk.domain.event import Json
from kiosk.domain.state import State

CHUNK_BYTES = 256 * 1024
"""Attachments lie in the store, and travel, in pieces of this size."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A scanned file by its content. `media_type` is what the bytes are, not what the name claims."""

    sha256: str
    size: int
    media_type: str


class AttachmentBytes(Protocol):
    """Where an attachment's bytes come from, in chunks of `CHUNK_BYTES`."""

    def chunks(self) -> Iterator[bytes]: ...


@dataclass(frozen=True, slots=True)
class FiledAttachment:
    """An attachment filed under a document of a dossier. `original_sha256` is that of the file as it was scanned."""

    document: str
    file_name: str
    attachment: Attachment
    original_sha256: str = ""

    @classmethod
    def of_wire(cls, paper: dict[str, Json]) -> "FiledAttachment":
        """From an event's payload."""
        return cls(
            document=str(paper["document"]),
            file_name=str(paper["file_name"]),
            attachment=Attachment(str(paper["sha256"]), int(cast(int, paper["size"])), str(paper["media_type"])),
            original_sha256=str(paper.get("original_sha256") or ""),
        )

    def wire(self) -> dict[str, Json]:
        return {
            "document": self.document,
            "file_name": self.file_name,
            "media_type": self.attachment.media_type,
            "original_sha256": self.original_sha256 or self.attachment.sha256,
            "sha256": self.attachment.sha256,
            "size": self.attachment.size,
        }


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document as handed over: how many originals and copies."""

    name: str
    originals: int
    copies: int
    action: Literal["submit", "present"] = "submit"

    def wire(self) -> dict[str, Json]:
        return {"action": self.action, "copies": self.copies, "name": self.name, "originals": self.originals}


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Everything one acceptance commits, but for the code, which the store issues inside the same transaction."""

    dossier_id: str
    agency: str
    counter: int
    received_at: datetime
    payload: dict[str, Json]
    actor: str
    attachments: tuple[FiledAttachment, ...] = ()
    receipt_copies: int = 2
    draft_id: str = ""


@dataclass(frozen=True, slots=True)
class Registration:
    """Everything one registration at self-service commits; the store gives it its number."""

    dossier_id: str
    agency: str
    counter: int
    registered_at: datetime
    payload: dict[str, Json]
    attachments: tuple[FiledAttachment, ...] = ()


@dataclass(frozen=True, slots=True)
class Registered:
    """What the citizen leaves with: durable by the time it exists. `number` is what is called out, `code` what is searched."""

    id: str
    code: str
    number: int
    registered_at: datetime


@dataclass(frozen=True, slots=True)
class Accepted:
    """What the clerk and the citizen hold in hand: durable by the time it exists."""

    id: str
    code: str
    seq: int
    received_at: datetime
    due_at: datetime
    fee_vnd: int
    print_job: int


@dataclass(frozen=True, slots=True)
class WaitingRegistration:
    """A dossier registered at self-service as the city told of it. `payload` is the registration's own."""

    id: str
    code: str
    told_at: datetime
    payload: dict[str, Json]


SyncState = Literal["pending", "partial", "complete"]


@dataclass(frozen=True, slots=True)
class DossierRow:
    """A dossier as lists show it. `flagged` means a change the state machine did not allow; `news` an unseen city change.

    `trouble` is the key of the sentence that says why it needs a person; empty when it does not.
    """

    id: str
    code: str
    procedure: str
    applicant_name: str
    applicant_id: str
    phone: str
    state: State
    received_at: datetime
    due_at: datetime
    fee_vnd: int
    seq: int
    sync: SyncState
    flagged: bool
    news: bool
    trouble: str = ""


Due = Literal["", "today", "late", "soon"]
"""Which promises: all, those of today, those broken, those of the next three days."""
Order = Literal["newest", "due"]
SOON_DAYS = 3


@dataclass(frozen=True, slots=True)
class ListView:
    """What a list shows. With `due`, only dossiers still owed something are in it."""

    query: str = ""
    state: State | None = None
    due: Due = ""
    order: Order = "newest"


@dataclass(frozen=True, slots=True)
class StoryLine:
    """One line of a dossier's time line."""

    type: str
    occurred_at: datetime
    source: Literal["counter", "city"]
    actor: str
    payload: dict[str, Json]


@dataclass(frozen=True, slots=True)
class Draft:
    """An acceptance in the making; `content` is the screen's own JSON."""

    id: str
    clerk: str
    updated_at: datetime
    content: dict[str, Json]
    attachments: tuple[FiledAttachment, ...] = ()


PaperKind = Literal["receipt", "supplement", "rejection", "apology", "stop", "control", "fee", "declaration"]
"""Papers of one dossier: Mẫu 01 to 06 in their order, the fee receipt, the filled declaration form."""

KINDS: tuple[PaperKind, ...] = get_args(PaperKind)
A4_KINDS: frozenset[PaperKind] = frozenset({"declaration"})
"""Papers for a file: on A4 unless the settings say otherwise."""

PrintState = Literal["queued", "printing", "printed", "failed"]


@dataclass(frozen=True, slots=True)
class PrintJob:
    """One paper to print. `reprint` counts how often it was asked for again (0: the first); `system_job` is what the queue
    of the system's `printer` calls it; `error` is a sentence's key or the printer's own word."""

    id: int
    dossier_id: str
    kind: PaperKind
    copies: int
    state: PrintState
    reprint: int
    error: str
    created_at: datetime
    printer: str = ""
    system_job: str = ""


Profile = Literal["counter", "self-service"]
"""What a device is for: clerks, or citizens by themselves."""
Role = Literal["clerk", "supervisor", "administrator", "self-service"]


@dataclass(frozen=True, slots=True)
class Account:
    """A member of staff. `password_hash` is argon2id in PHC form; `confirmed_at` is when the city last vouched for it."""

    username: str
    name: str
    role: Role
    password_hash: str
    confirmed_at: datetime
    failures: int = 0
    locked_until: datetime | None = None
    active: bool = True
    must_change: bool = False
    """The password was given out by somebody else: its owner is asked for another."""


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One thing the city tells this unit. `cursor` only grows."""

    cursor: int
    type: str
    dossier_id: str
    occurred_at: datetime
    payload: dict[str, Json] = dataclasses.field(default_factory=dict[str, Json])


@dataclass(frozen=True, slots=True)
class PendingAttachment:
    """An attachment the city does not have yet. `upload_url` is where a broken upload goes on; `here`: we have its bytes."""

    attachment: Attachment
    upload_url: str
    here: bool = True
    elsewhere: bool = False
    """The bytes are at the device the dossier was registered at, which sends them."""


@dataclass(frozen=True, slots=True)
class Backlog:
    """What waits to be sent."""

    events: int
    dossiers: int
    attachments: int
    attachment_bytes: int


@dataclass(frozen=True, slots=True)
class Identity:
    """Who this device is. `agency` heads its dossier codes; `city_key` is the city's Ed25519 public key, hex."""

    device_id: str
    unit_code: str
    unit_name: str
    agency: str
    counter: int
    practice: bool
    city_key: str
    certificate: str
    """The city's signature over the device's key and place, hex (kiosk.domain.receipt_qr)."""
    enrolled_on: date
    profile: Profile = "counter"
