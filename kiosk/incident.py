"""Telling support of a problem: the clerk's words and this device's state, queued like everything else, without citizens' data."""

import platform
from typing import TYPE_CHECKING

from kiosk import __version__
from kiosk.doctor import Finding
from kiosk.domain.event import Event, Json
from kiosk.errors import Refused

if TYPE_CHECKING:
    from kiosk.app import Counter

MOST_LETTERS = 2000
_PRIVATE = frozenset({"path", "reason"})
"""Blanks that may carry a folder's name, and with it a person's."""


def diagnostics(counter: "Counter", findings: list[Finding]) -> dict[str, Json]:
    """What support needs to know: versions, the doctor's findings, counts. No name, no number, no folder."""
    backlog = counter.store.outbox.backlog()
    settings = counter.settings
    found: list[Json] = [
        {
            "subject": finding.subject,
            "good": finding.good,
            "says": finding.says,
            "params": {k: v for k, v in finding.params.items() if k not in _PRIVATE and "/" not in v and "\\" not in v},
        }
        for finding in findings
    ]
    return {
        "version": __version__,
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.release()}",
        "findings": found,
        "backlog": {"events": backlog.events, "attachments": backlog.attachments, "bytes": backlog.attachment_bytes},
        "dossiers": counter.store.dossiers.count(),
        "settings": {
            "paper": settings.paper,
            "theme": settings.theme,
            "text_size": settings.text_size,
            "language": settings.language,
            "profile": settings.profile,
        },
    }


def report_incident(counter: "Counter", text: str, findings: list[Finding], actor: str) -> Event:
    """Record the report; it goes to the city with the next line. Raises Refused when nothing is said."""
    said = text.strip()[:MOST_LETTERS]
    if not said:
        raise Refused("incident_needs_words")
    payload: dict[str, Json] = {"text": said, "diagnostics": diagnostics(counter, findings)}
    return counter.store.record("", "device.incident", payload, actor, counter.clock.now().replace(microsecond=0))
