Feature: Money that nobody can place waits for a person
  A wrong guess pays one customer's loan with another's money. Where a line of a bank file does not
  say beyond doubt what it is for, it is kept with the reason until somebody who knows decides.

  Background:
    Given today is Monday 17 March 2025
    And Ada is an admin
    And Bella is a broker who works with Ben
    And Omar has applied for $250,000.00 through Bella
    And Omar owes $1,250.00 on 14 March 2025

  Rule: What a line is for is never guessed

    Scenario Outline: In suspense: “<reference>”
      Given Nora has applied for $90,000.00 through Bella
      When Ada imports the bank file "March.csv"
        | date          | amount    | reference   |
        | 14 March 2025 | $1,250.00 | <reference> |
      Then Ada sees in suspense
        | amount    | reference   | state    | reason   |
        | $1,250.00 | <reference> | suspense | <reason> |
      And Omar's repayment on 14 March 2025 is overdue

      Examples: No loan that there is
        | reference           | reason                       |
        |                     | The reference names no loan. |
        | Omar, March         | The reference names no loan. |
        | HL-OMA              | The reference names no loan. |
        | HL-OMAR-2           | The reference names no loan. |
        | XHL-OMAR            | The reference names no loan. |
        | HLOMAR              | The reference names no loan. |

      Examples: More than one
        | reference           | reason                                 |
        | HL-OMAR and HL-NORA | The reference names more than one loan. |
        | HL-OMAR or HL-ALF   | The reference names more than one loan. |

      Examples: Not paid out
        | reference | reason                  |
        | HL-NORA   | The loan is not funded. |

    Scenario Outline: Beyond doubt: “<reference>”
      When Ada imports the bank file "March.csv"
        | date          | amount    | reference   |
        | 14 March 2025 | $1,250.00 | <reference> |
      Then Ada sees nothing in suspense
      And Omar's repayment on 14 March 2025 is paid

      Examples:
        | reference            | why                        |
        | HL-OMAR              | nothing else               |
        | Loan hl-omar (March) | among other words          |
        | HL-OMAR HL-OMAR      | the same one twice         |

  Rule: A dishonour that names nothing it could take back waits, too

    Scenario Outline: <why>
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

    Scenario: A second dishonour of the same payment
      When Ada imports the bank file "March.csv"
        | record    | date          | amount    | reference | transaction_id | original |
        | payment   | 14 March 2025 | $1,250.00 | HL-OMAR   | T-1            |          |
        | dishonour | 14 March 2025 | $1,250.00 | HL-OMAR   | T-2            | T-1      |
        | dishonour | 17 March 2025 | $1,250.00 | HL-OMAR   | T-3            | T-1      |
      Then Ada sees in suspense
        | line | reason                                  |
        | 4    | This payment has already been reversed. |
      And Omar still owes $1,250.00 on 14 March 2025

    Scenario: A dishonour of a dishonour
      When Ada imports the bank file "March.csv"
        | record    | date          | amount    | reference | transaction_id | original |
        | payment   | 14 March 2025 | $1,250.00 | HL-OMAR   | T-1            |          |
        | dishonour | 14 March 2025 | $1,250.00 | HL-OMAR   | T-2            | T-1      |
        | dishonour | 17 March 2025 | $1,250.00 | HL-OMAR   | T-3            | T-2      |
      Then Ada sees in suspense
        | line | reason                            |
        | 4    | It does not name a known payment. |

    Scenario: A dishonour that comes before its payment
      When Ada imports the bank file "March.csv"
        | record    | date          | amount    | reference | transaction_id | original |
        | dishonour | 14 March 2025 | $1,250.00 | HL-OMAR   | T-2            | T-1      |
        | payment   | 14 March 2025 | $1,250.00 | HL-OMAR   | T-1            |          |
      Then Ada sees in suspense
        | line | reason                            |
        | 2    | It does not name a known payment. |
      And Omar's repayment on 14 March 2025 is paid

  Rule: A person says what it was for

    Background:
      Given Nora has applied for $90,000.00 through Bella
      And Ada has imported the bank file "March.csv"
        | record    | date          | amount    | reference | transaction_id | original |
        | payment   | 14 March 2025 | $1,250.00 | Omar      | T-1            |          |
        | payment   | 15 March 2025 | $500.00   | HL-NORA   | T-2            |          |
        | payment   | 16 March 2025 | $20.00    | Nobody    | T-3            |          |
        | dishonour | 16 March 2025 | $20.00    | Unpaid    | T-4            | T-3      |

    Scenario: The money counts from the day it came
      When Ada puts the line "Omar" to the loan "HL-OMAR"
      Then Omar's repayment on 14 March 2025 is paid
      And Ada sees in suspense
        | amount  | reference |
        | $500.00 | HL-NORA   |
        | $20.00  | Nobody    |
        | $20.00  | Unpaid    |

    Scenario: What was put to a loan is put to no other
      Given Ada has put the line "Omar" to the loan "HL-OMAR"
      When Ada puts the line "Omar" to the loan "HL-OMAR"
      Then it is refused: "There is no such line in suspense."
      And $0.00 of Omar's money is in suspense

    Scenario: A loan that is not funded takes no money, and the line goes on waiting
      When Ada puts the line "Omar" to the loan "HL-NORA"
      Then it is refused: "HL-NORA is not funded."
      And Ada sees in suspense
        | reference |
        | Omar      |
        | HL-NORA   |
        | Nobody    |
        | Unpaid    |

    Scenario: Nor does a loan that does not exist
      When Ada puts the line "Omar" to the loan "HL-NOBODY"
      Then it is refused: "There is no application HL-NOBODY."

    Scenario: A loan takes no money that came before it was funded, and the line goes on waiting
      Given Alf has applied for $90,000.00 through Bella
      And Alf's loan of $6,000.00 at 6 % for 12 months was paid out on 15 March 2025
      When Ada puts the line "Omar" to the loan "HL-ALF"
      Then it is refused: "The date is before 15 March 2025, when HL-ALF was funded."
      And Ada sees in suspense
        | reference |
        | Omar      |
        | HL-NORA   |
        | Nobody    |
        | Unpaid    |

    Scenario Outline: <why>
      When Ada puts the line "<reference>" to the loan "HL-OMAR"
      Then it is refused: "This line cannot be booked to a loan: <reason>."
      And Omar's repayment on 14 March 2025 is overdue

      Examples:
        | reference | reason            | why                                |
        | Nobody    | it was dishonoured | Money that bounced is no money     |
        | Unpaid    | it is a dishonour | Nor is a dishonour                 |

    Scenario: A dishonour takes back what a person has put to a loan
      Given Ada has put the line "Omar" to the loan "HL-OMAR"
      When Ada imports the bank file "Monday.csv"
        | record    | date          | amount    | reference | transaction_id | original |
        | dishonour | 17 March 2025 | $1,250.00 | Unpaid    | T-5            | T-1      |
      Then Omar's repayment on 14 March 2025 is overdue

  Rule: A BDM decides about money that names the BDM's own loans

    Background:
      Given Nora has applied for $90,000.00 through Bella
      And Ada has imported the bank file "March.csv"
        | date          | amount    | reference |
        | 14 March 2025 | $1,250.00 | Omar      |
        | 15 March 2025 | $500.00   | HL-NORA   |

    Scenario: A BDM sees the lines that name the BDM's own loans
      Then Ben sees in suspense
        | amount  | reference | reason                  |
        | $500.00 | HL-NORA   | The loan is not funded. |

    Scenario: A BDM puts such a line to a loan of their own
      Given Nora owes $500.00 on 17 March 2025
      When Ben puts the line "HL-NORA" to the loan "HL-NORA"
      Then Nora's repayment on 17 March 2025 is paid
      And Ben sees nothing in suspense

    Scenario: Not to another BDM's loan
      Given Cora is a broker who works with Carl
      And Alf has applied for $90,000.00 through Cora
      When Ben puts the line "HL-NORA" to the loan "HL-ALF"
      Then it is refused: "There is no application HL-ALF."

    Scenario: Nor money that names none of theirs
      When Ben puts the line "Omar" to the loan "HL-OMAR"
      Then it is refused: "There is no such line in suspense."
      And Omar's repayment on 14 March 2025 is overdue

    Scenario Outline: <who> sees nothing in suspense
      Given Cora is a broker who works with Carl
      Then <who> sees nothing in suspense

      Examples:
        | who   | why           |
        | Carl  | another's BDM |
        | Bella | a broker      |
        | Nora  | a borrower    |

    Scenario: Nor does a broker put money to a loan
      Given Nora owes $500.00 on 17 March 2025
      When Bella puts the line "HL-NORA" to the loan "HL-NORA"
      Then it is refused: "There is no such line in suspense."
      And Nora's repayment on 17 March 2025 is due
