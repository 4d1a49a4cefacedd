"""Calls one function, `module:function`, with the command line's arguments, and prints what it returns."""

import importlib
import json
import sys

import django

if __name__ == "__main__":
    django.setup()
    module, _, function = sys.argv[1].partition(":")
    print(json.dumps(getattr(importlib.import_module(module), function)(*sys.argv[2:])))
