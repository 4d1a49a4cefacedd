Feature: The inbox has everything somebody was told, and they decide what reaches them
  The bell is a number; behind it stands what it counts.

  Background:
    Given Ada is an admin
    And Bella is a broker who works with Ben
    And Omar has applied for $250,000.00 through Bella
    And Bella has moved Omar's application to "Pre-approval"

  Rule: What is read is not counted

    Scenario: One piece of news
      When Ben opens the inbox
      Then Ben reads "New HL-OMAR (Omar) is now at “Pre-approval”." on the page
      And the bell on Ben's page shows 1
      When Ben presses "Mark as read"
      Then the bell on Ben's page shows 0

    Scenario: All of it, seen in another tab
      Given Ben is online
      And Ben has opened the inbox
      When Ben presses "Mark all as read"
      Then the bell on Ben's page shows 0
      And Ben sees 0 unread live

  Rule: A person switches off what they do not want, and cannot switch off what must be said

    Scenario: News of stages by e-mail
      Given Ben has opened the preferences
      When Ben presses "Application status, e-mail: on"
      Then Ben reads "Application status, e-mail: off." on the page

    Scenario: What a lender has to be able to show
      When Omar opens the preferences
      Then Omar cannot press "Signature required, e-mail: on"
      And Omar reads "Signature required Signature required, in-app: on always" on the page

    Scenario: A digest
      Given Bella has opened the preferences
      When Bella presses "Save"
        | field           | value          |
        | Send e-mails as | a daily digest |
      Then Bella reads "E-mail setting saved." on the page

    Scenario: No digest for those who owe
      When Omar opens the preferences
      Then Omar cannot press "Save"
