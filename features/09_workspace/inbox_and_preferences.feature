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

    Scenario: A notification that is opened counts as read and leads to the application
      When Ben opens the notification "HL-OMAR (Omar) is now at “Pre-approval”."
      Then the bell on Ben's page shows 0
      And Ben reads "$250,000.00" on the page

    Scenario: Marking a notification as read takes it off the bell
      When Ben marks the notification "HL-OMAR (Omar) is now at “Pre-approval”." as read in the inbox
      Then the bell on Ben's page shows 0

    Scenario: A notification marked as unread counts again in an open tab
      Given Ben has marked the notification "HL-OMAR (Omar) is now at “Pre-approval”." as read in the inbox
      And Ben is online
      When Ben marks the notification "HL-OMAR (Omar) is now at “Pre-approval”." as unread in the inbox
      Then the bell on Ben's page shows 1
      And Ben sees 1 unread live

    Scenario: Marking all as read clears the count in an open tab
      Given Ben is online
      When Ben marks the whole inbox as read
      Then the bell on Ben's page shows 0
      And Ben sees 0 unread live

  Rule: Marking all as read can be undone

    Background:
      Given Ben has marked the notification "HL-OMAR (Omar) is now at “Pre-approval”." as read in the inbox
      And Ben has moved Omar's application to "Valuation"
      And Ben has marked the whole inbox as read

    Scenario: What was marked all at once is unread again, and what was read before stays read
      When Ben makes the 1 notification unread again
      Then the bell on Ben's page shows 1
      And Ben reads "New HL-OMAR (Omar) is now at “Valuation”." on the page

    Scenario: What came after it stays as it is
      Given Ada has moved Omar's application to "Withdrawn"
      And Ben has marked the notification "HL-OMAR (Omar) is now at “Withdrawn”." as read in the inbox
      When Ben makes the 1 notification unread again
      Then the bell on Ben's page shows 1

  Rule: The inbox can be narrowed down

    Background:
      Given Nora has applied for $300,000.00 through Bella
      And Bella has moved Nora's application to "Pre-approval"

    Scenario: Only the notifications about one application are listed
      When Ben looks in the inbox by "Application" for "hl-nora"
      Then Ben reads "HL-NORA (Nora) is now at “Pre-approval”." on the page
      And Ben does not read "HL-OMAR" on the page

    Scenario: Only unread notifications are listed
      Given Ben has marked the notification "HL-OMAR (Omar) is now at “Pre-approval”." as read in the inbox
      When Ben looks in the inbox by "Show" for "Unread only"
      Then Ben reads "HL-NORA (Nora) is now at “Pre-approval”." on the page
      And Ben does not read "HL-OMAR" on the page

    Scenario: An inbox without such a notification says so
      When Ben looks in the inbox by "Kind" for "Report ready"
      Then Ben reads "No notifications match the filter. Show all" on the page

  Rule: People can switch off notifications, except those that must be sent

    Scenario: The settings say what is on, and what can be done about it
      When Ben opens the preferences
      Then Ben reads "Application status On Switch off in-app for application status" on the page

    Scenario: E-mails about application status can be switched off
      Given Ben has opened the preferences
      When Ben presses "Switch off e-mail for application status"
      Then Ben reads "Application status, e-mail: off." on the page
      And Ben reads "Off Switch on e-mail for application status" on the page

    Scenario: E-mails about required signatures cannot be switched off
      When Omar opens the preferences
      Then Omar reads "Switch off in-app for signature required Always on" on the page

    Scenario: A broker can choose a daily digest
      Given Bella has opened the preferences
      When Bella presses "Save"
        | field           | value          |
        | Send e-mails as | a daily digest |
      Then Bella reads "E-mail setting saved." on the page

    Scenario: A borrower cannot choose a digest
      When Omar opens the preferences
      Then Omar cannot press "Save"
