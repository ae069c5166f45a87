"""A line that can be cut: a TCP relay between a counter and the city whose sockets really close."""

import contextlib
import selectors
import socket
import threading

_PIECE = 64 * 1024


class CuttableLine:
    """Relays to `target` while it is up. `cut()` closes every connection and the listening socket; `restore()` listens again.

    The port stays the same, so that the counter's address does.
    """

    def __init__(self, target: tuple[str, int]) -> None:
        self._target = target
        self._lock = threading.Lock()
        self._pairs: set[socket.socket] = set()
        self._listener: socket.socket | None = None
        self.port = 0
        self.relayed_bytes = 0
        self._cut_at: int | None = None
        self.restore()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def is_up(self) -> bool:
        return self._listener is not None

    def restore(self) -> None:
        if self._listener is not None:
            return
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", self.port))
        listener.listen(64)
        self.port = listener.getsockname()[1]
        self._listener = listener
        threading.Thread(target=self._accept, args=(listener,), daemon=True).start()

    def cut_after(self, count: int) -> None:
        """Cut by itself once so many more bytes have gone through."""
        self._cut_at = self.relayed_bytes + count

    def cut(self) -> None:
        listener, self._listener = self._listener, None
        if listener is not None:
            with contextlib.suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            listener.close()
        with self._lock:
            for end in self._pairs:
                with contextlib.suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                near, _ = listener.accept()
            except OSError:
                return
            try:
                far = socket.create_connection(self._target, timeout=5)
            except OSError:
                near.close()
                continue
            with self._lock:
                if self._listener is not listener:
                    near.close()
                    far.close()
                    return
                self._pairs |= {near, far}
            threading.Thread(target=self._relay, args=(near, far), daemon=True).start()

    def _relay(self, near: socket.socket, far: socket.socket) -> None:
        with selectors.DefaultSelector() as selector:
            selector.register(near, selectors.EVENT_READ, far)
            selector.register(far, selectors.EVENT_READ, near)
            with contextlib.suppress(OSError):
                while True:
                    for key, _ in selector.select():
                        source, sink = key.fileobj, key.data
                        assert isinstance(source, socket.socket)
                        piece = source.recv(_PIECE)
                        if not piece:
                            raise OSError("closed")
                        sink.sendall(piece)
                        self.relayed_bytes += len(piece)
                        if self._cut_at is not None and self.relayed_bytes >= self._cut_at:
                            self._cut_at = None
                            self.cut()
        with self._lock:
            self._pairs -= {near, far}
        near.close()
        far.close()
