"""Of what form each message is, as far as the page reads it; what it does not read may be anything."""

from collections.abc import Iterator
from typing import Any

TEXT, NUMBER, FLAG = (str,), (int, float), (bool,)
WORDS = {TEXT: "text", NUMBER: "a number", FLAG: "true or false", dict: "an object", list: "a list"}

# A name that ends with a question mark may be missing. A list with dots is not empty.
MOMENT = {"seconds": NUMBER, "nanos": NUMBER}
LOCATION = {"line": NUMBER}
CELLS = {"cells": [{"value": TEXT}]}
DOC_STRING = {"content": TEXT}
DATA_TABLE = {"rows": [CELLS]}
TAGS = [{"name": TEXT}]
STEP = {"id": TEXT, "keyword": TEXT, "text": TEXT, "dataTable?": DATA_TABLE, "docString?": DOC_STRING}
ROW = {"id": TEXT, "location": LOCATION, **CELLS}
EXAMPLES = {"name": TEXT, "description": TEXT, "tableHeader?": CELLS, "tableBody": [ROW]}
WRITTEN = {"name": TEXT, "description": TEXT, "tags": TAGS}
SCENARIO = {
    "id": TEXT,
    "location": LOCATION,
    "keyword": TEXT,
    **WRITTEN,
    "steps": [STEP],
    "examples": [EXAMPLES],
}
CHILD = {"background?": {"steps": [STEP]}, "scenario?": SCENARIO}
RULE = {**WRITTEN, "children": [CHILD]}
FEATURE = {**WRITTEN, "children": [{**CHILD, "rule?": RULE}]}
ARGUMENT = {"dataTable?": DATA_TABLE, "docString?": DOC_STRING}
ERROR = {"type?": TEXT, "message?": TEXT, "stackTrace?": TEXT}
RESULT = {"status": TEXT, "duration?": MOMENT, "message?": TEXT, "exception?": ERROR}
GIT = {"revision?": TEXT, "remote?": TEXT, "branch?": TEXT}
ATTACHMENT = {"testCaseStartedId?": TEXT, "testStepId?": TEXT}
FORMS = {
    "meta": {"ci?": {"name?": TEXT, "url?": TEXT, "buildNumber?": TEXT, "git?": GIT}},
    "gherkinDocument": {"uri": TEXT, "feature?": FEATURE},
    "parseError": {"source": {"uri?": TEXT}, "message?": TEXT},
    "pickle": {
        "id": TEXT,
        "uri": TEXT,
        "name": TEXT,
        "astNodeIds": [TEXT, ...],
        "steps": [{"id": TEXT, "text": TEXT, "astNodeIds": [TEXT, ...], "argument?": ARGUMENT}],
    },
    "stepDefinition": {
        "id": TEXT,
        "pattern": {"source": TEXT},
        "sourceReference": {"uri?": TEXT, "location?": LOCATION},
    },
    "hook": {"id": TEXT, "name?": TEXT},
    "testCase": {
        "id": TEXT,
        "pickleId": TEXT,
        "testSteps": [{"id": TEXT, "pickleStepId?": TEXT, "hookId?": TEXT, "stepDefinitionIds?": [TEXT]}],
    },
    "testCaseStarted": {"id": TEXT, "testCaseId": TEXT, "timestamp": MOMENT},
    "testCaseFinished": {"testCaseStartedId": TEXT, "timestamp": MOMENT},
    "testStepFinished": {"testCaseStartedId": TEXT, "testStepId": TEXT, "testStepResult": RESULT},
    "attachment": ATTACHMENT,
    "externalAttachment": ATTACHMENT,
    "testRunStarted": {"id?": TEXT, "timestamp": MOMENT},
    "testRunFinished": {"timestamp": MOMENT, "success?": FLAG, "message?": TEXT},
    "testRunHookStarted": {"id": TEXT, "hookId": TEXT},
    "testRunHookFinished": {"testRunHookStartedId": TEXT, "result": RESULT},
}


def what_is_wrong(kind: str, message: Any) -> str:
    """Return what is wrong, as “pickle.steps[0].text is not text”; an empty text if nothing is."""
    return next(_wrong(message, FORMS[kind], kind), "") if kind in FORMS else ""


def _wrong(value: Any, form: Any, place: str) -> Iterator[str]:
    if isinstance(form, tuple):
        # A bool is an int in Python.
        if not isinstance(value, form) or (isinstance(value, bool) and form is not FLAG):
            yield f"{place} is not {WORDS[form]}"
    elif not isinstance(value, type(form)):
        yield f"{place} is not {WORDS[type(form)]}"
    elif isinstance(form, list):
        if ... in form and not value:
            yield f"{place} is empty"
        for number, one in enumerate(value):
            yield from _wrong(one, form[0], f"{place}[{number}]")
    else:
        for name, of_name in form.items():
            found = value.get(name.removesuffix("?"))
            if found is not None:
                yield from _wrong(found, of_name, f"{place}.{name.removesuffix('?')}")
            elif not name.endswith("?"):
                yield f"{place}.{name} is missing"
