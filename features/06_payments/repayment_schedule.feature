Feature: A loan's repayments follow from its terms
  What a borrower pays, and when, is agreed once and worked out to the cent. The figures below were
  published by others: a schedule that agrees with them agrees with what borrowers reckon for themselves.

  Background:
    Given Bella is a broker who works with Ben
    And Omar has applied for $250,000.00 through Bella

  Rule: Repayments are level, interest is rounded to the cent, and the last one pays what is left

    # mlibby/PiggyBank: tests/models/test_amortization.py; the first two figures also at commit 105e650ab056
    Scenario: Thirty years agree with a published schedule to the cent
      Given Omar's loan of $100,000.00 at 6 % for 360 months was paid out on 1 January 2025
      When Omar's schedule is built
      Then Omar has 360 repayments
      And each of Omar's repayments but the last is $599.55
      And Omar's last repayment is $600.00
      And the interest of Omar's repayments adds up to $115,838.45
      And the principal of Omar's repayments adds up to $100,000.00

    # numpy/numpy-financial@f47e8af289f9: numpy_financial/_financial.py, docstring of ipmt. Its arithmetic is
    # not rounded on the way, ours is.
    Scenario: A year agrees with unrounded arithmetic within two cents
      Given Omar's loan of $2,500.00 at 8.24 % for 12 months was paid out on 1 January 2025
      When Omar's schedule is built
      Then Omar's repayments agree within 2 cents with
        | interest | principal |
        | $17.17   | $200.58   |
        | $15.79   | $201.96   |
        | $14.40   | $203.35   |
        | $13.01   | $204.74   |
        | $11.60   | $206.15   |
        | $10.18   | $207.56   |
        | $8.76    | $208.99   |
        | $7.32    | $210.42   |
        | $5.88    | $211.87   |
        | $4.42    | $213.32   |
        | $2.96    | $214.79   |
        | $1.49    | $216.26   |

    Scenario Outline: <loan>: <level> a month, as published
      Given Omar's loan of <loan> was paid out on 1 January 2025
      When Omar's schedule is built
      Then each of Omar's repayments but the last is <level>

      Examples:
        | loan                                 | level   | source                                                                                  |
        | $10,000.00 at 8 % for 10 months      | $1,037.03 | https://support.microsoft.com/zh-cn/sharepoint/functions-data/pmt-function            |
        | $5,000.00 at 5.5 % for 24 months     | $220.48 | https://wiki.openoffice.org/wiki/Documentation/How_Tos/Calc:_PMT_function               |
        | $21,000.00 at 6.9 % for 48 months    | $501.90 | https://help.claris.com/en/pro-help/content/pmt.html                                    |
        | $5,000.00 at 6 % for 15 months       | $346.82 | https://developer.mescius.com/spreadnet/docs/latest/online-formula/FunctionPMT.html     |
        | $150,000.00 at 4.75 % for 300 months | $855.18 | https://help.adobe.com/en_US/AEMForms/6.1/DesignerFormCalcRef/ (Pmt: 855.17604207164)   |

    # https://help.adobe.com/en_US/AEMForms/6.1/DesignerFormCalcRef/ (Pmt: 3403.82145169876)
    Scenario: $25,000.00 at 8.5 % for twelve years: $3,403.82 a year, as published
      Given Omar's loan of $25,000.00 at 8.5 % for 144 months was paid out on 1 January 2025
      And Omar's loan is repaid yearly
      When Omar's schedule is built
      Then Omar has 12 repayments
      And each of Omar's repayments but the last is $3,403.82

    Scenario: Without interest a loan is paid back in equal parts, and the last makes up the cents
      Given Omar's loan of $1,000.00 at 0 % for 3 months was paid out on 1 January 2025
      When Omar's schedule is built
      Then Omar's repayments are
        | number | due             | interest | principal |
        | 1      | 1 February 2025 | $0.00    | $333.33   |
        | 2      | 1 March 2025    | $0.00    | $333.33   |
        | 3      | 1 April 2025    | $0.00    | $333.34   |

  Rule: A period after the loan is paid out the first repayment falls due

    # apache/fineract@4198b0bcf9a9: integration-tests/src/test/java/org/apache/fineract/integrationtests/
    # LoanApplicationScheduleMonthlyTest.java, validateSeedDate31, 30, 28 and 25
    Scenario: Paid out on the 31st, a loan is due on the last of each shorter month
      Given Omar's loan of $1,400.00 at 0 % for 14 months was paid out on 31 December 2022
      When Omar's schedule is built
      Then Omar's repayments are
        | due               |
        | 31 January 2023   |
        | 28 February 2023  |
        | 31 March 2023     |
        | 30 April 2023     |
        | 31 May 2023       |
        | 30 June 2023      |
        | 31 July 2023      |
        | 31 August 2023    |
        | 30 September 2023 |
        | 31 October 2023   |
        | 30 November 2023  |
        | 31 December 2023  |
        | 31 January 2024   |
        | 29 February 2024  |

    Scenario: Paid out on the 30th, a loan is due on the 30th again after February
      Given Omar's loan of $1,400.00 at 0 % for 14 months was paid out on 30 December 2022
      When Omar's schedule is built
      Then Omar's repayments are
        | due               |
        | 30 January 2023   |
        | 28 February 2023  |
        | 30 March 2023     |
        | 30 April 2023     |
        | 30 May 2023       |
        | 30 June 2023      |
        | 30 July 2023      |
        | 30 August 2023    |
        | 30 September 2023 |
        | 30 October 2023   |
        | 30 November 2023  |
        | 30 December 2023  |
        | 30 January 2024   |
        | 29 February 2024  |

    Scenario: Paid out on the 28th, a loan is due on the 28th, in a leap year too
      Given Omar's loan of $1,400.00 at 0 % for 14 months was paid out on 28 December 2022
      When Omar's schedule is built
      Then Omar's repayments are
        | due               |
        | 28 January 2023   |
        | 28 February 2023  |
        | 28 March 2023     |
        | 28 April 2023     |
        | 28 May 2023       |
        | 28 June 2023      |
        | 28 July 2023      |
        | 28 August 2023    |
        | 28 September 2023 |
        | 28 October 2023   |
        | 28 November 2023  |
        | 28 December 2023  |
        | 28 January 2024   |
        | 28 February 2024  |

    Scenario: Paid out on the 25th, a loan is due on the 25th of each month
      Given Omar's loan of $1,400.00 at 0 % for 14 months was paid out on 25 December 2022
      When Omar's schedule is built
      Then Omar's repayments are
        | due               |
        | 25 January 2023   |
        | 25 February 2023  |
        | 25 March 2023     |
        | 25 April 2023     |
        | 25 May 2023       |
        | 25 June 2023      |
        | 25 July 2023      |
        | 25 August 2023    |
        | 25 September 2023 |
        | 25 October 2023   |
        | 25 November 2023  |
        | 25 December 2023  |
        | 25 January 2024   |
        | 25 February 2024  |

    Scenario: Weeks are seven days, also when the clocks go back
      Given Omar's loan of $1,300.00 at 0 % for 3 months was paid out on 21 March 2025
      And Omar's loan is repaid weekly
      When Omar's schedule is built
      Then Omar's repayments are
        | due           | amount  |
        | 28 March 2025 | $100.00 |
        | 4 April 2025  | $100.00 |
        | 11 April 2025 | $100.00 |
        | 18 April 2025 | $100.00 |
        | 25 April 2025 | $100.00 |
        | 2 May 2025    | $100.00 |
        | 9 May 2025    | $100.00 |
        | 16 May 2025   | $100.00 |
        | 23 May 2025   | $100.00 |
        | 30 May 2025   | $100.00 |
        | 6 June 2025   | $100.00 |
        | 13 June 2025  | $100.00 |
        | 20 June 2025  | $100.00 |

    Scenario: Fortnights are fourteen days, also over 29 February
      Given Omar's loan of $1,300.00 at 0 % for 6 months was paid out on 31 January 2024
      And Omar's loan is repaid fortnightly
      When Omar's schedule is built
      Then Omar has 13 repayments
      And Omar's repayment on 14 February 2024 is $0.00 of interest and $100.00 of principal
      And Omar's repayment on 28 February 2024 is $0.00 of interest and $100.00 of principal
      And Omar's repayment on 13 March 2024 is $0.00 of interest and $100.00 of principal

    Scenario Outline: <months> months are <count> <frequency> repayments
      Given Omar's loan of $6,000.00 at 6 % for <months> months was paid out on 31 January 2025
      And Omar's loan is repaid <frequency>
      When Omar's schedule is built
      Then Omar has <count> repayments
      And the principal of Omar's repayments adds up to $6,000.00

      Examples:
        | frequency   | months | count | why                  |
        | weekly      | 12     | 52    | 52 a year            |
        | fortnightly | 12     | 26    | 26 a year            |
        | monthly     | 1      | 1     | the shortest term    |
        | quarterly   | 12     | 4     | every third month    |
        | yearly      | 24     | 2     | once a year          |

  Rule: Terms that make no schedule are refused

    Scenario Outline: <months> months cannot be repaid <frequency>
      Given Omar's loan of $6,000.00 at 6 % for <months> months was paid out on 31 January 2025
      And Omar's loan is repaid <frequency>
      When Omar's schedule is built
      Then the background work fails: "A term of <months> months cannot be divided into <periods>."
      And Omar has 0 repayments

      Examples:
        | frequency   | months | periods    | why                             |
        | quarterly   | 4      | quarters   | three would do                  |
        | yearly      | 11     | years      | twelve would do                 |
        | weekly      | 2      | weeks      | a twelfth of a year is 4⅓ weeks |
        | fortnightly | 3      | fortnights | six would do                    |

    Scenario: A repayment that only covers the first interest would never end
      Given Omar's loan of $100.00 at 12 % for 720 months was paid out on 31 January 2025
      When Omar's schedule is built
      Then the background work fails: "A repayment of 1.00 only covers the first period's interest and repays nothing."
      And Omar has 0 repayments

    Scenario: A cent above the first interest will do
      Given Omar's loan of $1,000.00 at 12 % for 720 months was paid out on 31 January 2025
      When Omar's schedule is built
      Then Omar has 720 repayments
      And Omar's repayment on 28 February 2025 is $10.00 of interest and $0.01 of principal

    Scenario: A loan that is not funded has no repayments yet
      Given Omar's application is at "Settlement"
      When Omar's schedule is built
      Then the background work fails: "HL-OMAR is not funded."
      And Omar has 0 repayments

    Scenario Outline: There is no schedule without the <item>
      Given Omar's loan of $6,000.00 at 6 % for 12 months was paid out on 31 January 2025
      And Omar's application lacks the "<item>"
      When Omar's schedule is built
      Then the background work fails: "The <item> is missing."

      Examples:
        | item         |
        | amount       |
        | term         |
        | rate         |
        | funding date |

    Scenario: Nor for an application that does not exist
      When a schedule is built for an application that does not exist
      Then the background work fails: "There is no application with id 0."

  Rule: Built again, the schedule follows the terms, number by number

    Background:
      Given today is 31 January 2025
      And Omar's loan of $1,200.00 at 0 % for 4 months was paid out on 31 January 2025
      And Omar's schedule has been built

    Scenario: The same terms change nothing
      When the command "build_schedule HL-OMAR" is entered
      Then the command prints
        | line                                                                  |
        | HL-OMAR has 4 repayments: 0 new, 0 changed, 0 unchanged; 0 cancelled. |
      And the command ends with code 0

    Scenario: Another amount changes every repayment
      Given Omar's loan has been corrected to $1,000.00
      When Omar's schedule is built
      Then Omar's repayments are
        | due              | amount  | state     |
        | 28 February 2025 | $250.00 | scheduled |
        | 31 March 2025    | $250.00 | scheduled |
        | 30 April 2025    | $250.00 | scheduled |
        | 31 May 2025      | $250.00 | scheduled |

    Scenario: A shorter term cancels what it no longer holds
      Given Omar's loan has been corrected to 3 months
      When Omar's schedule is built
      Then Omar's repayments are
        | number | amount  | state     |
        | 1      | $400.00 | scheduled |
        | 2      | $400.00 | scheduled |
        | 3      | $400.00 | scheduled |
        | 4      | $300.00 | cancelled |
      And Omar has 3 repayments

    Scenario: A cancelled repayment comes back with the term
      Given Omar's loan has been corrected to 3 months
      And Omar's schedule has been built
      And Omar's loan has been corrected to 5 months
      When Omar's schedule is built
      Then Omar's repayments are
        | number | amount  | state     |
        | 1      | $240.00 | scheduled |
        | 2      | $240.00 | scheduled |
        | 3      | $240.00 | scheduled |
        | 4      | $240.00 | scheduled |
        | 5      | $240.00 | scheduled |

    Scenario: A cancelled repayment takes no money and asks for none
      Given Omar's loan has been corrected to 3 months
      And Omar's schedule has been built
      And Omar has paid $1,200.00
      And it is Monday 2 June 2025 12:00
      When Tuesday 3 June 2025 07:00 comes
      Then Omar's loan is closed
      And Omar receives no e-mail

  Rule: A repayment that has received money or a reminder is kept, and the others make up for it

    Background:
      Given today is 31 January 2025
      And Omar's loan of $1,200.00 at 0 % for 4 months was paid out on 31 January 2025
      And Omar's schedule has been built

    Scenario: Kept because it was paid
      Given Omar has paid $300.00
      And Omar's loan has been corrected to $1,500.00
      When Omar's schedule is built
      Then Omar's repayments are
        | due              | amount  | state     |
        | 28 February 2025 | $300.00 | paid      |
        | 31 March 2025    | $400.00 | scheduled |
        | 30 April 2025    | $400.00 | scheduled |
        | 31 May 2025      | $400.00 | scheduled |

    Scenario: A cent is money
      Given Omar has paid $0.01
      And Omar's loan has been corrected to $1,500.00
      When Omar's schedule is built
      Then Omar's repayments are
        | amount  | owed    |
        | $300.00 | $299.99 |
        | $400.00 | $400.00 |
        | $400.00 | $400.00 |
        | $400.00 | $400.00 |

    Scenario: Kept although the money bounced
      Given Omar has paid $300.00
      And Omar's payment has bounced
      And Omar's loan has been corrected to $1,500.00
      When Omar's schedule is built
      Then Omar's repayments are
        | amount  | owed    |
        | $300.00 | $300.00 |
        | $400.00 | $400.00 |
        | $400.00 | $400.00 |
        | $400.00 | $400.00 |

    Scenario: Kept because it was reminded of
      Given Omar was reminded by Friday 21 February 2025 07:00
      And Omar's loan has been corrected to $1,500.00
      When Omar's schedule is built
      Then Omar's repayments are
        | amount  |
        | $300.00 |
        | $400.00 |
        | $400.00 |
        | $400.00 |

    Scenario: Not yet reminded of, it follows the terms
      Given Omar was reminded by Friday 21 February 2025 06:59
      And Omar's loan has been corrected to $1,600.00
      When Omar's schedule is built
      Then Omar's repayments are
        | amount  |
        | $400.00 |
        | $400.00 |
        | $400.00 |
        | $400.00 |

    Scenario: One that is kept stays although the term no longer holds it
      Given Omar has paid $1,200.00
      And Omar's loan has been corrected to 3 months
      When the command "build_schedule HL-OMAR" is entered
      Then the command prints
        | line                                                                  |
        | HL-OMAR has 4 repayments: 0 new, 0 changed, 4 unchanged; 0 cancelled. |

    Scenario: What is kept may pay off the amount, and no more
      Given Omar has paid $600.00
      And Omar's loan has been corrected to $600.00
      When Omar's schedule is built
      Then Omar's repayments are
        | amount  | state |
        | $300.00 | paid  |
        | $300.00 | paid  |
        | $0.00   | paid  |
        | $0.00   | paid  |

    Scenario: A cent less than is paid off already is refused
      Given Omar has paid $600.00
      And Omar's loan has been corrected to $599.99
      When Omar's schedule is built
      Then the background work fails: "The repayments that cannot change already pay off 600.00, more than the amount of 599.99."
      And the principal of Omar's repayments adds up to $1,200.00

    Scenario: Where all are kept, nothing is left to make up for another amount
      Given Omar has paid $1,200.00
      And Omar's loan has been corrected to $1,200.01
      When Omar's schedule is built
      Then the background work fails: "No repayment is left to pay off the remaining 0.01."

    Scenario: Another rate is spread over the rest of the term
      Given Omar's loan of $1,200.00 at 12 % for 12 months was paid out on 31 January 2025
      And Omar's schedule has been built
      And Omar has paid $106.62
      And Omar's loan has been corrected to 6 %
      When Omar's schedule is built
      Then Omar's repayment on 28 February 2025 is $12.00 of interest and $94.62 of principal
      And Omar's repayment on 31 March 2025 is $5.53 of interest and $98.00 of principal
      And Omar's last repayment is $103.52
      And the principal of Omar's repayments adds up to $1,200.00

    Scenario: Under the same terms, the rest does not move by a cent, however many are kept
      Given Omar's loan of $1,200.00 at 12 % for 12 months was paid out on 31 January 2025
      And Omar's schedule has been built
      And Omar has paid $852.96
      When the command "build_schedule HL-OMAR" is entered
      Then the command prints
        | line                                                                   |
        | HL-OMAR has 12 repayments: 0 new, 0 changed, 8 unchanged; 0 cancelled. |
      And Omar's last repayment is $106.60

    Scenario: Nor under corrected terms, when more of it is paid
      Given Omar's loan of $1,200.00 at 12 % for 12 months was paid out on 31 January 2025
      And Omar's schedule has been built
      And Omar has paid $106.62
      And Omar's loan has been corrected to 6 %
      And Omar's schedule has been built
      And Omar has paid $300.00
      When the command "build_schedule HL-OMAR" is entered
      Then the command prints
        | line                                                                   |
        | HL-OMAR has 12 repayments: 0 new, 0 changed, 4 unchanged; 0 cancelled. |

  Rule: On the command line, a refusal is code 1 and wrong usage code 2

    Scenario: An application that does not exist
      When the command "build_schedule HL-NOBODY" is entered
      Then the command prints
        | line                                               |
        | CommandError: There is no application HL-NOBODY. |
      And the command ends with code 1

    Scenario: No reference
      When the command "build_schedule" is entered
      Then the command prints, among others, "manage.py build_schedule: error: the following arguments are required: reference"
      And the command ends with code 2
