"""The timeline of a scenario shows what happened, and tasks that found nothing to do as one line."""

from playwright.sync_api import expect

ADDRESS = "1-moves/moves/everybody-hears-of-it"


def test_idle_tasks_are_one_line_that_opens(visit, office_page):
    page = visit(office_page, ADDRESS)
    scenario = page.locator(f"[id='{ADDRESS}']")
    scenario.get_by_text("Timeline", exact=True).click()
    timeline = scenario.locator(".timeline")
    expect(timeline.locator("[data-kind=task]")).to_have_count(1)
    idle = timeline.locator(".idle")
    expect(idle.locator("summary")).to_have_text("13 runs of scheduled tasks found nothing to do")
    expect(idle.get_by_text("12 times")).to_be_hidden()
    idle.locator("summary").click()
    expect(idle.locator("li")).to_have_text(
        [
            "Monday 3 March 2025, 09:00 sweep: due 0, 12 times",
            "Monday 3 March 2025, 09:00 sweep: due 0",
        ]
    )
