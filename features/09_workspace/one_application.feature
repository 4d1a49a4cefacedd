Feature: One page tells all of an application, and lets people go on with it
  Nobody has to ask around: what was agreed, who moved it, what is missing, who was told.

  Background:
    Given today is Friday 14 March 2025
    And Ada is an admin
    And Bella is a broker who works with Ben
    And Cora is a broker who works with Carl
    And Omar has applied for $250,000.00 through Bella

  Rule: A move is made on the page, and refused in words

    Scenario: The next stage
      Given Bella has opened the page of Omar's application
      When Bella presses "Move"
        | field   | value        |
        | Move to | Pre-approval |
      Then Bella reads "HL-OMAR is now at “Pre-approval”." on the page
      And Omar's application is at "Pre-approval"
      And Ben is told "HL-OMAR (Omar) is now at “Pre-approval”."

    Scenario: Going back needs a reason
      Given Omar's application is at "Valuation"
      And Ben has opened the page of Omar's application
      When Ben presses "Move"
        | field   | value        |
        | Move to | Pre-approval |
      Then Ben reads "Moving from “Valuation” to “Pre-approval” needs a reason." on the page
      And Omar's application is still at "Valuation"

    Scenario: A reason stands in the history
      Given Omar's application is at "Valuation"
      And Ben has opened the page of Omar's application
      When Ben presses "Move"
        | field   | value               |
        | Move to | Pre-approval        |
        | Reason  | The terms were old. |
      Then Ben reads "“The terms were old.”" on the page

    Scenario: A borrower reads the history in customers' words
      Given Bella has moved Omar's application to "Pre-approval"
      When Omar opens the page of Omar's application
      Then Omar reads under "Stage"
        """
        We are preparing indicative terms for your loan. 14 March 2025 09:00
        """
      But Omar does not read "Pre-approval 14 March 2025" on the page
      And Omar does not read "09:00, Bella" on the page

    Scenario: Somebody else was quicker
      Given Ada has opened the page of Omar's application
      And Bella has moved Omar's application to "Pre-approval"
      When Ada presses "Move"
        | field   | value    |
        | Move to | Declined |
      Then Ada reads "HL-OMAR was moved to another stage in the meantime." on the page
      And Omar's application is still at "Pre-approval"

    Scenario: A borrower moves nothing
      When Omar opens the page of Omar's application
      Then Omar cannot press "Move"

  Rule: What somebody may not see is not there

    Scenario Outline: <who>
      Given Nora has applied for $90,000.00 through Cora
      When <who> opens the page of Omar's application
      Then <who> finds nothing there

      Examples:
        | who  | why                  |
        | Cora | another broker       |
        | Carl | another broker's BDM |
        | Nora | another borrower     |

  Rule: Notes stay among those who may read them

    Scenario: A note of the BDM's
      Given Ben has opened the page of Omar's application
      When Ben presses "Add note"
        | field     | value                 |
        | Text      | Second job is casual. |
        | Remind on | 2025-03-15            |
      Then Ben reads "Second job is casual." on the page
      When Omar opens the page of Omar's application
      Then Omar does not read "casual" on the page
      And Omar cannot press "Add note"
      When Saturday 15 March 2025 08:00 comes
      Then Ben is told "Reminder for 15 March 2025: the note by Ben on HL-OMAR (Omar)."

    Scenario: Only those whose note it is can mark it as done
      Given Ben has written the customer-visible note "Please send a payslip" on Omar's application
      When Bella opens the page of Omar's application
      Then Bella reads "Please send a payslip" on the page
      But Bella cannot press "Done"
      When Ben opens the page of Omar's application
      And Ben presses "Done"
      Then Ben reads "Note marked as done." on the page

  Rule: Papers are drawn up from the page

    Scenario: The application form
      Given Ben has opened the page of Omar's application
      When Ben presses "Draw up the application form"
      Then Ben reads "The application form is being drawn up." on the page
      When Ben opens the page of Omar's application
      Then Ben reads "Application form, version 1" on the page

  Rule: The page tells who was told what

    Scenario: Bella has moved it
      Given Bella has moved Omar's application to "Pre-approval"
      When Ada opens the page of Omar's application
      Then Ada reads under "Notifications sent"
        """
        Ben HL-OMAR (Omar) is now at “Pre-approval”.
        Omar We are preparing indicative terms for your loan.
        """
      When Omar opens the page of Omar's application
      Then Omar does not read "HL-OMAR (Omar) is now" on the page

    Scenario: A broker reads only what the broker was told
      Given Bella has moved Omar's application to "Pre-approval"
      When Bella opens the page of Omar's application
      Then Bella reads under "Notifications sent"
        """
        Bella HL-OMAR (Omar) is now at “Pre-approval”.
        """
      But Bella does not read "Ben HL-OMAR" on the page
      And Bella does not read "We are preparing indicative terms" on the page

    Scenario: A broker does not learn that an internal note exists
      Given Ben has written the internal note "The income looks thin" on Omar's application
      And Ben has asked for a reminder of the note "The income looks thin" on 17 March 2025
      When Monday 17 March 2025 08:00 comes
      Then Ben is told "Reminder for 17 March 2025: the note by Ben on HL-OMAR (Omar)."
      When Bella opens the page of Omar's application
      Then Bella reads under "Notifications sent"
        """
        None yet.
        """

    Scenario: An address that fails is the lender's to know
      Given the mail server refuses Omar's address for good
      And Bella has moved Omar's application to "Pre-approval"
      When Ben opens the page of Omar's application
      Then Ben reads "to omar@example.com could not be delivered" on the page
      When Bella opens the page of Omar's application
      Then Bella does not read "omar@example.com" on the page

    Scenario: What a broker has switched off is not listed for the broker
      Given Bella has switched off in-app for "application status"
      And Bella has moved Omar's application to "Pre-approval"
      When Bella opens the page of Omar's application
      Then Bella reads under "Notifications sent"
        """
        None yet.
        """

  Rule: What was paid when, and what is still owed, stands on the page

    Scenario: Part of a repayment
      Given Cora's borrowers owe these repayments
        | borrower | due           | principal | interest |
        | Nora     | 14 March 2025 | $1,000.00 | $250.00  |
        | Nora     | 14 April 2025 | $1,000.00 | $240.00  |
      And Nora has paid $1,500.00
      When Nora opens the page of Nora's application
      Then Nora reads under "Repayments"
        """
        1 14 March 2025 $1,000.00 $250.00 $0.00 14 March 2025 Paid
        2 14 April 2025 $1,000.00 $240.00 $990.00
        """
      And Nora reads under "Ledger"
        """
        14 March 2025 Received $1,500.00
        """
