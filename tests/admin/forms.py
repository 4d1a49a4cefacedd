"""Fills in and submits the admin's forms as a browser does."""

from contextlib import contextmanager
from html.parser import HTMLParser

from django.db.models.signals import pre_save
from django.urls import reverse


def page(model, name, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}", args=args)


class Filled(HTMLParser):
    """What a browser would send of a page as it is shown, name → values, but for text areas."""

    def __init__(self, html: str):
        super().__init__()
        self.fields: dict[str, list[str]] = {}
        self.select = None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "select":
            self.select = attrs["name"]
        elif tag == "option" and "selected" in attrs:
            self.fields.setdefault(self.select, []).append(attrs["value"])
        elif tag == "input" and "name" in attrs and "disabled" not in attrs:
            self._input(attrs)

    def _input(self, attrs):
        kind = attrs.get("type")
        if kind not in ("submit", "file") and (kind != "checkbox" or "checked" in attrs):
            value = attrs.get("value", "on" if kind == "checkbox" else "")
            self.fields.setdefault(attrs["name"], []).append(value)


def submitted(browser, url, **answers):
    """The answer to a page's form, sent with these answers and otherwise as it was shown."""
    shown = Filled(browser.get(url).content.decode()).fields
    return browser.post(url, shown | answers, follow=True)


@contextmanager
def before_saving(model, change):
    """Lets something else write between a page's reading a row and its saving it."""
    pre_save.connect(change, sender=model)
    try:
        yield
    finally:
        pre_save.disconnect(change, sender=model)


def said(response) -> list[tuple[int, str]]:
    return [(message.level, message.message) for message in response.context["messages"]]
