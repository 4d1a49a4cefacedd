Feature: Each report can be printed
  Whoever was told of a report can put it on a table: the same figures, on the lender's paper, for
  the lender's own eyes.

  Background:
    Given Ada is an admin
    And Bella is a broker who works with Ben
    And it is Monday 31 March 2025 12:00

  Rule: The paper says what the report says

    Scenario: A monthly report
      Given Bella's borrowers owe these repayments
        | borrower | due           | principal | interest |
        | Omar     | 14 March 2025 | $1,000.00 | $250.00  |
      When Tuesday 1 April 2025 06:00 comes
      Then the paper of Ada's monthly report of 1 March 2025 says
        """
        Monthly compliance, March 2025
        The whole book, as recorded by 1 April 2025
        Collection rate
        $1,250.00
        Balance: the principal still owed.
        """

    Scenario: A BDM's weekly report
      Given Bella's applications have this past
        | borrower | amount      | stage   | at                          |
        | Omar     | $200,000.25 | Inquiry | Tuesday 1 April 2025 09:00  |
      When Monday 7 April 2025 06:30 comes
      Then the paper of Ben's weekly report of 31 March 2025 says
        """
        Weekly pipeline, 31 March 2025 to 6 April 2025
        Applications of Ben, as recorded by 7 April 2025
        Time in stage
        $200,000.25
        """

    Scenario: A restatement says that it is one
      Given Bella's borrowers owe these repayments
        | borrower | due           | principal | interest |
        | Omar     | 14 March 2025 | $1,000.00 | $250.00  |
      And it was reported until Tuesday 1 April 2025 06:00
      And Omar's payment of $1,250.00 with value date 14 March 2025 has arrived
      When Ada restates the monthly report of 1 March 2025
      Then the paper of Ada's monthly report of 1 March 2025 says
        """
        Monthly compliance, March 2025 (restated, version 2)
        """

  Rule: The same report gives the same paper, once

    Background:
      Given Omar has applied for $250,000.00 through Bella
      And it was reported until Tuesday 1 April 2025 06:00

    Scenario: A worker died before the file was stored
      Given the paper of Ada's monthly report of 1 March 2025 had not been stored when the worker died
      And it is Monday 14 April 2025 12:00
      When the monthly report is asked for again
      Then the paper of Ada's monthly report of 1 March 2025 says
        """
        Monthly compliance, March 2025
        """
      And the paper of Ada's monthly report of 1 March 2025 is the same as ever, to the byte

    Scenario: It comes by itself within four hours
      Given the paper of Ada's monthly report of 1 March 2025 had not been stored when the worker died
      When Tuesday 1 April 2025 08:40 comes
      Then the paper of Ada's monthly report of 1 March 2025 is the same as ever, to the byte
      When the "reports' documents left behind" are asked for once more
      Then the "reports' documents left behind" report "0 due"

    Scenario: Nobody is told again because of that
      Given Ada was told "The report “Monthly compliance, March 2025” is ready."
      And the paper of Ada's monthly report of 1 March 2025 had not been stored when the worker died
      And it is Monday 14 April 2025 12:00
      When the monthly report is asked for again
      Then Ada is told nothing more

    Scenario: Asked for twice
      When the requests for papers are delivered again, and one for a report that does not exist
      Then the paper of Ada's monthly report of 1 March 2025 is the same as ever, to the byte
      And the background work fails: "There is no report with id 0."

  Rule: Borrowers and brokers hear nothing of it

    Scenario: A report on Omar's loan
      Given Bella's borrowers owe these repayments
        | borrower | due           | principal | interest |
        | Omar     | 31 March 2025 | $1,000.00 | $250.00  |
      When Tuesday 1 April 2025 06:00 comes
      Then Omar is told nothing
      And Omar receives no e-mail
      And Bella is told nothing
