"""A slow line in a process of its own: so many bits a second each way, a round-trip time, and cuts on command.

Commands on standard input, one a line: `cut`, `restore`, `cut-after BYTES SECONDS` (cut by itself once so many bytes more have
gone towards the target, for so long), `count` (answers the bytes that went towards the target and back).
"""

import argparse
import contextlib
import queue
import socket
import subprocess
import sys
import threading
import time
from types import TracebackType
from typing import IO, cast

PIECE = 4096
WAITING_PIECES = 8


class _Direction:
    """All connections of one direction share its capacity."""

    def __init__(self, bytes_a_second: float) -> None:
        self._rate = bytes_a_second
        self._lock = threading.Lock()
        self._free_at = 0.0
        self.bytes = 0

    def leaves_at(self, count: int) -> float:
        """When so many bytes have been put on the line."""
        with self._lock:
            # A token bucket of one piece: a relay that wakes a millisecond late does not lose that millisecond of line.
            self._free_at = max(self._free_at, time.monotonic() - PIECE / self._rate) + count / self._rate
            self.bytes += count
            return self._free_at


class Relay:
    def __init__(self, target: tuple[str, int], port: int, kilobits: int, rtt: float) -> None:
        self._target = target
        self._half = rtt / 2
        self.up, self.down = _Direction(kilobits * 125), _Direction(kilobits * 125)
        self._ends: set[socket.socket] = set()
        self._is_cut = threading.Event()
        self._cut_at: tuple[int, float] | None = None
        self._listener = socket.socket()
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 16384)
        self._listener.bind(("127.0.0.1", port))
        self._listener.listen(64)
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        self._is_cut.set()
        for end in list(self._ends):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def restore(self) -> None:
        self._is_cut.clear()

    def cut_after(self, count: int, seconds: float) -> None:
        self._cut_at = (self.up.bytes + count, seconds)

    def _accept(self) -> None:
        while True:
            near, _ = self._listener.accept()
            if self._is_cut.is_set():
                near.close()
                continue
            threading.Thread(target=self._open, args=(near,), daemon=True).start()

    def _open(self, near: socket.socket) -> None:
        time.sleep(2 * self._half)  # the handshake
        try:
            far = socket.create_connection(self._target, timeout=10)
        except OSError:
            near.close()
            return
        far.settimeout(None)
        for end in (near, far):
            end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._ends |= {near, far}
        self._pump(near, far, self.up)
        self._pump(far, near, self.down)

    def _pump(self, source: socket.socket, sink: socket.socket, direction: _Direction) -> None:
        pieces: queue.Queue[tuple[float, bytes]] = queue.Queue(WAITING_PIECES)

        def read() -> None:
            with contextlib.suppress(OSError):
                while piece := source.recv(PIECE):
                    leaves = direction.leaves_at(len(piece))
                    pieces.put((leaves + self._half, piece))
                    if direction is self.up and self._cut_at is not None and direction.bytes >= self._cut_at[0]:
                        seconds, self._cut_at = self._cut_at[1], None
                        self.cut()
                        threading.Timer(seconds, self.restore).start()
                    time.sleep(max(leaves - time.monotonic(), 0))
            pieces.put((0.0, b""))

        def write() -> None:
            with contextlib.suppress(OSError):
                while True:
                    due, piece = pieces.get()
                    if not piece:
                        break
                    time.sleep(max(due - time.monotonic(), 0))
                    if self._is_cut.is_set():
                        break
                    sink.sendall(piece)
            for end in (source, sink):
                self._ends.discard(end)
                with contextlib.suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)
                end.close()

        for work in (read, write):
            threading.Thread(target=work, daemon=True).start()


class SlowLine:
    """The relay as a child process; `with SlowLine(url) as line:` gives its address in `line.url`."""

    def __init__(self, target: str, kilobits: int = 2000, rtt: float = 0.05) -> None:
        command = [sys.executable, "-m", "benchmarks.slow_line", "--target", target.partition("//")[2]]
        command += ["--kilobits", str(kilobits), "--rtt", str(rtt)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.url = f"http://127.0.0.1:{self._say()}"

    def __enter__(self) -> "SlowLine":
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._process.kill()
        self._process.wait()

    def _say(self, word: str = "") -> str:
        if word:
            stdin = cast("IO[str]", self._process.stdin)
            stdin.write(word + "\n")
            stdin.flush()
        return cast("IO[str]", self._process.stdout).readline().strip()

    def cut_after(self, count: int, seconds: float) -> None:
        self._say(f"cut-after {count} {seconds}")

    def sent(self) -> int:
        """Bytes that went towards the city so far."""
        return int(self._say("count").split()[0])


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--target", required=True)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--kilobits", type=int, default=2000)
    parser.add_argument("--rtt", type=float, default=0.05)
    arguments = parser.parse_args()
    host, _, port = arguments.target.rpartition(":")
    relay = Relay((host, int(port)), arguments.port, arguments.kilobits, arguments.rtt)
    print(relay.port, flush=True)
    for line in sys.stdin:
        match line.split():
            case ["cut"]:
                relay.cut()
            case ["restore"]:
                relay.restore()
            case ["cut-after", count, seconds]:
                relay.cut_after(int(count), float(seconds))
            case _:
                pass
        print(relay.up.bytes, relay.down.bytes, flush=True)


if __name__ == "__main__":
    main()
