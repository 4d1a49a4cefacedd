Feature: One page shows an application and what is to be done next
  Nobody has to ask colleagues what was agreed, who moved the application, what was paid and who was notified.

  Background:
    Given today is Friday 14 March 2025
    And Ada is an admin
    And Bella is a broker who works with Ben
    And Cora is a broker who works with Carl
    And Omar has applied for $250,000.00 through Bella

  Rule: The page says what a move leads to before it is made

    Scenario: The page says what follows a decline and whom it tells
      When Ben is about to move Omar's application to "Declined"
      Then Ben reads "The application ends. Only an admin can reopen it, at “Inquiry”." on the page
      And Ben reads "Bella, Ben and the admins are told that it is now at “Declined”." on the page
      And Ben reads "Omar is told: “We are unable to offer you this loan.”" on the page
      And Ben reads "Only the lender reads the reason. Neither the broker nor a borrower reads it." on the page

    Scenario: The page says who is not told of a decline
      Given Greta guarantees Omar's loan
      When Ben is about to move Omar's application to "Declined"
      Then Ben reads "Greta is not told: guarantors get no e-mails." on the page

    Scenario: A broker who withdraws an application learns who reads the reason
      When Bella is about to move Omar's application to "Withdrawn"
      Then Bella reads "The lender and Bella read the reason. No borrower reads it." on the page

    Scenario: A withdrawn application promises no repayments
      Given Bella has moved Omar's application to "Withdrawn" because "He found another lender"
      When Bella opens the page of Omar's application
      Then Bella reads "There are none: the application has ended." on the page
      But Bella does not read "Repayments begin" on the page

    Scenario: An admin reads what reopening keeps
      Given Ben has moved Omar's application to "Declined" because "The income does not carry it"
      When Ada is about to move Omar's application to "Inquiry"
      Then Ada reads "The application starts again at “Inquiry”. Its file and its history are kept." on the page

    Scenario: A borrower is offered no move
      When Omar opens the page of Omar's application
      Then Omar may not move the application here

  Rule: Withdrawing or declining on the page needs a reason, and is confirmed

    Scenario: The page asks a broker why an application is withdrawn
      Given Bella is about to move Omar's application to "Withdrawn"
      When Bella gives the reason ""
      Then Bella reads "Moving from “Inquiry” to “Withdrawn” needs a reason." on the page
      And Omar's application is still at "Inquiry"

    Scenario: A withdrawal that is not confirmed does not happen
      Given Bella is about to move Omar's application to "Withdrawn"
      When Bella gives the reason "A cheaper offer elsewhere"
      Then Bella reads "Are you sure? The reason is: “A cheaper offer elsewhere”" on the page
      And Omar's application is still at "Inquiry"

    Scenario: A withdrawal that is confirmed says where the application is now
      Given Bella is about to move Omar's application to "Withdrawn"
      And Bella has given the reason "A cheaper offer elsewhere"
      When Bella confirms the move
      Then Bella reads "HL-OMAR is now at “Withdrawn”." on the page
      And Omar's application is at "Withdrawn"

    Scenario: A withdrawal whose confirmation comes twice is made once, and says so
      Given Bella is about to move Omar's application to "Withdrawn"
      And Bella has given the reason "A cheaper offer elsewhere"
      When Bella confirms the move in a request that comes twice
      Then Bella reads "HL-OMAR is now at “Withdrawn”." on the page
      And Omar's application has this history
        | from    | to        | by    | reason                    |
        | Inquiry | Withdrawn | Bella | A cheaper offer elsewhere |

  Rule: A move from an outdated page is refused

    Scenario: A move forward from an outdated page is refused
      Given Ada has opened the page of Omar's application
      And Bella has moved Omar's application to "Pre-approval"
      When Ada makes the next move that the page shows
      Then Ada reads "HL-OMAR was moved to another stage in the meantime." on the page
      And Omar's application is still at "Pre-approval"

    Scenario: A decline that is confirmed on an outdated page is refused
      Given Ada is about to move Omar's application to "Declined"
      And Ada has given the reason "The income does not carry it"
      And Bella has moved Omar's application to "Pre-approval"
      When Ada confirms the move
      Then Ada reads "HL-OMAR was moved to another stage in the meantime." on the page
      And Omar's application is still at "Pre-approval"

  Rule: Each role reads what concerns it

    Background:
      Given Omar's property is valued at $412,300.00
      And Ben has written the customer-visible note "Please send a payslip" on Omar's application

    Scenario: A borrower reads the history in the wording for borrowers
      Given Bella has moved Omar's application to "Pre-approval"
      When Omar opens the page of Omar's application
      Then Omar reads in the history
        """
        We are preparing indicative terms for your loan. 14 March 2025 09:00
        """
      But Omar does not read "Pre-approval 14 March 2025" on the page
      And Omar does not read "09:00, Bella" on the page

    Scenario: A broker reads the valuation
      When Bella opens the page of Omar's application
      Then Bella reads "$412,300.00" on the page

    Scenario: A borrower does not read the valuation
      When Omar opens the page of Omar's application
      Then Omar reads "$250,000.00" on the page
      But Omar does not read "412,300" on the page

    Scenario: A borrower reads a customer-visible note and adds none
      When Omar opens the page of Omar's application
      Then Omar reads "Please send a payslip" on the page
      But Omar may not add a note here

    Scenario: A broker reads a BDM's customer-visible note and cannot finish it
      When Bella opens the page of Omar's application
      Then Bella reads "Please send a payslip" on the page
      But Bella may not finish a note here

  Rule: A note says whom it is assigned to and when somebody is reminded of it

    Scenario: A BDM who has dealt with a note reads that it is done
      Given Ben has written the internal note "Call the valuer" on Omar's application
      When Ben marks the note "Call the valuer" as done
      Then Ben reads "Note marked as done: Call the valuer" on the page

    Scenario: A note that is assigned says to whom
      When Ben assigns Bella the internal note "Ask for payslip" on Omar's application
      Then Ben reads in the notes
        """
        Ask for payslip
        assigned to Bella
        """

    Scenario: A note that is written with a day reminds its author that morning
      Given Ben has written the internal note "Second job is casual." on Omar's application, for 15 March 2025
      When Saturday 15 March 2025 08:00 comes
      Then Ben is told "Reminder for 15 March 2025: the note by Ben on HL-OMAR (Omar)."

    Scenario: A reminder that is put off says until when
      Given Ben has written the internal note "Call the valuer" on Omar's application, for 17 March 2025
      When Ben asks for a reminder of the note "Call the valuer" on 19 March 2025
      Then Ben reads "You will be reminded on 19 March 2025." on the page
      And Ben reads in the notes
        """
        reminder on 19 March 2025
        """

    Scenario: A reminder for today, after 08:00, says that it comes next morning
      Given Ben has written the internal note "Call the valuer" on Omar's application, for 17 March 2025
      When Ben asks for a reminder of the note "Call the valuer" on 14 March 2025
      Then Ben reads "You will be reminded on 15 March 2025: today's reminders have already been sent." on the page

    Scenario: A reminder for today, before 08:00, says that it comes today
      Given Ben has written the internal note "Call the valuer" on Omar's application, for 18 March 2025
      And Monday 17 March 2025 07:59 has come
      When Ben asks for a reminder of the note "Call the valuer" on 17 March 2025
      Then Ben reads "You will be reminded on 17 March 2025." on the page

    Scenario: A reminder moved back to a day whose reminder was sent says so
      Given Ben has written the internal note "Call the valuer" on Omar's application, for 15 March 2025
      And Saturday 15 March 2025 08:00 has come
      And Ben has asked for a reminder of the note "Call the valuer" on 19 March 2025
      When Ben asks for a reminder of the note "Call the valuer" on 15 March 2025
      Then Ben reads "The reminder for 15 March 2025 has already been sent." on the page

  Rule: The page lists who was notified of what

    Scenario: An admin reads every notification of a move
      Given Bella has moved Omar's application to "Pre-approval"
      When Ada opens the page of Omar's application
      Then Ada reads in the list of notifications
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
      Then Bella reads in the list of notifications
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
      But Bella reads in the list of notifications
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
      Then Bella reads in the list of notifications
        """
        None yet.
        """

    Scenario: The lender reads what was e-mailed to a borrower without a login
      Given Omar has no login
      And Bella has moved Omar's application to "Pre-approval"
      When Ben opens the page of Omar's application
      And Bella opens the page of Omar's application
      Then Ben reads in the list of notifications
        """
        Omar We are preparing indicative terms for your loan. 14 March 2025 09:00, e-mail sent
        """
      But Bella does not read "indicative terms" on the page

  Rule: The page shows what was paid and what is still owed

    Scenario: A borrower sees paid and part-paid repayments and the ledger
      Given Cora's borrowers owe these repayments
        | borrower | due           | principal | interest |
        | Nora     | 14 March 2025 | $1,000.00 | $250.00  |
        | Nora     | 14 April 2025 | $1,000.00 | $240.00  |
      And Nora has paid $1,500.00
      When Nora opens the page of Nora's application
      Then Nora reads in the repayments
        """
        1 14 March 2025 $1,000.00 $250.00 $0.00 14 March 2025 Paid
        2 14 April 2025 $1,000.00 $240.00 $990.00
        """
      And Nora reads in the ledger
        """
        14 March 2025 Received $1,500.00
        """

    Scenario: A repayment that is paid in part says how much of it is paid
      Given Cora's borrowers owe these repayments
        | borrower | due              | principal | interest |
        | Nora     | 14 February 2025 | $1,000.00 | $250.00  |
      And Nora has paid $300.00
      When Nora opens the page of Nora's application
      Then Nora reads in the repayments
        """
        1 14 February 2025 $1,000.00 $250.00 $950.00 Overdue, $300.00 of $1,250.00 paid
        """
      And Nora reads in the money owed
        """
        Overdue $950.00 for 28 days
        """

    Scenario: Of a long schedule the page shows what is overdue and what comes next
      Given Cora's borrowers owe these repayments
        | borrower | due              | principal | interest |
        | Nora     | 14 December 2024 | $1,000.00 | $250.00  |
        | Nora     | 14 January 2025  | $1,000.00 | $240.00  |
        | Nora     | 14 February 2025 | $1,000.00 | $230.00  |
        | Nora     | 14 March 2025    | $1,000.00 | $220.00  |
        | Nora     | 14 April 2025    | $1,000.00 | $210.00  |
        | Nora     | 14 May 2025      | $1,000.00 | $200.00  |
        | Nora     | 14 June 2025     | $1,000.00 | $190.00  |
      And Nora has paid $2,490.00
      When Nora opens the page of Nora's application
      Then Nora reads in the repayments
        """
        2 14 January 2025
        3 14 February 2025
        4 14 March 2025
        5 14 April 2025
        6 14 May 2025
        All 7 repayments
        """
      But Nora does not read "14 December 2024" on the page
      And Nora does not read "14 June 2025" on the page

  Rule: The page says what is to be done next, and leads to where it is done

    Scenario: A missing valuation leads to the page on which it is entered
      Given Omar's application is at "Valuation"
      And Omar's application lacks the "valuation"
      When Ben adds the missing valuation of $412,300.00 to Omar's application
      Then Ben reads "The valuation changed." on the page
      And Ben reads in the checklist
        """
        Nothing is missing. You can move the application to Formal approval.
        """

    Scenario: Where nothing is missing for the next stage, the page says what a later stage needs
      Given Omar's application is at "Pre-approval"
      And Omar's application lacks the "valuation"
      When Bella opens the page of Omar's application
      Then Bella reads in the checklist
        """
        Nothing is missing.
        Still missing for Formal approval: the valuation
        """

    Scenario: A broker reads who has to do what the broker may not
      Given Omar's application is at "Valuation"
      And Omar's application lacks the "valuation"
      When Bella opens the page of Omar's application
      Then Bella reads in the checklist
        """
        The valuation is missing. Ben has to do this.
        """
      And Bella reads "Next: Ben moves it to Formal approval." on the page

    Scenario: Who has to move an application is not among what is to do first
      Given Omar's application is at "Valuation"
      And Ben has changed the "amount" of Omar's application to "$1,200,000.00"
      When Ben opens the page of Omar's application
      Then Ben reads "Next: an admin moves it to Formal approval." on the page
      And Ben reads in the checklist
        """
        $1,200,000.00 is above Ben's limit of $1,000,000.00. An admin has to move it.
        """
      But Ben does not read "to do first" on the page

    Scenario: An admin reads that an amount above the BDM's limit waits for an admin
      Given Omar's application is at "Valuation"
      And Ben has changed the "amount" of Omar's application to "$1,200,000.00"
      When Ada opens the page of Omar's application
      Then Ada reads in the checklist
        """
        $1,200,000.00 is above Ben's limit of $1,000,000.00. You have to move it.
        """

    Scenario: What is missing is counted beside the next move
      Given Omar's application is at "Valuation"
      And Ben has changed the "amount" of Omar's application to "$1,200,000.00"
      And Omar's application lacks the "valuation"
      When Ben opens the page of Omar's application
      Then Ben reads "1 to do first" on the page

    Scenario: A change of the terms after the formal approval is warned of
      Given Omar's application is at "Settlement"
      When Ben is about to change the terms of Omar's application
      Then Ben reads "a new formal approval has to be drawn up, and everybody signs it again" on the page

    Scenario: The page is called by the borrower's name and leads back to the reader's first page
      Given Ben is about to change the terms of Omar's application
      When Ben goes back to "Omar, HL-OMAR"
      Then Ben reads "Today" on the page
      And Ben reads "Omar, HL-OMAR" on the page
