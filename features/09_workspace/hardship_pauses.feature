Feature: The page of a loan says when its borrowers are not reminded
  Staff see at a glance whether a loan is being reminded, and why not. The borrower sees the days, and nobody
  but staff the reason.

  Background:
    Given today is Friday 14 March 2025
    And Bella is a broker who works with Ben
    And Omar has applied for $250,000.00 through Bella
    And Omar's application is at "Settlement"
    And Omar's funding date is 14 March 2025
    And Ben has moved Omar's application to "Funded"

  Rule: The page says what came of an act, and each role reads what concerns it

    Scenario: A BDM who grants a pause reads its days, its reason and who granted it
      When Ben grants Omar a hardship pause from 15 March 2025 to 30 April 2025 because "Lost a job"
      Then Ben reads "No reminders from 15 March 2025 to 30 April 2025." on the page
      And Ben reads in the hardship pauses
        """
        15 March 2025 to 30 April 2025 “Lost a job”, granted by Ben
        """

    Scenario: A BDM who ends a pause early reads its new last day
      Given Ben has granted Omar a hardship pause from 10 March 2025 to 30 April 2025 because "Lost a job"
      When Ben ends Omar's hardship pause on 20 March 2025
      Then Ben reads "The hardship pause ends on 20 March 2025." on the page

    Scenario: A BDM who removes a pause reads which days it would have had
      Given Ben has granted Omar a hardship pause from 15 March 2025 to 30 April 2025 because "Lost a job"
      When Ben removes Omar's hardship pause
      Then Ben reads "The hardship pause from 15 March 2025 to 30 April 2025 is removed." on the page

    Scenario: A borrower reads the days, and not the reason
      Given Ben has granted Omar a hardship pause from 15 March 2025 to 30 April 2025 because "Lost a job"
      When Omar opens the page of Omar's application
      Then Omar reads "15 March 2025 to 30 April 2025" on the page
      But Omar does not read "Lost a job" on the page

    Scenario: A broker reads nothing of a hardship pause
      Given Ben has granted Omar a hardship pause from 15 March 2025 to 30 April 2025 because "Lost a job"
      When Bella opens the page of Omar's application
      Then Bella does not read "30 April 2025" on the page
