Feature: Payments and schedules stay right when workers fail
  A cent that is lost or counted twice costs more trust than it is worth. So a request that is delivered twice,
  two workers at once, or a worker that dies changes nothing about the result.

  Background:
    Given today is Monday 17 March 2025
    And Ada is an admin
    And Bella is a broker who works with Ben

  Rule: Each line of a bank file counts once

    Scenario Outline: Each line of a bank file counts once when <trouble>
      Given Omar has applied for $250,000.00 through Bella
      And Omar owes $1,250.00 on 14 March 2025
      And <trouble>
      When Ada imports the bank file "March.csv"
        | record    | date          | amount  | reference | transaction_id | original |
        | payment   | 14 March 2025 | $700.00 | HL-OMAR   |                |          |
        | payment   | 14 March 2025 | $700.00 | HL-OMAR   |                |          |
        | payment   | 14 March 2025 | $40.00  | HL-OMAR   | T-1            |          |
        | dishonour | 15 March 2025 | $40.00  | Unpaid    | T-2            | T-1      |
        | payment   | 15 March 2025 | $10.00  | HL-NOBODY | T-3            |          |
      Then Omar's repayment on 14 March 2025 is paid
      And $150.00 of Omar's money is in suspense

      Examples:
        | trouble                                                |
        | every background task is delivered twice               |
        | two workers always run the "bank file" at once         |
        | worker after worker dies while running the "bank file" |

    Scenario: An import that a second worker overtakes books nothing twice
      Given Omar has applied for $250,000.00 through Bella
      And Omar owes $1,250.00 on 14 March 2025
      When a second worker overtakes the import of Ada's bank file "March.csv"
        | date          | amount  | reference | transaction_id |
        | 14 March 2025 | $500.00 | HL-OMAR   |                |
        | 14 March 2025 | $500.00 | HL-OMAR   |                |
        | 14 March 2025 | $100.00 | HL-OMAR   | T-1            |
      Then the "bank file" reports "3 lines, 0 allocated, 0 suspense, 0 reversed, 3 known"
      And Omar still owes $150.00 on 14 March 2025

  Rule: Each repayment of a schedule is created once

    Scenario Outline: A schedule of 360 repayments is built once when <trouble>
      Given Omar has applied for $100,000.00 through Bella
      And Omar's loan of $100,000.00 at 6 % for 360 months was funded on 31 January 2025
      And <trouble>
      When Omar's schedule is built
      Then Omar has 360 repayments
      And the principal of Omar's repayments adds up to $100,000.00

      Examples:
        | trouble                                                         |
        | every background task is delivered twice                        |
        | two workers always run the "repayment schedule" at once         |
        | worker after worker dies while running the "repayment schedule" |

    Scenario Outline: A schedule is rebuilt under corrected terms once when <trouble>
      Given Omar has applied for $1,200.00 through Bella
      And Omar's loan of $1,200.00 at 0 % for 4 months was funded on 31 January 2025
      And Omar's schedule has been built
      And Omar has paid $300.00
      And Omar's loan has been corrected to 3 months
      And <trouble>
      When Omar's schedule is built
      Then Omar's repayments are
        | number | amount  | state     |
        | 1      | $300.00 | paid late |
        | 2      | $450.00 | scheduled |
        | 3      | $450.00 | scheduled |
        | 4      | $300.00 | cancelled |

      Examples:
        | trouble                                                         |
        | every background task is delivered twice                        |
        | two workers always run the "repayment schedule" at once         |
        | worker after worker dies while running the "repayment schedule" |
