"""The public page of a procedure: papers, time, fee. A poster's or a self-service machine's QR opens it on a phone."""

from city_service.pages import pages
from kiosk.catalogue import Catalogue
from kiosk.domain.work_calendar import describe_limit
from kiosk.paper_words import fee_in_words, poster_documents


def procedure_page(catalogue: Catalogue, code: str) -> tuple[int, str]:
    """The status and HTML; 404 for an unknown code."""
    template = pages.get_template("procedure.html")
    procedure = catalogue.procedures.get(code)
    if procedure is None:
        return 404, template.render(procedure=None)
    return 200, template.render(
        procedure=procedure,
        documents=poster_documents(procedure),
        limit=describe_limit(procedure.processing_time),
        fees=fee_in_words(procedure),
    )
