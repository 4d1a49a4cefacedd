Feature: Money pays what has been owed the longest, fees as well as repayments
  A borrower who pays less than everything should know what it went to; one who pays more should find
  it waiting for the next repayment, or set aside where nothing is left to pay.

  Background:
    Given today is 14 March 2025
    And Bella is a broker who works with Ben
    And Omar has applied for $250,000.00 through Bella

  Rule: The oldest comes first; of the same day, repayments come before fees

    Scenario: A fee that is a day older is paid first
      Given Omar owes $1,250.00 on 14 March 2025
      And Omar owes a "Valuation" fee of $300.00 on 13 March 2025
      When Omar pays $400.00
      Then Omar still owes $0.00 of the "Valuation" fee
      And Omar still owes $1,150.00 on 14 March 2025

    Scenario: A fee of the same day waits for the repayment
      Given Omar owes $1,250.00 on 14 March 2025
      And Omar owes a "Valuation" fee of $300.00 on 14 March 2025
      When Omar pays $1,300.00
      Then Omar still owes $0.00 on 14 March 2025
      And Omar still owes $250.00 of the "Valuation" fee

    Scenario: A fee lies between two repayments
      Given Omar owes $1,250.00 on 14 March 2025
      And Omar owes $1,250.00 on 14 April 2025
      And Omar owes a "Valuation" fee of $300.00 on 20 March 2025
      When Omar pays $1,600.00
      Then Omar's repayment on 14 March 2025 is paid
      And Omar still owes $0.00 of the "Valuation" fee
      And Omar still owes $1,200.00 on 14 April 2025

    Scenario: What was paid of a fee is not asked for twice
      Given Omar owes a "Valuation" fee of $300.00 on 13 March 2025
      And Omar owes $1,250.00 on 14 March 2025
      And Omar has paid $299.99
      When Omar pays $0.02
      Then Omar still owes $0.00 of the "Valuation" fee
      And Omar still owes $1,249.99 on 14 March 2025

    Scenario: A payment that bounces leaves the fee unpaid, too
      Given Omar owes a "Valuation" fee of $300.00 on 13 March 2025
      And Omar owes $1,250.00 on 14 March 2025
      And Omar has paid $1,550.00
      When Omar's payment bounces
      Then Omar still owes $300.00 of the "Valuation" fee
      And Omar still owes $1,250.00 on 14 March 2025

  Rule: The excess pays what is still to come, and what is left of it is in suspense

    Scenario: More than is due pays the next repayment before its day
      Given Omar owes $1,250.00 on 14 March 2025
      And Omar owes $1,250.00 on 14 April 2025
      When Omar pays $2,500.00
      Then Omar's repayment on 14 April 2025 is paid
      And $0.00 of Omar's money is in suspense

    Scenario: A cent more than everything is a cent in suspense
      Given Omar owes $1,250.00 on 14 March 2025
      And Omar owes a "Valuation" fee of $300.00 on 20 March 2025
      When Omar pays $1,550.01
      Then $0.01 of Omar's money is in suspense
      And Omar's loan is closed

    Scenario: More repayments than are looked up at once
      Given Omar owes 30 repayments of $10.00 on 14 March 2025
      When Omar pays $299.99
      Then $0.00 of Omar's money is in suspense
      And Omar's loan is not closed

    Scenario: Exactly all of them
      Given Omar owes 24 repayments of $10.00 on 14 March 2025
      When Omar pays $240.01
      Then $0.01 of Omar's money is in suspense
      And Omar's loan is closed

    Scenario: Money that bounced is in suspense no more
      Given Omar owes $1,250.00 on 14 March 2025
      And Omar has paid $2,000.00
      When Omar's payment bounces
      Then $0.00 of Omar's money is in suspense

    Scenario: A loan to which nothing was paid has nothing in suspense
      Given Omar owes $1,250.00 on 14 March 2025
      Then $0.00 of Omar's money is in suspense
