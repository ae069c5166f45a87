"""The ticket a citizen carries from self-service: all that was entered, in a QR any counter of the unit can read with no line.

Text: twelve digits (`9400`, the unit, the kind, the version), `T`, then digits. Only digits, because a scanner types like a
keyboard and an input method would make other letters of letters; twelve digits and a letter first, because that is how the
window knows a scan. No ID number begins with 940: the province codes end at 096.

Behind the `T`: the dossier's id (16 bytes), a nonce (12), and the sealed content (kiosk.unit_key), bound to what stands before it.
The content is JSON, deflated with the form's own field names as dictionary.
"""

import json
import secrets
import uuid
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, cast

from kiosk.catalogue import Catalogue
from kiosk.domain.dossier import Attachment, FiledAttachment
from kiosk.domain.event import Json
from kiosk.domain.ticket_mark import TICKET_MARK, is_ticket
from kiosk.errors import Refused
from kiosk.unit_key import NONCE_BYTES, seal, unseal

Kind = Literal["registered", "unfinished"]
_KINDS: tuple[Kind, ...] = ("registered", "unfinished")
VERSION = 1
_BLOCK_BYTES, _BLOCK_DIGITS = 7, 17
"""Seven bytes are a number of at most seventeen digits: 2.43 digits a byte, where 2.41 is the least there can be."""
_ID_BYTES = 16
_COMMON = (
    '{"values":{"applicant.personal_id":"","applicant.name":"Nguyễn Thị Văn Trần Lê Phạm Hoàng ","applicant.birth_date":"/19 /20 ",'
    '"applicant.sex":"Nam","applicant.sex":"Nữ","applicant.address":"Thôn , Xã , Phường , Hà Nội","applicant.phone":"09",'
    '"Việt Nam","Kinh","Bản thân","Mẹ","Cha"},"documents":{},"papers":[["","image/webp",'
)


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a ticket says. `content` is a draft's (kiosk.accepting); `number` is what is called out, `code` what is searched for."""

    kind: Kind
    dossier_id: str
    procedure: str
    content: dict[str, Json]
    papers: tuple[FiledAttachment, ...] = ()
    code: str = ""
    number: int = 0
    registered_at: str = ""


def head_of(text: str) -> tuple[str, Kind, str]:
    """Unit, kind and dossier id of a ticket, readable by anybody. Raises Refused when it is no whole ticket."""
    unit, kind, raw = _parse(text)
    return unit, kind, str(uuid.UUID(bytes=raw[:_ID_BYTES]))


def write_ticket(ticket: Ticket, catalogue: Catalogue, unit_code: str, key: bytes) -> str:
    """The ticket's QR text."""
    content = _without_empty(ticket.content)
    papers: list[Json] = [
        [p.document, p.attachment.media_type, p.attachment.size, p.attachment.sha256, p.file_name]
        for p in ticket.papers
    ]
    body: dict[str, Json] = {"p": ticket.procedure, "papers": papers, **content}
    if ticket.kind == "registered":
        body |= {"code": ticket.code, "number": ticket.number, "at": ticket.registered_at}
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
    procedure = ticket.procedure.encode()
    packer = zlib.compressobj(9, wbits=-15, zdict=_dictionary(catalogue, ticket.procedure))
    packed = bytes([len(procedure)]) + procedure + packer.compress(text) + packer.flush()
    head = f"{TICKET_MARK}{unit_code}{_KINDS.index(ticket.kind)}{VERSION:02}T"
    nonce = secrets.token_bytes(NONCE_BYTES)
    clear = uuid.UUID(ticket.dossier_id).bytes
    return head + _digits(clear + nonce + seal(key, nonce, packed, head.encode() + clear))


def read_ticket(text: str, catalogue: Catalogue, unit_code: str, keys: tuple[bytes, ...]) -> Ticket:
    """What a scanned ticket says.

    Raises Refused: not whole (scan again), of another unit, not made by a device of this unit, or of another catalogue.
    """
    unit, kind, raw = _parse(text)
    if unit != unit_code:
        raise Refused("ticket_other_unit")
    clear, nonce = raw[:_ID_BYTES], raw[_ID_BYTES : _ID_BYTES + NONCE_BYTES]
    packed = unseal(keys, nonce, raw[_ID_BYTES + NONCE_BYTES :], text[:13].encode() + clear)
    if packed is None:
        raise Refused("ticket_not_ours")
    try:
        length = packed[0]
        procedure = packed[1 : 1 + length].decode()
        if procedure not in catalogue.procedures:
            raise Refused("ticket_other_catalogue")
        unpacker = zlib.decompressobj(wbits=-15, zdict=_dictionary(catalogue, procedure))
        body = cast("dict[str, Json]", json.loads(unpacker.decompress(packed[1 + length :]) + unpacker.flush()))
        papers = tuple(
            FiledAttachment(str(document), str(name), Attachment(str(sha256), int(cast(int, size)), str(media_type)))
            for document, media_type, size, sha256, name in cast("list[list[Json]]", body.pop("papers"))
        )
    except (zlib.error, ValueError, KeyError, IndexError) as error:
        raise Refused("ticket_other_catalogue") from error
    code, number, at = body.pop("code", ""), body.pop("number", 0), body.pop("at", "")
    body["procedure"] = body.pop("p")
    return Ticket(kind, str(uuid.UUID(bytes=clear)), procedure, body, papers, str(code), cast(int, number), str(at))


def _parse(text: str) -> tuple[str, Kind, bytes]:
    digits = text[13:].strip()
    if not is_ticket(text) or not digits.isdigit() or not digits.isascii():
        raise Refused("ticket_not_whole")
    kind, version = int(text[9]), int(text[10:12])
    if version != VERSION or kind >= len(_KINDS):
        raise Refused("ticket_other_version")
    raw = _bytes(digits)
    if len(raw) <= _ID_BYTES + NONCE_BYTES + 16:
        raise Refused("ticket_not_whole")
    return text[4:9], _KINDS[kind], raw


def _dictionary(catalogue: Catalogue, procedure_code: str) -> bytes:
    """What the content very likely says: the form's field names and the documents' names."""
    procedure = catalogue.procedures[procedure_code]
    names = '","'.join([d.name for d in procedure.documents] + [f.key for f in catalogue.form_of(procedure).fields()])
    return f'{_COMMON}"{names}"'.encode()


def _without_empty(content: Mapping[str, Json]) -> dict[str, Json]:
    """A draft without what says nothing and what the ticket says elsewhere."""
    kept = {k: v for k, v in content.items() if k not in ("procedure", "focus", "taken_over", "registered")}
    documents = cast("dict[str, dict[str, int]]", kept.get("documents") or {})
    kept["documents"] = cast(Json, {name: mark for name, mark in documents.items() if mark["given"]})
    return {k: v for k, v in kept.items() if v not in ("", None, [], {})}


def _digits(raw: bytes) -> str:
    """Bytes as digits, in blocks; the last block is as short as its bytes allow."""
    out: list[str] = []
    for start in range(0, len(raw), _BLOCK_BYTES):
        block = raw[start : start + _BLOCK_BYTES]
        out.append(str(int.from_bytes(block)).zfill(_width(len(block))))
    return "".join(out)


def _bytes(digits: str) -> bytes:
    out = bytearray()
    lengths = {_width(n): n for n in range(1, _BLOCK_BYTES + 1)}
    for start in range(0, len(digits), _BLOCK_DIGITS):
        block = digits[start : start + _BLOCK_DIGITS]
        length = lengths.get(len(block))
        if length is None or int(block) >= 256**length:
            raise Refused("ticket_not_whole")
        out += int(block).to_bytes(length)
    return bytes(out)


def _width(length: int) -> int:
    return len(str(256**length - 1))
