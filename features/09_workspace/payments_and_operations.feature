Feature: Admins import payments, decide on what is in suspense, and see what the machines do
  Money that nobody can place is worse than money that is late.

  Background:
    Given today is Friday 14 March 2025
    And Ada is an admin
    And Bella is a broker who works with Ben
    And Bella's borrowers owe these repayments
      | borrower | due           | principal | interest |
      | Omar     | 14 March 2025 | $1,000.00 | $250.00  |

  Rule: A file is booked, or refused with every fault by its line

    Scenario: A good file
      Given Ada has opened the payments
      When Ada hands in the file "March.csv" on the page
        | date          | amount  | reference |
        | 14 March 2025 | $500.00 | HL-OMAR   |
      And Ada opens the payments
      And Ada follows "March.csv"
      Then Ada reads "Fully booked" on the page
      And Ada reads "1 of 1 line booked, $500.00 in total" on the page
      And Omar still owes $750.00 on 14 March 2025

    Scenario: The same file again
      Given Ada has imported the bank file "March.csv"
        | date          | amount  | reference |
        | 14 March 2025 | $500.00 | HL-OMAR   |
      And Ada has opened the payments
      When Ada hands in the file "Again.csv" on the page
        | date          | amount  | reference |
        | 14 March 2025 | $500.00 | HL-OMAR   |
      Then Ada reads "This file was already uploaded. Here is its result." on the page
      And Omar still owes $750.00 on 14 March 2025

    Scenario: A file with a fault
      When Ada imports a bank file that "ends before its total"
      Then the background work fails: "refused"
      When Ada opens the payments
      Then Ada reads "refused: 1 error" on the page

    Scenario: A refused file shows its first 200 faults page by page, and counts the others
      When Ada imports a bank file that "has 250 wrong lines"
      Then the background work fails: "refused"
      When Ada opens the payments
      And Ada follows "odd.csv"
      Then Ada reads "The first 200 errors are listed; there are 50 more." on the page
      And Ada reads "Page 1 of 5" on the page

  Rule: Money in suspense goes where an admin says

    Scenario: A reference that names no loan
      Given Ada has imported the bank file "March.csv"
        | date          | amount  | reference |
        | 14 March 2025 | $500.00 | House     |
      And Ada has opened the payments
      When Ada presses "Book"
        | field        | value   |
        | Book to loan | HL-OMAR |
      Then Ada reads "Line 2 was booked to HL-OMAR." on the page
      And Omar still owes $750.00 on 14 March 2025

    Scenario: A loan that does not exist
      Given Ada has imported the bank file "March.csv"
        | date          | amount  | reference |
        | 14 March 2025 | $500.00 | House     |
      And Ada has opened the payments
      When Ada presses "Book"
        | field        | value   |
        | Book to loan | HL-NONE |
      Then Ada reads "There is no application HL-NONE." on the page
      And Ada reads "$500.00 on 14 March 2025" on the page

  Rule: Nobody but admins sees payments and operations

    Scenario Outline: <who>'s <page>
      When <who> opens the <page>
      Then <who> finds nothing there

      Examples:
        | who   | page       |
        | Ben   | payments   |
        | Bella | operations |
        | Omar  | reports    |

  Rule: Operations show what ran, what failed and what comes next

    Scenario: What ran, and with which result
      When Saturday 15 March 2025 07:00 comes
      And Ada opens the operations
      Then Ada reads under "Task history"
        """
        send repayment reminders 15 March 2025 07:00 due: 1
        age arrears 15 March 2025 01:00 days: 1, loans: 1
        """
      And Ada reads under "Scheduled tasks"
        """
        send note reminders 15 March 2025 08:00
        send repayment reminders 16 March 2025 07:00; last 15 March 2025 07:00
        """

    Scenario: What failed, and why
      When Ada imports a bank file that "ends before its total"
      Then the background work fails: "refused"
      When Ada opens the operations
      Then Ada reads under "Failed tasks"
        """
        import payments 14 March 2025 09:00
        refused
        """

    Scenario: A request that is refused is never queued, so it does not fail
      Given Omar has applied for $90,000.00 through Bella
      When Omar asks for Omar's "formal approval"
      Then it is refused: "A Borrower may not ask for the formal approval."
      When Ada opens the operations
      Then Ada reads under "Failed tasks"
        """
        No failed tasks.
        """

    Scenario: Nothing failed
      When Ada opens the operations
      Then Ada reads under "Failed tasks"
        """
        No failed tasks.
        """

    Scenario: Of what ran, 90 days are kept
      Given it is Friday 14 March 2025 00:59
      When 1 minute passes
      Given it is Friday 13 June 2025 03:29
      When 1 minute passes
      And Ada opens the operations
      Then Ada reads under "Task history"
        """
        purge expired 13 June 2025 03:30 notifications: 0, emails: 0, bank files: 0, task results: 1
        """
      And Ada does not read "March 2025" on the page

  Rule: What the mail server did not take is sent again by a press of a button

    Background:
      Given Nora has applied for $90,000.00 through Bella

    Scenario: A mail server that is down
      Given the mail server is down
      And Bella has moved Nora's application to "Pre-approval"
      When Ada opens the operations
      Then Ada reads under "Outbox"
        """
        to ben@
        attempt 2
        """

    Scenario: It is up again, and nobody wants to wait
      Given the mail server is down
      And Bella has moved Nora's application to "Pre-approval"
      And the mail server has recovered
      And Ada has opened the operations
      When Ada presses "Try now: Loan application HL-NORA to nora@example.com"
      Then Ada reads "“Loan application HL-NORA” is being sent to nora@example.com again." on the page
      And Nora receives an e-mail "Loan application HL-NORA"

    Scenario: A mailbox that was full, and is not any more
      Given the mail server refuses Nora's address for good
      And Bella has moved Nora's application to "Pre-approval"
      And the mail server has recovered
      And Ada has opened the operations
      When Ada presses "Try again: Loan application HL-NORA to nora@example.com"
      Then Ada reads "“Loan application HL-NORA” is being sent to nora@example.com again." on the page
      And Nora receives an e-mail "Loan application HL-NORA"

    Scenario: It left meanwhile
      Given the mail server is down
      And Bella has moved Nora's application to "Pre-approval"
      And Ada has opened the operations
      And the mail server has recovered
      When 15 minutes pass
      And Ada presses "Try now: Loan application HL-NORA to nora@example.com"
      Then Ada reads "This e-mail cannot be sent again: it was sent, is being sent, or its text has been deleted." on the page
      And Nora's address was tried 1 time
