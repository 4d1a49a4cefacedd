"""Filters that format amounts, rates and dates as in letters and e-mails; empty for missing values."""

import re

from django import template
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from applications import wording

register = template.Library()
NOTHING = (None, "")
REFERENCE = re.compile(r"(\bHL-\w+)")
register.filter("money", lambda amount: "" if amount in NOTHING else wording.money(amount))
register.filter("term", wording.term)
register.filter("percent", lambda rate: "" if rate in NOTHING else wording.percent(rate))


@register.filter
def day(value) -> str:
    """14 March 2025; for a datetime, its date in the business's time zone."""
    if value in NOTHING:
        return ""
    return wording.day(timezone.localdate(value) if hasattr(value, "hour") else value)


@register.filter
def weekday(value) -> str:
    """Friday 14 March"""
    return "" if value in NOTHING else f"{value:%A} {value.day} {value:%B}"


@register.filter
def moment(value) -> str:
    """14 March 2025 07:00"""
    return "" if value in NOTHING else f"{day(value)} {timezone.localtime(value):%H:%M}"


@register.filter
def age(value) -> int:
    """Whole days since a datetime."""
    return (timezone.localdate() - timezone.localdate(value)).days


@register.filter
def standing(value) -> str:
    """How long something stands since a datetime: since today, for 1 day, for 20 days."""
    days = age(value)
    return f"for {wording.counted(days, 'day')}" if days else "since today"


@register.filter
def unbroken(text: str) -> str:
    """A title whose references are not broken at their hyphens."""
    parts = REFERENCE.split(text)
    # Every second one is a reference.
    parts[1::2] = [format_html('<span class="ref">{}</span>', part) for part in parts[1::2]]
    return format_html_join("", "{}", ((part,) for part in parts))
