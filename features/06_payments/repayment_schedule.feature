Feature: A loan's repayments are calculated from its terms
  What a borrower pays, and when, is agreed once and calculated to the cent. Two schedules below were published
  by others: where ours agrees with them, borrowers who check it elsewhere get the same figures.

  Background:
    Given Bella is a broker who works with Ben
    And Omar has applied for $250,000.00 through Bella

  Rule: Repayments are level, interest is rounded to the cent, and the last one pays the rest

    # mlibby/PiggyBank: tests/models/test_amortization.py; the first two figures also at commit 105e650ab056
    Scenario: A 30-year schedule agrees with a published one to the cent
      Given Omar's loan of $100,000.00 at 6 % for 360 months was funded on 1 January 2025
      When Omar's schedule is built
      Then Omar has 360 repayments
      And each of Omar's repayments but the last is $599.55
      And Omar's last repayment is $600.00
      And the interest of Omar's repayments adds up to $115,838.45
      And the principal of Omar's repayments adds up to $100,000.00

    # https://help.adobe.com/en_US/AEMForms/6.1/DesignerFormCalcRef/ (Pmt: 3403.82145169876)
    Scenario: A 12-year loan repaid yearly agrees with a published repayment
      Given Omar's loan of $25,000.00 at 8.5 % for 144 months was funded on 1 January 2025
      And Omar's loan is repaid yearly
      When Omar's schedule is built
      Then Omar has 12 repayments
      And each of Omar's repayments but the last is $3,403.82

    Scenario: Without interest, the last repayment makes up the cents
      Given Omar's loan of $1,000.00 at 0 % for 3 months was funded on 1 January 2025
      When Omar's schedule is built
      Then Omar's repayments are
        | number | due             | interest | principal |
        | 1      | 1 February 2025 | $0.00    | $333.33   |
        | 2      | 1 March 2025    | $0.00    | $333.33   |
        | 3      | 1 April 2025    | $0.00    | $333.34   |

  Rule: The first repayment is due one period after the loan is funded

    Scenario: Repayments are counted from the funding date, not from the move
      Given it is Friday 14 February 2025 12:00
      And Omar's funding date is 31 January 2025
      And Omar's application is at "Settlement"
      When Ben moves Omar's application to "Funded"
      Then Omar's repayment on 28 February 2025 is $1,250.00 of interest and $248.88 of principal

    Scenario: A loan funded on the 31st is due at each month's end
      Given Omar's loan of $400.00 at 0 % for 4 months was funded on 31 December 2022
      When Omar's schedule is built
      Then Omar's repayments are
        | due              |
        | 31 January 2023  |
        | 28 February 2023 |
        | 31 March 2023    |
        | 30 April 2023    |

    Scenario: Weekly repayments stay seven days apart when the clocks go back
      Given Omar's loan of $1,300.00 at 0 % for 3 months was funded on 21 March 2025
      And Omar's loan is repaid weekly
      When Omar's schedule is built
      Then Omar has 13 repayments
      And Omar's repayment on 4 April 2025 is $0.00 of interest and $100.00 of principal
      And Omar's repayment on 11 April 2025 is $0.00 of interest and $100.00 of principal
      And Omar's repayment on 20 June 2025 is $0.00 of interest and $100.00 of principal

    Scenario: Fortnightly repayments stay fourteen days apart over 29 February
      Given Omar's loan of $1,300.00 at 0 % for 6 months was funded on 31 January 2024
      And Omar's loan is repaid fortnightly
      When Omar's schedule is built
      Then Omar has 13 repayments
      And Omar's repayment on 14 February 2024 is $0.00 of interest and $100.00 of principal
      And Omar's repayment on 28 February 2024 is $0.00 of interest and $100.00 of principal
      And Omar's repayment on 13 March 2024 is $0.00 of interest and $100.00 of principal

    Scenario Outline: A term of <months> months has <count> <frequency> repayments
      Given Omar's loan of $6,000.00 at 6 % for <months> months was funded on 31 January 2025
      And Omar's loan is repaid <frequency>
      When Omar's schedule is built
      Then Omar has <count> repayments
      And the principal of Omar's repayments adds up to $6,000.00

      Examples:
        | frequency   | months | count | why               |
        | weekly      | 12     | 52    | 52 a year         |
        | fortnightly | 12     | 26    | 26 a year         |
        | quarterly   | 12     | 4     | every third month |
        | yearly      | 24     | 2     | once a year       |

  Rule: Terms that allow no schedule are refused

    Scenario Outline: A term of <months> months cannot be repaid <frequency>
      Given Omar's loan of $6,000.00 at 6 % for <months> months was funded on 31 January 2025
      And Omar's loan is repaid <frequency>
      When Omar's schedule is built
      Then the background task fails: "A term of <months> months cannot be divided into <periods>."
      And Omar has 0 repayments

      Examples:
        | frequency   | months | periods    | why                             |
        | quarterly   | 4      | quarters   | three would do                  |
        | yearly      | 11     | years      | twelve would do                 |
        | weekly      | 2      | weeks      | a twelfth of a year is 4⅓ weeks |
        | fortnightly | 3      | fortnights | six would do                    |

    Scenario: A loan whose repayment covers only the interest is refused
      Given Omar's loan of $100.00 at 12 % for 720 months was funded on 31 January 2025
      When Omar's schedule is built
      Then the background task fails: "A repayment of 1.00 only covers the first period's interest and repays nothing."
      And Omar has 0 repayments

    Scenario: A repayment of one cent above the first interest is accepted
      Given Omar's loan of $1,000.00 at 12 % for 720 months was funded on 31 January 2025
      When Omar's schedule is built
      Then Omar has 720 repayments
      And Omar's repayment on 28 February 2025 is $10.00 of interest and $0.01 of principal

    Scenario: A loan that is not funded gets no schedule
      Given Omar's application is at "Settlement"
      When Omar's schedule is built
      Then the background task fails: "HL-OMAR is not funded."
      And Omar has 0 repayments

    Scenario Outline: A loan without its <item> gets no schedule
      Given Omar's loan of $6,000.00 at 6 % for 12 months was funded on 31 January 2025
      And Omar's application lacks the "<item>"
      When Omar's schedule is built
      Then the background task fails: "The <item> is missing."

      Examples:
        | item         |
        | amount       |
        | term         |
        | rate         |
        | funding date |

    Scenario: An application that does not exist gets no schedule
      When a schedule is built for an application that does not exist
      Then the background task fails: "There is no application with id 0."

  Rule: A rebuilt schedule follows the corrected terms, repayment by repayment

    Background:
      Given today is 31 January 2025
      And Omar's loan of $1,200.00 at 0 % for 4 months was funded on 31 January 2025
      And Omar's schedule has been built

    Scenario: Rebuilding a schedule under the same terms changes nothing
      When the command "build_schedule HL-OMAR" is entered
      Then the command prints
        | line                                                                  |
        | HL-OMAR has 4 repayments: 0 new, 0 changed, 0 unchanged; 0 cancelled. |
      And the command ends with code 0

    Scenario: A corrected amount changes every repayment
      Given Omar's loan has been corrected to $1,000.00
      When Omar's schedule is built
      Then Omar's repayments are
        | due              | amount  | state     |
        | 28 February 2025 | $250.00 | scheduled |
        | 31 March 2025    | $250.00 | scheduled |
        | 30 April 2025    | $250.00 | scheduled |
        | 31 May 2025      | $250.00 | scheduled |

    Scenario: A shorter term cancels the repayments beyond it
      Given Omar's loan has been corrected to 3 months
      When Omar's schedule is built
      Then Omar's repayments are
        | number | amount  | state     |
        | 1      | $400.00 | scheduled |
        | 2      | $400.00 | scheduled |
        | 3      | $400.00 | scheduled |
        | 4      | $300.00 | cancelled |
      And Omar has 3 repayments

    Scenario: A longer term brings a cancelled repayment back
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

    Scenario: A cancelled repayment takes no money and sends no reminder
      Given Omar's loan has been corrected to 3 months
      And Omar's schedule has been built
      And Omar has paid $1,200.00
      And it is Monday 2 June 2025 12:00
      When Tuesday 3 June 2025 07:00 comes
      Then Omar's loan is closed
      And Omar receives no e-mail

  Rule: Repayments with money or a reminder stay, and the others make up the difference

    Background:
      Given today is 31 January 2025
      And Omar's loan of $1,200.00 at 0 % for 4 months was funded on 31 January 2025
      And Omar's schedule has been built

    Scenario: A paid repayment stays as it is
      Given Omar has paid $300.00
      And Omar's loan has been corrected to $1,500.00
      When Omar's schedule is built
      Then Omar's repayments are
        | due              | amount  | state     |
        | 28 February 2025 | $300.00 | paid      |
        | 31 March 2025    | $400.00 | scheduled |
        | 30 April 2025    | $400.00 | scheduled |
        | 31 May 2025      | $400.00 | scheduled |

    Scenario: A repayment that received one cent stays as it is
      Given Omar has paid $0.01
      And Omar's loan has been corrected to $1,500.00
      When Omar's schedule is built
      Then Omar's repayments are
        | amount  | owed    |
        | $300.00 | $299.99 |
        | $400.00 | $400.00 |
        | $400.00 | $400.00 |
        | $400.00 | $400.00 |

    Scenario: A repayment whose payment bounced stays as it is
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

    Scenario: A repayment that was reminded of stays as it is
      Given Friday 21 February 2025 07:00 has come
      And Omar's loan has been corrected to $1,500.00
      When Omar's schedule is built
      Then Omar's repayments are
        | amount  |
        | $300.00 |
        | $400.00 |
        | $400.00 |
        | $400.00 |

    Scenario: A repayment not yet reminded of follows the corrected terms
      Given Friday 21 February 2025 06:59 has come
      And Omar's loan has been corrected to $1,600.00
      When Omar's schedule is built
      Then Omar's repayments are
        | amount  |
        | $400.00 |
        | $400.00 |
        | $400.00 |
        | $400.00 |

    Scenario: A paid repayment beyond a shorter term is not cancelled
      Given Omar has paid $1,200.00
      And Omar's loan has been corrected to 3 months
      When the command "build_schedule HL-OMAR" is entered
      Then the command prints
        | line                                                                  |
        | HL-OMAR has 4 repayments: 0 new, 0 changed, 4 unchanged; 0 cancelled. |

    Scenario: Paid repayments may cover the whole corrected amount
      Given Omar has paid $600.00
      And Omar's loan has been corrected to $600.00
      When Omar's schedule is built
      Then Omar's repayments are
        | amount  | state |
        | $300.00 | paid  |
        | $300.00 | paid  |
        | $0.00   | paid  |
        | $0.00   | paid  |

    Scenario: An amount one cent below what is paid off is refused
      Given Omar has paid $600.00
      And Omar's loan has been corrected to $599.99
      When Omar's schedule is built
      Then the background task fails: "The repayments that cannot change already pay off 600.00, more than the amount of 599.99."
      And the principal of Omar's repayments adds up to $1,200.00

    Scenario: An amount cannot rise once every repayment is paid
      Given Omar has paid $1,200.00
      And Omar's loan has been corrected to $1,200.01
      When Omar's schedule is built
      Then the background task fails: "No repayment is left to pay off the remaining 0.01."

    Scenario: A corrected rate applies to the repayments that are left
      Given Omar's loan of $1,200.00 at 12 % for 12 months was funded on 31 January 2025
      And Omar's schedule has been built
      And Omar has paid $106.62
      And Omar's loan has been corrected to 6 %
      When Omar's schedule is built
      Then Omar's repayment on 28 February 2025 is $12.00 of interest and $94.62 of principal
      And Omar's repayment on 31 March 2025 is $5.53 of interest and $98.00 of principal
      And Omar's last repayment is $103.52
      And the principal of Omar's repayments adds up to $1,200.00

    Scenario: Rebuilding under the same terms moves no cent after eight payments
      Given Omar's loan of $1,200.00 at 12 % for 12 months was funded on 31 January 2025
      And Omar's schedule has been built
      And Omar has paid $852.96
      When the command "build_schedule HL-OMAR" is entered
      Then the command prints
        | line                                                                   |
        | HL-OMAR has 12 repayments: 0 new, 0 changed, 8 unchanged; 0 cancelled. |
      And Omar's last repayment is $106.60

    Scenario: Rebuilding under corrected terms moves no cent after further payments
      Given Omar's loan of $1,200.00 at 12 % for 12 months was funded on 31 January 2025
      And Omar's schedule has been built
      And Omar has paid $106.62
      And Omar's loan has been corrected to 6 %
      And Omar's schedule has been built
      And Omar has paid $300.00
      When the command "build_schedule HL-OMAR" is entered
      Then the command prints
        | line                                                                   |
        | HL-OMAR has 12 repayments: 0 new, 0 changed, 4 unchanged; 0 cancelled. |

  Rule: build_schedule ends with code 1 when refused, 2 when misused

    Scenario: build_schedule refuses an application that does not exist
      When the command "build_schedule HL-NOBODY" is entered
      Then the command prints
        | line                                             |
        | CommandError: There is no application HL-NOBODY. |
      And the command ends with code 1

    Scenario: build_schedule asks for the reference when none is named
      When the command "build_schedule" is entered
      Then the command prints, among others, "manage.py build_schedule: error: the following arguments are required: reference"
      And the command ends with code 2
