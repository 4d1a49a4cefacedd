"""Frames that a client may send, and what the protocol lets the server answer."""

import json

from hypothesis import strategies as st

# The protocol, restated: the type of an answer to a request, and what else is in it.
ANSWERS = {
    "error": {"code", "detail"},
    "unread_count": {"count"},
    "notification": {"notification"},
    "replayed": {"sequence", "more"},
}
CODES = {"binary", "too_large", "malformed", "unknown_type", "bad_field", "not_found"}
NAMES = ["get_unread_count", "mark_read", "mark_all_read", "since"]

numbers = st.one_of(
    st.integers(-(2**70), 2**70),
    st.integers(-1, 12),
    st.floats(),
    st.booleans(),
    st.none(),
    st.text(max_size=5),
    st.lists(st.integers(), max_size=2),
    st.dictionaries(st.text(max_size=2), st.integers(), max_size=1),
)
near_requests = st.fixed_dictionaries(
    {"type": st.one_of(st.sampled_from(NAMES), st.text(max_size=12), numbers)},
    optional={"id": numbers, "sequence": numbers, "user": numbers, "group": st.text(max_size=5)},
).map(json.dumps)
values = st.recursive(
    numbers | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=6
)
frames = st.one_of(
    near_requests,
    near_requests.flatmap(lambda text: st.integers(0, len(text)).map(lambda end: text[:end])),
    values.map(json.dumps),
    st.text(),
    st.binary(max_size=50),
    st.integers(1, 20_000).map(lambda depth: "[" * depth),
    st.integers(16_000, 70_000).map(lambda length: "x" * length),
    st.just('{"type": "mark_read", "type": "since", "id": 1, "sequence": 0}'),
)


def expect_protocol(answers: list[dict]) -> None:
    """AssertionError where one of the answers is none of the protocol's."""
    for answer in answers:
        assert answer.keys() - {"type"} == ANSWERS[answer["type"]]
        assert "Bella" not in json.dumps(answer)
        if answer["type"] == "error":
            assert answer["code"] in CODES
            assert answer["detail"]
    assert len([one for one in answers if one["type"] == "error"]) in (0, len(answers))
