Feature: Reports can be read on a page
  The page shows the figures that were e-mailed, and earlier reports stay.

  Background:
    Given it is Sunday 30 March 2025 12:00
    And Ada is an admin
    And Bella is a broker who works with Ben
    And Omar has applied for $250,000.00 through Bella

  Rule: People find the reports they were notified of

    Scenario: An admin reads the weekly pipeline of all applications
      When Monday 31 March 2025 07:00 comes
      And Ada opens the weekly report of 24 March 2025
      Then Ada reads "Weekly pipeline, 24 March 2025 to 30 March 2025" on the page
      And Ada reads "Inquiry 0 1 0 1" on the page

    Scenario: A BDM sees only the BDM's own report
      When Monday 31 March 2025 07:00 comes
      And Ben opens the reports
      Then Ben reads "Ben" on the page
      And Ben does not read "the whole book" on the page

  Rule: The reports begin with the arrears of today

    Scenario Outline: <who> reads what is overdue on the loans that <who> sees
      Given Cora is a broker who works with Carl
      And Bella's borrowers owe these repayments
        | borrower | due              | principal | interest |
        | Nora     | 28 February 2025 | $1,000.00 | $250.00  |
        | Nora     | 28 March 2025    | $1,000.00 | $240.00  |
        | Nora     | 28 April 2025    | $1,000.00 | $230.00  |
      When <who> opens the reports
      Then <who> reads in the arrears
        """
        <arrears>
        """

      Examples:
        | who  | arrears                                |
        | Ada  | Overdue now $2,490.00 Loans past due 1 |
        | Ben  | Overdue now $2,490.00 Loans past due 1 |
        | Carl | Overdue now $0.00 Loans past due 0     |

    Scenario: A chart shows the arrears of the last months
      Given Bella's borrowers owe these repayments
        | borrower | due           | principal | interest |
        | Nora     | 31 March 2025 | $1,000.00 | $250.00  |
      And Monday 31 March 2025 01:00 has come
      And Tuesday 1 April 2025 01:00 has come
      And Tuesday 15 April 2025 01:00 has come
      When Ada opens the reports
      Then Ada reads in the arrears
        """
        Overdue, every two weeks
        """

  Rule: A report is compared with the one before

    Scenario: A report says what has changed since the week before
      Given Monday 31 March 2025 07:00 has come
      And Nora has applied for $300,000.00 through Bella
      And Haddad has applied for $400,000.00 through Bella
      When Monday 7 April 2025 07:00 comes
      And Ada opens the weekly report of 31 March 2025
      Then Ada reads "Applications created 2 +1 (better)" on the page
      And Ada reads "Changes are against 24 March 2025 to 30 March 2025" on the page

    Scenario: The first report has nothing to be compared with
      When Monday 31 March 2025 07:00 comes
      And Ada opens the weekly report of 24 March 2025
      Then Ada reads "There is no earlier report to compare this with." on the page

  Rule: The list of reports can be narrowed down

    Scenario: Only the reports of one kind are listed
      Given Tuesday 1 April 2025 07:00 has come
      When Ada narrows the reports to the kind "Monthly compliance"
      Then Ada reads "Monthly compliance, 1 March 2025 to 31 March 2025" on the page
      And Ada does not read "Weekly pipeline, " on the page

    Scenario: Only the reports of one BDM are listed
      Given Tuesday 1 April 2025 07:00 has come
      When Ada narrows the reports to the BDM "Ben"
      Then Ada reads "Monthly compliance, 1 March 2025 to 31 March 2025 Ben" on the page
      And Ada does not read "to 31 March 2025 the whole book" on the page

  Rule: A restated report is marked in the list

    Scenario: A restated report is listed as a new version
      Given Monday 31 March 2025 07:00 has come
      And Bella's applications have this past
        | borrower | amount      | stage   | at                          |
        | Nora     | $300,000.00 | Inquiry | Tuesday 25 March 2025 10:00 |
      And Ada has restated the weekly report of 24 March 2025
      When Ada opens the reports
      Then Ada reads "24 March 2025 to 30 March 2025 restated, version 2" on the page
