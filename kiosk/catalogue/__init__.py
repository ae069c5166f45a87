"""The catalogue: procedures, forms, units and lists, as versioned data that is checked when it is loaded."""

from kiosk.catalogue.catalogue import Catalogue, Document, Procedure, Unit
from kiosk.catalogue.load import load_catalogue

__all__ = ["Catalogue", "Document", "Procedure", "Unit", "load_catalogue"]
