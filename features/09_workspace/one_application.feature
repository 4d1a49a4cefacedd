Feature: One page shows an application and lets people continue it
  Nobody has to ask colleagues what was agreed, who moved the application, what was paid and who was notified.

  Background:
    Given today is Friday 14 March 2025
    And Ada is an admin
    And Bella is a broker who works with Ben
    And Cora is a broker who works with Carl
    And Omar has applied for $250,000.00 through Bella

  Rule: Applications are moved on the page, and refusals give their reason

    Scenario: A broker moves an application to the next stage
      When Bella moves Omar's application to "Pre-approval" on its page
      Then Bella reads "HL-OMAR is now at “Pre-approval”." on the page
      And Omar's application is at "Pre-approval"
      And Ben is told "HL-OMAR (Omar) is now at “Pre-approval”."

    Scenario: The page says that a move back needs a reason
      Given Omar's application is at "Valuation"
      When Ben moves Omar's application to "Pre-approval" on its page
      Then Ben reads "Moving from “Valuation” to “Pre-approval” needs a reason." on the page
      And Omar's application is still at "Valuation"

    Scenario: The history shows the reason for a move
      Given Omar's application is at "Valuation"
      When Ben moves Omar's application to "Pre-approval" on its page because "The terms were old."
      Then Ben reads "“The terms were old.”" on the page

    Scenario: A borrower reads the history in the wording for borrowers
      Given Bella has moved Omar's application to "Pre-approval"
      When Omar opens the page of Omar's application
      Then Omar reads under "Stage"
        """
        We are preparing indicative terms for your loan. 14 March 2025 09:00
        """
      But Omar does not read "Pre-approval 14 March 2025" on the page
      And Omar does not read "09:00, Bella" on the page

    Scenario: A move from an outdated page is refused
      Given Ada has opened the page of Omar's application
      And Ben has moved Omar's application to "Declined" because "The income does not carry it"
      When Ada presses "Move to Pre-approval"
      Then Ada reads "HL-OMAR was moved to another stage in the meantime." on the page
      And Omar's application is still at "Declined"

    Scenario: An end that is confirmed on an outdated page is refused
      Given Ada has opened the page of Omar's application
      And Ada has followed "Decline"
      And Ada has pressed "Decline…"
        | field  | value                        |
        | Reason | The income does not carry it |
      And Bella has moved Omar's application to "Pre-approval"
      When Ada presses "Yes, decline it"
      Then Ada reads "HL-OMAR was moved to another stage in the meantime." on the page
      And Omar's application is still at "Pre-approval"

    Scenario: A borrower has no button to move an application
      When Omar opens the page of Omar's application
      Then Omar cannot press "Move to Pre-approval"

  Rule: Ending an application needs a reason and a second press

    Scenario: A broker withdraws an application with a reason
      When Bella moves Omar's application to "Withdrawn" on its page because "A cheaper offer elsewhere"
      Then Bella reads "HL-OMAR is now at “Withdrawn”." on the page
      And Omar's application has this history
        | to        | by    | reason                    |
        | Withdrawn | Bella | A cheaper offer elsewhere |

    Scenario: One press ends nothing
      Given Bella has opened the page of Omar's application
      And Bella has followed "Withdraw"
      When Bella presses "Withdraw…"
        | field  | value                     |
        | Reason | A cheaper offer elsewhere |
      Then Bella reads "Are you sure? The reason is: “A cheaper offer elsewhere”" on the page
      And Omar's application is still at "Inquiry"

    Scenario Outline: <who> is asked why the application is to be <end>
      When <who> moves Omar's application to "<end>" on its page
      Then <who> reads "Moving from “Inquiry” to “<end>” needs a reason." on the page
      And Omar's application is still at "Inquiry"

      Examples:
        | who   | end       |
        | Bella | Withdrawn |
        | Ben   | Declined  |

    Scenario: The page says what follows a decline and whom it tells
      Given Ben has opened the page of Omar's application
      When Ben follows "Decline"
      Then Ben reads "The application leaves the pipeline. Only an admin can reopen it, at “Inquiry”." on the page
      And Ben reads "Bella, Ben and the admins are told that it is now at “Declined”." on the page
      And Ben reads "Omar is told: “We are unable to offer you this loan.”" on the page
      And Ben reads "Only the lender reads the reason. Neither the broker nor a borrower reads it." on the page

    Scenario: A broker who withdraws an application learns who reads the reason
      Given Bella has opened the page of Omar's application
      When Bella follows "Withdraw"
      Then Bella reads "The lender and Bella read the reason. No borrower reads it." on the page

    Scenario: An admin reads what reopening keeps
      Given Ben has moved Omar's application to "Declined" because "The income does not carry it"
      And Ada has opened the page of Omar's application
      When Ada follows "Reopen at Inquiry"
      Then Ada reads "The application starts again at “Inquiry”. Its file and its history are kept." on the page

    Scenario: An admin reopens a declined application with a reason
      Given Ben has moved Omar's application to "Declined" because "The income does not carry it"
      When Ada moves Omar's application to "Inquiry" on its page because "The customer has asked again"
      Then Ada reads "HL-OMAR is now at “Inquiry”." on the page

  Rule: The page does not exist for people who may not see the application

    Scenario Outline: <who>, <why>, does not find the page of Omar's application
      Given Nora has applied for $90,000.00 through Cora
      When <who> opens the page of Omar's application
      Then <who> finds nothing there

      Examples:
        | who  | why                  |
        | Cora | another broker       |
        | Carl | another broker's BDM |
        | Nora | another borrower     |

  Rule: The valuation is shown to staff and the broker only

    Background:
      Given Omar's property is valued at $412,300.00

    Scenario: A broker reads the valuation on the page
      When Bella opens the page of Omar's application
      Then Bella reads "$412,300.00" on the page

    Scenario: A borrower does not read the valuation on the page
      When Omar opens the page of Omar's application
      Then Omar reads "$250,000.00" on the page
      But Omar does not read "412,300" on the page

  Rule: Notes are shown only to people who may read them

    Scenario: A note that a BDM adds is shown on the page
      When Ben writes the note "Second job is casual." on the page of Omar's application
      Then Ben reads "Second job is casual." on the page

    Scenario: A borrower neither reads nor adds internal notes on the page
      Given Ben has written the note "Second job is casual." on the page of Omar's application
      When Omar opens the page of Omar's application
      Then Omar does not read "casual" on the page
      And Omar cannot press "Add note"

    Scenario: A note with a date reminds its author that morning
      Given Ben has opened the page of Omar's application
      And Ben has pressed "Add note"
        | field     | value                 |
        | Text      | Second job is casual. |
        | Remind on | 2025-03-15            |
      When Saturday 15 March 2025 08:00 comes
      Then Ben is told "Reminder for 15 March 2025: the note by Ben on HL-OMAR (Omar)."

    Scenario: A note is assigned on the page
      When Ben writes the note "Ask for payslip" for Bella on the page of Omar's application
      Then Ben reads under "Notes"
        """
        assigned to Bella
        """

    Scenario: The page says why a note is not reminded of on a past day
      Given Ben has opened the page of Omar's application
      When Ben presses "Add note"
        | field     | value                 |
        | Text      | Second job is casual. |
        | Remind on | 2025-03-13            |
      Then Ben reads "13 March 2025 is in the past. Choose today or a later day for the reminder." on the page
      And Omar's application has no note

    Scenario: A BDM puts off the reminder of a note on the page
      Given Ben has written the internal note "Call the valuer" on Omar's application
      And Ben has asked for a reminder of the note "Call the valuer" on 17 March 2025
      And Ben has opened the page of Omar's application
      And Ben has followed "Change the reminder"
      When Ben presses "Save the reminder"
        | field     | value      |
        | Remind on | 2025-03-19 |
      Then Ben reads "You will be reminded on 19 March 2025." on the page
      And Ben reads under "Notes"
        """
        reminder on 19 March 2025
        """

    Scenario: A broker reads a BDM's customer-visible note and cannot finish it
      Given Ben has written the customer-visible note "Please send a payslip" on Omar's application
      When Bella opens the page of Omar's application
      Then Bella reads "Please send a payslip" on the page
      But Bella cannot press "Done"

    Scenario: A BDM finishes the BDM's own note on the page
      Given Ben has written the customer-visible note "Please send a payslip" on Omar's application
      When Ben marks the note "Please send a payslip" as done on the page
      Then Ben reads "Note marked as done." on the page

  Rule: Documents are drawn up from the page

    Scenario: The page says that an application form is being drawn up
      When Ben asks for Omar's "application form" on the page
      Then Ben reads "The application form is being drawn up." on the page

    Scenario: A finished application form is listed with its version
      Given Ben has asked for Omar's "application form" on the page
      When Ben opens the page of Omar's application
      Then Ben reads "Application form, version 1" on the page

  Rule: The page lists who was notified of what

    Scenario: An admin reads every notification of a move
      Given Bella has moved Omar's application to "Pre-approval"
      When Ada opens the page of Omar's application
      Then Ada reads under "Notifications sent"
        """
        Ben HL-OMAR (Omar) is now at “Pre-approval”.
        Omar We are preparing indicative terms for your loan.
        """

    Scenario: A borrower does not read what staff were notified of
      Given Bella has moved Omar's application to "Pre-approval"
      When Omar opens the page of Omar's application
      Then Omar does not read "HL-OMAR (Omar) is now" on the page

    Scenario: A broker reads only the broker's own notifications
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
      And Bella opens the page of Omar's application
      Then Ben is told "Reminder for 17 March 2025: the note by Ben on HL-OMAR (Omar)."
      But Bella reads under "Notifications sent"
        """
        None yet.
        """

    Scenario: A BDM sees that an e-mail to a borrower failed
      Given the mail server permanently refuses Omar's address
      And Bella has moved Omar's application to "Pre-approval"
      When Ben opens the page of Omar's application
      Then Ben reads "to omar@example.com could not be delivered" on the page

    Scenario: A broker does not see that an e-mail to a borrower failed
      Given the mail server permanently refuses Omar's address
      And Bella has moved Omar's application to "Pre-approval"
      When Bella opens the page of Omar's application
      Then Bella does not read "could not be delivered" on the page

    Scenario: A broker does not read notifications that they switched off
      Given Bella has switched off in-app for "application status"
      And Bella has moved Omar's application to "Pre-approval"
      When Bella opens the page of Omar's application
      Then Bella reads under "Notifications sent"
        """
        None yet.
        """

  Rule: The page shows what was paid and what is still owed

    Scenario: A borrower sees paid and part-paid repayments and the ledger
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

  Rule: The page says what is to be done next, and leads to where it is done

    Scenario: A missing valuation leads to the page on which it is entered
      Given Omar's application is at "Valuation"
      And Omar's application lacks the "valuation"
      And Ben has opened the page of Omar's application
      And Ben has followed "Enter it"
      When Ben presses "Save the terms"
        | field     | value     |
        | Valuation | 412300.00 |
      Then Ben reads "The valuation changed." on the page
      And Ben reads under "To do before Formal approval"
        """
        Nothing is missing. You can move the application to Formal approval.
        """

    Scenario: A broker reads who has to do what the broker may not
      Given Omar's application is at "Valuation"
      And Omar's application lacks the "valuation"
      When Bella opens the page of Omar's application
      Then Bella reads under "To do before Formal approval"
        """
        The valuation is missing. Ben has to do this.
        """
      And Bella reads "Next: Ben moves it to Formal approval." on the page

    Scenario: A change of the terms after the formal approval is warned of
      Given Omar's application is at "Settlement"
      And Ben has opened the page of Omar's application
      When Ben follows "Change the terms"
      Then Ben reads "a new formal approval has to be drawn up, and everybody signs it again" on the page

    Scenario: The page is called by the borrower's name and leads back to the reader's first page
      Given Ben has opened the page of Omar's application
      And Ben has followed "Change the terms"
      When Ben follows "Omar, HL-OMAR"
      Then Ben reads "Today" on the page
      And Ben reads "Omar, HL-OMAR" on the page
