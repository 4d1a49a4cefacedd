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
    Scenario: A file uploaded on the page is booked
      Given Ada has opened the payments
      When Ada hands in the file "March.csv" on the page
        | date          | amount  | reference |
        | 14 March 2025 | $500.00 | HL-OMAR   |
      And Ada opens the payments
      And Ada follows "March.csv"
      Then Ada reads "Fully booked" on the page
      And Ada reads "1 of 1 line booked, $500.00 in total" on the page
      And Omar still owes $750.00 on 14 March 2025

    Scenario: A file uploaded twice on the page is booked once
      Given Ada has imported the bank file "March.csv"
        | date          | amount  | reference |
        | 14 March 2025 | $500.00 | HL-OMAR   |
      And Ada has opened the payments
      When Ada hands in the file "Again.csv" on the page
        | date          | amount  | reference |
        | 14 March 2025 | $500.00 | HL-OMAR   |
      Then Ada reads "This file was already uploaded. Here is its result." on the page
      And Omar still owes $750.00 on 14 March 2025

    Scenario: A refused file is listed with its number of errors
      When Ada imports a bank file that "ends before its total"
      And Ada opens the payments
      Then the background task fails: "refused"
      And Ada reads "refused: 1 error" on the page

    Scenario: A refused file shows its first 200 errors on pages
      When Ada imports a bank file that "has 250 wrong lines"
      And Ada opens the payments
      And Ada follows "odd.csv"
      Then the background task fails: "refused"
      And Ada reads "The first 200 errors are listed; there are 50 more." on the page
      And Ada reads "Page 1 of 5" on the page

  Rule: An admin adds to the ledger of a loan from its page

    Scenario: A payment recorded on the page is on the ledger with who recorded it
      Given Ada has opened the page of Omar's application
      And Ada has followed "Record a payment"
      When Ada presses "Record payment"
        | field      | value      |
        | Amount     | 500.00     |
        | Value date | 2025-03-14 |
      Then Ada reads "Recorded a payment of $500.00 of 14 March 2025." on the page
      And Ada reads under "Ledger"
        """
        14 March 2025 Received $500.00 Ada
        """
      And Ada reads under "Repayments"
        """
        Overdue $0.00
        Next repayment $750.00 on 14 March 2025
        """

    Scenario: A refused payment keeps what was typed
      Given Ada has opened the page of Omar's application
      And Ada has followed "Record a payment"
      And Ada has pressed "Record payment"
        | field      | value      |
        | Amount     | 500.00     |
        | Value date | 2025-03-15 |
      When Ada presses "Record payment"
        | field      | value      |
        | Value date | 2025-03-14 |
      Then Ada reads "Recorded a payment of $500.00 of 14 March 2025." on the page

    Scenario: A bounce is confirmed on a page of its own
      Given Ada has recorded Omar's payment of $500.00
      And Ada has opened the page of Omar's application
      And Ada has followed "Bounce"
      When Ada presses "Record bounce"
      Then Ada reads "The payment of $500.00 of 14 March 2025 was reversed." on the page
      And Omar still owes $1,250.00 on 14 March 2025

    Scenario: A BDM charges a fee on the page
      Given Ben has opened the page of Omar's application
      And Ben has followed "Charge a fee"
      When Ben presses "Charge fee"
        | field    | value      |
        | Kind     | Valuation  |
        | Amount   | 300.00     |
        | Due date | 2025-03-28 |
      Then Ben reads under "Fees"
        """
        Valuation 28 March 2025 $300.00 $300.00
        """

    Scenario: A broker reads the ledger and adds nothing to it
      Given Ada has recorded Omar's payment of $500.00
      When Bella opens the page of Omar's application
      Then Bella reads under "Ledger"
        """
        14 March 2025 Received $500.00
        """
      And Bella does not read "Record a payment" on the page
      And Bella does not read "Charge a fee" on the page

  Rule: An admin books money in suspense on the page

    Scenario: The loan is looked up by its borrower
      Given Ada has imported the bank file "March.csv"
        | date          | amount  | reference |
        | 14 March 2025 | $500.00 | House     |
      And Ada has opened the payments
      And Ada has followed "Look up the loan"
      And Ada has pressed "Look up"
        | field                              | value |
        | Reference, borrower or amount owed | omar  |
      When Ada presses "Book to HL-OMAR"
      Then Ada reads "Line 2 was booked to HL-OMAR." on the page
      And Omar still owes $750.00 on 14 March 2025

    Scenario: Loans that owe exactly the amount are offered at once
      Given Ada has imported the bank file "March.csv"
        | date          | amount    | reference |
        | 14 March 2025 | $1,250.00 | House     |
      And Ada has opened the payments
      When Ada follows "Look up the loan"
      Then Ada reads under "Look up a loan"
        """
        HL-OMAR Omar 14 March 2025 $1,250.00
        """

    Scenario: An admin books a payment that names no loan
      Given Ada has imported the bank file "March.csv"
        | date          | amount  | reference |
        | 14 March 2025 | $500.00 | House     |
      And Ada has opened the payments
      When Ada presses "Book"
        | field        | value   |
        | Book to loan | HL-OMAR |
      Then Ada reads "Line 2 was booked to HL-OMAR." on the page
      And Omar still owes $750.00 on 14 March 2025

    Scenario: A payment stays in suspense when its loan is unknown
      Given Ada has imported the bank file "March.csv"
        | date          | amount  | reference |
        | 14 March 2025 | $500.00 | House     |
      And Ada has opened the payments
      When Ada presses "Book"
        | field        | value   |
        | Book to loan | HL-NONE |
      Then Ada reads "There is no application HL-NONE." on the page
      And Ada reads "$500.00 on 14 March 2025" on the page

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
      Then Ada reads under "Task history"
        """
        Repayment reminders 15 March 2025 07:00 due: 1
        Arrears 15 March 2025 01:00 days: 1, loans: 1
        """
      And Ada reads under "Scheduled tasks"
        """
        Note reminders 15 March 2025 08:00
        Repayment reminders 16 March 2025 07:00; last 15 March 2025 07:00
        """

    Scenario: Operations say why a task failed and what to do next
      When Ada imports a bank file that "ends before its total"
      And Ada opens the operations
      Then the background task fails: "refused"
      And Ada reads under "Failed tasks"
        """
        Bank file import 14 March 2025 09:00
        The bank file was refused: 1 error.
        Its page under Payments lists the errors by line. Correct them, and upload it again.
        """

    Scenario: A refused request is not shown as a failed task
      Given Omar has applied for $90,000.00 through Bella
      When Omar asks for Omar's "formal approval"
      And Ada opens the operations
      Then it is refused: "A borrower may not ask for the formal approval."
      But Ada reads under "Failed tasks"
        """
        No failed tasks.
        """

    Scenario: Operations show tasks of the last 90 days only
      Given it is Saturday 15 March 2025 00:59
      And 1 minute has passed
      And it is Saturday 14 June 2025 03:29
      When 1 minute passes
      And Ada opens the operations
      Then Ada reads under "Task history"
        """
        Clean-up 14 June 2025 03:30 notifications: 0, emails: 0, bank files: 0, task results: 1
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
      When Ada presses "Run again: Document of 14 March 2025 09:00"
      Then Ada reads "Document is being run again." on the page
      And Nora's "application form" is at version 1

    Scenario: A task that succeeds when it is run again is no longer among the failed ones
      Given Nora has applied for $90,000.00 through Bella
      And the disk for documents is full
      And Ben has asked for Nora's "application form"
      And the background task failed: "No space left on device"
      And there is room on the disk for documents again
      And Ada has opened the operations
      And Ada has pressed "Run again: Document of 14 March 2025 09:00"
      When Ada opens the operations
      Then Ada reads under "Failed tasks"
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
      When Ada presses "Run all again: Document"
      Then Ada reads "2 tasks are being run again." on the page

  Rule: An admin sends again what the mail server did not take

    Background:
      Given Nora has applied for $90,000.00 through Bella

    Scenario: Operations show e-mails that wait for the mail server
      Given the mail server is down
      And Bella has moved Nora's application to "Pre-approval"
      When Ada opens the operations
      Then Ada reads under "Outbox"
        """
        to ben@
        attempt 2
        """

    Scenario: An admin sends a waiting e-mail before its next try
      Given the mail server is down
      And Bella has moved Nora's application to "Pre-approval"
      And the mail server has recovered
      And Ada has opened the operations
      When Ada presses "Try now: Loan application HL-NORA to nora@example.com"
      Then Ada reads "“Loan application HL-NORA” is being sent to nora@example.com again." on the page
      And Nora receives an e-mail "Loan application HL-NORA"

    Scenario: An admin sends an e-mail again that was refused for good
      Given the mail server permanently refuses Nora's address
      And Bella has moved Nora's application to "Pre-approval"
      And the mail server has recovered
      And Ada has opened the operations
      When Ada presses "Try again: Loan application HL-NORA to nora@example.com"
      Then Ada reads "“Loan application HL-NORA” is being sent to nora@example.com again." on the page
      And Nora receives an e-mail "Loan application HL-NORA"

    Scenario: An admin sends all e-mails again that failed for the same reason
      Given Omar has applied for $90,000.00 through Bella
      And the mail server permanently refuses Nora's address
      And the mail server permanently refuses Omar's address
      And Bella has moved Nora's application to "Pre-approval"
      And Bella has moved Omar's application to "Pre-approval"
      And the mail server has recovered
      And Ada has opened the operations
      When Ada presses "Try all again: The mail server does not take e-mail for this address."
      Then Ada reads "2 e-mails are being sent again." on the page
      And Nora receives an e-mail "Loan application HL-NORA"
      And Omar receives an e-mail "Loan application HL-OMAR-2"

    Scenario: Operations say why an e-mail was not delivered and what to do next
      Given the mail server permanently refuses Nora's address
      And Bella has moved Nora's application to "Pre-approval"
      When Ada opens the operations
      Then Ada reads under "Not delivered"
        """
        The mail server does not take e-mail for this address. Correct the person's e-mail address, then try again.
        """

    Scenario: An e-mail that was sent meanwhile is not sent again
      Given the mail server is down
      And Bella has moved Nora's application to "Pre-approval"
      And Ada has opened the operations
      And the mail server has recovered
      When 15 minutes pass
      And Ada presses "Try now: Loan application HL-NORA to nora@example.com"
      Then Ada reads "This e-mail cannot be sent again: it was sent, is being sent, or its text has been deleted." on the page
      And Nora's address was tried 1 time
