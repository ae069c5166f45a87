"""What a dossier is about, as a key: the same birth, the same marriage, whoever hands it in and at whichever counter."""

import hashlib
from typing import cast

from kiosk.domain.event import Json
from kiosk.domain.text import fold

_TELLING = ("_name", "_birth", "_birth_date", "_id_document", "_time")
_NOT_TELLING = ("relation", "copies_requested")


def subject_key(payload: dict[str, Json]) -> str:
    """The same for two acceptances of one procedure about the same persons; empty when the form names nobody.

    Names are folded, so that accents typed or not make no difference. A SHA-256: it says nothing of anybody.
    """
    form = cast("dict[str, Json]", payload.get("form") or {})
    telling = {
        key: fold(str(value))
        for key, value in form.items()
        if key.endswith(_TELLING) and key not in _NOT_TELLING and value not in ("", None)
    }
    if not telling:
        return ""
    parts = [str(payload.get("procedure")), *(f"{key}={telling[key]}" for key in sorted(telling))]
    return hashlib.sha256("|".join(parts).encode()).hexdigest()
