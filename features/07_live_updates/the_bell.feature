Feature: Notifications appear in open tabs without reloading
  People who have the CRM open see a notification when it happens, and how many are unread.
  A broker who is on the phone with a customer should not have to reload a page to know.

  Background:
    Given Bella is a broker who works with Ben
    And Omar has applied for $250,000.00 through Bella

  Rule: A tab always shows the current unread count

    Scenario: A tab shows the unread count when it opens
      Given Bella has moved Omar's application to "Pre-approval"
      And Ben has moved Omar's application to "Valuation"
      When Bella comes online
      Then Bella sees 2 unread

    Scenario: A move appears live and raises the unread count
      Given Bella is online
      When Bella moves Omar's application to "Pre-approval"
      Then Bella sees "HL-OMAR (Omar) is now at “Pre-approval”." live
      And Bella sees 1 unread

    Scenario: A notification and the new unread count appear together
      Given Bella is online
      When Bella moves Omar's application to "Pre-approval"
      Then Bella sees "HL-OMAR (Omar) is now at “Pre-approval”." live with 1 unread
      And Bella sees nothing more live

    Scenario: A tab that asks for the unread count is answered
      Given Bella has moved Omar's application to "Pre-approval"
      And Bella is online
      When Bella's browser asks for the count
      Then Bella's browser is answered: 1 unread

    Scenario: A tab open for 13 days still gets live updates
      Given today is Monday 3 March 2025
      And Bella is online
      When 13 days pass
      And Bella moves Omar's application to "Pre-approval"
      Then Bella sees "HL-OMAR (Omar) is now at “Pre-approval”." live

    Scenario: A move is saved even if live updates cannot be delivered
      Given Bella is online
      And live updates are down
      When Bella moves Omar's application to "Pre-approval"
      Then Omar's application is at "Pre-approval"
      And Bella is told "HL-OMAR (Omar) is now at “Pre-approval”."
      And Bella sees nothing live

  Rule: All tabs of a person show the same

    Scenario: A move appears in both tabs of a person
      Given Bella is online in 2 tabs
      When Bella moves Omar's application to "Pre-approval"
      Then Bella sees "HL-OMAR (Omar) is now at “Pre-approval”." live
      And Bella sees 1 unread

    @retold @doors
    Scenario: A second notification brings its own unread count to both tabs
      Given Bella is online in 2 tabs
      And Bella has moved Omar's application to "Pre-approval"
      When Ben moves Omar's application to "Valuation"
      Then Bella sees "HL-OMAR (Omar) is now at “Pre-approval”." live with 1 unread
      And Bella sees "HL-OMAR (Omar) is now at “Valuation”." live with 2 unread
      And Bella sees nothing more live

    Scenario: A notification read in one tab is read in the other
      Given Bella is online in 2 tabs
      And Bella has moved Omar's application to "Pre-approval"
      When Bella marks "HL-OMAR (Omar) is now at “Pre-approval”." as read
      Then Bella sees 0 unread

  Rule: A notification counts as read once

    Scenario: Reading one of two notifications leaves one unread
      Given Bella has moved Omar's application to "Pre-approval"
      And Ben has moved Omar's application to "Valuation"
      And Bella is online
      When Bella marks "HL-OMAR (Omar) is now at “Pre-approval”." as read
      Then Bella sees 1 unread

    Scenario: Reading a notification twice counts once
      Given Bella has moved Omar's application to "Pre-approval"
      And Ben has moved Omar's application to "Valuation"
      And Bella is online
      And Bella has marked "HL-OMAR (Omar) is now at “Pre-approval”." as read
      When Bella marks "HL-OMAR (Omar) is now at “Pre-approval”." as read
      Then Bella sees 1 unread

    Scenario: Marking everything as read leaves nothing unread
      Given Bella has moved Omar's application to "Pre-approval"
      And Ben has moved Omar's application to "Valuation"
      And Bella is online
      When Bella marks everything as read
      Then Bella sees 0 unread
      And Bella has 0 unread notifications

    Scenario: Marking everything as read sends nothing when nothing is unread
      Given Bella is online
      When Bella marks everything as read
      Then Bella sees nothing live

  Rule: People see only their own notifications live

    Scenario: A move does not appear to another broker or BDM
      Given Cora is a broker who works with Carl
      And Cora is online
      And Carl is online
      When Bella moves Omar's application to "Pre-approval"
      Then Cora sees nothing live
      And Carl sees nothing live

    Scenario: A borrower sees a move only in the wording for borrowers
      Given Omar is online
      When Bella moves Omar's application to "Pre-approval"
      Then Omar sees "We are preparing indicative terms for your loan." live
      And Omar sees nothing more live

    Scenario: A person cannot mark another person's notification as read
      Given Bella has moved Omar's application to "Pre-approval"
      And Omar is online
      When Omar marks Bella's "HL-OMAR (Omar) is now at “Pre-approval”." as read
      Then Omar sees the error "not_found"
      And Bella has 1 unread notification
