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

    Scenario: A notification of an e-mail that was not delivered leads to the people of the application
      Given Omar has no login
      And the mail server permanently refuses Omar's address
      And Ben has moved Omar's application to "Valuation"
      When Ben opens the notification "The e-mail “We are having the property valued for your loan HL-OMAR” to omar@example.com could not be delivered."
      Then Ben reads "no login: told by e-mail" on the page

    Scenario: A notification of a borrower whom nobody can reach leads to the people of the application
      Given Omar has neither a login nor an e-mail address
      And Ben has moved Omar's application to "Valuation"
      When Ben opens the notification "Omar has neither a login nor an e-mail address, so nothing was sent."
      Then Ben reads "no login, no e-mail address" on the page

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

    Scenario: Undoing “all as read” makes unread only what was marked with it
      When Ben makes the 1 notification unread again
      Then the bell on Ben's page shows 1
      And Ben reads "New HL-OMAR (Omar) is now at “Valuation”." on the page

    Scenario: Undoing “all as read” leaves what was read later as read
      Given Ada has moved Omar's application to "Withdrawn" because "A cheaper offer elsewhere"
      And Ben has marked the notification "HL-OMAR (Omar) is now at “Withdrawn”." as read in the inbox
      When Ben makes the 1 notification unread again
      Then the bell on Ben's page shows 1

  Rule: The inbox can be narrowed down

    Background:
      Given Nora has applied for $300,000.00 through Bella
      And Bella has moved Nora's application to "Pre-approval"

    Scenario: Only the notifications about one application are listed
      When Ben narrows the inbox to the application "hl-nora"
      Then Ben reads "HL-NORA (Nora) is now at “Pre-approval”." on the page
      And Ben finds the application of Nora there

    Scenario: Only unread notifications are listed
      Given Ben has marked the notification "HL-OMAR (Omar) is now at “Pre-approval”." as read in the inbox
      When Ben narrows the inbox to what is "unread"
      Then Ben reads "HL-NORA (Nora) is now at “Pre-approval”." on the page
      And Ben finds the application of Nora there

    Scenario: An inbox without such a notification says so
      When Ben narrows the inbox to the kind "Report ready"
      Then Ben reads "No notifications match the filter." on the page

  Rule: The preferences say what is on, what is off and what is always on

    Scenario: An event whose e-mail is switched off stays on in the app
      When Ben switches off e-mail for "application status"
      Then Ben reads "Application status, e-mail: off." on the page
      And Ben reads that e-mail for "application status" is off
      But Ben reads that in-app for "application status" is on

    Scenario: E-mails about required signatures are always on
      When Omar opens the preferences
      Then Omar reads that e-mail for "signature required" is always on

    Scenario Outline: A person who may choose a digest reads what never waits for it
      When <person> opens the preferences
      Then <person> reads "<words>" on the page

      Examples:
        | person | words                                                                  |
        | Ben    | Always on its own, at once: repayment escalated, repayment in arrears. |
        | Ada    | Always on its own, at once: repayment in arrears.                      |

    Scenario: A broker, who gets nothing of the kind, reads of no e-mail that is always on or comes at once
      When Bella opens the preferences
      Then Bella reads "“Not sent” is what your role never gets that way." on the page
      But Bella does not read "at once:" on the page
      And Bella does not read "prove" on the page

    Scenario: A broker who chooses a daily digest reads that it is saved
      When Bella chooses a daily digest
      Then Bella reads "E-mail setting saved." on the page

    Scenario: A borrower is offered no digest
      When Omar opens the preferences
      Then Omar may not choose a digest here
