Feature: People read notifications in the inbox and choose how to get them
  The bell shows how many notifications are unread; the inbox shows what they say.

  Background:
    Given Ada is an admin
    And Bella is a broker who works with Ben
    And Omar has applied for $250,000.00 through Bella
    And Bella has moved Omar's application to "Pre-approval"

  Rule: The bell counts only what is unread

    Scenario: The inbox shows a new notification and the bell counts it
      When Ben opens the inbox
      Then Ben reads "New HL-OMAR (Omar) is now at “Pre-approval”." on the page
      And the bell on Ben's page shows 1

    Scenario: Marking a notification as read takes it off the bell
      Given Ben has opened the inbox
      When Ben presses "Mark as read"
      Then the bell on Ben's page shows 0

    Scenario: Marking all as read clears the count in an open tab
      Given Ben is online
      And Ben has opened the inbox
      When Ben presses "Mark all as read"
      Then the bell on Ben's page shows 0
      And Ben sees 0 unread live

  Rule: People can switch off notifications, except those that must be sent

    Scenario: E-mails about application status can be switched off
      Given Ben has opened the preferences
      When Ben presses "Application status, e-mail: on"
      Then Ben reads "Application status, e-mail: off." on the page

    Scenario: E-mails about required signatures cannot be switched off
      When Omar opens the preferences
      Then Omar reads "Signature required Signature required, in-app: on always" on the page

    Scenario: A broker can choose a daily digest
      Given Bella has opened the preferences
      When Bella presses "Save"
        | field           | value          |
        | Send e-mails as | a daily digest |
      Then Bella reads "E-mail setting saved." on the page

    Scenario: A borrower cannot choose a digest
      When Omar opens the preferences
      Then Omar cannot press "Save"
