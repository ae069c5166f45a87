"""Uploading attachments by tus: over the engine's kept-alive session, with time limits, going on where they stopped."""

import time
from collections.abc import Callable
from io import BytesIO
from typing import Any
from urllib.parse import urljoin

import requests
from tusclient.client import TusClient
from tusclient.exceptions import TusCommunicationError, TusUploadFailed
from tusclient.uploader.uploader import Uploader

from kiosk.sync.client import CityBusy, CityClient, LineDown, NotTheCity, raise_for_answer

FIRST_CHUNK_BYTES = 512 * 1024
MAX_CHUNK_BYTES = 2 * 1024 * 1024
MIN_CHUNK_BYTES = 64 * 1024
SETBACKS_ALLOWED = 4
"""So many answers in a row that bring the upload no further: leave it, others wait."""
FAST_SECONDS, SLOW_SECONDS = 2.5, 8.0


class SessionUploader(Uploader):
    """tuspy's uploader over the engine's session: tuspy itself opens a connection a request and waits without limit."""

    def __init__(self, city: CityClient, **options: Any) -> None:
        self._city = city
        self._tus: TusClient = options["client"]
        self.sent_bytes = 0
        super().__init__(**options)

    def authorise(self, headers: dict[str, str]) -> None:
        """Use these headers from now on: tokens live shorter than uploads."""
        self._tus.set_headers(headers)

    def create_url(self) -> str:
        response = self._ask("POST", self._tus.url, self.get_url_creation_headers())
        location = response.headers.get("location")
        if location is None:
            raise TusCommunicationError("no location", response.status_code, response.content)
        return urljoin(self._tus.url, location)

    def get_offset(self) -> int:
        response = self._ask("HEAD", str(self.url), self.get_headers())
        offset = _offset_of(response)
        if offset is None:
            raise TusCommunicationError("no offset", response.status_code, response.content)
        return offset

    def upload_chunk(self) -> None:
        """Send one chunk from where the upload is."""
        if not self.url:
            self.set_url(self.create_url())
            self.offset = 0
        stream = self.get_file_stream()
        stream.seek(self.offset)
        chunk = stream.read(self.get_request_length())
        headers = self.get_headers() | {
            "Upload-Offset": str(self.offset),
            "Content-Type": "application/offset+octet-stream",
        }
        response = self._ask("PATCH", str(self.url), headers, data=chunk)
        self.sent_bytes += len(chunk)
        offset = _offset_of(response)
        if not 200 <= response.status_code < 300 or offset is None:
            raise TusUploadFailed("chunk not taken", response.status_code, response.content)
        self.offset = offset

    def _ask(self, method: str, url: str, headers: dict[str, str], data: bytes | None = None) -> requests.Response:
        pacer = self._city.pacer
        body = pacer.body(data) if pacer is not None and data else data
        try:
            response = self._city.session.request(
                method, url, headers=headers, data=body, timeout=self._city.timeout, allow_redirects=False
            )
        except requests.exceptions.SSLError as error:
            raise NotTheCity from error
        except requests.RequestException as error:
            raise LineDown from error
        if response.status_code == 429 or response.status_code >= 500:
            raise_for_answer(response)
        if 300 <= response.status_code < 400 or "text/html" in response.headers.get("Content-Type", ""):
            raise NotTheCity
        self._city.last_heard = time.monotonic()
        return response


def _offset_of(response: requests.Response) -> int | None:
    """Where the city says the upload stands; None when it does not, or the header was damaged on the way."""
    said = response.headers.get("upload-offset", "")
    return int(said) if said.isascii() and said.isdigit() else None


class AttachmentUpload:
    """One attachment on its way. `advance()` sends a chunk, so that the engine can do other work in between."""

    def __init__(
        self,
        client: CityClient,
        content: bytes,
        *,
        sha256: str,
        media_type: str,
        upload_url: str,
        note_upload: Callable[[str], None],
        chunk_bytes: int = 0,
    ) -> None:
        self._client = client
        self._note_upload = note_upload
        self._chunk = chunk_bytes or FIRST_CHUNK_BYTES
        self._content = content
        self._setbacks = 0
        self._metadata = {"filename": sha256, "filetype": media_type, "sha256": sha256}
        self._uploader = self._open(upload_url)

    def _open(self, upload_url: str) -> SessionUploader:
        tus = TusClient(f"{self._client.base_url}/v1/uploads", headers=self._client.authorisation())
        options: dict[str, Any] = {
            "file_stream": BytesIO(self._content),
            "client": tus,
            "metadata": self._metadata,
            "chunk_size": self._chunk,
        }
        if upload_url:
            # The address holds the city as it was then; only its path still means something on today's line.
            path = "/v1/uploads/" + upload_url.rstrip("/").rpartition("/")[2]
            try:
                return SessionUploader(self._client, url=self._client.base_url + path, **options)
            except TusCommunicationError as error:
                self._unless_gone(error.status_code)
                self._note_upload("")
        return SessionUploader(self._client, **options)

    @staticmethod
    def _unless_gone(status: int | None) -> None:
        """An upload the city no longer knows starts anew; anything else is an error."""
        if status not in (404, 410, 403, 400):
            raise LineDown

    @property
    def chunk_bytes(self) -> int:
        """The chunk size this line was found to carry well, for the next upload."""
        return self._chunk

    @property
    def done(self) -> bool:
        return bool(self._uploader.url) and self._uploader.offset >= len(self._content)

    def advance(self) -> int:
        """Send one chunk and adapt its size to the line. Gives the bytes sent."""
        uploader = self._uploader
        uploader.authorise(self._client.authorisation())
        uploader.chunk_size = self._chunk
        sent_before = uploader.sent_bytes
        begun = time.monotonic()
        try:
            if not uploader.url:
                uploader.set_url(uploader.create_url())
                uploader.offset = 0
                self._note_upload(str(uploader.url))
            uploader.upload_chunk()
        except (TusUploadFailed, TusCommunicationError) as error:
            self._setbacks += 1
            if self._setbacks > SETBACKS_ALLOWED:
                raise CityBusy from error
            try:
                self._recover(error)
            except (TusUploadFailed, TusCommunicationError) as again:
                raise LineDown from again
        else:
            self._setbacks = 0
        taken = time.monotonic() - begun
        if taken < FAST_SECONDS:
            self._chunk = min(self._chunk * 2, MAX_CHUNK_BYTES)
        elif taken > SLOW_SECONDS:
            self._chunk = max(self._chunk // 2, MIN_CHUNK_BYTES)
        return uploader.sent_bytes - sent_before

    def _recover(self, error: TusUploadFailed | TusCommunicationError) -> None:
        """409: the city is elsewhere in this upload, ask where. 404, 410: start anew. The rest is the line or the city."""
        status = error.status_code
        if status == 409:
            self._uploader.offset = self._uploader.get_offset()
        elif status in (404, 410):
            self._note_upload("")
            self._uploader = self._open("")
        elif status == 401:
            self._client.forget_token()
        else:
            answer = requests.Response()
            answer.status_code = status or 0
            answer._content = error.response_content or b""  # pyright: ignore[reportPrivateUsage]
            answer.headers["Content-Type"] = "application/problem+json"
            raise_for_answer(answer)
            raise LineDown
