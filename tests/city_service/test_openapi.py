"""The description of the wire holds: schemathesis asks every route what its schema allows and more, and nothing breaks."""

import subprocess
import sys
from pathlib import Path

from kiosk.sync.client import CityClient
from tests.builders import a_counter
from tests.city import City, sync

CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"
EXAMPLES = 12
"""For each route and way of asking."""


def test_no_route_breaks_and_none_answers_what_is_not_described(city: City, tmp_path: Path) -> None:
    with a_counter(tmp_path / "counter", number=5) as counter:
        sync(counter, city.url)
        client = CityClient(city.url, counter.clock, identity=counter.identity, key=counter.device_key)
        client.greet()
        device = client.authorisation()["Authorization"]
        office = f"Bearer {(city.folder / 'office-token').read_text().strip()}"
        for token, chosen, *more in (
            (device, "^/v1/(?!office|uploads)"),
            (device, "^/v1/uploads"),
            (device, "^/v1/uploads", "-H", "Tus-Resumable: 1.0.0"),
            (office, "^/v1/office"),
            (device, "^/[pr]/"),
        ):
            command = [sys.executable, "-m", "schemathesis.cli", "run", f"{city.url}/openapi.json"]
            command += ["--include-path-regex", chosen, "-H", f"Authorization: {token}", "--checks", CHECKS]
            command += ["--max-examples", str(EXAMPLES), "--seed", "1", "--workers", "1", "--no-color", *more]
            done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, timeout=400)
            assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
