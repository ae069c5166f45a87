"""A dossier as it is entered, by the command line's FILE.json or by a screen, before anything is checked."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgspec

from kiosk.domain.dossier import DocumentLine
from kiosk.errors import Refused

ReturnChannel = Literal["counter", "post", "online"]
RETURN_CHANNELS: dict[ReturnChannel, str] = {
    "counter": "Quầy, trực tiếp",
    "post": "Bưu chính, tại nhà",
    "online": "Trực tuyến (bản điện tử)",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """`applicant` and `form` hold what was typed, keyed as in forms.json; `exemption` is the reason that waives the fee."""

    procedure: str
    applicant: Mapping[str, object]
    form: Mapping[str, object]
    documents: tuple[DocumentLine, ...] = ()
    return_channel: ReturnChannel = "counter"
    exemption: str = ""


class _DocumentJson(msgspec.Struct):
    name: str
    originals: int = 0
    copies: int = 0


class _EntryJson(msgspec.Struct):
    procedure: str
    applicant: dict[str, object]
    form: dict[str, object]
    documents: list[_DocumentJson] = []
    return_channel: str = "counter"
    exemption: str = ""


def read_entry(path: Path) -> Entry:
    """Read FILE.json (docs/command-line.md). Raises Refused, naming the file and what is wrong with it."""
    try:
        raw = msgspec.json.decode(path.read_bytes(), type=_EntryJson)
    except OSError as error:
        raise Refused("file_not_json", file=str(path), reason=error.strerror or str(error)) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Refused("file_not_json", file=str(path), reason=str(error)) from error
    if raw.return_channel not in RETURN_CHANNELS:
        raise Refused("return_channel_unknown", text=raw.return_channel)
    return Entry(
        procedure=raw.procedure,
        applicant=raw.applicant,
        form=raw.form,
        documents=tuple(DocumentLine(d.name, d.originals, d.copies) for d in raw.documents),
        return_channel=raw.return_channel,
        exemption=raw.exemption,
    )
