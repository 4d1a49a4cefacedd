Feature: Hardship pauses are granted on the page of a loan
  Staff see at a glance whether a loan is being reminded, and why not. The borrower sees the days, and nobody
  but staff the reason.

  Background:
    Given today is Friday 14 March 2025
    And Bella is a broker who works with Ben
    And Omar has applied for $250,000.00 through Bella
    And Omar's application is at "Settlement"
    And Omar's funding date is 14 March 2025
    And Ben has moved Omar's application to "Funded"

  Rule: A pause is granted, ended and removed on pages

    Scenario: A BDM grants a pause
      Given Ben has opened the page of Omar's application
      And Ben has followed "Add a hardship pause"
      When Ben presses "Add the pause"
        | field  | value      |
        | From   | 2025-03-15 |
        | To     | 2025-04-30 |
        | Reason | Lost a job |
      Then Ben reads "No reminders from 15 March 2025 to 30 April 2025." on the page
      And Ben reads under "Hardship pauses"
        """
        15 March 2025 to 30 April 2025 “Lost a job”, granted by Ben
        """

    Scenario: The page says why a pause is not granted
      Given Ben has granted Omar a hardship pause from 15 March 2025 to 30 April 2025 because "Lost a job"
      And Ben has opened the page of Omar's application
      And Ben has followed "Add a hardship pause"
      When Ben presses "Add the pause"
        | field  | value      |
        | From   | 2025-04-30 |
        | To     | 2025-05-31 |
        | Reason | Illness    |
      Then Ben reads "The loan already has a hardship pause from 15 March 2025 to 30 April 2025." on the page

    Scenario: A BDM ends a pause early
      Given Ben has granted Omar a hardship pause from 10 March 2025 to 30 April 2025 because "Lost a job"
      And Ben has opened the page of Omar's application
      And Ben has followed "End early"
      When Ben presses "End the pause"
        | field    | value      |
        | Last day | 2025-03-20 |
      Then Ben reads "The hardship pause ends on 20 March 2025." on the page

    Scenario: A BDM removes a pause that has not begun
      Given Ben has granted Omar a hardship pause from 15 March 2025 to 30 April 2025 because "Lost a job"
      And Ben has opened the page of Omar's application
      When Ben presses "Remove"
      Then Ben reads "The hardship pause from 15 March 2025 to 30 April 2025 is removed." on the page
      And Omar's loan has no hardship pause

  Rule: Each role reads what concerns it

    Background:
      Given Ben has granted Omar a hardship pause from 15 March 2025 to 30 April 2025 because "Lost a job"

    Scenario: A borrower reads the days, and not the reason
      When Omar opens the page of Omar's application
      Then Omar reads "15 March 2025 to 30 April 2025" on the page
      But Omar does not read "Lost a job" on the page

    Scenario: A broker reads nothing of a hardship pause
      When Bella opens the page of Omar's application
      Then Bella does not read "30 April 2025" on the page
