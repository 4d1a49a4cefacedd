Feature: Money counts once and a schedule is built once, whatever befalls the machines
  A cent that is lost or counted twice costs more trust than it is worth.

  Background:
    Given today is Monday 17 March 2025
    And Ada is an admin
    And Bella is a broker who works with Ben

  Rule: Each line of a bank file counts once

    Scenario Outline: Although <trouble>
      Given Omar has applied for $250,000.00 through Bella
      And Omar owes $1,250.00 on 14 March 2025
      And <trouble>
      When Ada imports the bank file "March.csv"
        | date          | amount  | reference |
        | 14 March 2025 | $700.00 | HL-OMAR   |
        | 14 March 2025 | $700.00 | HL-OMAR   |
        | 14 March 2025 | $10.00  | HL-NOBODY |
      Then Omar's repayment on 14 March 2025 is paid
      And $150.00 of Omar's money is in suspense

      Examples:
        | trouble                                                |
        | every request for background work is delivered twice   |
        | two workers are always at the "bank file" at once      |
        | worker after worker dies over the "bank file"          |

  Rule: A schedule has each repayment once

    Scenario Outline: Although <trouble>
      Given Omar has applied for $100,000.00 through Bella
      And Omar's loan of $100,000.00 at 6 % for 360 months was paid out on 31 January 2025
      And <trouble>
      When Omar's schedule is built
      Then Omar has 360 repayments
      And the principal of Omar's repayments adds up to $100,000.00

      Examples:
        | trouble                                                    |
        | every request for background work is delivered twice       |
        | two workers are always at the "repayment schedule" at once |
        | worker after worker dies over the "repayment schedule"     |
