Feature: Money that matches no loan waits in suspense for a decision
  A wrong guess pays one customer's loan with another's money. A line of a bank file that does not say
  beyond doubt what it is for is kept, with the reason, until somebody who knows decides.

  Background:
    Given today is Monday 17 March 2025
    And Ada is an admin
    And Bella is a broker who works with Ben
    And Omar has applied for $250,000.00 through Bella
    And Omar owes $1,250.00 on 14 March 2025

  Rule: The CRM never guesses which loan a line pays

    Scenario Outline: A payment with the reference “<reference>” goes into suspense
      Given Nora has applied for $90,000.00 through Bella
      When Ada imports the bank file "March.csv"
        | date          | amount    | reference   |
        | 14 March 2025 | $1,250.00 | <reference> |
      Then Ada sees in suspense
        | amount    | reference   | state    | reason   |
        | $1,250.00 | <reference> | suspense | <reason> |
      And Omar's repayment on 14 March 2025 is overdue

      Examples: The reference names no loan
        | reference   | reason                       |
        |             | The reference names no loan. |
        | Omar, March | The reference names no loan. |
        | HL-OMA      | The reference names no loan. |
        | HL-OMAR-2   | The reference names no loan. |
        | XHL-OMAR    | The reference names no loan. |
        | HLOMAR      | The reference names no loan. |

      Examples: The reference names more than one loan
        | reference           | reason                                  |
        | HL-OMAR and HL-NORA | The reference names more than one loan. |
        | HL-OMAR or HL-ALF   | The reference names more than one loan. |

      Examples: The reference names a loan that is not funded
        | reference | reason                  |
        | HL-NORA   | The loan is not funded. |

    Scenario Outline: A payment with the reference “<reference>” pays Omar's loan
      When Ada imports the bank file "March.csv"
        | date          | amount    | reference   |
        | 14 March 2025 | $1,250.00 | <reference> |
      Then Ada sees nothing in suspense
      And Omar's repayment on 14 March 2025 is paid

      Examples:
        | reference            | why                 |
        | HL-OMAR              | the reference alone |
        | Loan hl-omar (March) | among other words   |
        | HL-OMAR HL-OMAR      | the same one twice  |

  Rule: A dishonour that matches no payment waits in suspense

    Scenario Outline: A dishonour of <original> goes into suspense: <why>
      Given Ada has imported the bank file "Friday.csv"
        | record  | date          | amount    | reference   | transaction_id |
        | payment | 14 March 2025 | $1,250.00 | <reference> | T-1            |
      When Ada imports the bank file "Monday.csv"
        | record    | date          | amount   | reference | transaction_id | original   |
        | dishonour | 17 March 2025 | <amount> | Unpaid    | T-2            | <original> |
      Then the lines of "Monday.csv" are
        | state    | reason |
        | suspense | <why>  |

      Examples:
        | reference | amount    | original | why                                          |
        | HL-OMAR   | $1,250.00 | T-0      | It does not name a known payment.            |
        | HL-OMAR   | $1,250.01 | T-1      | The payment it names has a different amount. |
        | Omar      | $1,250.00 | T-1      | The payment it names is in suspense.         |
        | HL-OMAR   | $1,250.00 | T-2      | It does not name a known payment.            |

    Scenario: A second dishonour of a payment goes into suspense
      When Ada imports the bank file "March.csv"
        | record    | date          | amount    | reference | transaction_id | original |
        | payment   | 14 March 2025 | $1,250.00 | HL-OMAR   | T-1            |          |
        | dishonour | 14 March 2025 | $1,250.00 | HL-OMAR   | T-2            | T-1      |
        | dishonour | 17 March 2025 | $1,250.00 | HL-OMAR   | T-3            | T-1      |
      Then Ada sees in suspense
        | line | reason                            |
        | 4    | This payment has already bounced. |
      And Omar still owes $1,250.00 on 14 March 2025

    Scenario: A dishonour of a dishonour goes into suspense
      When Ada imports the bank file "March.csv"
        | record    | date          | amount    | reference | transaction_id | original |
        | payment   | 14 March 2025 | $1,250.00 | HL-OMAR   | T-1            |          |
        | dishonour | 14 March 2025 | $1,250.00 | HL-OMAR   | T-2            | T-1      |
        | dishonour | 17 March 2025 | $1,250.00 | HL-OMAR   | T-3            | T-2      |
      Then Ada sees in suspense
        | line | reason                            |
        | 4    | It does not name a known payment. |

    Scenario: A dishonour listed before its payment goes into suspense
      When Ada imports the bank file "March.csv"
        | record    | date          | amount    | reference | transaction_id | original |
        | dishonour | 14 March 2025 | $1,250.00 | HL-OMAR   | T-2            | T-1      |
        | payment   | 14 March 2025 | $1,250.00 | HL-OMAR   | T-1            |          |
      Then Ada sees in suspense
        | line | reason                            |
        | 2    | It does not name a known payment. |
      And Omar's repayment on 14 March 2025 is paid

  Rule: An admin books a line in suspense to a loan

    Background:
      Given Nora has applied for $90,000.00 through Bella
      And Ada has imported the bank file "March.csv"
        | record    | date          | amount    | reference | transaction_id | original |
        | payment   | 14 March 2025 | $1,250.00 | Omar      | T-1            |          |
        | payment   | 15 March 2025 | $500.00   | HL-NORA   | T-2            |          |
        | payment   | 16 March 2025 | $20.00    | Nobody    | T-3            |          |
        | dishonour | 16 March 2025 | $20.00    | Unpaid    | T-4            | T-3      |

    @doors
    Scenario: A line booked by an admin counts from its own date
      When Ada books the line "Omar" to the loan "HL-OMAR"
      Then Omar's repayment on 14 March 2025 is paid
      And Ada sees in suspense
        | amount  | reference |
        | $500.00 | HL-NORA   |
        | $20.00  | Nobody    |
        | $20.00  | Unpaid    |

    Scenario: The loan's reference may be typed in small letters
      When Ada books the line "Omar" to the loan "hl-omar"
      Then Omar's repayment on 14 March 2025 is paid

    Scenario: A line that was booked cannot be booked again
      Given Ada has booked the line "Omar" to the loan "HL-OMAR"
      When Ada books the line "Omar" to the loan "HL-OMAR"
      Then it is refused: "There is no such line in suspense."
      And $0.00 of Omar's money is in suspense

    Scenario: A line cannot be booked to an unfunded loan
      When Ada books the line "Omar" to the loan "HL-NORA"
      Then it is refused: "HL-NORA is not funded."
      And Ada sees in suspense
        | reference |
        | Omar      |
        | HL-NORA   |
        | Nobody    |
        | Unpaid    |

    Scenario: A line cannot be booked to an unknown loan
      When Ada books the line "Omar" to the loan "HL-NOBODY"
      Then it is refused: "There is no application HL-NOBODY."

    Scenario: A line cannot be booked to a loan funded later
      Given Alf has applied for $90,000.00 through Bella
      And Alf's loan of $6,000.00 at 6 % for 12 months was funded on 15 March 2025
      When Ada books the line "Omar" to the loan "HL-ALF"
      Then it is refused: "The date is before 15 March 2025, when HL-ALF was funded."
      And Ada sees in suspense
        | reference |
        | Omar      |
        | HL-NORA   |
        | Nobody    |
        | Unpaid    |

    Scenario Outline: A line cannot be booked to a loan when <reason>
      When Ada books the line "<reference>" to the loan "HL-OMAR"
      Then it is refused: "This line cannot be booked to a loan: <reason>."
      And Omar's repayment on 14 March 2025 is overdue

      Examples:
        | reference | reason             |
        | Nobody    | it was dishonoured |
        | Unpaid    | it is a dishonour  |

    Scenario: A dishonour reverses a payment that an admin booked
      Given Ada has booked the line "Omar" to the loan "HL-OMAR"
      When Ada imports the bank file "Monday.csv"
        | record    | date          | amount    | reference | transaction_id | original |
        | dishonour | 17 March 2025 | $1,250.00 | Unpaid    | T-5            | T-1      |
      Then Omar's repayment on 14 March 2025 is overdue

  @doors
  Rule: A BDM books lines that name the BDM's own loans

    Background:
      Given Nora has applied for $90,000.00 through Bella
      And Ada has imported the bank file "March.csv"
        | date          | amount    | reference |
        | 14 March 2025 | $1,250.00 | Omar      |
        | 15 March 2025 | $500.00   | HL-NORA   |

    Scenario: A BDM sees only lines that name the BDM's loans
      Then Ben sees in suspense
        | amount  | reference | reason                  |
        | $500.00 | HL-NORA   | The loan is not funded. |

    Scenario: A BDM books a line to a loan of their own
      Given Nora owes $500.00 on 17 March 2025
      When Ben books the line "HL-NORA" to the loan "HL-NORA"
      Then Nora's repayment on 17 March 2025 is paid
      And Ben sees nothing in suspense

    Scenario: A BDM cannot book a line to another BDM's loan
      Given Cora is a broker who works with Carl
      And Alf has applied for $90,000.00 through Cora
      When Ben books the line "HL-NORA" to the loan "HL-ALF"
      Then it is refused: "There is no application HL-ALF."

    Scenario: A BDM cannot book a line that names no loan
      When Ben books the line "Omar" to the loan "HL-OMAR"
      Then it is refused: "There is no such line in suspense."
      And Omar's repayment on 14 March 2025 is overdue

    Scenario Outline: <who>, <why>, sees nothing in suspense
      Given Cora is a broker who works with Carl
      Then <who> sees nothing in suspense

      Examples:
        | who   | why          |
        | Carl  | another BDM  |
        | Bella | the broker   |
        | Nora  | the borrower |

    Scenario: A broker cannot book a line to a loan
      Given Nora owes $500.00 on 17 March 2025
      When Bella books the line "HL-NORA" to the loan "HL-NORA"
      Then it is refused: "There is no such line in suspense."
      And Nora's repayment on 17 March 2025 is due

  @doors
  Rule: A dishonour in suspense takes back the payment that an admin chooses

    Background:
      Given Ada has imported the bank file "Friday.csv"
        | record  | date          | amount    | reference | transaction_id |
        | payment | 14 March 2025 | $1,250.00 | HL-OMAR   | T-1            |
      And Ada has imported the bank file "Monday.csv"
        | record    | date          | amount    | reference | transaction_id | original |
        | dishonour | 17 March 2025 | $1,250.00 | Unpaid    | T-2            | T-0      |

    Scenario: A repayment whose payment a dishonour takes back is owed again
      When Ada takes Omar's payment of $1,250.00 back by the dishonour "Unpaid"
      Then Omar still owes $1,250.00 on 14 March 2025
      And Ada sees nothing in suspense
      And the audit trail of Omar's application is
        | who | act                                                                              |
        | Ada | recorded that the payment of $1,250.00 of 14 March 2025 bounced on 17 March 2025 |

    Scenario: A payment that has already bounced is not taken back
      Given Ada has recorded that Omar's payment bounced on 17 March 2025
      When Ada takes Omar's payment of $1,250.00 back by the dishonour "Unpaid"
      Then it is refused: "This dishonour cannot take that payment back."

    Scenario: A dishonour takes back no payment of another amount
      Given Omar has paid $500.00
      When Ada takes Omar's payment of $500.00 back by the dishonour "Unpaid"
      Then it is refused: "This dishonour cannot take that payment back."

    Scenario: A BDM may not take a payment back
      When Ben takes Omar's payment of $1,250.00 back by the dishonour "Unpaid"
      Then it is refused: "Only an admin may record a payment or a bounce."

  @doors
  Rule: A line that moves no money is set aside with a reason

    Background:
      Given Ada has imported the bank file "March.csv"
        | date          | amount  | reference |
        | 14 March 2025 | $500.00 | House     |

    Scenario: Money that was paid back to the payer leaves suspense
      When Ada sets the line "House" aside because "Paid back to the payer"
      Then Ada sees nothing in suspense
      And the lines of "March.csv" are
        | state     | reason                 |
        | set_aside | Paid back to the payer |

    Scenario: A line is set aside only once
      Given Ada has set the line "House" aside because "Paid back to the payer"
      When Ada sets the line "House" aside because "Paid back to the payer"
      Then it is refused: "There is no such line in suspense."

    Scenario: A BDM may not set a line aside
      When Ben sets the line "House" aside because "Paid back to the payer"
      Then it is refused: "Only an admin may set a line in suspense aside."

  @doors
  Rule: A line that was set aside by mistake is put back into suspense

    Background:
      Given Ada has imported the bank file "March.csv"
        | date          | amount    | reference           |
        | 14 March 2025 | $1,250.00 | House               |
        | 15 March 2025 | $500.00   | HL-OMAR and HL-NORA |
      And Ada has set the line "House" aside because "Paid back to the payer"

    Scenario: A line that is put back waits for the reason that it had before
      When Ada puts the line "House" back into suspense
      Then Ada sees in suspense
        | amount    | reference           | reason                                  |
        | $1,250.00 | House               | The reference names no loan.            |
        | $500.00   | HL-OMAR and HL-NORA | The reference names more than one loan. |

    Scenario: A line that is put back can be booked
      Given Ada has put the line "House" back into suspense
      When Ada books the line "House" to the loan "HL-OMAR"
      Then Omar's repayment on 14 March 2025 is paid

    Scenario: A line that was not set aside cannot be put back
      When Ada puts the line "HL-OMAR and HL-NORA" back into suspense
      Then it is refused: "This line is not set aside."

    Scenario: A BDM puts nothing back
      When Ben puts the line "House" back into suspense
      Then it is refused: "Only an admin may set a line in suspense aside."
      And the lines of "March.csv" are
        | reference           | state     |
        | House               | set_aside |
        | HL-OMAR and HL-NORA | suspense  |

    Scenario: The audit trail of the loan that a line names says who set it aside, and who put it back
      Given Nora has applied for $90,000.00 through Bella
      And Ada has imported the bank file "Early.csv"
        | date          | amount  | reference |
        | 14 March 2025 | $700.00 | HL-NORA   |
      And Ada has set the line "HL-NORA" aside because "Paid back to the payer"
      When Ada puts the line "HL-NORA" back into suspense
      Then the audit trail of Nora's application is
        | who | act                                                                    |
        | Ada | set $700.00 of 14 March 2025 in suspense aside: Paid back to the payer |
        | Ada | put $700.00 of 14 March 2025 back into suspense                        |

    Scenario: A payment recorded by hand meanwhile may be the line that is put back
      Given Ada has set the line "HL-OMAR and HL-NORA" aside because "Paid back to the payer"
      And Nora has applied for $90,000.00 through Bella
      And Ada has imported the bank file "Late.csv"
        | record  | date          | amount  | reference | transaction_id |
        | payment | 14 March 2025 | $600.00 | HL-NORA   | T-1            |
      And Ada has set the line "HL-NORA" aside because "It is another loan's"
      And Nora owes $600.00 on 17 March 2025
      And Ada has recorded Nora's payment of $600.00
      When Ada puts the line "HL-NORA" back into suspense
      Then Ada sees in suspense
        | reference | reason                                                                |
        | HL-NORA   | It looks like the payment of 17 March 2025 that was recorded by hand. |
