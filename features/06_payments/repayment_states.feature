Feature: A repayment's state follows from its payments and the date
  Nobody sets a repayment to “paid” or “overdue”, so nobody can forget to. Its state is worked out each time
  from the money received, the value dates of that money, and today.

  Background:
    Given Bella is a broker who works with Ben
    And Omar has applied for $250,000.00 through Bella

  Rule: A repayment is scheduled before its due date, due on it and overdue after it

    Scenario Outline: A repayment due on 14 March is <state> on <day>
      Given today is <day>
      And Omar owes $1,250.00 on 14 March 2025
      Then Omar's repayment on 14 March 2025 is <state>
      And Omar's loan is not closed

      Examples:
        | day           | state     | why                  |
        | 13 March 2025 | scheduled | it is due tomorrow   |
        | 14 March 2025 | due       | it is due today      |
        | 15 March 2025 | overdue   | it was due yesterday |

    Scenario Outline: A part-paid repayment due on 14 March is <state> on <day>
      Given today is <day>
      And Omar owes $1,250.00 on 14 March 2025
      When Omar pays <amount>
      Then Omar's repayment on 14 March 2025 is <state>

      Examples:
        | day           | amount    | state       |
        | 13 March 2025 | $0.01     | partly paid |
        | 14 March 2025 | $1,249.99 | partly paid |
        | 15 March 2025 | $1,249.99 | overdue     |

    Scenario: A repayment becomes overdue at midnight in Sydney, not in Greenwich
      Given it is Saturday 15 March 2025 00:01
      And Omar owes $1,250.00 on 14 March 2025
      Then Omar's repayment on 14 March 2025 is overdue

  Rule: The value date decides whether a repayment was paid on time

    Background:
      Given today is 14 March 2025
      And Omar owes $1,250.00 on 14 March 2025

    Scenario: A repayment paid on its due date is paid
      When Omar pays $1,250.00
      Then Omar's repayment on 14 March 2025 is paid
      And Omar's loan is closed

    Scenario: A repayment paid one day after its date is paid late
      Given it is Saturday 15 March 2025 09:00
      When Omar pays $1,250.00
      Then Omar's repayment on 14 March 2025 is paid late
      And Omar's loan is closed

    Scenario: The last cent decides whether a repayment is paid late
      Given Omar has paid $1,249.99
      And it is Saturday 15 March 2025 09:00
      When Omar pays $0.01
      Then Omar's repayment on 14 March 2025 is paid late

    Scenario: A payment reported later counts from its value date
      Given Ada is an admin
      And it is Monday 17 March 2025 09:00
      When Ada imports the bank file "March.csv"
        | date          | amount    | reference |
        | 14 March 2025 | $1,250.00 | HL-OMAR   |
      Then Omar's repayment on 14 March 2025 is paid

    Scenario: A bounced payment leaves the repayment overdue
      Given Omar has paid $1,250.00
      And it is Saturday 15 March 2025 09:00
      When Omar's payment bounces
      Then Omar's repayment on 14 March 2025 is overdue
      And Omar's loan is not closed

    Scenario: A repayment that bounced and was paid again is paid late
      Given Omar has paid $1,250.00
      And it is Saturday 15 March 2025 09:00
      And Omar's payment has bounced
      When Omar pays $1,250.00
      Then Omar's repayment on 14 March 2025 is paid late

    Scenario: A late payment that bounced does not make a repayment late
      Given it is Saturday 15 March 2025 09:00
      And Omar has paid $1,250.00
      And Omar's payment has bounced
      When Omar's payment of $1,250.00 with value date 14 March 2025 arrives
      Then Omar's repayment on 14 March 2025 is paid

  Rule: A loan is closed once every repayment is paid

    Scenario: A loan that is not funded is not closed
      Given Omar's application is at "Settlement"
      Then Omar's loan is not closed

    Scenario: A loan without a schedule is not closed
      Given Omar's loan of $1,200.00 at 0 % for 4 months was funded on 31 January 2025
      Then Omar's loan is not closed

    Scenario: A loan that still owes one cent is not closed
      Given today is 14 March 2025
      And Omar owes $1,250.00 on 14 March 2025
      And Omar owes $1,250.00 on 14 April 2025
      When Omar pays $2,499.99
      Then Omar's repayment on 14 March 2025 is paid
      And Omar's repayment on 14 April 2025 is partly paid
      And Omar's loan is not closed
