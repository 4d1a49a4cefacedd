"""Documents as PDF: their kinds, the templates, the fonts, and the one renderer."""
