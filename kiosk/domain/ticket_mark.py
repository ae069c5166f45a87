"""How a ticket of self-service is told from an ID card and a receipt by its first letters (kiosk.self_service.ticket)."""

TICKET_MARK = "9400"
"""No ID number begins with 940: the province codes end at 096."""


def is_ticket(text: str) -> bool:
    """Whether a scanned text is a ticket's, whole or not."""
    return text.startswith(TICKET_MARK) and text[12:13] == "T" and text[:12].isdigit()
