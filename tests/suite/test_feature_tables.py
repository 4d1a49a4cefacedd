"""The tables of the feature files are aligned, so that people can read them."""

from pathlib import Path

import pytest

from tests.feature_tables import FEATURES, aligned, files


@pytest.mark.parametrize("file", files(), ids=lambda file: str(file.relative_to(FEATURES)))
def test_every_table_of_the_features_is_aligned(file: Path):
    text = file.read_text(encoding="utf-8")
    ragged = [
        number
        for number, (line, should) in enumerate(
            zip(text.splitlines(), aligned(text).splitlines(), strict=True), 1
        )
        if line != should
    ]
    assert not ragged, f"python -m tests.feature_tables aligns lines {ragged} of {file}"


def test_a_column_is_as_wide_as_its_widest_cell():
    ragged = "  | who | why |\n  | Ada Lovelace | 例え |\n  | a \\| b | é |\n"
    assert aligned(ragged) == (
        "  | who          | why  |\n  | Ada Lovelace | 例え |\n  | a \\| b       | é    |\n"
    )


def test_a_combining_accent_takes_no_column():
    assert aligned("| e\u0301 |\n| ab |\n") == "| e\u0301  |\n| ab |\n"


def test_bars_in_a_text_are_left_alone():
    text = '"""\n| a |\n| bcd |\n"""\n'
    assert aligned(text) == text


def test_a_row_keeps_its_cells_where_one_is_missing():
    assert aligned("| a | b |\n| ccc |\n") == "| a   | b |\n| ccc |\n"
