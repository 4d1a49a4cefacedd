"""Papers as PDF: the templates, the fonts, and the one renderer."""

from applications.documents.renderer import paper_template_version, render

__all__ = ["paper_template_version", "render"]
