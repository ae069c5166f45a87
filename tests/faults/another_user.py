"""Runs `kiosk …` commands as another user of this machine: python -m tests.faults.another_user UID COMMANDS-as-JSON

The interpreter may lie where that user cannot read, so everything is imported before the user is changed.
"""

import json
import os
import sys
import tempfile
from pathlib import Path

from kiosk.cli.main import main


def _run(words: list[str]) -> int:
    try:
        return main(words) or 0
    except SystemExit as left:
        return int(left.code or 0)


def _warm_up(commands: list[list[str]]) -> None:
    """Once on a folder of its own, unseen: what the commands import lazily is there afterwards."""
    with tempfile.TemporaryDirectory() as folder, Path(os.devnull).open("w") as nowhere:
        said, sys.stdout = sys.stdout, nowhere
        _run(["enrol", "--practice", "--data-dir", f"{folder}/own"])
        for words in commands:
            _run([*words, "--data-dir", f"{folder}/own"])
        sys.stdout = said


if __name__ == "__main__":
    commands = json.loads(sys.argv[2])
    _warm_up(commands)
    os.setgroups([])
    os.setgid(int(sys.argv[1]))
    os.setuid(int(sys.argv[1]))
    sys.exit(max(_run(words) for words in commands))
