Feature: Each report can be printed as a PDF
  Everybody who is notified of a report can print it: the same figures, on the lender's letterhead, for the
  lender's own use.

  Background:
    Given Ada is an admin
    And Bella is a broker who works with Ben
    And it is Monday 31 March 2025 12:00

  Rule: The PDF shows what the report shows

    Scenario: The PDF of a monthly report shows its figures
      Given Bella's borrowers owe these repayments
        | borrower | due           | principal | interest |
        | Omar     | 14 March 2025 | $1,000.00 | $250.00  |
      When Tuesday 1 April 2025 06:00 comes
      Then the PDF of Ada's monthly report of 1 March 2025 says
        """
        Monthly compliance, March 2025
        The whole book, as recorded by 1 April 2025
        Collection rate
        $1,250.00
        Balance: the principal still owed.
        """

    Scenario: The PDF of a BDM's weekly report names the BDM
      Given Bella's applications have this past
        | borrower | amount      | stage   | at                         |
        | Omar     | $200,000.25 | Inquiry | Tuesday 1 April 2025 09:00 |
      When Monday 7 April 2025 06:30 comes
      Then the PDF of Ben's weekly report of 31 March 2025 says
        """
        Weekly pipeline, 31 March 2025 to 6 April 2025
        Applications of Ben, as recorded by 7 April 2025
        Time in stage
        $200,000.25
        """

    Scenario: The PDF of a restatement is marked as restated
      Given Bella's borrowers owe these repayments
        | borrower | due           | principal | interest |
        | Omar     | 14 March 2025 | $1,000.00 | $250.00  |
      And Tuesday 1 April 2025 06:00 has come
      And Omar's payment of $1,250.00 with value date 14 March 2025 has arrived
      When Ada restates the monthly report of 1 March 2025
      Then the PDF of Ada's monthly report of 1 March 2025 says
        """
        Monthly compliance, March 2025 (restated, version 2)
        """

  Rule: A report has one PDF, the same to the byte

    Background:
      Given Omar has applied for $250,000.00 through Bella
      And Tuesday 1 April 2025 06:00 has come

    Scenario: A PDF lost with its worker is made again, the same to the byte
      Given the PDF of Ada's monthly report of 1 March 2025 had not been stored when the worker died
      And it is Monday 14 April 2025 12:00
      When the monthly report is asked for again
      Then the PDF of Ada's monthly report of 1 March 2025 says
        """
        Monthly compliance, March 2025
        """
      And the PDF of Ada's monthly report of 1 March 2025 is identical every time

    Scenario: A lost PDF is made again within four hours
      Given the PDF of Ada's monthly report of 1 March 2025 had not been stored when the worker died
      When Tuesday 1 April 2025 08:40 comes
      Then the PDF of Ada's monthly report of 1 March 2025 is identical every time

    Scenario: A lost PDF that was made again is not due any more
      Given the PDF of Ada's monthly report of 1 March 2025 had not been stored when the worker died
      And Tuesday 1 April 2025 08:40 has come
      When the "reports' documents left behind" are queued again
      Then the "reports' documents left behind" report "0 due"

    Scenario: Nobody is notified again if a lost PDF is made again
      Given Ada was told "The report “Monthly compliance, March 2025” is ready."
      And the PDF of Ada's monthly report of 1 March 2025 had not been stored when the worker died
      And it is Monday 14 April 2025 12:00
      When the monthly report is asked for again
      Then Ada is told nothing more

    Scenario: A request that is delivered twice does not change the PDF
      When the tasks that make PDFs are delivered again, and one for a report that does not exist
      Then the PDF of Ada's monthly report of 1 March 2025 is identical every time
      And the background task fails: "There is no report with id 0."

  Rule: Borrowers and brokers are not notified of a report

    Scenario: A report that covers Omar's loan notifies neither Omar nor Bella
      Given Bella's borrowers owe these repayments
        | borrower | due           | principal | interest |
        | Omar     | 31 March 2025 | $1,000.00 | $250.00  |
      When Tuesday 1 April 2025 06:00 comes
      Then Omar is told nothing
      And Omar receives no e-mail
      And Bella is told nothing
