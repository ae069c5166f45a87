"""A CUPS of the tests' own: the real scheduler on a port of its own, with a printer whose mood a test sets."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.waiting import wait_for

BACKEND = """#!/bin/sh
# A printer that says what the file in its address says, and prints into a file beside it once that is "ok".
[ $# -eq 0 ] && { echo 'direct mood "Unknown" "mood"'; exit 0; }
where=${DEVICE_URI#mood:}
said=
while mood=$(cat "$where"); [ "$mood" != ok ]; do
    [ "$mood" = broken ] && exit 1
    if [ "$mood" != "$said" ]; then
        [ -n "$said" ] && echo "STATE: -$said" >&2
        echo "STATE: +$mood" >&2
        said=$mood
    fi
    sleep 0.1
done
[ -n "$said" ] && echo "STATE: -$said" >&2
if [ $# -ge 6 ]; then cat "$6"; else cat; fi > "$where.coming.$1"
mv "$where.coming.$1" "$where.printed.$1"
exit 0
"""


@dataclass(frozen=True)
class Cups:
    """`address` is what CUPS_SERVER names."""

    folder: Path
    address: str

    def mood(self, word: str, queue: str = "quay1") -> None:
        """`ok`, an IPP reason such as `media-empty-error`, or `broken`."""
        path = self.folder / "moods" / queue
        fresh = path.with_suffix(".new")
        fresh.write_text(word)
        os.replace(fresh, path)

    def printed(self, queue: str = "quay1") -> list[bytes]:
        """What came out, in order."""
        files = (self.folder / "moods").glob(f"{queue}.printed.*")
        return [file.read_bytes() for file in sorted(files, key=lambda f: int(f.suffix[1:]))]

    def command(self, *words: str) -> str:
        done = subprocess.run(
            words, capture_output=True, text=True, check=False, env=os.environ | {"CUPS_SERVER": self.address}
        )
        return done.stdout + done.stderr


def is_possible() -> bool:
    """cupsd is there, and may be started: its backends run as root."""
    return shutil.which("cupsd", path=f"{os.environ.get('PATH', '')}:/usr/sbin") is not None and os.geteuid() == 0


@contextmanager
def running_cups(folder: Path) -> Iterator[Cups]:
    """The scheduler with the queues `quay1` (the default) and `quay2`, and `sheets` with filters before it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    for name in ("spool", "cache", "state", "log", "moods"):
        (folder / name).mkdir()
    shutil.copytree("/usr/lib/cups", folder / "server", symlinks=True)
    backend = folder / "server" / "backend" / "mood"
    backend.write_text(BACKEND)
    backend.chmod(0o700)  # cupsd runs a backend only its owner may read as root
    (folder / "cupsd.conf").write_text(
        f"Listen 127.0.0.1:{port}\nWebInterface No\nBrowsing No\nDefaultAuthType None\nErrorPolicy abort-job\n"
        "<Location />\nOrder allow,deny\nAllow all\n</Location>\n"
        "<Policy default>\n<Limit All>\nOrder allow,deny\nAllow all\n</Limit>\n</Policy>\n"
    )
    (folder / "cups-files.conf").write_text(
        f"ServerRoot {folder}\nRequestRoot {folder}/spool\nCacheDir {folder}/cache\nStateDir {folder}/state\n"
        f"TempDir {folder}/spool\nErrorLog {folder}/log/error\nAccessLog {folder}/log/access\nPageLog {folder}/log/page\n"
        f"ServerBin {folder}/server\nSystemGroup root\nUser lp\nGroup lp\n"
    )
    for name in ("spool", "cache", "state", "log"):
        shutil.chown(folder / name, "lp", "lp")
    scheduler = shutil.which("cupsd", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    assert scheduler is not None
    command = [scheduler, "-f", "-c", str(folder / "cupsd.conf"), "-s", str(folder / "cups-files.conf")]
    with (folder / "log" / "said").open("w") as said, subprocess.Popen(command, stdout=said, stderr=said) as process:
        try:
            cups = Cups(folder, f"127.0.0.1:{port}")
            wait_for(lambda: _answers(port), "cupsd to answer")
            for queue in ("quay1", "quay2"):
                cups.mood("ok", queue)
                cups.command("lpadmin", "-p", queue, "-E", "-v", f"mood:{folder / 'moods' / queue}", "-m", "raw")
            cups.command("lpadmin", "-d", "quay1")
            (folder / "mood.ppd").write_text(DESCRIPTION)
            cups.mood("ok", "sheets")
            device = f"mood:{folder / 'moods' / 'sheets'}"
            cups.command("lpadmin", "-p", "sheets", "-E", "-v", device, "-P", str(folder / "mood.ppd"))
            yield cups
        finally:
            process.terminate()


DESCRIPTION = """*PPD-Adobe: "4.3"
*FormatVersion: "4.3"
*FileVersion: "1.0"
*LanguageVersion: English
*LanguageEncoding: ISOLatin1
*PCFileName: "MOOD.PPD"
*Manufacturer: "Mot Cua"
*Product: "(A printer with a mood)"
*ModelName: "Mood"
*ShortNickName: "Mood"
*NickName: "Mood"
*PSVersion: "(3010.000) 0"
*LanguageLevel: "3"
*ColorDevice: False
*DefaultColorSpace: Gray
*FileSystem: False
*cupsVersion: 2.4
*cupsFilter2: "application/vnd.cups-pdf application/pdf 0 -"
*OpenUI *PageSize: PickOne
*DefaultPageSize: A4
*PageSize A4: "<</PageSize[595 842]>>setpagedevice"
*PageSize A5: "<</PageSize[420 595]>>setpagedevice"
*CloseUI: *PageSize
*OpenUI *PageRegion: PickOne
*DefaultPageRegion: A4
*PageRegion A4: "<</PageSize[595 842]>>setpagedevice"
*PageRegion A5: "<</PageSize[420 595]>>setpagedevice"
*CloseUI: *PageRegion
*DefaultImageableArea: A4
*ImageableArea A4: "0 0 595 842"
*ImageableArea A5: "0 0 420 595"
*DefaultPaperDimension: A4
*PaperDimension A4: "595 842"
*PaperDimension A5: "420 595"
"""
"""A printer that takes PDF: what comes out has gone through the real filters, which fit it to the sheet asked for."""


def has_filters() -> bool:
    return Path("/usr/lib/cups/filter/pdftopdf").exists()


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
