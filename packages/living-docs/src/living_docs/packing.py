"""Evidence packed for the page's script: each content once, the scenarios feature by feature."""

import base64
import gzip
import json
from collections.abc import Iterator
from typing import Any

from living_docs.contents import Contents
from living_docs.gallery import Mask, gallery, names_in
from living_docs.model import Feature, Run, Scenario, Status, StepRun
from living_docs.wording import words_of


class Packed:
    """The evidence of a run, which the page unpacks on demand, and its gallery."""

    def __init__(self, run: Run) -> None:
        self._contents = Contents()
        shown = []
        self._features = {}
        for feature in run.features:
            self._features[f"feature-{feature.number}"] = self._feature(feature, shown)
        self.pieces = gallery(shown, self._contents.items, Mask(names_in(entry for _, _, entry, _ in shown)))

    def parts(self) -> Iterator[tuple[str, Any]]:
        """The parts that the page's script unpacks, by name."""
        yield "contents", self._contents.items
        yield "strips", self._contents.pictures.strips
        yield from self._features.items()

    def _feature(self, feature: Feature, shown: list) -> dict[str, Any]:
        return {
            case.id: [self._step(step, scenario, shown) for step in case.steps if _is_told(step)]
            for scenario in feature.scenarios
            for case in scenario.cases
        }

    def _step(self, step: StepRun, scenario: Scenario, shown: list) -> dict[str, Any]:
        entries = []
        for entry in step.entries:
            number = self._contents.number_of(entry)
            shown.append((scenario.id, scenario.name, entry, number))
            data = {key: value for key, value in entry.data.items() if key != "tables"}
            packed = {**data, "at": entry.at, "kind": entry.kind, "caption": words_of(entry)}
            entries.append(packed if number is None else {**packed, "content": number})
        told = {"keyword": step.keyword, "text": step.text, "status": step.status, "entries": entries}
        if step.hook:
            told["hook"] = step.hook
        if step.in_background:
            told["background"] = True
        if step.table:
            told["table"] = step.table
        if step.doc_string is not None:
            told["doc_string"] = step.doc_string
        return told


def _is_told(step: StepRun) -> bool:
    return not step.hook or bool(step.entries) or step.status is not Status.PASSED


def pack(data: Any) -> str:
    """Data as the page's script unpacks it: JSON, gzip, base64."""
    text = json.dumps(data, separators=(",", ":"), ensure_ascii=False)
    # Without the time, so that the same messages make the same page.
    return base64.b64encode(gzip.compress(text.encode(), 9, mtime=0)).decode()
