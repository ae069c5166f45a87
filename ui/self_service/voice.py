"""Reading a page out: recordings of the unit where there are some, else the system's own voice (espeak-ng, or Windows' speech)."""

import os
import shutil
import subprocess
import sys

_speaking: "subprocess.Popen[bytes] | None" = None
SPEED = "140"
"""Words a minute: slower than people talk."""


def is_there() -> bool:
    """Whether this machine can speak."""
    return bool(shutil.which("espeak-ng")) or sys.platform == "win32"


def say(text: str, language: str) -> None:
    """Read out, and stop what was being read. Says nothing where there is no voice."""
    global _speaking
    stop()
    if shutil.which("espeak-ng"):
        command = ["espeak-ng", "-v", "vi" if language == "vi" else "en", "-s", SPEED, "--stdin"]
    elif sys.platform == "win32":
        speak = "Add-Type -AssemblyName System.Speech; $s = New-Object System.Speech.Synthesis.SpeechSynthesizer; "
        command = ["powershell", "-NoProfile", "-Command", speak + "$s.Speak([Console]::In.ReadToEnd())"]
    else:
        return
    extra = os.environ.get("KIOSK_VOICE_OPTIONS", "").split()
    _speaking = subprocess.Popen(  # noqa: S603 - fixed words; the text goes in by its input
        [*command, *extra], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    assert _speaking.stdin is not None
    _speaking.stdin.write(text.encode())
    _speaking.stdin.close()


def stop() -> None:
    global _speaking
    if _speaking is not None and _speaking.poll() is None:
        _speaking.terminate()
        _speaking.wait(5)
    _speaking = None
