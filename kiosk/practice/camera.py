"""A camera on the network for practice: motion JPEG over HTTP, as desk and door cameras send it."""

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from PIL import Image

WIDTH, HEIGHT = 1280, 720


class NetCamera:
    """Shows what was last held before it."""

    def __init__(self) -> None:
        self.scene = Image.new("RGB", (WIDTH, HEIGHT), "#806a55")
        self.plugged = threading.Event()
        self.plugged.set()
        self.address = ""

    def hold(self, paper: Image.Image, width: int = 620, turned: float = 0.0) -> None:
        """Hold a paper before the camera, so many pixels wide and turned a little, as hands do."""
        scene = Image.new("RGB", (WIDTH, HEIGHT), "#806a55")
        height = paper.height * width // paper.width
        held = paper.convert("RGB").resize((width, height)).rotate(turned, expand=True, fillcolor="#806a55")
        # The lower part of the paper, where its QR is.
        scene.paste(held, ((WIDTH - held.width) // 2, HEIGHT - held.height))
        self.scene = scene

    def lay(self, paper: Image.Image, height: int = 600, turned: float = 0.0) -> None:
        """Lay a whole paper under the camera, a little turned."""
        scene = Image.new("RGB", (WIDTH, HEIGHT), "#3d3026")
        laid = paper.convert("RGB").resize((paper.width * height // paper.height, height))
        laid = laid.rotate(turned, expand=True, fillcolor="#3d3026", resample=Image.Resampling.BICUBIC)
        scene.paste(laid, ((WIDTH - laid.width) // 2, (HEIGHT - laid.height) // 2))
        self.scene = scene

    def frame(self) -> bytes:
        out = io.BytesIO()
        self.scene.save(out, "JPEG", quality=85)
        return out.getvalue()


@contextmanager
def net_camera() -> Iterator[NetCamera]:
    camera = NetCamera()
    stopped = threading.Event()

    class Pictures(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "multipart/x-mixed-replace; boundary=frame")
            self.end_headers()
            try:
                while camera.plugged.is_set() and not stopped.wait(1 / 25):
                    frame = camera.frame()
                    head = f"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: {len(frame)}\r\n\r\n"
                    self.wfile.write(head.encode() + frame + b"\r\n")
            except OSError:
                return

        def log_message(self, format: str, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Pictures)
    server.daemon_threads = True
    camera.address = f"http://127.0.0.1:{server.server_port}/video.mjpg"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield camera
    finally:
        stopped.set()
        server.shutdown()
        thread.join()
        server.server_close()
