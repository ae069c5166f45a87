"""The city behind the proxy of deploy/: TLS from Caddy, and what it must keep from the world."""

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests

from kiosk.sync.client import CityClient
from kiosk.sync.engine import SyncEngine
from tests.builders import a_counter, a_day_of_its_own, accept, cases, page
from tests.city import City
from tests.waiting import wait_for
from ui.demo.practice import free_port

ROOT = Path(__file__).parents[2]
CADDYFILE = ROOT / "deploy" / "Caddyfile"
CADDY = shutil.which("caddy", path=f"{os.environ.get('PATH', '')}:{ROOT / '.venv' / 'peers' / 'usr' / 'bin'}")
"""Installed, or unpacked by tools/peers.sh."""
pytestmark = pytest.mark.skipif(CADDY is None, reason="Caddy is not there")


@dataclass
class Proxy:
    url: str
    authority: str
    """The PEM file of its own certificate authority."""

    def get(self, path: str, **headers: str) -> requests.Response:
        return requests.get(self.url + path, headers=headers, verify=self.authority, timeout=20)


@pytest.fixture(scope="module")
def proxy(city: City, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    folder = tmp_path_factory.mktemp("proxy")
    port = free_port()
    # Only what a test machine needs is added: another port, nobody's trust store touched, port 80 left alone.
    config = folder / "Caddyfile"
    config.write_text(
        f"{{\n\tadmin off\n\tauto_https disable_redirects\n\tskip_install_trust\n}}\nimport {CADDYFILE}\n"
    )
    environment = os.environ | {
        "CITY_NAME": f"https://localhost:{port}",
        "CITY_UPSTREAM": urlsplit(city.url).netloc,
        "XDG_DATA_HOME": str(folder / "data"),
        "XDG_CONFIG_HOME": str(folder / "config"),
        "HOME": str(folder),
    }
    command = [str(CADDY), "run", "--config", str(config), "--adapter", "caddyfile"]
    with (folder / "caddy.log").open("wb") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    root = folder / "data" / "caddy" / "pki" / "authorities" / "local" / "root.crt"
    found = Proxy(f"https://localhost:{port}", str(root))

    def answers() -> bool:
        assert process.poll() is None, (folder / "caddy.log").read_text()[-2000:]
        with contextlib.suppress(requests.RequestException, OSError):
            return root.exists() and found.get("/v1/ready").ok
        return False

    try:
        wait_for(answers, "the proxy", 60)
        yield found
    finally:
        process.terminate()
        process.wait(20)


def test_a_counter_syncs_through_it_with_its_papers(city: City, proxy: Proxy, tmp_path: Path) -> None:
    with a_counter(tmp_path / "counter", clock=a_day_of_its_own()) as counter:
        papers = [page(1), page(2)]
        accepted = accept(counter, cases(1).birth(), papers)
        client = CityClient(
            proxy.url,
            counter.clock,
            identity=counter.identity,
            key=counter.device_key,
            certificates=proxy.authority,
        )
        report = SyncEngine(client, counter.store.outbox, counter.clock).run_pass()
        assert report.drained and not report.error
        assert [row["code"] for row in city.dossiers_of(counter)] == [accepted.code]
        for scan in counter.store.dossiers.attachments(accepted.id):
            assert city.attachment(scan.attachment.sha256) is not None


def test_figures_stay_inside_and_browsers_are_told_to_stay_with_tls(city: City, proxy: Proxy) -> None:
    figures = {"Authorization": f"Bearer {os.environ['CITY_METRICS_TOKEN']}"}
    assert requests.get(f"{city.url}/metrics", headers=figures, timeout=20).ok
    assert proxy.get("/metrics", **figures).status_code == 404
    signing_in = proxy.get("/office/sign-in")
    assert signing_in.ok and signing_in.headers["Strict-Transport-Security"] == "max-age=31536000"
