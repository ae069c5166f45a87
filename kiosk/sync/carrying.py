"""Carrying another counter's package to the city: checked here, opened only there, gone on with when the line breaks."""

import hashlib
from pathlib import Path

from kiosk.app import Counter
from kiosk.domain.package import PACKAGE_TYPE
from kiosk.errors import Refused
from kiosk.sealing import PackageRefused, read_head
from kiosk.sync.client import CityBusy, CityClient
from kiosk.sync.uploads import AttachmentUpload
from kiosk.trust import kept_trust
from kiosk.wire.models import PackageTaken


def carry(counter: Counter, client: CityClient, package: Path) -> PackageTaken:
    """Bring a package to the city and say what came of it. Bringing it twice changes nothing.

    Raises Refused (damaged, or not of this city), LineError (the line broke: call again, it goes on where it stopped).
    """
    try:
        read_head(package, *kept_trust(counter.store).city_keys.values())
    except PackageRefused as refused:
        raise Refused("package_refused", path=str(package), reason=str(refused)) from refused
    content = package.read_bytes()
    sha256 = hashlib.sha256(content).hexdigest()
    client.greet()
    taken = client.package(sha256)
    if taken is None or taken.problem:
        key = f"package:{sha256}"
        upload = AttachmentUpload(
            client,
            content,
            sha256=sha256,
            media_type=PACKAGE_TYPE,
            upload_url=counter.store.meta.get(key) or "",
            note_upload=lambda url: counter.store.set_meta(key, url),
        )
        while not upload.done:
            upload.advance()
        counter.store.set_meta(key, "")
        taken = client.package(sha256)
    if taken is None:
        raise CityBusy
    if taken.problem:
        raise Refused("package_refused", path=str(package), reason=taken.problem)
    return taken
