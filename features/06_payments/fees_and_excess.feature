Feature: A payment pays the oldest debt first, repayment or fee
  A borrower who pays part of what is owed should know what the money paid. A borrower who pays too much
  should find the excess on the next repayment, or in suspense once nothing is left to pay.

  Background:
    Given today is 14 March 2025
    And Bella is a broker who works with Ben
    And Omar has applied for $250,000.00 through Bella

  Rule: The oldest debt is paid first; of one day, repayments come before fees

    Scenario: A fee due a day before the repayment is paid first
      Given Omar owes $1,250.00 on 14 March 2025
      And Omar owes a "Valuation" fee of $300.00 on 13 March 2025
      When Omar pays $400.00
      Then Omar still owes $0.00 of the "Valuation" fee
      And Omar still owes $1,150.00 on 14 March 2025

    Scenario: A fee of the same day is paid after the repayment
      Given Omar owes $1,250.00 on 14 March 2025
      And Omar owes a "Valuation" fee of $300.00 on 14 March 2025
      When Omar pays $1,300.00
      Then Omar still owes $0.00 on 14 March 2025
      And Omar still owes $250.00 of the "Valuation" fee

    Scenario: A fee due between two repayments is paid between them
      Given Omar owes $1,250.00 on 14 March 2025
      And Omar owes $1,250.00 on 14 April 2025
      And Omar owes a "Valuation" fee of $300.00 on 20 March 2025
      When Omar pays $1,600.00
      Then Omar's repayment on 14 March 2025 is paid
      And Omar still owes $0.00 of the "Valuation" fee
      And Omar still owes $1,200.00 on 14 April 2025

    Scenario: A part-paid fee takes only what is left of it
      Given Omar owes a "Valuation" fee of $300.00 on 13 March 2025
      And Omar owes $1,250.00 on 14 March 2025
      And Omar has paid $299.99
      When Omar pays $0.02
      Then Omar still owes $0.00 of the "Valuation" fee
      And Omar still owes $1,249.99 on 14 March 2025

    Scenario: A bounced payment leaves both the fee and the repayment unpaid
      Given Omar owes a "Valuation" fee of $300.00 on 13 March 2025
      And Omar owes $1,250.00 on 14 March 2025
      And Omar has paid $1,550.00
      When Omar's payment bounces
      Then Omar still owes $300.00 of the "Valuation" fee
      And Omar still owes $1,250.00 on 14 March 2025

  Rule: An excess pays the next repayment, then goes into suspense

    Scenario: An excess pays the next repayment before it is due
      Given Omar owes $1,250.00 on 14 March 2025
      And Omar owes $1,250.00 on 14 April 2025
      When Omar pays $2,500.00
      Then Omar's repayment on 14 April 2025 is paid
      And $0.00 of Omar's money is in suspense

    Scenario: One cent more than everything owed goes into suspense
      Given Omar owes $1,250.00 on 14 March 2025
      And Omar owes a "Valuation" fee of $300.00 on 20 March 2025
      When Omar pays $1,550.01
      Then $0.01 of Omar's money is in suspense
      And Omar's loan is closed

    Scenario: A bounced payment leaves nothing in suspense
      Given Omar owes $1,250.00 on 14 March 2025
      And Omar has paid $2,000.00
      When Omar's payment bounces
      Then $0.00 of Omar's money is in suspense

    Scenario: A loan without payments has nothing in suspense
      Given Omar owes $1,250.00 on 14 March 2025
      Then $0.00 of Omar's money is in suspense
