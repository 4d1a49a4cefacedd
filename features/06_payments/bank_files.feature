Feature: The bank's files are imported whole, once, and to the cent
  Most repayments arrive in files from the bank. A file with a fault is refused before it touches
  anything; a good one may be imported again, by two workers, or after a crash: each movement of money counts once.

  Background:
    Given today is Monday 17 March 2025
    And Ada is an admin
    And Bella is a broker who works with Ben

  Rule: A line pays the loan that its reference names

    Background:
      Given Omar has applied for $250,000.00 through Bella
      And Omar owes $1,250.00 on 14 March 2025
      And Omar owes $1,250.00 on 14 April 2025

    Scenario: A payment
      When Ada imports the bank file "March.csv"
        | date          | amount    | reference |
        | 14 March 2025 | $1,250.00 | HL-OMAR   |
      Then Omar's repayment on 14 March 2025 is paid
      And the lines of "March.csv" are
        | line | amount    | reference | state     | reason |
        | 2    | $1,250.00 | HL-OMAR   | allocated |        |

    Scenario: A payment in part, and one of more than everything
      When Ada imports the bank file "March.csv"
        | date          | amount    | reference |
        | 14 March 2025 | $1,000.00 | HL-OMAR   |
        | 14 March 2025 | $2,000.00 | HL-OMAR   |
      Then Omar's repayment on 14 March 2025 is paid
      And Omar's repayment on 14 April 2025 is paid
      And $500.00 of Omar's money is in suspense

    Scenario: A reminder that waits for the mail server is taken back
      Given the mail server is down
      And Omar was reminded by Monday 7 April 2025 07:00
      And the mail server has recovered
      When Ada imports the bank file "April.csv"
        | date         | amount    | reference |
        | 7 April 2025 | $2,500.00 | HL-OMAR   |
      And Wednesday 9 April 2025 07:00 comes
      Then Omar receives no e-mail

    Scenario Outline: It makes no difference that a file <oddity>
      When Ada imports a bank file that "<oddity>"
      Then Omar's repayment on 14 March 2025 is paid

      Examples:
        | oddity                                 | why                                   |
        | ends without a line break              | nothing is cut off                    |
        | has a mark of its byte order           | some programs put one there           |
        | has line breaks of Windows             | likewise                              |
        | quotes a reference with a comma        | the reference stands among other words |
        | writes the reference in small letters  | people do                             |
        | has a line of 1,000 bytes              | as long as a line may be              |

  Rule: The same movement of money counts once

    Background:
      Given Omar has applied for $250,000.00 through Bella
      And Omar owes $1,250.00 on 14 March 2025
      And Omar owes $1,250.00 on 14 April 2025

    Scenario: The same file a second time
      Given Ada has imported the bank file "March.csv"
        | date          | amount    | reference | transaction_id |
        | 14 March 2025 | $1,250.00 | HL-OMAR   | T-1            |
      When Ada imports the bank file "March again.csv"
        | date          | amount    | reference | transaction_id |
        | 14 March 2025 | $1,250.00 | HL-OMAR   | T-1            |
      Then Omar's repayment on 14 April 2025 is scheduled
      And Ada sees the bank file "March.csv"

    Scenario: The same import asked for twice
      Given Ada has imported the bank file "March.csv"
        | date          | amount    | reference |
        | 14 March 2025 | $1,250.00 | HL-OMAR   |
      When the bank file "March.csv" is imported again
      Then Omar's repayment on 14 April 2025 is scheduled

    Scenario: The same transaction in another file
      Given Ada has imported the bank file "Friday.csv"
        | date          | amount    | reference | transaction_id |
        | 14 March 2025 | $1,250.00 | HL-OMAR   | T-1            |
      When Ada imports the bank file "Week.csv"
        | date          | amount    | reference | transaction_id |
        | 14 March 2025 | $1,250.00 | HL-OMAR   | T-1            |
        | 15 March 2025 | $500.00   | HL-OMAR   | T-2            |
      Then the lines of "Week.csv" are
        | line | amount  |
        | 3    | $500.00 |
      And Omar still owes $750.00 on 14 April 2025

    Scenario: The same transaction twice in one file
      When Ada imports the bank file "March.csv"
        | date          | amount    | reference | transaction_id |
        | 14 March 2025 | $1,250.00 | HL-OMAR   | T-1            |
        | 14 March 2025 | $1,250.00 | HL-OMAR   | T-1            |
      Then the lines of "March.csv" are
        | line | state     |
        | 2    | allocated |
      And Omar's repayment on 14 April 2025 is scheduled

    Scenario: Without ids, the same day in another file
      Given Ada has imported the bank file "Friday.csv"
        | date          | amount    | reference |
        | 14 March 2025 | $1,250.00 | HL-OMAR   |
      When Ada imports the bank file "Week.csv"
        | date          | amount    | reference |
        | 13 March 2025 | $500.00   | HL-OMAR   |
        | 14 March 2025 | $1,250.00 | HL-OMAR   |
      Then the lines of "Week.csv" are
        | line | amount  |
        | 2    | $500.00 |
      And Omar still owes $750.00 on 14 April 2025

    Scenario: Without ids, two genuine equal lines of a day are both kept
      When Ada imports the bank file "March.csv"
        | date          | amount    | reference |
        | 14 March 2025 | $1,250.00 | HL-OMAR   |
        | 14 March 2025 | $1,250.00 | HL-OMAR   |
      Then Omar's repayment on 14 March 2025 is paid
      And Omar's repayment on 14 April 2025 is paid

    Scenario: Without ids, of three equal lines where two were known the third is new
      Given Ada has imported the bank file "Noon.csv"
        | date          | amount  | reference |
        | 14 March 2025 | $500.00 | HL-OMAR   |
        | 14 March 2025 | $500.00 | HL-OMAR   |
      When Ada imports the bank file "Evening.csv"
        | date          | amount  | reference |
        | 14 March 2025 | $500.00 | HL-OMAR   |
        | 14 March 2025 | $500.00 | HL-OMAR   |
        | 14 March 2025 | $500.00 | HL-OMAR   |
      Then the lines of "Evening.csv" are
        | line | amount  |
        | 4    | $500.00 |
      And Omar still owes $1,000.00 on 14 April 2025

    Scenario Outline: Without ids, another <column> is another movement
      Given Ada has imported the bank file "Friday.csv"
        | account   | date          | amount  | reference |
        | 0620 0012 | 14 March 2025 | $500.00 | HL-OMAR   |
      When Ada imports the bank file "Saturday.csv"
        | account   | date   | amount   | reference   |
        | <account> | <date> | <amount> | <reference> |
      Then the lines of "Saturday.csv" are
        | line | amount   |
        | 2    | <amount> |

      Examples:
        | column    | account   | date          | amount  | reference     |
        | account   | 0620 0013 | 14 March 2025 | $500.00 | HL-OMAR       |
        | date      | 0620 0012 | 15 March 2025 | $500.00 | HL-OMAR       |
        | amount    | 0620 0012 | 14 March 2025 | $500.01 | HL-OMAR       |
        | reference | 0620 0012 | 14 March 2025 | $500.00 | HL-OMAR March |

    Scenario: An account written otherwise is the same account
      Given Ada has imported the bank file "Friday.csv"
        | account       | date          | amount  | reference |
        | 062-000 12345 | 14 March 2025 | $500.00 | HL-OMAR   |
      When Ada imports the bank file "Again.csv"
        | account  | date          | amount  | reference |
        | 06200012345 | 14 March 2025 | $500.00 | HL-OMAR   |
      Then no line of "Again.csv" is imported

    Scenario: A transaction that the bank reports anew with another amount is not lost, and not believed
      Given Ada has imported the bank file "Friday.csv"
        | date          | amount  | reference | transaction_id |
        | 14 March 2025 | $500.00 | HL-OMAR   | T-1            |
      When Ada imports the bank file "Monday.csv"
        | date          | amount  | reference | transaction_id |
        | 14 March 2025 | $500.01 | HL-OMAR   | T-1            |
        | 14 March 2025 | $500.01 | HL-OMAR   | T-1            |
      Then the lines of "Monday.csv" are
        | line | state    | reason                                                                 |
        | 2    | suspense | The bank has already reported this transaction with different figures. |
      And Omar still owes $750.00 on 14 March 2025

  Rule: Who goes on after a crash goes on where it happened

    Background:
      Given Omar has applied for $250,000.00 through Bella
      And Omar owes $1,250.00 on 14 March 2025
      And Omar owes $1,250.00 on 14 April 2025

    Scenario: A worker dies at the second of three lines
      Given a worker has died at line 3 of Ada's bank file "March.csv"
        | date          | amount  | reference |
        | 14 March 2025 | $500.00 | HL-OMAR   |
        | 14 March 2025 | $600.00 | HL-OMAR   |
        | 15 March 2025 | $700.00 | HL-OMAR   |
      Then the lines of "March.csv" are
        | line | amount  |
        | 2    | $500.00 |
      And Omar still owes $750.00 on 14 March 2025

    Scenario: The next worker goes on where it died
      Given a worker has died at line 3 of Ada's bank file "March.csv"
        | date          | amount  | reference |
        | 14 March 2025 | $500.00 | HL-OMAR   |
        | 14 March 2025 | $600.00 | HL-OMAR   |
        | 15 March 2025 | $700.00 | HL-OMAR   |
      When the bank file "March.csv" is imported again
      Then the lines of "March.csv" are
        | line | amount  |
        | 2    | $500.00 |
        | 3    | $600.00 |
        | 4    | $700.00 |
      And Omar still owes $0.00 on 14 March 2025
      And Omar still owes $700.00 on 14 April 2025

    Scenario: Nobody has to ask again
      Given a worker has died at line 3 of Ada's bank file "March.csv"
        | date          | amount  | reference |
        | 14 March 2025 | $500.00 | HL-OMAR   |
        | 14 March 2025 | $600.00 | HL-OMAR   |
      When Monday 17 March 2025 12:20 comes
      Then the lines of "March.csv" are
        | line | amount  |
        | 2    | $500.00 |
        | 3    | $600.00 |
      And Omar still owes $150.00 on 14 March 2025

    Scenario: What was refused or is done is not asked for again
      Given Ada has imported the bank file "March.csv"
        | date          | amount  | reference |
        | 14 March 2025 | $500.00 | HL-OMAR   |
      When Ada imports a bank file that "ends before its total"
      Then the background work fails: "refused"
      When Monday 17 March 2025 12:20 comes
      And the "bank files left behind" are asked for once more
      Then the "bank files left behind" report "0 due"

    Scenario: What the import says
      When Ada imports the bank file "March.csv"
        | date          | amount  | reference |
        | 14 March 2025 | $500.00 | HL-OMAR   |
        | 14 March 2025 | $9.00   | Nobody    |
      Then the "bank file" reports "2 lines, 1 allocated, 1 suspense, 0 reversed, 0 known"

  Rule: A dishonour takes back the payment that it names

    Background:
      Given Omar has applied for $250,000.00 through Bella
      And Omar owes $1,250.00 on 14 March 2025

    Scenario: By the bank's transaction id
      Given Ada has imported the bank file "Friday.csv"
        | date          | amount    | reference | transaction_id |
        | 14 March 2025 | $1,250.00 | HL-OMAR   | T-1            |
      When Ada imports the bank file "Monday.csv"
        | record    | date          | amount    | reference | transaction_id | original |
        | dishonour | 17 March 2025 | $1,250.00 | Unpaid    | T-2            | T-1      |
      Then Omar's repayment on 14 March 2025 is overdue
      And the lines of "Monday.csv" are
        | line | state    |
        | 2    | reversed |
      And the lines of "Friday.csv" are
        | line | state     |
        | 2    | allocated |

    Scenario: Without ids, by its day and its ordinal among equals
      Given Omar owes $1,250.00 on 14 April 2025
      And Ada has imported the bank file "Friday.csv"
        | date          | amount    | reference |
        | 14 March 2025 | $1,250.00 | HL-OMAR   |
        | 14 March 2025 | $1,250.00 | HL-OMAR   |
      When Ada imports the bank file "Monday.csv"
        | record    | date          | amount    | reference | original     |
        | dishonour | 17 March 2025 | $1,250.00 | HL-OMAR   | 2025-03-14#2 |
      Then Omar's repayment on 14 March 2025 is paid
      And Omar's repayment on 14 April 2025 is scheduled

    Scenario: In the same file, after the payment
      When Ada imports the bank file "March.csv"
        | record    | date          | amount    | reference | transaction_id | original |
        | payment   | 14 March 2025 | $1,250.00 | HL-OMAR   | T-1            |          |
        | dishonour | 14 March 2025 | $1,250.00 | HL-OMAR   | T-2            | T-1      |
      Then Omar's repayment on 14 March 2025 is overdue

    Scenario: Without ids, a dishonour is not taken for the payment of the same figures
      When Ada imports the bank file "March.csv"
        | record    | date          | amount    | reference | original     |
        | payment   | 14 March 2025 | $1,250.00 | HL-OMAR   |              |
        | dishonour | 14 March 2025 | $1,250.00 | HL-OMAR   | 2025-03-14#1 |
      Then the lines of "March.csv" are
        | line | state     |
        | 2    | allocated |
        | 3    | reversed  |

    Scenario: The same dishonour a second time changes nothing
      Given Ada has imported the bank file "March.csv"
        | record    | date          | amount    | reference | transaction_id | original |
        | payment   | 14 March 2025 | $1,250.00 | HL-OMAR   | T-1            |          |
        | dishonour | 14 March 2025 | $1,250.00 | HL-OMAR   | T-2            | T-1      |
      When Ada imports the bank file "Again.csv"
        | record    | date          | amount    | reference | transaction_id | original |
        | dishonour | 14 March 2025 | $1,250.00 | HL-OMAR   | T-2            | T-1      |
      Then no line of "Again.csv" is imported

  Rule: Money for a loan is not dated before the loan was funded

    Background:
      Given Omar has applied for $250,000.00 through Bella
      And Omar's loan of $6,000.00 at 6 % for 12 months was paid out on 31 January 2025
      And Omar's schedule has been built

    Scenario: Lines that are too early are listed, and the whole file is refused
      When Ada imports the bank file "March.csv"
        | record    | date            | amount  | reference       | transaction_id | original |
        | payment   | 30 January 2025 | $100.00 | HL-OMAR         | T-1            |          |
        | payment   | 3 March 2025    | $516.40 | HL-OMAR         | T-2            |          |
        | dishonour | 1 January 2025  | $100.00 | Unpaid, HL-OMAR | T-3            | T-1      |
      Then the background work fails: "The bank file was refused: 2 errors."
      And the faults of "March.csv" are
        | line | reason                                                     |
        | 2    | The date is before 31 January 2025, when HL-OMAR was funded. |
        | 4    | The date is before 31 January 2025, when HL-OMAR was funded. |
      And no line of "March.csv" is imported

    Scenario: The day on which the loan was funded is early enough
      When Ada imports the bank file "March.csv"
        | date            | amount  | reference |
        | 31 January 2025 | $516.40 | HL-OMAR   |
      Then Omar's repayment on 28 February 2025 is paid

    Scenario Outline: An early line whose reference is “<reference>” waits for a person
      Given Nora has applied for $90,000.00 through Bella
      When Ada imports the bank file "March.csv"
        | date            | amount  | reference   |
        | 30 January 2025 | $100.00 | <reference> |
      Then the lines of "March.csv" are
        | state    | reason   |
        | suspense | <reason> |

      Examples:
        | reference           | reason                                  |
        | Omar                | The reference names no loan.            |
        | HL-OMAR and HL-NORA | The reference names more than one loan. |
        | HL-NORA             | The loan is not funded.                 |

    Scenario: A dishonour that is older than the payment it names waits for a person
      When Ada imports the bank file "March.csv"
        | record    | date         | amount  | reference | transaction_id | original |
        | payment   | 3 March 2025 | $516.40 | HL-OMAR   | T-1            |          |
        | dishonour | 2 March 2025 | $516.40 | Unpaid    | T-2            | T-1      |
      Then the lines of "March.csv" are
        | state     | reason                                                    |
        | allocated |                                                           |
        | suspense  | The date is before 3 March 2025, when the payment came in. |

  Rule: A file with faults is refused as a whole, with all of them

    Scenario: Every fault is listed, and nothing is imported
      Given Omar has applied for $250,000.00 through Bella
      And Omar owes $1,250.00 on 14 March 2025
      When Ada imports the bank file "March.csv" with this text
        """
        record,account,date,amount,currency,reference,transaction_id,original
        payment,062-000 12345,2025-03-14,1250.00,AUD,HL-OMAR,T-1,
        payment,unknown,14/03/2025,NaN,USD,HL-OMAR,T 2,
        refund,062-000 12345,2025-03-14,1.00,AUD,HL-OMAR,T-3,
        dishonour,062-000 12345,2025-03-14,1.00,AUD,HL-OMAR,T-4,
        total,5,1250.00
        """
      Then the background work fails: "The bank file was refused: 8 errors."
      And the faults of "March.csv" are
        | line | reason                                                                         |
        | 3    | The account must be a number of 4 to 34 digits, spaces and hyphens.            |
        | 3    | “14/03/2025” is not a date. Write it like 2025-03-14.                          |
        | 3    | “NaN” is not an amount. Write it like 1250.00.                                 |
        | 3    | “USD” is not the currency. All amounts must be in AUD.                         |
        | 3    | The transaction id may have up to 60 characters: letters, digits and . _ : / - |
        | 4    | “refund” is not a kind of record. Use payment, dishonour or total.             |
        | 5    | A dishonour must name the original line.                                       |
        | 6    | The total states 5 lines, but the file has 4.                                  |
      And no line of "March.csv" is imported
      And Omar's repayment on 14 March 2025 is overdue

    Scenario: Of a file with very many faults the first 200 are listed and the others are counted
      When Ada imports a bank file that "has 250 wrong lines"
      Then the background work fails: "The bank file was refused: 250 errors."
      And 200 faults of the bank file are listed, and 50 more are counted

    Scenario: A file of more than 200,000 lines is refused before it is kept
      When Ada imports a bank file that "has 200,001 lines"
      Then it is refused: "A bank file is limited to 200,000 lines. Split it into smaller files."
      And Ada sees no bank file

    Scenario: Imported again, a refused file is refused again, and its faults are listed once
      When Ada imports a bank file that "ends before its total"
      Then the background work fails: "The bank file was refused: 1 error."
      When the bank file "odd.csv" is imported again
      Then the background work fails: "The bank file was refused: 1 error."
      And the fault of the bank file is "The file ends without a total." in line 2

    Scenario: What was not yet a day is one later
      When Ada imports a bank file whose date is "2025-03-18"
      Then the background work fails: "The bank file was refused: 1 error."
      And the fault of the bank file is "The date is later than today, 17 March 2025." in line 2
      When Tuesday 18 March 2025 00:00 comes
      And the bank file "odd.csv" is imported again
      Then the bank file "odd.csv" has no fault
      And the lines of "odd.csv" are
        | line | state    |
        | 2    | suspense |

    Scenario Outline: Refused: a file that <oddity>
      When Ada imports a bank file that "<oddity>"
      Then the background work fails: "The bank file was refused"
      And the fault of the bank file is "<reason>" in line <line>

      Examples: The file as a whole
        | oddity                           | line | reason                                                                                     |
        | is empty                         | 1    | The file is empty.                                                                         |
        | ends after its columns           | 1    | The file ends without a total.                                                             |
        | ends before its total            | 2    | The file ends without a total.                                                             |
        | ends in the middle of its total  | 3    | The total must look like total,12,1250.00.                                                 |
        | has a blank line after its total | 4    | The line is empty.                                                                         |
        | has two totals                   | 4    | Nothing may follow the total.                                                              |
        | has other columns                | 1    | The columns must be record,account,date,amount,currency,reference,transaction_id,original. |
        | has lower-case text in UTF-16    | 1    | The line is not UTF-8 text.                                                                |
        | states one line too many         | 3    | The total states 2 lines, but the file has 1.                                              |
        | states a cent too much           | 3    | The total states 1250.01, but the lines add up to 1250.00.                                 |
        | states its total with a comma    | 3    | The total must look like total,12,1250.00.                                                 |
        | states a total of 13 digits      | 3    | The total has more than 12 digits before the point.                                        |

      Examples: A line
        | oddity                         | line | reason                                                           |
        | has a line of 7 fields         | 2    | The line has 7 fields instead of 8.                              |
        | holds a NUL byte               | 2    | The line contains the character U+0000, which is not allowed.    |
        | holds a tab                    | 2    | The line contains the character U+0009, which is not allowed.    |
        | turns its text around          | 2    | The line contains the character U+202E, which is not allowed.    |
        | holds a byte that is not UTF-8 | 2    | The line is not UTF-8 text.                                      |
        | leaves a quote open            | 2    | A quotation mark is not closed, or text follows the closing one. |
        | has a line of 1,001 bytes      | 2    | The line is longer than 1,000 bytes.                             |
        | has a line of a million bytes  | 2    | The line is longer than 1,000 bytes.                             |

    Scenario Outline: Refused: <column> “<text>”
      When Ada imports a bank file whose <column> is "<text>"
      Then the background work fails: "The bank file was refused: 1 error."
      And the fault of the bank file is "<reason>" in line 2

      Examples: Amounts
        | column | text             | reason                                               |
        | amount | 1,250.00         | “1,250.00” is not an amount. Write it like 1250.00.  |
        | amount | -1250.00         | “-1250.00” is not an amount. Write it like 1250.00.  |
        | amount | +1250.00         | “+1250.00” is not an amount. Write it like 1250.00.  |
        | amount | 1.25e3           | “1.25e3” is not an amount. Write it like 1250.00.    |
        | amount | 1250             | “1250” is not an amount. Write it like 1250.00.      |
        | amount | 1250.000         | “1250.000” is not an amount. Write it like 1250.00.  |
        | amount | Infinity         | “Infinity” is not an amount. Write it like 1250.00.  |
        | amount | １２５０.00          | “１２５０.00” is not an amount. Write it like 1250.00.   |
        | amount | 1000000000000.00 | The amount has more than 12 digits before the point. |
        | amount |                  | “” is not an amount. Write it like 1250.00.          |
        | amount | 0.00             | The amount must be greater than 0.00.                |

      Examples: Everything else
        | column         | text                                                                                                   | reason                                                                                      |
        | date           | 2025-02-29                                                                                             | “2025-02-29” is not a date. Write it like 2025-03-14.                                       |
        | date           | 20250314                                                                                               | “20250314” is not a date. Write it like 2025-03-14.                                         |
        | date           | 2025-03-18                                                                                             | The date is later than today, 17 March 2025.                                                |
        | date           | 1999-12-31                                                                                             | The date is before 1 January 2000.                                                          |
        | date           | 0001-01-01                                                                                             | The date is before 1 January 2000.                                                          |
        | currency       | aud                                                                                                    | “aud” is not the currency. All amounts must be in AUD.                                      |
        | record         | Payment                                                                                                | “Payment” is not a kind of record. Use payment, dishonour or total.                         |
        | account        | 062                                                                                                    | The account must be a number of 4 to 34 digits, spaces and hyphens.                         |
        | transaction_id | T-1#2                                                                                                  | The transaction id may have up to 60 characters: letters, digits and . _ : / -              |
        | original       | T-1                                                                                                    | A payment cannot name an original line.                                                     |
        | original       | 2025-02-30#1                                                                                           | “2025-02-30” is not a date. Write it like 2025-03-14.                                       |
        | original       | 2025-03-14#0                                                                                           | The original must be a transaction id, or a day and number like 2025-03-14#1.               |
        | reference      | A reference of a hundred and one characters, which is one more than a reference of a file may have ... | The reference is longer than 100 characters.                                                |
        | record         | an advance payment of the whole year                                                                   | “an advance payment of the whol…” is not a kind of record. Use payment, dishonour or total. |

    Scenario Outline: Taken: <column> “<text>”
      When Ada imports a bank file whose <column> is "<text>"
      Then the lines of "odd.csv" are
        | line |
        | 2    |

      Examples:
        | column    | text       | why                               |
        | date      | 2025-03-17 | today                             |
        | date      | 2000-01-01 | the earliest day that there is    |
        | date      | 2024-02-29 | there was such a day              |
        | account   | 0620       | four digits                       |
        | reference | A reference of a hundred characters, which is as many as a reference of a bank's file may have ..... | as long as it may be |
        | reference |            | nobody must write one             |

    Scenario: A day without any movement is a good file
      When Ada imports a bank file that "has no line"
      Then no line of "odd.csv" is imported
      And Ada sees the bank file "odd.csv"

    Scenario: A file whose bytes were cleaned up may be handed in again, and changes nothing
      Given Omar has applied for $250,000.00 through Bella
      And Omar owes $1,250.00 on 14 March 2025
      And Ada has imported the bank file "March.csv"
        | date          | amount  | reference |
        | 14 March 2025 | $500.00 | HL-OMAR   |
      And today is Sunday 29 June 2025
      When Monday 30 June 2025 09:00 comes
      And the bank file "March.csv" is imported again
      Then the background work fails: "The contents of this bank file have been deleted. Upload it again."
      When Ada imports the bank file "Again.csv"
        | date          | amount  | reference |
        | 14 March 2025 | $500.00 | HL-OMAR   |
      Then the "bank file" reports "1 lines, 0 allocated, 0 suspense, 0 reversed, 1 known"
      And Omar still owes $750.00 on 14 March 2025

    Scenario: A file that does not exist
      When a bank file that does not exist is imported
      Then the background work fails: "There is no bank file with id 0."

  Rule: Bank files are for admins

    Scenario Outline: <who> neither imports a bank file nor sees one
      Given Omar has applied for $250,000.00 through Bella
      And Ada has imported the bank file "March.csv"
        | date          | amount  | reference |
        | 14 March 2025 | $500.00 | HL-OMAR   |
      When <who> imports the bank file "April.csv"
        | date          | amount  | reference |
        | 15 March 2025 | $500.00 | HL-OMAR   |
      Then it is refused: "Only an admin may import a bank file."
      And Ada sees the bank file "March.csv"
      And <who> sees no bank file

      Examples:
        | who   | why        |
        | Ben   | a BDM      |
        | Bella | a broker   |
        | Omar  | a borrower |

  Rule: On the command line a refusal is code 1 and wrong usage code 2

    Background:
      Given Omar has applied for $250,000.00 through Bella
      And Omar owes $1,250.00 on 14 March 2025

    Scenario: A good file
      When the bank file "March.csv" is imported on the command line
        | record    | date          | amount    | reference | transaction_id | original |
        | payment   | 14 March 2025 | $1,250.00 | HL-OMAR   | T-1            |          |
        | payment   | 14 March 2025 | $1.00     | Unknown   | T-2            |          |
        | dishonour | 14 March 2025 | $1,250.00 | HL-OMAR   | T-3            | T-1      |
      Then the command prints
        | line                                                              |
        | 3 lines: 1 allocated, 1 in suspense, 1 reversed, 0 already known. |
      And the command ends with code 0

    Scenario: The same file again
      Given the bank file "March.csv" has been imported on the command line
        | date          | amount    | reference |
        | 14 March 2025 | $1,250.00 | HL-OMAR   |
      When the bank file "Again.csv" is imported on the command line
        | date          | amount    | reference |
        | 14 March 2025 | $1,250.00 | HL-OMAR   |
      Then the command prints
        | line                                                             |
        | This file was already uploaded, as March.csv.                    |
        | 1 line: 0 allocated, 0 in suspense, 0 reversed, 1 already known. |
      And the command ends with code 0

    Scenario: A file with faults
      When the bank file "March.csv" is imported on the command line with this text
        """
        record,account,date,amount,currency,reference,transaction_id,original
        payment,062-000 12345,2025-03-14,1250.00,AUD,HL-OMAR
        payment,062-000 12345,2025-03-14,nothing,AUD,HL-OMAR,,
        total,2,1250.00
        """
      Then the command prints
        | line                                                                     |
        | line 2: The line has 6 fields instead of 8.                              |
        | line 3: “nothing” is not an amount. Write it like 1250.00.               |
        | CommandError: The bank file was refused: 2 errors. Nothing was imported. |
      And the command ends with code 1
      And Omar's repayment on 14 March 2025 is overdue

    Scenario: A file that is not there
      When the command "import_payments nowhere.csv" is entered
      Then the command prints
        | line                                               |
        | CommandError: nowhere.csv: No such file or directory. |
      And the command ends with code 2

    Scenario: No file
      When the command "import_payments" is entered
      Then the command ends with code 2
      And the command prints, among others, "manage.py import_payments: error: the following arguments are required: file"
