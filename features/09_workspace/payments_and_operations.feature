Feature: Admins import payments, clear suspense and watch background work
  A payment that matches no loan is worse than a payment that is late, and a failed task that nobody sees is worse
  than either: admins see all three, and act, on two pages.

  Background:
    Given today is Friday 14 March 2025
    And Ada is an admin
    And Bella is a broker who works with Ben
    And Bella's borrowers owe these repayments
      | borrower | due           | principal | interest |
      | Omar     | 14 March 2025 | $1,000.00 | $250.00  |

  Rule: A file is booked, or refused with its errors

    @retold
    Scenario: The page of a bank file says how many of its lines are booked
      Given Ada has imported the bank file "March.csv"
        | date          | amount  | reference |
        | 14 March 2025 | $500.00 | HL-OMAR   |
      When Ada opens the latest bank file
      Then Ada reads "1 of 1 line imported, $500.00 in total" on the page
      And Ada reads "Booked to loans 1" on the page
      And Omar still owes $750.00 on 14 March 2025

    Scenario: The page of a bank file lists its lines, and what became of each
      Given Ada has imported the bank file "March.csv"
        | date          | amount    | reference |
        | 14 March 2025 | $500.00   | HL-OMAR   |
        | 14 March 2025 | $1,250.00 | House     |
      When Ada opens the latest bank file
      Then Ada reads in the lines of the bank file
        """
        2 14 March 2025 $500.00 HL-OMAR Booked to HL-OMAR
        3 14 March 2025 $1,250.00 House In suspense
        """

    Scenario: A file whose lines are all in suspense is imported, and not called booked
      Given Ada has imported the bank file "March.csv"
        | date          | amount    | reference |
        | 14 March 2025 | $1,250.00 | House     |
      When Ada opens the latest bank file
      Then Ada reads "1 of 1 line imported, $1,250.00 in total" on the page
      And Ada reads "In suspense 1" on the page
      But Ada does not read "Booked" on the page

    Scenario: A file that was uploaded before leads to its result
      Given Ada has imported the bank file "March.csv"
        | date          | amount  | reference |
        | 14 March 2025 | $500.00 | HL-OMAR   |
      When Ada imports the bank file "Again.csv"
        | date          | amount  | reference |
        | 14 March 2025 | $500.00 | HL-OMAR   |
      Then Ada reads "This file was already uploaded. Here is its result." on the page
      And Ada reads "March.csv" on the page

    Scenario: A refused file is listed with its number of errors
      When Ada imports a bank file that "ends before its total"
      And Ada opens the payments
      Then the background task fails: "refused"
      And Ada reads "refused: 1 error" on the page

    Scenario: A refused file shows its first 200 errors on pages
      When Ada imports a bank file that "has 250 wrong lines"
      And Ada opens the latest bank file
      Then the background task fails: "refused"
      And Ada reads "The first 200 errors are listed; there are 50 more." on the page
      And Ada reads "Page 1 of 5" on the page

  Rule: The page of a loan says at once what came of a payment or a fee

    Scenario: A payment is on the ledger with who recorded it, and the totals count it
      When Ada records Omar's payment of $500.00
      Then Ada reads "Recorded a payment of $500.00 of 14 March 2025." on the page
      And Ada reads in the ledger
        """
        14 March 2025 Received $500.00 Ada
        """
      And Ada reads in the money owed
        """
        Overdue $0.00
        Next repayment $750.00 on 14 March 2025
        """

    Scenario: A payment that bounced is taken off again on the ledger
      Given Ada has recorded Omar's payment of $500.00
      When Ada records that Omar's payment bounced on 14 March 2025
      Then Ada reads "The payment of $500.00 of 14 March 2025 bounced." on the page
      And Ada reads in the ledger
        """
        14 March 2025 Bounced −$500.00 Ada
        """

    Scenario: Money that is booked out of suspense is on the ledger as that
      Given Ada has imported the bank file "March.csv"
        | date          | amount  | reference |
        | 14 March 2025 | $500.00 | House     |
      And Ada has looked up the loan for the line "House"
      And Ada has looked among the loans for "omar"
      When Ada books the line to the loan "HL-OMAR"
      And Ada opens the page of Omar's application
      Then Ada reads in the ledger
        """
        14 March 2025 Received $500.00 Ada, out of suspense
        """

    Scenario: A refused payment keeps what was typed
      When Ada records Omar's payment of $500.00 with value date 15 March 2025
      And Ada corrects the value date of the payment to 14 March 2025
      Then it is refused: "The date is later than today, 14 March 2025."
      And Ada reads "Recorded a payment of $500.00 of 14 March 2025." on the page

    Scenario: A fee is listed with what is still owed of it
      When Ben charges Omar a "Valuation" fee of $300.00 due on 28 March 2025
      Then Ben reads in the fees
        """
        Valuation 28 March 2025 $300.00 $300.00
        """

    Scenario: A broker reads the ledger and is offered nothing to add to it
      Given Ada has recorded Omar's payment of $500.00
      When Bella opens the page of Omar's application
      Then Bella reads in the ledger
        """
        14 March 2025 Received $500.00
        """
      But Bella may not record a payment here
      And Bella may not charge a fee here

  Rule: An admin looks up the loan of money in suspense

    Scenario: The loan is looked up by its borrower
      Given Ada has imported the bank file "March.csv"
        | date          | amount  | reference |
        | 14 March 2025 | $500.00 | House     |
      And Ada has looked up the loan for the line "House"
      And Ada has looked among the loans for "omar"
      When Ada books the line to the loan "HL-OMAR"
      Then Ada reads "Booked to Omar, HL-OMAR as a payment of $500.00 of 14 March 2025." on the page
      And Omar still owes $750.00 on 14 March 2025

    Scenario: An admin who knows the loan books the line without looking it up
      Given Ada has imported the bank file "March.csv"
        | date          | amount  | reference |
        | 14 March 2025 | $500.00 | House     |
      When Ada books the line "House" to the loan "HL-OMAR"
      Then Ada reads "Booked to Omar, HL-OMAR as a payment of $500.00 of 14 March 2025." on the page

    Scenario: Loans that owe exactly the amount are offered at once
      Given Ada has imported the bank file "March.csv"
        | date          | amount    | reference |
        | 14 March 2025 | $1,250.00 | House     |
      When Ada looks up the loan for the line "House"
      Then Ada reads in the loans found
        """
        HL-OMAR Omar 14 March 2025 $1,250.00
        """

    Scenario: Loans of the borrower whom the payer named are offered at once
      Given Ada has imported the bank file "March.csv"
        | date          | amount  | reference       |
        | 14 March 2025 | $500.00 | Omar house loan |
      When Ada looks up the loan for the line "Omar house loan"
      Then Ada reads in the loans found
        """
        HL-OMAR Omar 14 March 2025 $1,250.00
        """

  Rule: The navigation says where something waits

    Background:
      Given Ada has imported the bank file "March.csv"
        | date          | amount  | reference |
        | 14 March 2025 | $500.00 | House     |

    Scenario: The navigation counts lines in suspense and failed tasks
      When Ada imports a bank file that "ends before its total"
      And Ada opens the workspace
      Then the background task fails: "refused"
      And Ada can go to "Applications, Pipeline, Today, Inbox, Reports, Payments, Suspense 1 waiting, Operations 1 waiting, People"

    Scenario: The navigation of a BDM does not count lines of other BDMs
      When Ben opens the workspace
      Then Ben can go to "Today, Applications, Pipeline, Inbox, Reports, Suspense"

  Rule: Pages do not exist for roles that may not see them

    Scenario Outline: <who> does not find the <page> page
      When <who> opens the <page>
      Then <who> finds nothing there

      Examples:
        | who   | page       |
        | Ben   | payments   |
        | Bella | operations |
        | Omar  | reports    |

  Rule: Operations show what ran, what failed and what runs next

    Scenario: Operations show what ran with its result, and what is next
      When Saturday 15 March 2025 07:00 comes
      And Ada opens the operations
      Then Ada reads in the task history
        """
        Repayment reminders 15 March 2025 07:00 1 repayment was due for a reminder; 2 reminders were too late
        Arrears 15 March 2025 01:00 1 day was due; 1 snapshot was recorded
        """
      And Ada reads in the scheduled tasks
        """
        Note reminders next 15 March 2025 08:00
        Repayment reminders next 16 March 2025 07:00; last 15 March 2025 07:00
        """

    Scenario: Operations say why a task failed and what to do next
      When Ada imports a bank file that "ends before its total"
      And Ada opens the operations
      Then the background task fails: "refused"
      And Ada reads in the failed tasks
        """
        Bank file import odd.csv 14 March 2025 09:00
        The bank file was refused: 1 error.
        Its page lists the errors by line. Correct them, upload it again, then dismiss this.
        Cannot be run again: The same file is refused again.
        """

    Scenario: A refused request is not shown as a failed task
      Given Omar has applied for $90,000.00 through Bella
      When Omar asks for Omar's "formal approval"
      And Ada opens the operations
      Then it is refused: "A borrower may not ask for the formal approval."
      But Ada reads in the failed tasks
        """
        No failed tasks.
        """

    Scenario: Operations show tasks of the last 90 days only
      Given it is Saturday 15 March 2025 00:59
      And 1 minute has passed
      And it is Saturday 14 June 2025 03:29
      When 1 minute passes
      And Ada opens the operations
      Then Ada reads in the task history
        """
        Clean-up 14 June 2025 03:30 1 task result was deleted
        """
      And Ada does not read "March 2025" on the page

  Rule: An admin runs a failed task again

    Scenario: A document is drawn up once the disk has room, without being asked for again
      Given Nora has applied for $90,000.00 through Bella
      And the disk for documents is full
      And Ben has asked for Nora's "application form"
      And the background task failed: "No space left on device"
      And there is room on the disk for documents again
      And Ada has opened the operations
      When Ada runs the failed task "Document" again
      Then Ada reads "Document is being run again." on the page
      And Nora's "application form" is at version 1

    Scenario: A task that succeeds when it is run again is no longer among the failed ones
      Given Nora has applied for $90,000.00 through Bella
      And the disk for documents is full
      And Ben has asked for Nora's "application form"
      And the background task failed: "No space left on device"
      And there is room on the disk for documents again
      And Ada has opened the operations
      And Ada has run the failed task "Document" again
      When Ada opens the operations
      Then Ada reads in the failed tasks
        """
        No failed tasks.
        """

    Scenario: All failed tasks of a kind are run again at once
      Given Nora has applied for $90,000.00 through Bella
      And the disk for documents is full
      And Ben has asked for Nora's "application form"
      And the background task failed: "No space left on device"
      And Ben has asked for Nora's "application form"
      And the background task failed: "No space left on device"
      And there is room on the disk for documents again
      And Ada has opened the operations
      When Ada runs every failed task "Document" again
      Then Ada reads "2 tasks are being run again." on the page

    Scenario: A failed task that an admin dismisses no longer waits, and stays in the history
      When Ada imports a bank file that "ends before its total"
      And Ada opens the operations
      And Ada dismisses the failed task "Bank file import"
      Then the background task fails: "refused"
      And Ada reads "Bank file import was dismissed." on the page
      And Ada reads in the failed tasks
        """
        No failed tasks.
        """
      And Ada reads in the task history
        """
        Bank file import 14 March 2025 09:00 failed
        """
      And Ada can go to "Applications, Pipeline, Today, Inbox, Reports, Payments, Suspense, Operations, People"

  Rule: An admin sends again what the mail server did not take

    Background:
      Given Nora has applied for $90,000.00 through Bella

    Scenario: Operations show e-mails that wait for the mail server
      Given the mail server is down
      And Bella has moved Nora's application to "Pre-approval"
      When Ada opens the operations
      Then Ada reads in the outbox
        """
        to ben@
        attempt 2
        """

    Scenario: An admin sends a waiting e-mail before its next try
      Given the mail server is down
      And Bella has moved Nora's application to "Pre-approval"
      And the mail server has recovered
      And Ada has opened the operations
      When Ada sends the e-mail "We are preparing indicative terms for your loan HL-NORA" to Nora again
      Then Ada reads "“We are preparing indicative terms for your loan HL-NORA” is being sent to nora@example.com again." on the page
      And Nora receives an e-mail "We are preparing indicative terms for your loan HL-NORA"

    Scenario: An admin sends an e-mail again that was refused for good
      Given the mail server permanently refuses Nora's address
      And Bella has moved Nora's application to "Pre-approval"
      And the mail server has recovered
      And Ada has opened the operations
      When Ada sends the e-mail "We are preparing indicative terms for your loan HL-NORA" to Nora again
      Then Ada reads "“We are preparing indicative terms for your loan HL-NORA” is being sent to nora@example.com again." on the page
      And Nora receives an e-mail "We are preparing indicative terms for your loan HL-NORA"

    Scenario: An admin sends all e-mails again that failed for the same reason
      Given Omar has applied for $90,000.00 through Bella
      And the mail server permanently refuses Nora's address
      And the mail server permanently refuses Omar's address
      And Bella has moved Nora's application to "Pre-approval"
      And Bella has moved Omar's application to "Pre-approval"
      And the mail server has recovered
      And Ada has opened the operations
      When Ada sends every e-mail again that failed because "The mail server does not take e-mail for this address."
      Then Ada reads "2 e-mails are being sent again." on the page
      And Nora receives an e-mail "We are preparing indicative terms for your loan HL-NORA"
      And Omar receives an e-mail "We are preparing indicative terms for your loan HL-OMAR-2"

    Scenario: An e-mail sent again goes to the address that was corrected meanwhile
      Given Nora has no login
      And the mail server permanently refuses Nora's address
      And Bella has moved Nora's application to "Pre-approval"
      And the mail server has recovered
      And Nora's e-mail address has been changed to "nora@new.example"
      And Ada has opened the operations
      When Ada sends the e-mail "We are preparing indicative terms for your loan HL-NORA" to Nora again
      Then Ada reads "“We are preparing indicative terms for your loan HL-NORA” is being sent to nora@new.example again." on the page
      And Nora receives an e-mail "We are preparing indicative terms for your loan HL-NORA"

    Scenario: E-mails sent again together go to the addresses that were corrected meanwhile
      Given Omar has applied for $90,000.00 through Bella
      And Nora has no login
      And the mail server permanently refuses Nora's address
      And the mail server permanently refuses Omar's address
      And Bella has moved Nora's application to "Pre-approval"
      And Bella has moved Omar's application to "Pre-approval"
      And the mail server has recovered
      And Nora's e-mail address has been changed to "nora@new.example"
      And Ada has opened the operations
      When Ada sends every e-mail again that failed because "The mail server does not take e-mail for this address."
      Then Nora receives an e-mail "We are preparing indicative terms for your loan HL-NORA"
      And Omar receives an e-mail "We are preparing indicative terms for your loan HL-OMAR-2"

    Scenario: An undelivered e-mail states the address that refused it and the one it would go to
      Given Nora has no login
      And the mail server permanently refuses Nora's address
      And Bella has moved Nora's application to "Pre-approval"
      And Nora's e-mail address has been changed to "nora@new.example"
      When Ada opens the operations
      Then Ada reads in the undelivered e-mails
        """
        to nora@example.com, now nora@new.example
        """

    Scenario: An e-mail that a person has got at the corrected address is not sent there again
      Given Nora has no login
      And the mail server permanently refuses Nora's address
      And the status "pre_approval" of Nora's application was announced
      And the mail server has recovered
      And Nora's e-mail address has been changed to "nora@new.example"
      And the status "pre_approval" of Nora's application was announced
      And Ada has opened the operations
      When Ada sends the e-mail "We are preparing indicative terms for your loan HL-NORA" to Nora again
      Then Ada reads in the outbox
        """
        to nora@example.com, written 14 March 2025 09:00: The same e-mail was written to the person's current address.
        """
      And Nora has 1 e-mail

    Scenario: Operations say why an e-mail was not delivered and what to do next
      Given the mail server permanently refuses Nora's address
      And Bella has moved Nora's application to "Pre-approval"
      When Ada opens the operations
      Then Ada reads in the undelivered e-mails
        """
        The mail server does not take e-mail for this address. Correct the person's e-mail address, then try again.
        """

    Scenario: Of e-mails sent again, those that no longer apply are listed with why
      Given the mail server permanently refuses Nora's address
      And Bella has moved Nora's application to "Pre-approval"
      And 60 minutes have passed
      And Ben has moved Nora's application to "Valuation"
      And the mail server has recovered
      And Ada has opened the operations
      When Ada sends every e-mail again that failed because "The mail server does not take e-mail for this address."
      Then Ada reads "1 e-mail is being sent again. 1 e-mail is no longer sent." on the page
      And Ada reads in the outbox
        """
        We are preparing indicative terms for your loan HL-NORA to nora@example.com, written 14 March 2025 09:00:
        The application has moved since, or is not this person's any more.
        """
      And Nora has 1 e-mail

    Scenario: An e-mail that was sent meanwhile is not sent again
      Given the mail server is down
      And Bella has moved Nora's application to "Pre-approval"
      And Ada has opened the operations
      And the mail server has recovered
      When 15 minutes pass
      And Ada sends the e-mail "We are preparing indicative terms for your loan HL-NORA" to Nora again
      Then Ada reads "This e-mail cannot be sent again: it was sent, is being sent, or its text has been deleted." on the page
      And Nora's address was tried 1 time
