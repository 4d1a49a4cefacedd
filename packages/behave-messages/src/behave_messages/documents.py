"""Feature files in the standard's terms: sources, Gherkin documents, pickles."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import cucumber_messages as messages
from behave.model import Feature, Scenario, Step
from gherkin.ast_builder import AstBuilder
from gherkin.errors import CompositeParserException, ParserError
from gherkin.parser import Parser
from gherkin.pickles.compiler import Compiler
from gherkin.stream.id_generator import IdGenerator
from gherkin.token_matcher import TokenMatcher

from behave_messages.arguments import arguments_of, lines_of_behave, put_arguments
from behave_messages.paths import absolute
from behave_messages.stream import MessageStream

GHERKIN = messages.SourceMediaType.text_x_cucumber_gherkin_plain


@dataclass
class FeatureFile:
    """What is known of a feature file: the pickle at each line, and the line of each node by its id.

    behave counts lines differently; `lines_of_behave` has the standard's line of each of behave's.
    """

    uri: str
    pickles: dict[int, dict[str, Any]] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    lines_of_behave: Sequence[int] = ()

    def line_of(self, line: int) -> int:
        """The standard's line of a line as behave counts."""
        return self.lines_of_behave[line - 1]


class Documents:
    """Sends each feature file once, and knows the pickle of each of behave's scenarios.

    behave and the standard's parser each read the file; scenarios are matched by their line.
    """

    def __init__(self, stream: MessageStream, ids: IdGenerator, language: str) -> None:
        self._stream = stream
        self._ids = ids
        self._language = language
        self._files: dict[str, FeatureFile] = {}
        # By file, the messages of files that nothing has been sent of yet.
        self._prepared: dict[str, str] = {}

    def prepare(self, feature: Feature) -> FeatureFile:
        """Read a feature file, and send its messages with the first of its scenarios."""
        with self._stream.collected() as text:
            self.send(feature)
        self._prepared[feature.filename] = text.getvalue()
        return self._files[feature.filename]

    def know(self, file: FeatureFile) -> None:
        """Take what another process has read, and send nothing of it."""
        self._files[file.uri] = file

    def send_prepared(self, uri: str) -> None:
        """Send the messages of a file that was prepared, once."""
        if uri in self._prepared:
            self._stream.write(self._prepared.pop(uri))

    def leave_prepared(self) -> None:
        """Leave what was prepared to the process that writes the whole."""
        self._prepared.clear()

    def send(self, feature: Feature) -> None:
        """Send the source of a feature file, and its document and pickles or the errors in it."""
        uri = feature.filename
        if uri in self._files:
            return
        file = self._files[uri] = FeatureFile(uri)
        text = Path(absolute(uri)).read_text(encoding="utf-8-sig")
        self._stream.send(source=messages.Source(data=text, media_type=GHERKIN, uri=uri))
        try:
            parsed = Parser(AstBuilder(self._ids)).parse(text, TokenMatcher(self._language))
        except (CompositeParserException, ParserError) as error:
            self._send_errors(uri, error)
            return
        document = {**parsed, "uri": uri}
        file.lines_of_behave = lines_of_behave(feature, text)
        arguments = arguments_of(feature)
        put_arguments(document, {file.line_of(line): one for line, one in arguments.items()})
        file.lines = lines_of(document)
        self._stream.send_as_it_is({"gherkinDocument": without_nothing(document)})
        for pickle in Compiler(self._ids).compile(document):
            file.pickles[pickle["location"]["line"]] = pickle
            self._stream.send_as_it_is({"pickle": without_nothing(pickle)})

    def pickle_of(self, scenario: Scenario) -> dict[str, Any] | None:
        """The pickle of a scenario or of an example row; None if there is none."""
        file = self._files.get(scenario.filename)
        return file.pickles.get(file.line_of(scenario.line)) if file and file.pickles else None

    def pickle_step_of(self, step: Step, pickle: dict[str, Any]) -> str | None:
        """The id of a step in its pickle.

        None for a background's step before a scenario without steps: behave runs it, but the pickle is empty.
        """
        file = self._files[step.filename]
        line = file.line_of(step.line)
        found = (one for one in pickle["steps"] if file.lines[one["astNodeIds"][0]] == line)
        return next((one["id"] for one in found), None)

    def _send_errors(self, uri: str, error: Exception) -> None:
        for one in getattr(error, "errors", [error]):
            location = getattr(one, "location", None)
            source = messages.SourceReference(
                uri=uri, location=messages.Location(**location) if location else None
            )
            self._stream.send(parse_error=messages.ParseError(message=str(one), source=source))


def lines_of(node: Any) -> dict[str, int]:
    """The line of each node of a document that has an id."""
    if isinstance(node, list):
        return {key: line for one in node for key, line in lines_of(one).items()}
    if not isinstance(node, dict):
        return {}
    own = {node["id"]: node["location"]["line"]} if "id" in node else {}
    return own | lines_of(list(node.values()))


def without_nothing(value: Any) -> Any:
    """The value without fields that are None, which the standard leaves out."""
    if isinstance(value, dict):
        return {key: without_nothing(inner) for key, inner in value.items() if inner is not None}
    if isinstance(value, list):
        return [without_nothing(inner) for inner in value]
    return value
