"""Write the parts of the documentation that come from the code: docs/openapi.json and docs/command-line.md."""

import argparse
import contextlib
import io
import json
import tempfile
from pathlib import Path
from unittest.mock import MagicMock

from city_service.cli import _parser as city_parser
from city_service.config import Config
from city_service.keys import CityKeys
from city_service.service import create_app
from kiosk.cli.main import _parser as kiosk_parser
from kiosk.practice.identity import practice_city_key
from tools.authorization import as_table

DOCS = Path(__file__).parent.parent / "docs"

HEAD = """# The command line

A stable contract: it changes only by adding. Exit codes: 0 done, 1 refused with a reason on standard error, 2 the words are off,
3 the line is down and work remains, 4 a receipt that is not genuine, 5 a damaged log. Messages are Vietnamese; `--language en`
or `KIOSK_LANGUAGE=en` gives English.

Environment: `KIOSK_DATA_DIR`, `KIOSK_CITY_URL`, `KIOSK_USER` and `KIOSK_PASSWORD` (sign-in for scripts; a practice device falls
back to `canbo1` / `thuchanh`), `KIOSK_PASSPHRASE` (wraps the database key), `KIOSK_NEW_PASSWORD` (for `kiosk accounts`),

`KIOSK_CITY_CERTIFICATES` (a PEM file to trust for the city's TLS), `CITY_DATA`,
`CITY_DATABASE_URL`, `CITY_PUBLIC_URL`, `CITY_OFFICE_TOKEN`.

## FILE.json for `kiosk submit`

    {"procedure": "1.001193",
     "applicant": {"personal_id", "name", "birth_date", "sex", "address", "phone", "email"},
     "form": {field key: value, …},
     "documents": [{"name", "originals", "copies"}],
     "return_channel": "counter" | "post" | "online",
     "exemption": "reason that waives the fee"}

Field keys are those of `kiosk/catalogue/data/forms.json`. Dates are ISO 8601 or as clerks type them. A field with `prefill` comes
from the applicant when it is missing, one with a default from there. A repeated section is a list of rows under its key
(`certified_documents`); its fields given flat count as the first row. An address or identity paper may be an object; its parts
are joined for print. `exemption` is optional. Each attachment follows its file: `--attach NAME=PATH`, NAME being a document of
that file. A file that is refused ends the command; those before it are accepted and printed.
"""


def openapi() -> str:
    with tempfile.TemporaryDirectory() as folder:
        config = Config(data_dir=Path(folder))
        app = create_app(config, MagicMock(), CityKeys(practice_city_key(), "-"), "-")
        return json.dumps(app.openapi(), ensure_ascii=False, indent=1) + "\n"


def help_of(parser: argparse.ArgumentParser) -> list[str]:
    lines = [f"### `{parser.prog}`", "", "```", parser.format_help().strip(), "```", ""]
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for child in action.choices.values():
                lines += help_of(child)
    return lines


def main() -> None:
    with contextlib.redirect_stdout(io.StringIO()):
        described = openapi()
    (DOCS / "openapi.json").write_text(described)
    security = DOCS / "security.md"
    before, rest = security.read_text().split("<!-- matrix -->\n", 1)
    after = rest.split("<!-- end -->", 1)[1]
    security.write_text(f"{before}<!-- matrix -->\n{as_table()}<!-- end -->{after}")
    sections = [HEAD]
    for parser in (kiosk_parser(), city_parser()):
        sections += [f"## `{parser.prog}`", "", *help_of(parser)[2:]]
    (DOCS / "command-line.md").write_text("\n".join(sections))


if __name__ == "__main__":
    main()
