"""The Content-Digest header (RFC 9530), so that bytes damaged on the way are noticed on either side."""

import base64
import hashlib


def content_digest(content: bytes) -> str:
    """The header's value over a message's content as it travels."""
    return f"sha-256=:{base64.b64encode(hashlib.sha256(content).digest()).decode()}:"
