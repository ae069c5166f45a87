"""Papers in a directory and in S3-compatible storage (moto's server, spoken to over HTTP): the same promises."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import boto3
import pytest
from moto.server import ThreadedMotoServer

from city_service.attachments import Attachments
from city_service.database import open_pool
from city_service.storage import Storage, storage_of
from city_service.tidying import tidy
from kiosk.sync.client import CityClient
from tests.builders import a_counter, accept, cases, page
from tests.city import City, running_city, sync
from tests.city_service.office import OfficeVisitor

CONTENT = b"%PDF-1.7 mot trang"
NAME = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture(scope="module")
def bucket() -> Iterator[str]:
    """The address of an empty bucket."""
    os.environ |= {"AWS_ACCESS_KEY_ID": "thu", "AWS_SECRET_ACCESS_KEY": "nghiem"}
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    endpoint = f"http://{host}:{port}"
    boto3.client("s3", endpoint_url=endpoint, region_name="us-east-1").create_bucket(Bucket="giay-to")
    yield f"s3://giay-to/ha-noi?endpoint={endpoint}"
    server.stop()


@pytest.fixture(params=["directory", "s3"])
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> Storage:
    return storage_of("" if request.param == "directory" else request.getfixturevalue("bucket"), tmp_path)


def test_what_was_taken_is_read_again_and_dropped(storage: Storage, tmp_path: Path) -> None:
    source = tmp_path / "came"
    source.write_bytes(CONTENT)
    storage.take(source, NAME)
    assert not source.exists()
    assert storage.read(NAME) == CONTENT
    assert [name for name, _ in storage.names()] == [NAME]
    storage.drop(NAME)
    with pytest.raises(FileNotFoundError):
        storage.read(NAME)


def test_storage_that_is_away_keeps_the_file_and_says_so(tmp_path: Path, bucket: str) -> None:
    away = storage_of("s3://giay-to?endpoint=http://127.0.0.1:1", tmp_path)
    source = tmp_path / "came"
    source.write_bytes(CONTENT)
    with pytest.raises(OSError, match="storage"):
        away.take(source, NAME)
    assert source.read_bytes() == CONTENT


@pytest.mark.parametrize("address", ["ftp://x/y", "s3://"])
def test_an_address_that_is_none_is_refused(address: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError):
        storage_of(address, tmp_path)


def test_a_counters_papers_reach_the_bucket_and_come_back(bucket: str, tmp_path: Path) -> None:
    folder = Path(tempfile.mkdtemp(prefix="mot-cua-s3-"))
    folder.chmod(0o755)
    os.environ["CITY_STORAGE"] = bucket
    try:
        with running_city(folder) as city, a_counter(tmp_path / "counter") as counter:
            accepted = accept(counter, cases(1).birth(), [page(1), page(2)])
            assert sync(counter, city.url).drained
            kept = {name for name, _ in storage_of(bucket, folder).names()}
            wanted = {p.attachment.sha256 for p in counter.store.dossiers.attachments(accepted.id)}
            assert wanted <= kept and not (folder / "attachments").exists()
    finally:
        del os.environ["CITY_STORAGE"]
        shutil.rmtree(folder, ignore_errors=True)


def test_a_paper_the_storage_lost_is_said_to_be_missing_and_breaks_nothing(city: City, tmp_path: Path) -> None:
    with a_counter(tmp_path / "counter", number=6) as counter:
        accepted = accept(counter, cases(12).birth(), [page(8)])
        sync(counter, city.url)
        (paper,) = counter.store.dossiers.attachments(accepted.id)
        storage_of("", city.folder).drop(paper.attachment.sha256)
        client = CityClient(city.url, counter.clock, identity=counter.identity, key=counter.device_key)
        client.greet()
        assert client.attachment(paper.attachment.sha256) is None
    shown = OfficeVisitor(city).get(f"/office/dossiers/{accepted.id}/papers/0")
    assert shown.status_code == 404 and "Không có trang này" in shown.text


def test_only_what_nothing_refers_to_is_cleared_away(city: City, tmp_path: Path) -> None:
    with a_counter(tmp_path / "counter", number=3) as counter:
        accepted = accept(counter, cases(9).birth(), [page(7)])
        sync(counter, city.url)
        (used,) = (p.attachment.sha256 for p in counter.store.dossiers.attachments(accepted.id))
    with open_pool(city.database_url) as pool:
        attachments = Attachments(pool, city.folder)
        unused, stray = hashlib.sha256(b"unused").hexdigest(), hashlib.sha256(b"stray").hexdigest()
        for content, name in ((b"unused", unused), (b"stray", stray)):
            (tmp_path / name).write_bytes(content)
            attachments.storage.take(tmp_path / name, name)
        city.rows("INSERT INTO attachment (sha256, size, media_type) VALUES (%s, 6, 'x')", unused)
        now = datetime.now(UTC)
        assert (tidy(pool, attachments, now).papers, tidy(pool, attachments, now).strays) == (0, 0), (
            "too young to judge"
        )
        done = tidy(pool, attachments, now + timedelta(days=100))
        assert done.papers >= 1 and done.strays >= 1, "other tests left some too"
    assert city.attachment(used) is not None
    assert city.attachment(unused) is None and city.attachment(stray) is None
