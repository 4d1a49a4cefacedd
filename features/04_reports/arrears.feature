Feature: Arrears are recorded every night
  In the morning the lender can see for how long each loan has been behind and by how much, and a year later
  it can still be shown what was known on any day.

  Background:
    Given Bella is a broker who works with Ben
    And it is Friday 14 March 2025 12:00

  Rule: Days past due are counted from the due date of the oldest unpaid repayment

    Scenario Outline: A loan is <days> days past due on <day>: <why>
      Given Bella's borrowers owe these repayments
        | borrower | due           | principal | interest |
        | Omar     | 14 March 2025 | $1,000.00 | $250.00  |
        | Omar     | 17 March 2025 | $1,000.00 | $250.00  |
      When <day> 01:00 comes
      Then Omar is <days> days past due on <day>

      Examples:
        | day           | days | why                        |
        | 15 March 2025 | 1    | the day after the due date |
        | 16 March 2025 | 2    | and the day after that     |
        | 18 March 2025 | 4    | the older one counts       |

    Scenario: A repayment is not past due on its due date
      Given Bella's borrowers owe these repayments
        | borrower | due           | principal | interest |
        | Omar     | 15 March 2025 | $1,000.00 | $250.00  |
      When Saturday 15 March 2025 01:00 comes
      Then Omar is 0 days past due on 15 March 2025
      And Omar is $0.00 in arrears on 15 March 2025, with a balance of $1,000.00

    Scenario: Once the oldest repayment is paid, the next one counts
      Given Bella's borrowers owe these repayments
        | borrower | due           | principal | interest |
        | Omar     | 7 March 2025  | $1,000.00 | $250.00  |
        | Omar     | 14 March 2025 | $1,000.00 | $250.00  |
      And Omar has paid $1,250.00
      When Monday 17 March 2025 01:00 comes
      Then Omar is 3 days past due on 17 March 2025

    Scenario: A repayment one cent short still counts as past due
      Given Bella's borrowers owe these repayments
        | borrower | due           | principal | interest |
        | Omar     | 7 March 2025  | $1,000.00 | $250.00  |
        | Omar     | 14 March 2025 | $1,000.00 | $250.00  |
      And Omar has paid $1,249.99
      When Monday 17 March 2025 01:00 comes
      Then Omar is 10 days past due on 17 March 2025
      And Omar is $1,250.01 in arrears on 17 March 2025, with a balance of $1,000.01

    Scenario: A hardship pause does not stop the count of days past due
      Given Bella's borrowers owe these repayments
        | borrower | due          | principal | interest |
        | Omar     | 7 March 2025 | $1,000.00 | $250.00  |
      And Omar is granted a hardship pause from 8 March 2025 to 31 March 2025
      When Saturday 15 March 2025 01:00 comes
      Then Omar is 8 days past due on 15 March 2025

    Scenario: A cancelled repayment is not past due
      Given Bella's borrowers owe these repayments
        | borrower | due           | principal | interest |
        | Omar     | 7 March 2025  | $1,000.00 | $250.00  |
        | Omar     | 14 March 2025 | $1,000.00 | $250.00  |
      And Omar's repayment on 7 March 2025 has been cancelled
      When Monday 17 March 2025 01:00 comes
      Then Omar is 3 days past due on 17 March 2025
      And Omar is $1,250.00 in arrears on 17 March 2025, with a balance of $1,000.00

    Scenario: A clock change does not change the days past due
      Given it is Saturday 5 April 2025 12:00
      And Bella's borrowers owe these repayments
        | borrower | due          | principal | interest |
        | Omar     | 5 April 2025 | $1,000.00 | $250.00  |
      When Monday 7 April 2025 01:00 comes
      Then Omar is 1 day past due on 6 April 2025
      And Omar is 2 days past due on 7 April 2025

  Rule: The days agree with cases that Apache Fineract publishes

    Apache Fineract, fineract-e2e-tests-runner/src/test/resources/features/LoanDelinquency.feature, lines
    269 to 352, at commit 4198b0bcf9a9: four instalments of 250.00, and the range of days that each is
    in. Fineract ages every instalment, we age the loan by its oldest. Here the arrears of a day are
    recorded as it begins, so that money counts from the day after its value date.

    Background:
      Given it is Sunday 24 September 2023 12:00
      And Bella's borrowers owe these repayments
        | borrower | due              | principal | interest |
        | Omar     | 1 October 2023   | $250.00   | $0.00    |
        | Omar     | 16 October 2023  | $250.00   | $0.00    |
        | Omar     | 31 October 2023  | $250.00   | $0.00    |
        | Omar     | 15 November 2023 | $250.00   | $0.00    |

    Scenario Outline: With nothing paid the loan is <days> days past due: <why>
      Given it is <eve> 12:00
      When <day> 01:00 comes
      Then Omar is <days> days past due on <day>

      Examples:
        | eve              | day              | days | why                                       |
        | 24 October 2023  | 25 October 2023  | 24   | two instalments are 24 and 9 days behind  |
        | 15 November 2023 | 16 November 2023 | 46   | the last of four has been due for a day   |
        | 15 December 2023 | 16 December 2023 | 76   | all of them are behind by a month or more |

    Scenario: With the oldest instalment paid the loan is 10 days past due
      Given it is Wednesday 25 October 2023 12:00
      And Omar has paid $250.00
      When Thursday 26 October 2023 01:00 comes
      Then Omar is 10 days past due on 26 October 2023
      And Omar is $250.00 in arrears on 26 October 2023, with a balance of $750.00

  Rule: Arrears are what is past due, the balance is the principal still owed

    Scenario Outline: A payment of <paid> leaves <arrears> in arrears: <why>
      Given Bella's borrowers owe these repayments
        | borrower | due           | principal | interest |
        | Omar     | 14 March 2025 | $1,000.00 | $250.00  |
        | Omar     | 14 April 2025 | $1,000.00 | $250.00  |
      And Omar has paid <paid>
      When Saturday 15 March 2025 01:00 comes
      Then Omar is <arrears> in arrears on 15 March 2025, with a balance of <balance>

      Examples:
        | paid      | arrears   | balance   | why                          |
        | $0.01     | $1,249.99 | $2,000.00 | interest is paid first       |
        | $250.00   | $1,000.00 | $2,000.00 | all of the interest          |
        | $250.01   | $999.99   | $1,999.99 | then the principal           |
        | $1,250.00 | $0.00     | $1,000.00 | nothing is past due any more |

    Scenario: A payment that has bounced does not reduce the arrears
      Given Bella's borrowers owe these repayments
        | borrower | due           | principal | interest |
        | Omar     | 14 March 2025 | $1,000.00 | $250.00  |
      And Omar has paid $1,250.00
      And Omar's payment has bounced
      When Saturday 15 March 2025 01:00 comes
      Then Omar is $1,250.00 in arrears on 15 March 2025
      And Omar's balance is $1,000.00 on 15 March 2025

  Rule: Arrears are recorded at 01:00 for each funded loan that owes anything

    Background:
      Given Bella's borrowers owe these repayments
        | borrower | due           | principal | interest |
        | Omar     | 14 March 2025 | $1,000.00 | $250.00  |

    Scenario: No arrears are recorded before 01:00
      When Saturday 15 March 2025 00:59 comes
      Then no arrears of Omar are recorded on 15 March 2025

    Scenario: No arrears are recorded for a loan that is not funded
      Given Omar's application is at "Settlement"
      When Saturday 15 March 2025 01:00 comes
      Then no arrears of Omar are recorded on 15 March 2025

    Scenario: No arrears are recorded for a loan that is repaid
      Given Omar has paid $1,250.00
      When Saturday 15 March 2025 01:00 comes
      Then no arrears of Omar are recorded on 15 March 2025

    Scenario: Arrears are recorded for all of 501 loans
      Given Bella has 500 more borrowers who owe $100.00 on 14 March 2025
      When Saturday 15 March 2025 01:00 comes
      Then the arrears of 501 loans are recorded on 15 March 2025

    Scenario: A second run does not change the arrears recorded for a day
      Given Saturday 15 March 2025 01:00 has come
      And Omar's payment of $1,000.00 with value date 14 March 2025 has arrived
      When the arrears are recorded again
      Then Omar is $1,250.00 in arrears on 15 March 2025, with a balance of $1,000.00

  Rule: Days missed in an outage are recorded afterwards as they were

    Scenario: After a three-day outage a payment counts from its value date
      Given Bella's borrowers owe these repayments
        | borrower | due           | principal | interest |
        | Omar     | 14 March 2025 | $1,000.00 | $250.00  |
      And Saturday 15 March 2025 12:00 has come
      And the scheduler is down until Tuesday 18 March 2025 12:00
      And Omar's payment of $1,000.00 with value date 17 March 2025 has arrived
      When Wednesday 19 March 2025 01:00 comes
      Then Omar is 2 days past due on 16 March 2025
      And Omar is $1,250.00 in arrears on 17 March 2025, with a balance of $1,000.00
      And Omar is $250.00 in arrears on 18 March 2025, with a balance of $250.00
      And Omar is $250.00 in arrears on 19 March 2025, with a balance of $250.00

    Scenario: A loan funded during an outage has no arrears for earlier days
      Given Bella's borrowers owe these repayments
        | borrower | due           | principal | interest |
        | Nora     | 14 March 2025 | $1,000.00 | $250.00  |
      And Saturday 15 March 2025 12:00 has come
      And the scheduler is down until Monday 17 March 2025 12:00
      And Bella's applications have this past
        | borrower | amount      | stage  | at                         |
        | Omar     | $200,000.00 | Funded | Monday 17 March 2025 00:00 |
      And Bella's borrowers owe these repayments
        | borrower | due           | principal | interest |
        | Omar     | 14 April 2025 | $1,000.00 | $250.00  |
      When Tuesday 18 March 2025 01:00 comes
      Then no arrears of Omar are recorded on 17 March 2025
      But Omar is 0 days past due on 18 March 2025
