"""The web pages: pipeline, inbox, reports, payments, operations and account."""
