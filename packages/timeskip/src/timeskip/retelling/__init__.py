"""The same story, told otherwise, leaves the same books: what is otherwise, and how books are compared.

A project declares its books and what may differ in `Project.retelling`; `manage.py behave --retell` compares them.
"""

from timeskip.retelling.declared import Books, MayDiffer, NotRetold, Retelling

__all__ = ["Books", "MayDiffer", "NotRetold", "Retelling"]
