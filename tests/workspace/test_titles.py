"""Titles of pages on a narrow screen."""

import pytest

from workspace.templatetags.wording import unbroken


@pytest.mark.parametrize(
    ("title", "html"),
    [
        ("Reports", "Reports"),
        ("Omar, HL-7KQ2M9XD", 'Omar, <span class="ref">HL-7KQ2M9XD</span>'),
        ("O'Neil & Sons, HL-OMAR", 'O&#x27;Neil &amp; Sons, <span class="ref">HL-OMAR</span>'),
        ("<b>HL-</b>, SHL-OMAR", "&lt;b&gt;HL-&lt;/b&gt;, SHL-OMAR"),
    ],
)
def test_a_reference_stays_in_one_piece_and_the_rest_is_text(title, html):
    assert unbroken(title) == html
