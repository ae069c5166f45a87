"""The public page of a procedure: papers, time, fee. A poster's or a self-service machine's QR opens it on a phone."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, select_autoescape

from kiosk.catalogue import Catalogue
from kiosk.domain.work_calendar import describe_limit
from kiosk.paper_words import fee_in_words, poster_documents

_environment = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=select_autoescape(["html"])
)


def procedure_page(catalogue: Catalogue, code: str) -> str | None:
    """The page's HTML; None for an unknown code."""
    procedure = catalogue.procedures.get(code)
    if procedure is None:
        return None
    return _environment.get_template("procedure.html").render(
        procedure=procedure,
        documents=poster_documents(procedure),
        limit=describe_limit(procedure.processing_time),
        fees=fee_in_words(procedure),
    )


def page_not_found() -> str:
    return _environment.get_template("procedure.html").render(procedure=None)
