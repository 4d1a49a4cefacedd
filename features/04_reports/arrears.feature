Feature: Every night it is put down how far behind each loan is
  Whoever looks at a loan in the morning sees since when it is behind and with how much, and a year
  later it can still be shown what was known on any day.

  Background:
    Given Bella is a broker who works with Ben
    And it is Friday 14 March 2025 12:00

  Rule: Days past due are counted from the due date of the oldest unpaid repayment

    Scenario Outline: <days> days past due on <day>: <why>
      Given Bella's borrowers owe these repayments
        | borrower | due           | principal | interest |
        | Omar     | 14 March 2025 | $1,000.00 | $250.00  |
        | Omar     | 17 March 2025 | $1,000.00 | $250.00  |
      When <day> 01:00 comes
      Then Omar is <days> days past due on <day>

      Examples:
        | day           | days | why                           |
        | 15 March 2025 | 1    | the day after the due date    |
        | 16 March 2025 | 2    | and the day after that        |
        | 18 March 2025 | 4    | the older one counts          |

    Scenario: On the due date itself nothing is past due yet
      Given Bella's borrowers owe these repayments
        | borrower | due           | principal | interest |
        | Omar     | 15 March 2025 | $1,000.00 | $250.00  |
      When Saturday 15 March 2025 01:00 comes
      Then Omar is 0 days past due on 15 March 2025
      And Omar is $0.00 in arrears on 15 March 2025, with a balance of $1,000.00

    Scenario: With the oldest paid, the next one counts
      Given Bella's borrowers owe these repayments
        | borrower | due           | principal | interest |
        | Omar     | 7 March 2025  | $1,000.00 | $250.00  |
        | Omar     | 14 March 2025 | $1,000.00 | $250.00  |
      And Omar has paid $1,250.00
      When Monday 17 March 2025 01:00 comes
      Then Omar is 3 days past due on 17 March 2025

    Scenario: All but a cent is unpaid
      Given Bella's borrowers owe these repayments
        | borrower | due           | principal | interest |
        | Omar     | 7 March 2025  | $1,000.00 | $250.00  |
        | Omar     | 14 March 2025 | $1,000.00 | $250.00  |
      And Omar has paid $1,249.99
      When Monday 17 March 2025 01:00 comes
      Then Omar is 10 days past due on 17 March 2025
      And Omar is $1,250.01 in arrears on 17 March 2025, with a balance of $1,000.01

    Scenario: A hardship pause does not stop the counting
      Given Bella's borrowers owe these repayments
        | borrower | due          | principal | interest |
        | Omar     | 7 March 2025 | $1,000.00 | $250.00  |
      And Omar is granted a hardship pause from 8 March 2025 to 31 March 2025
      When Saturday 15 March 2025 01:00 comes
      Then Omar is 8 days past due on 15 March 2025

    Scenario: A repayment that was cancelled does not count
      Given Bella's borrowers owe these repayments
        | borrower | due           | principal | interest |
        | Omar     | 7 March 2025  | $1,000.00 | $250.00  |
        | Omar     | 14 March 2025 | $1,000.00 | $250.00  |
      And Omar's repayment on 7 March 2025 has been cancelled
      When Monday 17 March 2025 01:00 comes
      Then Omar is 3 days past due on 17 March 2025
      And Omar is $1,250.00 in arrears on 17 March 2025, with a balance of $1,000.00

    Scenario: Clocks go back on 6 April, and days stay days
      Given it is Saturday 5 April 2025 12:00
      And Bella's borrowers owe these repayments
        | borrower | due          | principal | interest |
        | Omar     | 5 April 2025 | $1,000.00 | $250.00  |
      When Monday 7 April 2025 01:00 comes
      Then Omar is 1 day past due on 6 April 2025
      And Omar is 2 days past due on 7 April 2025

  Rule: The days agree with published cases

    Apache Fineract, fineract-e2e-tests-runner/src/test/resources/features/LoanDelinquency.feature, lines
    269 to 352, at commit 4198b0bcf9a9: four instalments of 250.00, and the range of days that each is
    in. Fineract ages every instalment, we age the loan by its oldest. A day here is put down as it
    begins, so that money counts from the day after its value date on.

    Background:
      Given it is Sunday 24 September 2023 12:00
      And Bella's borrowers owe these repayments
        | borrower | due             | principal | interest |
        | Omar     | 1 October 2023  | $250.00   | $0.00    |
        | Omar     | 16 October 2023 | $250.00   | $0.00    |
        | Omar     | 31 October 2023 | $250.00   | $0.00    |
        | Omar     | 15 November 2023 | $250.00  | $0.00    |

    Scenario Outline: Nothing is paid: <why>
      Given it is <eve> 12:00
      When <day> 01:00 comes
      Then Omar is <days> days past due on <day>

      Examples:
        | eve              | day              | days | why                                       |
        | 24 October 2023  | 25 October 2023  | 24   | two instalments are 24 and 9 days behind  |
        | 15 November 2023 | 16 November 2023 | 46   | the last of four has been due for a day   |
        | 15 December 2023 | 16 December 2023 | 76   | all of them are behind by a month or more |

    Scenario: The oldest instalment is paid
      Given it is Wednesday 25 October 2023 12:00
      And Omar has paid $250.00
      When Thursday 26 October 2023 01:00 comes
      Then Omar is 10 days past due on 26 October 2023
      And Omar is $250.00 in arrears on 26 October 2023, with a balance of $750.00

    Scenario: Everything is paid
      Given it is Saturday 16 December 2023 12:00
      And Omar has paid $1,000.00
      When Sunday 17 December 2023 01:00 comes
      Then nothing is put down of Omar's arrears on 17 December 2023

  Rule: Arrears are what is past due, the balance is the principal still owed

    Scenario Outline: Of $1,250.00 past due and as much to come, <paid> is paid: <why>
      Given Bella's borrowers owe these repayments
        | borrower | due           | principal | interest |
        | Omar     | 14 March 2025 | $1,000.00 | $250.00  |
        | Omar     | 14 April 2025 | $1,000.00 | $250.00  |
      And Omar has paid <paid>
      When Saturday 15 March 2025 01:00 comes
      Then Omar is <arrears> in arrears on 15 March 2025, with a balance of <balance>

      Examples:
        | paid      | arrears   | balance   | why                           |
        | $0.01     | $1,249.99 | $2,000.00 | interest is paid first        |
        | $250.00   | $1,000.00 | $2,000.00 | all of the interest           |
        | $250.01   | $999.99   | $1,999.99 | then the principal            |
        | $1,250.00 | $0.00     | $1,000.00 | nothing is past due any more  |

    Scenario: A payment that has bounced pays nothing
      Given Bella's borrowers owe these repayments
        | borrower | due           | principal | interest |
        | Omar     | 14 March 2025 | $1,000.00 | $250.00  |
      And Omar has paid $1,250.00
      And Omar's payment has bounced
      When Saturday 15 March 2025 01:00 comes
      Then Omar is $1,250.00 in arrears on 15 March 2025, with a balance of $1,000.00

  Rule: It is put down at one in the morning, of each funded loan that still owes anything

    Background:
      Given Bella's borrowers owe these repayments
        | borrower | due           | principal | interest |
        | Omar     | 14 March 2025 | $1,000.00 | $250.00  |

    Scenario: Not a minute before one
      When Saturday 15 March 2025 00:59 comes
      Then nothing is put down of Omar's arrears on 15 March 2025

    Scenario: Not of a loan that is not funded
      Given Omar's application is at "Settlement"
      When Saturday 15 March 2025 01:00 comes
      Then nothing is put down of Omar's arrears on 15 March 2025

    Scenario: Not of a loan that has paid everything
      Given Omar has paid $1,250.00
      When Saturday 15 March 2025 01:00 comes
      Then nothing is put down of Omar's arrears on 15 March 2025

    Scenario: However many loans there are
      Given Bella has 500 more borrowers who owe $100.00 on 14 March 2025
      When Saturday 15 March 2025 01:00 comes
      Then 501 loans are put down on 15 March 2025

    Scenario: Put down again, it stays as it was
      Given it was reported until Saturday 15 March 2025 01:00
      And Omar's payment of $1,000.00 with value date 14 March 2025 has arrived
      When the arrears are put down again
      Then Omar is $1,250.00 in arrears on 15 March 2025, with a balance of $1,000.00

  Rule: Days that were missed are made up for, as they would have been

    Scenario: Three days of absence, with a payment on the second
      Given Bella's borrowers owe these repayments
        | borrower | due           | principal | interest |
        | Omar     | 14 March 2025 | $1,000.00 | $250.00  |
      And it was reported until Saturday 15 March 2025 12:00
      And the calendar of background work stands still until Tuesday 18 March 2025 12:00
      And Omar's payment of $1,000.00 with value date 17 March 2025 has arrived
      When Wednesday 19 March 2025 01:00 comes
      Then Omar is 2 days past due on 16 March 2025
      And Omar is $1,250.00 in arrears on 17 March 2025, with a balance of $1,000.00
      And Omar is $250.00 in arrears on 18 March 2025, with a balance of $250.00
      And Omar is $250.00 in arrears on 19 March 2025, with a balance of $250.00

    Scenario: A loan that was funded meanwhile is not put down for the days before
      Given Bella's borrowers owe these repayments
        | borrower | due           | principal | interest |
        | Nora     | 14 March 2025 | $1,000.00 | $250.00  |
      And it was reported until Saturday 15 March 2025 12:00
      And the calendar of background work stands still until Monday 17 March 2025 12:00
      And Bella's applications have this past
        | borrower | amount      | stage  | at                         |
        | Omar     | $200,000.00 | Funded | Monday 17 March 2025 00:00 |
      And Bella's borrowers owe these repayments
        | borrower | due           | principal | interest |
        | Omar     | 14 April 2025 | $1,000.00 | $250.00  |
      When Tuesday 18 March 2025 01:00 comes
      Then nothing is put down of Omar's arrears on 17 March 2025
      But Omar is 0 days past due on 18 March 2025
