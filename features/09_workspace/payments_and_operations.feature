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
      Then Ada reads "All of it is booked" on the page
      And Ada reads "1 of 1 lines, $500.00 in all" on the page
      And Omar still owes $750.00 on 14 March 2025

    Scenario: The same file again
      Given Ada has imported the bank file "March.csv"
        | date          | amount  | reference |
        | 14 March 2025 | $500.00 | HL-OMAR   |
      And Ada has opened the payments
      When Ada hands in the file "Again.csv" on the page
        | date          | amount  | reference |
        | 14 March 2025 | $500.00 | HL-OMAR   |
      Then Ada reads "These bytes were received before" on the page
      And Omar still owes $750.00 on 14 March 2025

    Scenario: A file with a fault
      When Ada imports a bank file that "ends before its total"
      Then the background work fails: "refused"
      When Ada opens the payments
      Then Ada reads "refused: 1 fault" on the page

  Rule: Money in suspense goes where an admin says

    Scenario: A reference that names no loan
      Given Ada has imported the bank file "March.csv"
        | date          | amount  | reference |
        | 14 March 2025 | $500.00 | House     |
      And Ada has opened the payments
      When Ada presses "Book it"
        | field              | value   |
        | It belongs to loan | HL-OMAR |
      Then Ada reads "is HL-OMAR's." on the page
      And Omar still owes $750.00 on 14 March 2025

    Scenario: A loan that does not exist
      Given Ada has imported the bank file "March.csv"
        | date          | amount  | reference |
        | 14 March 2025 | $500.00 | House     |
      And Ada has opened the payments
      When Ada presses "Book it"
        | field              | value   |
        | It belongs to loan | HL-NONE |
      Then Ada reads "There is no application HL-NONE." on the page
      And Ada reads "$500.00 of 14 March 2025" on the page

  Rule: Nobody but admins sees payments and operations

    Scenario Outline: <who>'s <page>
      When <who> opens the <page>
      Then <who> finds nothing there

      Examples:
        | who   | page       |
        | Ben   | payments   |
        | Bella | operations |
        | Omar  | reports    |

  Rule: Operations show what waits, what failed and what comes next

    Scenario: A mail server that is down
      Given the mail server is down
      And Nora has applied for $90,000.00 through Bella
      And Bella has moved Nora's application to "Pre-approval"
      When Ada opens the operations
      Then Ada reads under "Outbox"
        """
        to ben@
        try 2
        """
      And Ada reads under "What runs next"
        """
        send repayment reminders 15 March 2025 07:00
        """
