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
      And Ada opens the reports
      And Ada follows "Weekly pipeline, 24 March 2025"
      Then Ada reads "Weekly pipeline, 24 March 2025 to 30 March 2025" on the page
      And Ada reads under "Applications by stage"
        """
        Inquiry 0 1 0 1
        """

    Scenario: A BDM sees only the BDM's own report
      When Monday 31 March 2025 07:00 comes
      And Ben opens the reports
      Then Ben reads "Ben" on the page
      And Ben does not read "the whole book" on the page
