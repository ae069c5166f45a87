"""A real SMPP 3.4 peer on loopback (smpp34, Rust): takes messages, refuses when told to, sends delivery receipts and replies."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import smpp34

RECEIPT = 0x04


@dataclass
class Smsc:
    """What it was sent. `refuse` are statuses the next messages get, in order; `receipts` is the status told of each."""

    port: int
    taken: list[tuple[str, str, int]] = field(default_factory=list[tuple[str, str, int]])
    refuse: list[int] = field(default_factory=list[int])
    receipt: str = "DELIVRD"
    binds: int = 0
    under_way: list["asyncio.Future[Any]"] = field(default_factory=list["asyncio.Future[Any]"])
    _replies: "asyncio.Queue[tuple[str, str]] | None" = None
    _loop: asyncio.AbstractEventLoop | None = None

    @property
    def address(self) -> str:
        return f"smpp://motcua:secret@127.0.0.1:{self.port}?from=MOTCUA"

    @property
    def texts(self) -> list[str]:
        return [text for _, text, _ in self.taken]

    def reply(self, phone: str, text: str) -> None:
        """A citizen writes back."""
        assert self._loop is not None and self._replies is not None
        self._loop.call_soon_threadsafe(self._replies.put_nowait, (phone, text))


def _text(body: bytes, coding: int, esm_class: int) -> str:
    if esm_class & 0x40:
        body = body[body[0] + 1 :]
    return body.decode("utf-16-be") if coding == 8 else body.decode("latin-1")


async def _serve(smsc: Smsc, ready: threading.Event, stop: asyncio.Event) -> None:
    server = smpp34.Server(host="127.0.0.1", port=smsc.port, system_id="TestSMSC")
    await server.start()
    ready.set()
    bound: dict[str, Any] = {}

    async def replies() -> None:
        assert smsc._replies is not None
        while True:
            phone, text = await smsc._replies.get()
            for esme in bound.values():
                await esme.deliver_sm(
                    source_addr=phone, destination_addr="MOTCUA", short_message=text.encode("latin-1")
                )

    async def events() -> None:
        while True:
            event = await server.next()
            if isinstance(event, smpp34.Esme):
                bound[event.session_id] = event
                smsc.binds += 1
            elif isinstance(event, smpp34.SubmitSmEvent):
                await _take(smsc, bound, event)
            elif isinstance(event, smpp34.Unbound):
                bound.pop(event.session_id, None)

    tasks = [asyncio.ensure_future(work) for work in (replies(), events())]
    await stop.wait()
    for task in (*tasks, *smsc.under_way):
        task.cancel()
    await asyncio.gather(*tasks, *smsc.under_way, return_exceptions=True)


async def _take(smsc: Smsc, bound: dict[str, Any], event: Any) -> None:
    if smsc.refuse:
        event.reject(smsc.refuse.pop(0))
        return
    name = f"m{len(smsc.taken) + 1}"
    smsc.taken.append(
        (
            event.destination_addr,
            _text(bytes(event.short_message), event.data_coding, event.esm_class),
            event.data_coding,
        )
    )
    event.accept(message_id=name)
    esme = bound.get(event.session_id)
    if esme is not None and smsc.receipt:
        words = (
            f"id:{name} sub:001 dlvrd:001 submit date:2611251600 done date:2611251600 stat:{smsc.receipt} err:000 text:"
        )
        # Not waited for: a client that was killed never answers.
        receipt = esme.deliver_sm(
            source_addr=event.destination_addr,
            destination_addr="MOTCUA",
            short_message=words.encode(),
            esm_class=RECEIPT,
        )
        smsc.under_way.append(asyncio.ensure_future(receipt))


@contextmanager
def running_smsc() -> Iterator[Smsc]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    smsc = Smsc(port)
    loop = asyncio.new_event_loop()
    stop = asyncio.Event()
    smsc._loop, smsc._replies = loop, asyncio.Queue()
    ready = threading.Event()
    thread = threading.Thread(target=lambda: loop.run_until_complete(_serve(smsc, ready, stop)), daemon=True)
    thread.start()
    assert ready.wait(20)
    try:
        yield smsc
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(20)
