"""Papers as PDF: the templates, the fonts, and the one renderer."""

from applications.documents.renderer import render

__all__ = ["render"]
