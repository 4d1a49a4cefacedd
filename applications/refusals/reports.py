"""Reports."""

from common.refusals import Absent, Refusal


class ReportNotFound(Absent):
    """The report does not exist, or the user may not see it."""

    def __init__(self, report_id: int):
        super().__init__(f"There is no report with id {report_id}.")


class NotYoursToRestate(Refusal):
    """Only admins restate reports."""

    def __init__(self):
        super().__init__("Only an admin may restate a report.")


class NothingToRestate(Refusal):
    """There is no report for the period."""

    def __init__(self, first_day: str):
        super().__init__(f"There is no such report for the period that starts on {first_day}.")
