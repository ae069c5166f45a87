"""Fail when a string of the windows has no English: extracts them anew and compares with ui/translations/en.ts."""

import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path

ROOT = Path(__file__).parent.parent
TRANSLATIONS = ROOT / "ui" / "translations" / "en.ts"


def messages(path: Path) -> dict[tuple[str, str], str]:
    """(context, source) → finished translation, empty when there is none."""
    found: dict[tuple[str, str], str] = {}
    for context in ET.parse(path).getroot().findall("context"):  # noqa: S314 - our own file
        for message in context.findall("message"):
            translation = message.find("translation")
            finished = translation is not None and translation.get("type") != "unfinished"
            key = (context.findtext("name", ""), message.findtext("source", ""))
            found[key] = (translation.text or "") if finished and translation is not None else ""
    return found


def main() -> int:
    sources = [str(path) for path in (ROOT / "ui").glob("**/*.py")]
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / "en.ts"
        command = [str(Path(sys.executable).parent / "pyside6-lupdate"), *sources, "-ts", str(fresh)]
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603
        wanted = messages(fresh)
    have = messages(TRANSLATIONS)
    missing = [key for key in wanted if not have.get(key)]
    for context, source in missing:
        print(f"no English for {context}: {source!r}", file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
