Feature: The bell rings without being asked
  Whoever has the CRM open sees what happened when it happens: the news, and how much is unread.
  A broker who is on the telephone with a customer should not have to reload a page to know.

  Background:
    Given Bella is a broker who works with Ben
    And Omar has applied for $250,000.00 through Bella

  Rule: A tab shows the count when it opens, and every change of it

    Scenario: The count when a tab opens
      Given Bella has moved Omar's application to "Pre-approval"
      And Ben has moved Omar's application to "Valuation"
      When Bella comes online
      Then Bella sees 2 unread

    Scenario: News arrives
      Given Bella is online
      When Bella moves Omar's application to "Pre-approval"
      Then Bella sees "HL-OMAR (Omar) is now at “Pre-approval”." live
      And Bella sees 1 unread

    Scenario: A tab asks for the count
      Given Bella has moved Omar's application to "Pre-approval"
      And Bella is online
      When Bella's browser asks for the count
      Then Bella's browser is answered: 1 unread

    Scenario: A tab that has been open for 13 days still hears
      Given today is Monday 3 March 2025
      And Bella is online
      When 13 days pass
      And Bella moves Omar's application to "Pre-approval"
      Then Bella sees "HL-OMAR (Omar) is now at “Pre-approval”." live

    Scenario: A change stands although live updates cannot be passed on
      Given Bella is online
      And live updates cannot be passed on
      When Bella moves Omar's application to "Pre-approval"
      Then Omar's application is at "Pre-approval"
      And Bella is told "HL-OMAR (Omar) is now at “Pre-approval”."
      And Bella sees nothing live

  Rule: Several tabs agree

    Scenario: News arrives in both
      Given Bella is online in 2 tabs
      When Bella moves Omar's application to "Pre-approval"
      Then Bella sees "HL-OMAR (Omar) is now at “Pre-approval”." live
      And Bella sees 1 unread

    Scenario: What is read in one is read in the other
      Given Bella is online in 2 tabs
      And Bella has moved Omar's application to "Pre-approval"
      When Bella marks "HL-OMAR (Omar) is now at “Pre-approval”." as read
      Then Bella sees 0 unread

  Rule: Reading is counted once

    Scenario: One of two is read
      Given Bella has moved Omar's application to "Pre-approval"
      And Ben has moved Omar's application to "Valuation"
      And Bella is online
      When Bella marks "HL-OMAR (Omar) is now at “Pre-approval”." as read
      Then Bella sees 1 unread

    Scenario: The same one is read again
      Given Bella has moved Omar's application to "Pre-approval"
      And Ben has moved Omar's application to "Valuation"
      And Bella is online
      And Bella has marked "HL-OMAR (Omar) is now at “Pre-approval”." as read
      When Bella marks "HL-OMAR (Omar) is now at “Pre-approval”." as read
      Then Bella sees 1 unread

    Scenario: Everything is read at once
      Given Bella has moved Omar's application to "Pre-approval"
      And Ben has moved Omar's application to "Valuation"
      And Bella is online
      When Bella marks everything as read
      Then Bella sees 0 unread
      And Bella has 0 unread notifications

    Scenario: Nothing is left to read
      Given Bella is online
      When Bella marks everything as read
      Then Bella sees nothing live

  Rule: One person's news is never on another's screen

    Scenario: Only those concerned see it
      Given Cora is a broker who works with Carl
      And Cora is online
      And Carl is online
      When Bella moves Omar's application to "Pre-approval"
      Then Cora sees nothing live
      And Carl sees nothing live

    Scenario: A borrower sees the borrower's words, and nobody else's
      Given Omar is online
      When Bella moves Omar's application to "Pre-approval"
      Then Omar sees "We are preparing indicative terms for your loan." live
      And Omar sees nothing more live

    Scenario: Nobody ticks off another's news
      Given Bella has moved Omar's application to "Pre-approval"
      And Omar is online
      When Omar marks Bella's "HL-OMAR (Omar) is now at “Pre-approval”." as read
      Then Omar sees the error "not_found"
      And Bella has 1 unread notification
