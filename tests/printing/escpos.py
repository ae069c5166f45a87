"""A thermal printer on a socket: it answers about its paper and keeps what it was sent, to be turned back into pictures."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from PIL import Image

ASKED = b"\x10\x04\x04"
"""DLE EOT 4: what about the paper?"""
THERE, OUT = b"\x12", b"\x72"


@dataclass
class Roll:
    """A printer's roll of paper. `has_paper` is what its sensor says; None: it has none and stays silent."""

    port: int = 0
    has_paper: bool | None = True
    received: bytearray = field(default_factory=bytearray)

    @property
    def address(self) -> str:
        return f"tcp:127.0.0.1:{self.port}"

    def commands(self) -> Iterator[tuple[str, bytes]]:
        """The stream taken apart: pictures as rows of dots, cuts, drawer kicks. Anything unknown is an error."""
        data, at = bytes(self.received), 0
        while at < len(data):
            if data.startswith(ASKED, at):
                at += len(ASKED)
            elif data.startswith(b"\x1dv0", at):
                width = data[at + 4] + 256 * data[at + 5]
                rows = data[at + 6] + 256 * data[at + 7]
                at += 8
                yield "raster", bytes([width]) + data[at : at + width * rows]
                at += width * rows
            elif data.startswith(b"\x1dV", at):
                at += 3 if data[at + 2] in (0, 1, 48, 49) else 4
                yield "cut", b""
            elif data.startswith(b"\x1bp", at):
                at += 5
                yield "drawer", b""
            elif data.startswith(b"\x1bd", at):
                at += 3
            elif data.startswith(b"\x1b@", at):
                at += 2
            elif data[at : at + 1] in (b"\n", b"\r"):
                at += 1
            else:
                raise AssertionError(f"unknown command at {at}: {data[at : at + 8].hex(' ')}")

    def pictures(self) -> list[Image.Image]:
        """What came out, one picture for each piece of paper cut off."""
        pieces: list[Image.Image] = []
        rows = bytearray()
        width = 0
        for kind, content in self.commands():
            if kind == "raster":
                width = content[0]
                rows += content[1:]
            elif kind == "cut" and rows:
                inverted = bytes(255 - byte for byte in rows)
                pieces.append(Image.frombytes("1", (width * 8, len(rows) // width), inverted))
                rows = bytearray()
        return pieces


@contextmanager
def thermal_printer() -> Iterator[Roll]:
    roll = Roll()
    with socket.create_server(("127.0.0.1", 0)) as server:
        roll.port = server.getsockname()[1]
        threading.Thread(target=_serve, args=(server, roll), daemon=True).start()
        yield roll


def _serve(server: socket.socket, roll: Roll) -> None:
    while True:
        try:
            connection, _ = server.accept()
        except OSError:
            return
        with connection:
            while piece := connection.recv(65536):
                roll.received += piece
                if piece.endswith(ASKED) and roll.has_paper is not None:
                    connection.sendall(THERE if roll.has_paper else OUT)
