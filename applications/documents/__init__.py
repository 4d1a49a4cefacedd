"""Papers as PDF: the templates, the fonts, and the one renderer."""

from applications.documents.renderer import render, template_version

__all__ = ["render", "template_version"]
