"""From a document to the structure of the order in it."""

from extract.structure.parse import parse_order

__all__ = ["parse_order"]
