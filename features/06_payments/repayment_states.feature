Feature: How a repayment stands follows from the money and the day
  Nobody sets a repayment to “paid” or “overdue”, and so nobody can forget to. Whoever looks sees what
  follows from the money that came, the day it counts from, and today.

  Background:
    Given Bella is a broker who works with Ben
    And Omar has applied for $250,000.00 through Bella

  Rule: Until the due date a repayment is scheduled, on it due, after it overdue

    Scenario Outline: On <day> it is <state>
      Given today is <day>
      And Omar owes $1,250.00 on 14 March 2025
      Then Omar's repayment on 14 March 2025 is <state>
      And Omar's loan is not closed

      Examples:
        | day           | state     | why                       |
        | 13 March 2025 | scheduled | it falls due tomorrow     |
        | 14 March 2025 | due       | today                     |
        | 15 March 2025 | overdue   | it was due yesterday      |

    Scenario Outline: Paid in part it is <state> on <day>
      Given today is <day>
      And Omar owes $1,250.00 on 14 March 2025
      When Omar pays <amount>
      Then Omar's repayment on 14 March 2025 is <state>

      Examples:
        | day           | amount    | state       |
        | 13 March 2025 | $0.01     | partly paid |
        | 14 March 2025 | $1,249.99 | partly paid |
        | 15 March 2025 | $1,249.99 | overdue     |

    Scenario: The day is Sydney's, not Greenwich's
      Given it is Saturday 15 March 2025 00:01
      And Omar owes $1,250.00 on 14 March 2025
      Then Omar's repayment on 14 March 2025 is overdue

  Rule: Whether it was paid in time is told by the day from which the money counts

    Background:
      Given today is 14 March 2025
      And Omar owes $1,250.00 on 14 March 2025

    Scenario: Paid on the day, it is paid
      When Omar pays $1,250.00
      Then Omar's repayment on 14 March 2025 is paid
      And Omar's loan is closed

    Scenario: Paid a day after, it is paid late
      Given it is Saturday 15 March 2025 09:00
      When Omar pays $1,250.00
      Then Omar's repayment on 14 March 2025 is paid late
      And Omar's loan is closed

    Scenario: The last cent decides
      Given Omar has paid $1,249.99
      And it is Saturday 15 March 2025 09:00
      When Omar pays $0.01
      Then Omar's repayment on 14 March 2025 is paid late

    Scenario: Money that the bank reports later counts from its own day
      Given Ada is an admin
      And it is Monday 17 March 2025 09:00
      When Ada imports the bank file "March.csv"
        | date          | amount    | reference |
        | 14 March 2025 | $1,250.00 | HL-OMAR   |
      Then Omar's repayment on 14 March 2025 is paid

    Scenario: Money that bounces has not paid
      Given Omar has paid $1,250.00
      And it is Saturday 15 March 2025 09:00
      When Omar's payment bounces
      Then Omar's repayment on 14 March 2025 is overdue
      And Omar's loan is not closed

    Scenario: Paid in time, bounced and paid again late, it is paid late
      Given Omar has paid $1,250.00
      And it is Saturday 15 March 2025 09:00
      And Omar's payment has bounced
      When Omar pays $1,250.00
      Then Omar's repayment on 14 March 2025 is paid late

    Scenario: A late payment that bounced does not make it late
      Given it is Saturday 15 March 2025 09:00
      And Omar has paid $1,250.00
      And Omar's payment has bounced
      And it is Friday 14 March 2025 09:00
      When Omar pays $1,250.00
      Then Omar's repayment on 14 March 2025 is paid

  Rule: A loan is closed once every repayment is paid

    Scenario: A loan that is not funded is not closed
      Given Omar's application is at "Settlement"
      Then Omar's loan is not closed

    Scenario: Nor is one whose repayments are not worked out yet
      Given Omar's loan of $1,200.00 at 0 % for 4 months was paid out on 31 January 2025
      Then Omar's loan is not closed

    Scenario: All but a cent is not all
      Given today is 14 March 2025
      And Omar owes $1,250.00 on 14 March 2025
      And Omar owes $1,250.00 on 14 April 2025
      When Omar pays $2,499.99
      Then Omar's repayment on 14 March 2025 is paid
      And Omar's repayment on 14 April 2025 is partly paid
      And Omar's loan is not closed
