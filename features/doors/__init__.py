"""Doors: how people act and see.

`-D door=page` tells the same stories through pages, `-D door=api` through the API; otherwise they go
through the services. docs/doors.md lists what a door leaves out.
"""
