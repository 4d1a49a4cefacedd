"""Broken since, flaky and the plots, as their reader sees them."""

import pytest
from playwright.sync_api import expect

BROKE = "1-moves/moves/it-stays-where-it-is"


def test_the_front_page_says_since_when_and_what_is_flaky(visit, office_page):
    page = visit(office_page)
    broken = page.locator(".troubled.broken li", has_text="It stays where it is")
    expect(broken).to_contain_text("Broken for the first time in this run. It last passed on ")
    expect(page.locator(".troubled.flaky li", has_text="It stays")).to_contain_text(
        "At commit f00 it passed once and broke once."
    )
    expect(page.locator(".lasted .plot")).to_be_visible()
    page.locator(".lasted summary").click()
    expect(page.locator(".lasted tbody tr")).to_have_count(2)


@pytest.mark.parametrize("width", [1280, 390])
def test_a_scenario_has_its_plot(visit, office_page, width):
    page = visit(office_page, BROKE, width=width)
    plot = page.locator(f"[id='{BROKE}'] .plot")
    expect(plot).to_be_visible()
    expect(plot.locator("title")).to_contain_text("The last 2 runs: 1 passed, 1 broken; ")
    expect(plot.locator("path.broken")).to_have_count(1)
    failure = page.locator(f"[id='{BROKE}'] .failure")
    assert failure.bounding_box()["y"] < plot.bounding_box()["y"]
    expect(page.locator(f"[id='{BROKE}'] summary .tag")).to_have_text("flaky")


def test_without_scripts_the_plots_are_there(visit, office_page):
    page = visit(office_page, java_script_enabled=False)
    expect(page.locator(".lasted .plot")).to_be_visible()
