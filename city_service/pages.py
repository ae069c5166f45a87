"""The templates of the public pages, in one look."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, select_autoescape

pages = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=select_autoescape(["html"])
)
