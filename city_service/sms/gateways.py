"""Gateways: SMPP 3.4 (smpplib) and HTTP. Each sends one message and says what the provider calls it."""

import contextlib
import logging
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit

import requests
import smpplib.client
import smpplib.consts
import smpplib.exceptions
import smpplib.gsm

from city_service.sms.reports import DeliveryReport
from city_service.sms.texts import letters_of

logger = logging.getLogger("city_service.sms")
SEND_SECONDS = 20.0
ENQUIRE_SECONDS = 30
CLOSE_SECONDS = 10.0
_RECEIPT = re.compile(r"id:(?P<id>\S+).*?stat:(?P<stat>[A-Z]+)", re.DOTALL)
_DELIVERED, _FINAL = "DELIVRD", frozenset({"DELIVRD", "EXPIRED", "DELETED", "UNDELIV", "REJECTD"})
_BROKEN = (
    smpplib.exceptions.ConnectionError,
    smpplib.exceptions.PDUError,
    smpplib.exceptions.UnknownCommandError,
    OSError,
)
_PERMANENT = frozenset(
    {
        smpplib.consts.SMPP_ESME_RINVDSTADR,
        smpplib.consts.SMPP_ESME_RINVMSGLEN,
        smpplib.consts.SMPP_ESME_RINVSRCADR,
    }
)
"""What another try does not change."""


class SmsLater(Exception):
    """The gateway could not take it now; it is tried again."""


class SmsRefused(Exception):
    """The gateway will never take it."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A message a citizen sent back."""

    phone: str
    text: str


class Gateway(Protocol):
    def send(self, phone: str, body: str) -> tuple[str, ...]:
        """The provider's ids, one a part. Raises SmsLater, SmsRefused."""
        ...

    def close(self) -> None: ...


Heard = Callable[[DeliveryReport | Reply], None]


def gateway_of(address: str, heard: Heard) -> Gateway:
    """`smpp://system:password@host:port?from=MOTCUA`, or `https://…` of a provider that takes JSON. Raises ValueError."""
    parts = urlsplit(address)
    if parts.scheme in ("smpp", "smpps"):
        return SmppGateway(address, heard)
    if parts.scheme in ("http", "https"):
        return HttpGateway(address)
    raise ValueError(f"no gateway for {parts.scheme}://")


class HttpGateway:
    """POST {"to", "text"} as JSON; the answer's `id` is the provider's. User and password of the address are sent as Basic."""

    def __init__(self, address: str) -> None:
        self._session = requests.Session()
        self._address = address

    def send(self, phone: str, body: str) -> tuple[str, ...]:
        try:
            answer = self._session.post(
                self._address, json={"to": f"84{phone[1:]}", "text": body}, timeout=SEND_SECONDS
            )
        except requests.RequestException as error:
            raise SmsLater(type(error).__name__) from error
        if answer.status_code == 429 or answer.status_code >= 500:
            raise SmsLater(f"HTTP {answer.status_code}")
        if not answer.ok:
            raise SmsRefused(f"HTTP {answer.status_code}")
        try:
            return (str(answer.json()["id"]),)
        except (ValueError, KeyError, TypeError) as error:
            raise SmsLater("an answer without an id") from error

    def close(self) -> None:
        self._session.close()


class SmppGateway:
    """One transceiver session, bound when it is first needed and again after it broke. A thread hears receipts and replies."""

    def __init__(self, address: str, heard: Heard) -> None:
        parts = urlsplit(address)
        self._host, self._port = parts.hostname or "", parts.port or 2775
        self._system, self._password = unquote(parts.username or ""), unquote(parts.password or "")
        self._tls = parts.scheme == "smpps"
        query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
        self._from = query.get("from", "MOTCUA")
        self._heard = heard
        self._one_at_a_time = threading.Lock()
        self._answered = threading.Condition()
        self._answers: dict[int, tuple[int, str]] = {}
        self._client: Any = None
        self._listener: threading.Thread | None = None

    def send(self, phone: str, body: str) -> tuple[str, ...]:
        """Long messages go in parts that the phone joins. Raises SmsLater, SmsRefused."""
        with self._one_at_a_time:
            client = self._bound()
            plain = letters_of(body) is not None
            wanted = smpplib.consts.SMPP_ENCODING_DEFAULT if plain else smpplib.consts.SMPP_ENCODING_ISO10646
            parts, coding, esm_class = smpplib.gsm.make_parts(body, wanted)
            return tuple(self._send_part(client, phone, part, coding, esm_class) for part in parts)

    def _send_part(self, client: Any, phone: str, part: bytes, coding: int, esm_class: int) -> str:
        try:
            pdu = client.send_message(
                source_addr_ton=smpplib.consts.SMPP_TON_ALNUM,
                source_addr=self._from,
                dest_addr_ton=smpplib.consts.SMPP_TON_INTL,
                dest_addr_npi=smpplib.consts.SMPP_NPI_ISDN,
                destination_addr=f"84{phone[1:]}",
                short_message=part,
                data_coding=coding,
                esm_class=esm_class,
                registered_delivery=True,
            )
        except _BROKEN as error:
            self._drop()
            raise SmsLater(type(error).__name__) from error
        with self._answered:
            if not self._answered.wait_for(
                lambda: pdu.sequence in self._answers or self._client is not client, timeout=SEND_SECONDS
            ):
                self._drop()
                raise SmsLater("no answer")
            status, provider_id = self._answers.pop(pdu.sequence, (-1, ""))
        if status == smpplib.consts.SMPP_ESME_ROK:
            return provider_id
        if status in _PERMANENT:
            raise SmsRefused(f"SMPP status {status:#x}")
        raise SmsLater("session broken" if status == -1 else f"SMPP status {status:#x}")

    def _bound(self) -> Any:
        if self._client is not None:
            return self._client
        context = None
        if self._tls:
            import ssl

            context = ssl.create_default_context()
        client: Any = smpplib.client.Client(
            self._host, self._port, timeout=ENQUIRE_SECONDS, allow_unknown_opt_params=True, ssl_context=context
        )
        client.set_message_sent_handler(self._sent)
        client.set_message_received_handler(self._received)
        client.set_error_pdu_handler(self._refused)
        try:
            client.connect()
            client.bind_transceiver(system_id=self._system, password=self._password)
        except _BROKEN as error:
            with contextlib.suppress(Exception):
                client.disconnect()
            raise SmsLater(f"cannot bind: {type(error).__name__}") from error
        self._client = client
        self._listener = threading.Thread(target=self._listen, args=(client,), name="smpp", daemon=True)
        self._listener.start()
        return client

    def _listen(self, client: Any) -> None:
        try:
            while self._client is client:
                client.read_once(auto_send_enquire_link=True)
        except _BROKEN as error:
            if self._client is client:
                logger.warning("smpp session ended: %s", type(error).__name__)
                self._drop()

    def _sent(self, pdu: Any, **_: object) -> None:
        self._note(pdu)

    def _refused(self, pdu: Any, **_: object) -> None:
        self._note(pdu)

    def _note(self, pdu: Any) -> None:
        provider_id = getattr(pdu, "message_id", b"") or b""
        text = provider_id.decode("ascii", "replace") if isinstance(provider_id, bytes) else str(provider_id)
        with self._answered:
            self._answers[pdu.sequence] = (pdu.status, text.rstrip("\0"))
            self._answered.notify_all()

    def _received(self, pdu: Any, **_: object) -> None:
        body = bytes(getattr(pdu, "short_message", b"") or b"")
        encoding = "utf-16-be" if getattr(pdu, "data_coding", 0) == smpplib.consts.SMPP_ENCODING_ISO10646 else "latin-1"
        text = body.decode(encoding, "replace")
        found = _RECEIPT.search(text)
        if found is not None and int(getattr(pdu, "esm_class", 0) or 0) & 0x04:
            if found["stat"] in _FINAL:
                self._heard(DeliveryReport(found["id"], found["stat"] == _DELIVERED, found["stat"]))
            return
        source = getattr(pdu, "source_addr", b"") or b""
        self._heard(Reply(source.decode("ascii", "replace") if isinstance(source, bytes) else str(source), text))

    def _drop(self) -> None:
        client, self._client = self._client, None
        with self._answered:
            self._answered.notify_all()
        if client is not None:
            with contextlib.suppress(Exception):
                client.disconnect()

    def close(self) -> None:
        """Ends the session; what was heard before has been noted by then."""
        client, listener = self._client, self._listener
        if client is not None:
            with contextlib.suppress(Exception):
                client.unbind()
        self._drop()
        if listener is not None:
            listener.join(CLOSE_SECONDS)
