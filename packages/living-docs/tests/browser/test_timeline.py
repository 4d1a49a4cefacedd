"""The timeline of a scenario shows what happened, and faintly which tasks found nothing to do."""

from playwright.sync_api import expect

ADDRESS = "1-moves/moves/everybody-hears-of-it"


def test_idle_tasks_are_one_faint_line(visit, office_page):
    page = visit(office_page, ADDRESS)
    scenario = page.locator(f"[id='{ADDRESS}']")
    scenario.get_by_text("Timeline", exact=True).click()
    timeline = scenario.locator(".timeline")
    expect(timeline.locator("[data-kind=task]")).to_have_count(1)
    idle = timeline.locator("[data-kind=idle]")
    expect(idle).to_have_text("09:00idlefound nothing to do: sweep (13 times)")
    expect(idle).to_have_css("font-style", "italic")
