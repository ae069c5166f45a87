"""Which addresses a counter may talk to: encrypted ones, and plain HTTP on this machine only."""

import ipaddress
from urllib.parse import urlsplit

from kiosk.errors import CityRefusal


def check_address(url: str) -> str:
    """The city's address without a trailing slash. Raises CityRefusal when missing, or unencrypted and not this machine."""
    if not url:
        raise CityRefusal("city_address_missing")
    parts = urlsplit(url)
    if parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(parts.hostname or "")):
        return url.rstrip("/")
    raise CityRefusal("city_address_insecure", url=url)


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
