"""A line with faults: a relay between counter and city that understands HTTP/1.1 enough to break it on purpose.

From the command line, in front of any city:

    python -m tests.faults.line --target 127.0.0.1:8600 --port 8700 --fault drop_answer --fault error_503 --every 3
"""

import argparse
import contextlib
import itertools
import random
import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum


class Fault(Enum):
    """What may happen to one request and its answer. `line`: nobody is reached; `portal`: somebody else answers."""

    DELAY = "delay"
    THROTTLE = "throttle"
    CUT_REQUEST = "cut_request"
    CUT_ANSWER = "cut_answer"
    DROP_REQUEST = "drop_request"
    DROP_ANSWER = "drop_answer"
    RESET = "reset"
    RESET_REQUEST = "reset_request"
    RESET_ANSWER = "reset_answer"
    STALL_REQUEST = "stall_request"
    STALL_ANSWER = "stall_answer"
    CORRUPT_REQUEST = "corrupt_request"
    CORRUPT_ANSWER = "corrupt_answer"
    CORRUPT_HEAD = "corrupt_head"
    SEND_TWICE = "send_twice"
    OLD_ANSWER = "old_answer"
    EMPTY_200 = "empty_200"
    HTML_200 = "html_200"
    OTHER_JSON = "other_json"
    REDIRECT = "redirect"
    UNAUTHORISED_401 = "unauthorised_401"
    PORTAL_401 = "portal_401"
    CONFLICT_409 = "conflict_409"
    TOO_LARGE_413 = "too_large_413"
    BUSY_429 = "busy_429"
    ERROR_500 = "error_500"
    BAD_GATEWAY_502 = "bad_gateway_502"
    ERROR_503 = "error_503"


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it came: first line's words, the raw head, the body."""

    method: str
    path: str
    head: bytes
    body: bytes


Plan = Callable[[Request], Fault | None]

_HTML = b"<html><body>Wi-Fi mi\xe1\xbb\x85n ph\xc3\xad: b\xe1\xba\xa5m v\xc3\xa0o \xc4\x91\xc3\xa2y</body></html>"


def _answer(status: str, body: bytes, kind: str, *headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", f"Content-Length: {len(body)}", *headers, "", ""]
    return "\r\n".join(lines).encode() + body


def _problem(status: int, title: str, *headers: str) -> bytes:
    body = f'{{"type":"about:blank","title":"{title}","status":{status}}}'.encode()
    return _answer(f"{status} {title}", body, "application/problem+json", *headers)


SPOKEN: dict[Fault, bytes] = {
    Fault.EMPTY_200: _answer("200 OK", b"", "application/json"),
    Fault.HTML_200: _answer("200 OK", _HTML, "text/html"),
    Fault.OTHER_JSON: _answer("200 OK", b'{"status":"ok"}', "application/json"),
    Fault.REDIRECT: _answer("302 Found", _HTML, "text/html", "Location: http://127.0.0.1:1/login"),
    Fault.UNAUTHORISED_401: _problem(401, "token needed", "WWW-Authenticate: Bearer"),
    Fault.PORTAL_401: _answer("401 Unauthorized", _HTML, "text/html"),
    Fault.CONFLICT_409: _problem(409, "conflict"),
    Fault.TOO_LARGE_413: _problem(413, "too large"),
    Fault.BUSY_429: _answer("429 Too Many Requests", _HTML, "text/html", "Retry-After: 1"),
    Fault.ERROR_500: _answer("500 Internal Server Error", _HTML, "text/html"),
    Fault.BAD_GATEWAY_502: _answer("502 Bad Gateway", _HTML, "text/html"),
    Fault.ERROR_503: _answer("503 Service Unavailable", b"", "text/plain", "Retry-After: 1"),
}


class _Closed(Exception):
    pass


class FaultyLine:
    """Listens on a loopback port and relays to `target`, asking `plan` what to do to each request.

    `certificate` and `key` (PEM paths) make it speak TLS with that certificate.
    """

    def __init__(
        self,
        target: tuple[str, int],
        plan: Plan = lambda _: None,
        *,
        port: int = 0,
        certificate: str = "",
        key: str = "",
        throttle: int = 200_000,
        delay: float = 0.2,
        seed: int = 1,
    ) -> None:
        self._target = target
        self.plan = plan
        self._throttle = throttle
        self._delay = delay
        self._random = random.Random(seed)
        self._tls: ssl.SSLContext | None = None
        if certificate:
            self._tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self._tls.load_cert_chain(certificate, key)
        self.happened: list[tuple[str, str, Fault]] = []
        self._last_answers: dict[tuple[str, str], bytes] = {}
        self._stop = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", port), backlog=64)
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def url(self) -> str:
        return f"{'https' if self._tls else 'http'}://127.0.0.1:{self.port}"

    def close(self) -> None:
        self._stop.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def __enter__(self) -> "FaultyLine":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _accept(self) -> None:
        while not self._stop.is_set():
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(near,), daemon=True).start()

    def _serve(self, near: socket.socket) -> None:
        far: socket.socket | None = None
        try:
            if self._tls is not None:
                near = self._tls.wrap_socket(near, server_side=True)
            far = socket.create_connection(self._target, timeout=5)
            while not self._stop.is_set():
                self._one(near, far)
        except (_Closed, OSError):
            pass
        finally:
            for end in (near, far):
                if end is not None:
                    with contextlib.suppress(OSError):
                        end.close()

    def _one(self, near: socket.socket, far: socket.socket) -> None:
        request = _read_request(near)
        fault = self.plan(request)
        if fault is not None:
            self.happened.append((request.method, request.path, fault))
        match fault:
            case Fault.RESET:
                _reset(near)
            case Fault.DROP_REQUEST:
                raise _Closed
            case Fault.CUT_REQUEST | Fault.RESET_REQUEST:
                far.sendall(request.head + request.body[: len(request.body) // 2])
                time.sleep(0.02)
                if fault is Fault.RESET_REQUEST:
                    _reset(near)
                raise _Closed
            case Fault.STALL_REQUEST:
                self._stall(near)
            case Fault.DELAY:
                self._stop.wait(self._delay)
            case Fault.CORRUPT_REQUEST if request.body:
                request = Request(request.method, request.path, request.head, self._corrupt(request.body))
            case _ if fault in SPOKEN:
                near.sendall(SPOKEN[fault])
                return
            case Fault.OLD_ANSWER if (request.method, request.path) in self._last_answers:
                near.sendall(self._last_answers[request.method, request.path])
                return
            case _:
                pass
        if fault is Fault.SEND_TWICE:
            far.sendall(request.head + request.body)
            _read_answer(far, request.method)
        if fault is Fault.THROTTLE:
            self._slowly(far, request.head + request.body)
        else:
            far.sendall(request.head + request.body)
        head, body = _read_answer(far, request.method)
        self._last_answers[request.method, request.path] = head + body
        match fault:
            case Fault.DROP_ANSWER:
                raise _Closed
            case Fault.RESET_ANSWER:
                _reset(near)
            case Fault.STALL_ANSWER:
                self._stall(near)
            case Fault.CUT_ANSWER:
                near.sendall((head + body)[: (len(head) + len(body)) * 2 // 3])
                raise _Closed
            case Fault.CORRUPT_ANSWER if body:
                near.sendall(head + self._corrupt(body))
            case Fault.CORRUPT_HEAD:
                near.sendall(self._corrupt(head) + body)
                raise _Closed
            case Fault.THROTTLE:
                self._slowly(near, head + body)
            case _:
                near.sendall(head + body)

    def _corrupt(self, content: bytes) -> bytes:
        changed = bytearray(content)
        for _ in range(3):
            changed[self._random.randrange(len(changed))] ^= 1 << self._random.randrange(8)
        return bytes(changed)

    def _slowly(self, sink: socket.socket, content: bytes) -> None:
        for start in range(0, len(content), 4096):
            piece = content[start : start + 4096]
            sink.sendall(piece)
            self._stop.wait(len(piece) / self._throttle)

    def _stall(self, near: socket.socket) -> None:
        """Say nothing until the other side gives up."""
        near.settimeout(60)
        with contextlib.suppress(OSError):
            while near.recv(4096):
                pass
        raise _Closed


def _reset(near: socket.socket) -> None:
    near.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    near.close()
    raise _Closed


def _read_head(source: socket.socket) -> tuple[bytes, bytes]:
    buffer = b""
    while b"\r\n\r\n" not in buffer:
        piece = source.recv(65536)
        if not piece:
            raise _Closed
        buffer += piece
    head, _, rest = buffer.partition(b"\r\n\r\n")
    return head + b"\r\n\r\n", rest


def _length(head: bytes) -> int | None:
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length":
            return int(value)
    return None


def _fill(source: socket.socket, body: bytes, length: int) -> bytes:
    while len(body) < length:
        piece = source.recv(65536)
        if not piece:
            raise _Closed
        body += piece
    return body


def _read_request(source: socket.socket) -> Request:
    head, body = _read_head(source)
    method, path, _ = head.split(b"\r\n", 1)[0].decode("latin-1").split(" ", 2)
    return Request(method, path, head, _fill(source, body, _length(head) or 0))


def _read_answer(source: socket.socket, method: str) -> tuple[bytes, bytes]:
    head, body = _read_head(source)
    status = int(head.split(b" ", 2)[1])
    if method == "HEAD" or status in (204, 304):
        return head, b""
    length = _length(head)
    if length is not None:
        return head, _fill(source, body, length)
    if b"chunked" not in head.lower():
        return head, body
    while not body.endswith(b"0\r\n\r\n"):
        piece = source.recv(65536)
        if not piece:
            raise _Closed
        body += piece
    return head, body


# Plans


def never(_: Request) -> Fault | None:
    return None


def every(n: int, faults: Iterable[Fault], until: int | None = None) -> Plan:
    """A fault at every n-th request, in turn; none any more after `until` requests."""
    turn = itertools.cycle(faults)
    count = itertools.count(1)
    lock = threading.Lock()

    def plan(_: Request) -> Fault | None:
        with lock:
            number = next(count)
            if until is not None and number > until:
                return None
            return next(turn) if number % n == 0 else None

    return plan


def at_random(share: float, faults: Iterable[Fault], seed: int, until: int | None = None) -> Plan:
    """A random one of the faults at a share of the requests."""
    chance = random.Random(seed)
    among = list(faults)
    count = itertools.count(1)
    lock = threading.Lock()

    def plan(_: Request) -> Fault | None:
        with lock:
            if until is not None and next(count) > until:
                return None
            return chance.choice(among) if chance.random() < share else None

    return plan


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.faults.line", description=__doc__)
    parser.add_argument("--target", default="127.0.0.1:8600", metavar="HOST:PORT")
    parser.add_argument("--port", type=int, default=8700)
    parser.add_argument(
        "--fault", action="append", choices=[f.value for f in Fault], help="may be repeated; default: all"
    )
    parser.add_argument("--every", type=int, default=0, metavar="N", help="at every N-th request, in turn")
    parser.add_argument("--share", type=float, default=0.3, help="or at this share of them, at random")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--throttle", type=int, default=200_000, metavar="BYTES", help="bytes a second of a throttled one"
    )
    parser.add_argument("--delay", type=float, default=0.2, metavar="SECONDS")
    parser.add_argument("--certificate", default="", metavar="PEM", help="speak TLS, with this certificate")
    parser.add_argument("--key", default="", metavar="PEM")
    arguments = parser.parse_args()
    host, _, port = arguments.target.rpartition(":")
    faults = [Fault(name) for name in arguments.fault] if arguments.fault else list(Fault)
    plan = every(arguments.every, faults) if arguments.every else at_random(arguments.share, faults, arguments.seed)
    line = FaultyLine(
        (host, int(port)),
        plan,
        port=arguments.port,
        certificate=arguments.certificate,
        key=arguments.key,
        throttle=arguments.throttle,
        delay=arguments.delay,
        seed=arguments.seed,
    )
    print(f"{line.url} → {arguments.target}: {', '.join(fault.value for fault in faults)}", flush=True)
    shown = 0
    with contextlib.suppress(KeyboardInterrupt):
        while True:
            time.sleep(0.5)
            for method, path, fault in line.happened[shown:]:
                print(f"{method} {path}: {fault.value}", flush=True)
            shown = len(line.happened)
    line.close()


if __name__ == "__main__":
    main()
