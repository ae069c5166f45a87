"""A client for this counter's city, with all its settings say."""

from kiosk.app import Counter
from kiosk.settings import city_certificates
from kiosk.sync.client import CityClient
from kiosk.sync.pace import Pacer


def city_client(counter: Counter, city_url: str = "") -> CityClient:
    """Signed in as the device, below its bandwidth cap. Raises CityRefusal for a missing or insecure address."""
    settings = counter.settings
    cap = settings.bandwidth_cap_kbit
    return CityClient(
        city_url or settings.city_url,
        counter.clock,
        identity=counter.identity,
        key=counter.device_key,
        certificates=city_certificates(counter.data_dir),
        pacer=Pacer(counter.clock, cap, only_office_hours=not settings.bandwidth_cap_always) if cap else None,
    )


def probe_client(counter: Counter, city_url: str = "") -> CityClient:
    """A connection of its own for asking whether the city is there."""
    return CityClient(
        city_url or counter.settings.city_url, counter.clock, certificates=city_certificates(counter.data_dir)
    )
