"""Cameras: a desk's, by number, or one on the network, by address. Pictures come through OpenCV, an extra (`camera`)."""

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kiosk.errors import Refused

WIDTH, HEIGHT = 1280, 720
"""Asked of the camera: a receipt's QR held at arm's length has then about four pixels a module."""
PATIENCE_MILLISECONDS = 5000
MOST_CAMERAS = 10


@dataclass(frozen=True, slots=True)
class Camera:
    """`address` is a number of the system's, or an address (`rtsp://…`, `http://…`)."""

    address: str
    name: str


def cameras(devices: Path = Path("/sys/class/video4linux")) -> list[Camera]:
    """Cameras of this machine. On Linux with their names; elsewhere just the first, as nothing tells without opening it."""
    if not sys.platform.startswith("linux"):
        return [Camera("0", "Camera 1")]
    found: list[Camera] = []
    for folder in sorted(devices.glob("video*"), key=lambda p: int(p.name.removeprefix("video") or 0)):
        try:
            name = (folder / "name").read_text().strip()
            if (folder / "index").read_text().strip() != "0":
                continue  # a camera's second node carries its metadata, no pictures
        except OSError:
            continue
        found.append(Camera(folder.name.removeprefix("video"), name))
    return found[:MOST_CAMERAS]


class CameraStream:
    """An open camera. Raises Refused when there is none, it is in use, or OpenCV is not installed."""

    def __init__(self, address: str = "") -> None:
        os.environ.setdefault("OPENCV_LOG_LEVEL", "OFF")  # what matters is said below, in words
        os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")
        try:
            import cv2
        except ImportError as error:
            raise Refused("camera_not_installed") from error
        if not address:
            there = cameras()
            if not there:
                raise Refused("camera_missing")
            address = there[0].address
        self._cv2 = cv2
        self.address = address
        self._capture: Any = cv2.VideoCapture()
        if address.isdigit():
            opened = self._capture.open(int(address))
            self._capture.set(cv2.CAP_PROP_FRAME_WIDTH, WIDTH)
            self._capture.set(cv2.CAP_PROP_FRAME_HEIGHT, HEIGHT)
        else:
            patience = [
                cv2.CAP_PROP_OPEN_TIMEOUT_MSEC,
                PATIENCE_MILLISECONDS,
                cv2.CAP_PROP_READ_TIMEOUT_MSEC,
                PATIENCE_MILLISECONDS,
            ]
            opened = self._capture.open(address, cv2.CAP_FFMPEG, patience)
        if not opened:
            self._capture.release()
            raise Refused("camera_not_opening", camera=address)

    def frames(self) -> Iterator[Any]:
        """Pictures as arrays (height, width, 3), 8 bits, red first. Raises Refused when the camera is gone."""
        while True:
            there, frame = self._capture.read()
            if not there:
                raise Refused("camera_gone", camera=self.address)
            yield self._cv2.cvtColor(frame, self._cv2.COLOR_BGR2RGB)

    def close(self) -> None:
        self._capture.release()
