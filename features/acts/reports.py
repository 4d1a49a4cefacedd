"""Reports and the arrears that are in them."""

from timeskip.explore import Act

ACTS = (
    Act("When the {report} report is asked for again", "reports", 2, {"report": ("weekly", "monthly")}),
    Act("When the arrears are recorded again", "reports payments"),
)
