Feature: People record payments, bounces and fees that no bank file holds
  A cheque, a payment at the counter, or a call from the bank: money also comes and goes outside the bank's files.
  It counts as money in a file does, it is on record who entered it, and an impatient second click books nothing.

  Background:
    Given today is Monday 17 March 2025
    And Ada is an admin
    And Bella is a broker who works with Ben
    And Omar has applied for $250,000.00 through Bella

  Rule: A payment recorded by hand counts from its value date

    Background:
      Given Omar owes $1,250.00 on 14 March 2025

    Scenario: An admin records a payment of an earlier day
      When Ada records Omar's payment of $1,250.00 with value date 13 March 2025
      Then Omar's repayment on 14 March 2025 is paid
      And Omar's payment of $1,250.00 was recorded by Ada

    Scenario: The audit trail names who recorded a payment
      When Ada records Omar's payment of $250.00 with value date 3 March 2025
      Then the audit trail of Omar's application is
        | who | act                                           |
        | Ada | recorded a payment of $250.00 of 3 March 2025 |

    Scenario: A payment whose request comes twice is booked once
      When Ada records Omar's payment of $400.00 in a request that comes twice
      Then Omar has made 1 payment
      And Omar still owes $850.00 on 14 March 2025
      And the audit trail of Omar's application is
        | who | act                                            |
        | Ada | recorded a payment of $400.00 of 17 March 2025 |

    Scenario: Two equal payments that were both meant are both booked
      Given Ada has recorded Omar's payment of $400.00
      When Ada records Omar's payment of $400.00 with value date 17 March 2025 all the same
      Then Omar has made 2 payments
      And Omar still owes $450.00 on 14 March 2025
      And the audit trail of Omar's application is
        | who | act                                                                          |
        | Ada | recorded a payment of $400.00 of 17 March 2025                               |
        | Ada | recorded a payment of $400.00 of 17 March 2025 besides that of 17 March 2025 |

    @doors
    Scenario Outline: A second payment of $400.00 is not recorded without a question: <why>
      Given Ada has recorded Omar's payment of $400.00 with value date 14 March 2025
      When Ada records Omar's payment of $400.00 with value date <day>
      Then it is refused: "$400.00 of 14 March 2025 was recorded for this loan by hand already. If this is other money, record it all the same."
      And Omar has made 1 payment

      Examples:
        | day           | why               |
        | 14 March 2025 | the same day      |
        | 9 March 2025  | five days before  |
        | 17 March 2025 | after the weekend |

    Scenario Outline: A second payment that is <why> is other money, and is recorded
      Given Ada has recorded Omar's payment of $400.00 with value date 14 March 2025
      When Ada records Omar's payment of <amount> with value date <day>
      Then Omar has made 2 payments

      Examples:
        | day           | amount  | why                         |
        | 8 March 2025  | $400.00 | more than five days earlier |
        | 14 March 2025 | $400.01 | another amount              |

    Scenario: A payment that has bounced since may be recorded again
      Given Ada has recorded Omar's payment of $400.00
      And Ada has recorded that Omar's payment bounced on 17 March 2025
      When Ada records Omar's payment of $400.00
      Then Omar still owes $850.00 on 14 March 2025

  Rule: An impossible payment is refused, and nothing is booked

    Scenario: A payment needs an amount
      Given Omar owes $1,250.00 on 14 March 2025
      When Ada records Omar's payment of $0.00
      Then it is refused: "The amount must be greater than $0.00."

    Scenario: A payment of tomorrow is refused
      Given Omar owes $1,250.00 on 14 March 2025
      When Ada records Omar's payment of $1,250.00 with value date 18 March 2025
      Then it is refused: "The date is later than today, 17 March 2025."
      And Omar still owes $1,250.00 on 14 March 2025

    Scenario: A loan that is not funded takes no payment
      When Ada records Omar's payment of $1,250.00
      Then it is refused: "HL-OMAR is not funded."

    Scenario Outline: <who>, <why>, may not record a payment
      Given Omar owes $1,250.00 on 14 March 2025
      When <who> records Omar's payment of $1,250.00
      Then it is refused: "Only an admin may record a payment or a bounce."
      And Omar still owes $1,250.00 on 14 March 2025

      Examples:
        | who   | why                   |
        | Ben   | the loan's BDM        |
        | Bella | the broker            |
        | Omar  | who says that he paid |

  Rule: A bounce recorded by hand reverses a payment once

    Background:
      Given Omar owes $1,250.00 on 14 March 2025
      And Ada has recorded Omar's payment of $1,250.00 with value date 13 March 2025

    Scenario: A repayment whose payment bounced is owed again
      When Ada records that Omar's payment bounced on 15 March 2025
      Then Omar still owes $1,250.00 on 14 March 2025
      And the audit trail of Omar's application is
        | who | act                                                                              |
        | Ada | recorded a payment of $1,250.00 of 13 March 2025                                 |
        | Ada | recorded that the payment of $1,250.00 of 13 March 2025 bounced on 15 March 2025 |

    Scenario: A payment can bounce only once
      Given Ada has recorded that Omar's payment bounced on 15 March 2025
      When Ada records that Omar's payment bounced on 17 March 2025
      Then it is refused: "This payment has already bounced."
      And Omar still owes $1,250.00 on 14 March 2025

    Scenario: A payment cannot bounce before it came in
      When Ada records that Omar's payment bounced on 12 March 2025
      Then it is refused: "The date is before 13 March 2025, when the payment came in."
      And Omar's repayment on 14 March 2025 is paid

    Scenario: A BDM may not record a bounce
      When Ben records that Omar's payment bounced on 15 March 2025
      Then it is refused: "Only an admin may record a payment or a bounce."
      And Omar's repayment on 14 March 2025 is paid

  Rule: The lender charges fees, due today or later

    Scenario: A BDM charges a fee on an application of their own
      When Ben charges Omar a "Valuation" fee of $300.00 due on 28 March 2025
      Then Omar's fees are
        | kind      | due           | amount  | owed    |
        | Valuation | 28 March 2025 | $300.00 | $300.00 |
      And the audit trail of Omar's application is
        | who | act                                                        |
        | Ben | charged a “Valuation” fee of $300.00, due on 28 March 2025 |

    Scenario: A fee whose request comes twice is charged once
      When Ben charges Omar a "Valuation" fee of $300.00 due on 28 March 2025, in a request that comes twice
      Then Omar's fees are
        | kind      | due           |
        | Valuation | 28 March 2025 |

    Scenario Outline: A fee is refused: <reason>
      When Ben charges Omar a "<kind>" fee of <amount> due on <due>
      Then it is refused: "<reason>"

      Examples:
        | kind      | amount  | due           | reason                                                                 |
        | Valuation | $300.00 | 16 March 2025 | 16 March 2025 is in the past. Choose today or a later day for the fee. |
        | Valuation | $0.00   | 17 March 2025 | The amount must be greater than $0.00.                                 |

    Scenario: A declined application takes no fee
      Given Ben has moved Omar's application to "Declined" because "The income is too low"
      When Ben charges Omar a "Valuation" fee of $300.00 due on 28 March 2025
      Then it is refused: "HL-OMAR is at “Declined”: no fee can be charged."

    Scenario: A broker may not charge a fee
      When Bella charges Omar a "Valuation" fee of $300.00 due on 28 March 2025
      Then it is refused: "Only an admin or the application's BDM may charge a fee."

    Scenario: Another BDM finds no application to charge
      Given Cora is a broker who works with Carl
      When Carl charges Omar a "Valuation" fee of $300.00 due on 28 March 2025
      Then it is refused: "There is no application HL-OMAR."

  Rule: The audit trail names who booked money out of suspense

    Scenario: Money booked out of suspense is on the audit trail of the loan
      Given Omar owes $1,250.00 on 14 March 2025
      And Ada has imported the bank file "March.csv"
        | date          | amount    | reference |
        | 14 March 2025 | $1,250.00 | Omar      |
      When Ada books the line "Omar" to the loan "HL-OMAR"
      Then the audit trail of Omar's application is
        | who | act                                             |
        | Ada | booked $1,250.00 of 14 March 2025 from suspense |

  Rule: Money that the bank file brings, too, is booked once

    Background:
      Given Omar owes $1,250.00 on 14 March 2025
      And Ada has recorded Omar's payment of $1,250.00 with value date 14 March 2025

    Scenario Outline: A line of <day> waits in suspense, because it looks like a payment of 14 March
      When Ada imports the bank file "March.csv"
        | date  | amount    | reference |
        | <day> | $1,250.00 | HL-OMAR   |
      Then Ada sees in suspense
        | amount    | reason                                                                |
        | $1,250.00 | It looks like the payment of 14 March 2025 that was recorded by hand. |
      And Omar has made 1 payment

      Examples:
        | day           | why               |
        | 14 March 2025 | the same day      |
        | 9 March 2025  | five days before  |
        | 17 March 2025 | after the weekend |

    Scenario Outline: A line that is <why> is other money, and is booked
      When Ada imports the bank file "March.csv"
        | date  | amount   | reference |
        | <day> | <amount> | HL-OMAR   |
      Then Ada sees nothing in suspense
      And Omar has made 2 payments

      Examples:
        | day           | amount    | why                         |
        | 8 March 2025  | $1,250.00 | more than five days earlier |
        | 14 March 2025 | $1,250.01 | another amount              |

    @doors
    Scenario: A line that is the same money confirms the payment and books nothing
      Given Ada has imported the bank file "March.csv"
        | date          | amount    | reference |
        | 14 March 2025 | $1,250.00 | HL-OMAR   |
      When Ada says that the line "HL-OMAR" is the payment recorded by hand
      Then Ada sees nothing in suspense
      And Omar has made 1 payment
      And the audit trail of Omar's application is
        | who | act                                                            |
        | Ada | recorded a payment of $1,250.00 of 14 March 2025               |
        | Ada | found the payment of $1,250.00 of 14 March 2025 in a bank file |

    Scenario: A line that is other money is booked, too
      Given Ada has imported the bank file "March.csv"
        | date          | amount    | reference |
        | 14 March 2025 | $1,250.00 | HL-OMAR   |
      When Ada books the line "HL-OMAR" to the loan "HL-OMAR"
      Then Omar has made 2 payments
      And $1,250.00 of Omar's money is in suspense

    Scenario: Of two equal lines one waits and the other is booked
      When Ada imports the bank file "March.csv"
        | date          | amount    | reference |
        | 14 March 2025 | $1,250.00 | HL-OMAR   |
        | 14 March 2025 | $1,250.00 | HL-OMAR   |
      Then the lines of "March.csv" are
        | state     |
        | suspense  |
        | allocated |

    Scenario: The same file again asks nothing a second time
      Given Ada has imported the bank file "March.csv"
        | date          | amount    | reference |
        | 14 March 2025 | $1,250.00 | HL-OMAR   |
      And Ada has said that the line "HL-OMAR" is the payment recorded by hand
      When Ada imports the bank file "Again.csv"
        | date          | amount    | reference |
        | 14 March 2025 | $1,250.00 | HL-OMAR   |
      Then Ada sees nothing in suspense
      And Omar has made 1 payment

    Scenario: The bank's dishonour of a confirmed payment takes it back
      Given Ada has imported the bank file "March.csv"
        | record  | date          | amount    | reference | transaction_id |
        | payment | 14 March 2025 | $1,250.00 | HL-OMAR   | T-1            |
      And Ada has said that the line "HL-OMAR" is the payment recorded by hand
      When Ada imports the bank file "Monday.csv"
        | record    | date          | amount    | reference | transaction_id | original |
        | dishonour | 17 March 2025 | $1,250.00 | Unpaid    | T-2            | T-1      |
      Then Omar still owes $1,250.00 on 14 March 2025

    Scenario: A payment that has bounced since is not confirmed
      Given Ada has imported the bank file "March.csv"
        | date          | amount    | reference |
        | 14 March 2025 | $1,250.00 | HL-OMAR   |
      And Ada has recorded that Omar's payment bounced on 17 March 2025
      When Ada says that the line "HL-OMAR" is the payment recorded by hand
      Then it is refused: "No payment recorded by hand may be this line any more. Book it to its loan."

  Rule: Money that the bank file has brought already is recorded again only if it is other money

    Background:
      Given Omar owes $1,250.00 on 14 March 2025
      And Ada has imported the bank file "March.csv"
        | record  | date          | amount    | reference | transaction_id |
        | payment | 14 March 2025 | $1,250.00 | HL-OMAR   | T-1            |

    @doors
    Scenario: A payment that the bank file has brought is not recorded a second time
      When Ada records Omar's payment of $1,250.00 with value date 14 March 2025
      Then it is refused: "$1,250.00 of 14 March 2025 is booked to this loan already: line 2 of March.csv. If this is other money, record it all the same."
      And Omar has made 1 payment

    Scenario Outline: A payment of <day>, <why>, may be the money of 14 March
      When Ada records Omar's payment of $1,250.00 with value date <day>
      Then it is refused: "$1,250.00 of 14 March 2025 is booked to this loan already: line 2 of March.csv. If this is other money, record it all the same."
      And Omar has made 1 payment

      Examples:
        | day           | why               |
        | 9 March 2025  | five days before  |
        | 17 March 2025 | after the weekend |

    Scenario Outline: A payment that is <why> is other money, and is recorded
      When Ada records Omar's payment of <amount> with value date <day>
      Then Omar has made 2 payments

      Examples:
        | day           | amount    | why                         |
        | 8 March 2025  | $1,250.00 | more than five days earlier |
        | 14 March 2025 | $1,250.01 | another amount              |

    @doors
    Scenario: Other money of the same amount is recorded, and the audit trail names the bank's line
      When Ada records Omar's payment of $1,250.00 with value date 15 March 2025 all the same
      Then Omar has made 2 payments
      And the audit trail of Omar's application is
        | who | act                                                                          |
        | Ada | recorded a payment of $1,250.00 of 15 March 2025 besides line 2 of March.csv |

    Scenario: Another loan's payment of the same amount is other money
      Given Nora has applied for $90,000.00 through Bella
      And Nora owes $1,250.00 on 14 March 2025
      When Ada records Nora's payment of $1,250.00 with value date 14 March 2025
      Then Nora has made 1 payment

    Scenario: A payment that has bounced since is recorded again
      Given Ada has imported the bank file "Monday.csv"
        | record    | date          | amount    | reference | transaction_id | original |
        | dishonour | 17 March 2025 | $1,250.00 | Unpaid    | T-2            | T-1      |
      When Ada records Omar's payment of $1,250.00 with value date 17 March 2025
      Then Omar's repayment on 14 March 2025 is paid late

    Scenario: A payment that waits in suspense for the loan is not recorded by hand
      Given Nora has applied for $90,000.00 through Bella
      And Ada has imported the bank file "Early.csv"
        | date          | amount  | reference |
        | 14 March 2025 | $500.00 | HL-NORA   |
      And Nora owes $500.00 on 17 March 2025
      When Ada records Nora's payment of $500.00
      Then it is refused: "$500.00 of 14 March 2025 waits in suspense already: line 2 of Early.csv. If this is other money, record it all the same."
      And Ada sees in suspense
        | amount  | reference |
        | $500.00 | HL-NORA   |

  @doors
  Rule: Money in suspense that was recorded by hand is booked again only if it is other money

    Background:
      Given Omar owes $1,250.00 on 14 March 2025
      And Ada has recorded Omar's payment of $1,250.00 with value date 13 March 2025
      And Ada has imported the bank file "March.csv"
        | date          | amount    | reference |
        | 14 March 2025 | $1,250.00 | Omar      |

    Scenario: A line that names no loan is not booked where a person has recorded its money
      When Ada books the line "Omar" to the loan "HL-OMAR"
      Then it is refused: "$1,250.00 of 13 March 2025 was recorded for HL-OMAR by hand already. If this line is the same money, set it aside. If it is other money, book it all the same."
      And Omar has made 1 payment

    Scenario: A line in suspense that is other money is booked
      When Ada books the line "Omar" to the loan "HL-OMAR" all the same
      Then Omar has made 2 payments
      And Ada sees nothing in suspense

    Scenario: A line is booked to another loan without a question
      Given Nora has applied for $90,000.00 through Bella
      And Nora owes $1,250.00 on 14 March 2025
      When Ada books the line "Omar" to the loan "HL-NORA"
      Then Nora has made 1 payment
