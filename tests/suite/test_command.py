"""`python manage.py behave` takes behave's and behave-django's own options, and one more."""

import re

import pytest

from tests.suite.behave_run import ROOT, BehaveRun, run_behave

BELL = "features/07_live_updates/the_bell.feature"
AWAY = "features/07_live_updates/missed_while_away.feature"


def order_of(output: str) -> list[str]:
    """Scenarios in the order in which they ran, from the progress output."""
    return re.findall(r"^ {2,4}(\S.*?)  [._]+$", output, re.MULTILINE)


def test_a_path_with_a_line_and_no_flag(tmp_path):
    run = run_behave(f"{BELL}:16", junit=tmp_path)
    assert "USING RUNNER" not in run.output
    assert "1 scenario passed, 0 failed" in run.output
    assert run.exit_code == 0


def test_a_list_of_what_is_to_be_run_again(tmp_path):
    places = tmp_path / "rerun.txt"
    places.write_text(f"# Scenarios that did not pass.\n{ROOT / BELL}:16\n")
    run = run_behave(f"@{places}", junit=tmp_path)
    assert "1 scenario passed, 0 failed" in run.output


def test_a_list_of_nothing(tmp_path):
    places = tmp_path / "rerun.txt"
    places.write_text("# Scenarios that did not pass.\n\n")
    run = run_behave(f"@{places}", junit=tmp_path)
    assert (run.exit_code, run.output) == (0, "Nothing is listed there, so there is nothing to run.\n")


def test_a_name(tmp_path):
    run = run_behave(BELL, "--name", "A move appears", junit=tmp_path)
    assert "2 scenarios passed" in run.output


@pytest.mark.parametrize(
    ("option", "answer"),
    [
        ("door=pages", "-D door= takes one of service, page, api, not “pages”."),
        ("sweeps=some", "-D sweeps= takes one of all, needed, not “some”."),
    ],
)
def test_an_option_of_the_suite_with_another_value(tmp_path, option, answer):
    run = run_behave(f"{BELL}:16", "-D", option, junit=tmp_path)
    assert run.exit_code == 1
    assert answer in run.output


def test_a_tag_that_nothing_has(tmp_path):
    run = run_behave(BELL, "--tags", "@nothing", junit=tmp_path)
    assert run.exit_code == 1
    assert "There is nothing to run: no scenario has the tags “nothing”." in run.output


def test_options_of_behave_django(tmp_path):
    run = run_behave(f"{BELL}:16", "--simple", "--keepdb", "--noinput", "--failfast", junit=tmp_path)
    assert run.exit_code == 0
    assert "1 scenario passed" in run.output


def test_another_runner_can_be_asked_for(tmp_path):
    run = run_behave(f"{BELL}:16", "--runner", "behave_django.runner:SimpleTestRunner", junit=tmp_path)
    # Without this project's settings the CRM's e-mail goes to Django's own test outbox.
    assert "1 scenario passed" in run.output


@pytest.fixture(scope="module")
def written(tmp_path_factory) -> BehaveRun:
    """A dry run in the order in which the scenarios are written."""
    return run_behave(AWAY, "--dry-run", junit=tmp_path_factory.mktemp("written"))


def test_a_dry_run_needs_no_database(written):
    assert written.exit_code == 0
    assert "Creating test database" not in written.errors


def test_an_existing_database_is_left_as_it_was(tmp_path, db_file):
    run = run_behave(f"{BELL}:23", "--use-existing-database", junit=tmp_path, env=db_file.env)
    assert "1 scenario passed" in run.output
    assert "Creating test database" not in run.errors
    assert db_file.count("users_user") == 0


def test_a_seed_repeats_its_order_and_differs_from_others(tmp_path, written):
    first, again, other = (
        order_of(run_behave(AWAY, "--dry-run", *arguments, junit=tmp_path).output)
        for arguments in (["--shuffle", "7"], ["--shuffle=7"], ["--shuffle=8"])
    )
    assert first == again
    assert len(first) == 8
    assert sorted(first) == sorted(other) == sorted(order_of(written.output))
    assert order_of(written.output) != first != other != order_of(written.output)


def test_a_random_seed_is_printed(tmp_path):
    run = run_behave(f"{BELL}:16", "--dry-run", "--shuffle", "random", junit=tmp_path)
    assert re.search(r"Shuffled with seed \d+: --shuffle \d+ repeats this order", run.output)


def test_a_seed_that_is_no_number_is_refused(tmp_path):
    run = run_behave(BELL, "--shuffle", "often", junit=tmp_path)
    assert run.exit_code != 0
    assert "--shuffle takes a whole number or 'random', not 'often'." in run.errors
