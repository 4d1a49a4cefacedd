"""The page by keyboard."""

import pytest
from playwright.sync_api import Page, expect

FOCUSED = "document.activeElement.closest('article.scenario')?.id"


@pytest.fixture
def page(visit, office_page) -> Page:
    return visit(office_page)


def test_slash_looks_for_words_and_esc_leaves(page):
    page.keyboard.press("/")
    expect(page.locator("#query")).to_be_focused()
    page.keyboard.type("j/k?e")
    assert page.locator("#query").input_value() == "j/k?e"
    page.keyboard.press("Escape")
    assert page.locator("#query").input_value() == ""
    expect(page.locator("#query")).not_to_be_focused()


def test_j_and_k_walk_through_the_scenarios(page):
    walked = []
    for key in "jjjkk":
        page.keyboard.press(key)
        walked.append(page.evaluate(FOCUSED).rpartition("/")[2])
    assert walked == [
        "a-letter-goes-out",
        "a-paper-is-drawn",
        "everybody-hears-of-it",
        "a-paper-is-drawn",
        "a-letter-goes-out",
    ]


def test_j_and_k_pass_over_what_is_filtered(page):
    page.locator(".chip.not-built").click()
    page.locator(".chip.not-built").blur()
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate(FOCUSED) == "2-later/later/nobody-has-built-this"


def test_enter_opens_and_closes(page):
    page.keyboard.press("j")
    details = page.locator("[id='1-moves/moves/a-letter-goes-out'] > details")
    page.keyboard.press("Enter")
    expect(details).to_have_attribute("open", "")
    page.keyboard.press("Enter")
    expect(details).not_to_have_attribute("open", "")


def test_e_opens_and_closes_a_feature(page):
    page.keyboard.press("j")
    opened = page.locator("[id='1-moves/moves'] article.scenario > details[open]")
    page.keyboard.press("e")
    expect(opened).to_have_count(6)
    page.keyboard.press("e")
    expect(opened).to_have_count(0)


def test_question_mark_says_what_keys_there_are(page):
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#keys")).to_be_hidden()


def test_tab_leads_through_the_page(page):
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    expect(page.locator(".skip")).to_be_in_viewport()


def test_keys_of_the_browser_are_left_to_it(page):
    page.keyboard.press("Control+k")
    page.keyboard.press("Alt+j")
    assert page.evaluate(FOCUSED) is None
