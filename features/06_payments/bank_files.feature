Feature: A bank file is imported whole, once and to the cent
  Most repayments arrive in files from the bank. A file with an error is refused before anything is booked.
  A good file may be imported again, by two workers at once, or after a crash: each payment counts once.

  Background:
    Given today is Monday 17 March 2025
    And Ada is an admin
    And Bella is a broker who works with Ben

  Rule: A line pays the loan that its reference names

    Background:
      Given Omar has applied for $250,000.00 through Bella
      And Omar owes $1,250.00 on 14 March 2025
      And Omar owes $1,250.00 on 14 April 2025

    Scenario: A payment pays the repayment of the loan it names
      When Ada imports the bank file "March.csv"
        | date          | amount    | reference |
        | 14 March 2025 | $1,250.00 | HL-OMAR   |
      Then Omar's repayment on 14 March 2025 is paid
      And the lines of "March.csv" are
        | line | amount    | reference | state     | reason |
        | 2    | $1,250.00 | HL-OMAR   | allocated |        |

    @retold
    Scenario: An overpayment leaves the rest in suspense
      When Ada imports the bank file "March.csv"
        | date          | amount    | reference |
        | 14 March 2025 | $1,000.00 | HL-OMAR   |
        | 14 March 2025 | $2,000.00 | HL-OMAR   |
      Then Omar's repayment on 14 March 2025 is paid
      And Omar's repayment on 14 April 2025 is paid
      And $500.00 of Omar's money is in suspense

    Scenario: A waiting reminder is withdrawn once the repayment is paid
      Given the mail server is down
      And Monday 7 April 2025 07:00 has come
      And the mail server has recovered
      When Ada imports the bank file "April.csv"
        | date         | amount    | reference |
        | 7 April 2025 | $2,500.00 | HL-OMAR   |
      And Wednesday 9 April 2025 07:00 comes
      Then Omar receives no e-mail

    Scenario Outline: A payment is booked even if the file <oddity>
      When Ada imports a bank file that "<oddity>"
      Then Omar's repayment on 14 March 2025 is paid

      Examples:
        | oddity                                | why                                |
        | ends without a line break             | nothing is cut off                 |
        | has a mark of its byte order          | some programs write one            |
        | has line breaks of Windows            | some programs write them           |
        | quotes a reference with a comma       | other words surround the reference |
        | writes the reference in small letters | people do                          |
        | has a line of 1,000 bytes             | the longest line allowed           |

  Rule: It is on record who booked a payment

    Background:
      Given Omar has applied for $250,000.00 through Bella
      And Omar owes $1,250.00 on 14 March 2025

    Scenario: A payment is recorded under the admin who imported it
      When Ada imports the bank file "March.csv"
        | date          | amount    | reference |
        | 14 March 2025 | $1,250.00 | HL-OMAR   |
      Then Omar's payment of $1,250.00 was recorded by Ada

    Scenario: A payment out of suspense is recorded under the admin who assigned it
      Given Eve is an admin
      And Ada has imported the bank file "March.csv"
        | date          | amount    | reference   |
        | 14 March 2025 | $1,250.00 | Omar, March |
      When Eve books the line "Omar, March" to the loan "HL-OMAR"
      Then Omar's payment of $1,250.00 was recorded by Eve

  Rule: A payment counts once, however often it is reported

    Background:
      Given Omar has applied for $250,000.00 through Bella
      And Omar owes $1,250.00 on 14 March 2025
      And Omar owes $1,250.00 on 14 April 2025

    Scenario: A file uploaded again under another name books nothing new
      Given Ada has imported the bank file "March.csv"
        | date          | amount    | reference | transaction_id |
        | 14 March 2025 | $1,250.00 | HL-OMAR   | T-1            |
      When Ada imports the bank file "March again.csv"
        | date          | amount    | reference | transaction_id |
        | 14 March 2025 | $1,250.00 | HL-OMAR   | T-1            |
      Then Omar's repayment on 14 April 2025 is scheduled
      And Ada sees the bank file "March.csv"

    Scenario: An import that is requested twice books nothing new
      Given Ada has imported the bank file "March.csv"
        | date          | amount    | reference |
        | 14 March 2025 | $1,250.00 | HL-OMAR   |
      When the bank file "March.csv" is imported again
      Then Omar's repayment on 14 April 2025 is scheduled

    Scenario: A transaction that another file repeats is skipped
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

    Scenario: A transaction listed twice in one file is booked once
      When Ada imports the bank file "March.csv"
        | date          | amount    | reference | transaction_id |
        | 14 March 2025 | $1,250.00 | HL-OMAR   | T-1            |
        | 14 March 2025 | $1,250.00 | HL-OMAR   | T-1            |
      Then the lines of "March.csv" are
        | line | state     |
        | 2    | allocated |
      And Omar's repayment on 14 April 2025 is scheduled

    Scenario: Without transaction ids, a line that another file repeats is skipped
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

    Scenario: Two equal lines without transaction ids are two payments
      When Ada imports the bank file "March.csv"
        | date          | amount    | reference |
        | 14 March 2025 | $1,250.00 | HL-OMAR   |
        | 14 March 2025 | $1,250.00 | HL-OMAR   |
      Then Omar's repayment on 14 March 2025 is paid
      And Omar's repayment on 14 April 2025 is paid

    Scenario: A third equal line in a later file is a new payment
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

    Scenario: Lines without transaction ids that differ are different payments
      Given Ada has imported the bank file "Friday.csv"
        | account   | date          | amount  | reference |
        | 0620 0012 | 14 March 2025 | $500.00 | HL-OMAR   |
      When Ada imports the bank file "Saturday.csv"
        | account   | date          | amount  | reference     |
        | 0620 0013 | 14 March 2025 | $500.00 | HL-OMAR       |
        | 0620 0012 | 15 March 2025 | $500.00 | HL-OMAR       |
        | 0620 0012 | 14 March 2025 | $500.01 | HL-OMAR       |
        | 0620 0012 | 14 March 2025 | $500.00 | HL-OMAR March |
      Then the lines of "Saturday.csv" are
        | line | amount  |
        | 2    | $500.00 |
        | 3    | $500.00 |
        | 4    | $500.01 |
        | 5    | $500.00 |

    Scenario: Spaces and hyphens make no difference to an account number
      Given Ada has imported the bank file "Friday.csv"
        | account       | date          | amount  | reference |
        | 062-000 12345 | 14 March 2025 | $500.00 | HL-OMAR   |
      When Ada imports the bank file "Again.csv"
        | account     | date          | amount  | reference |
        | 06200012345 | 14 March 2025 | $500.00 | HL-OMAR   |
      Then no line of "Again.csv" is imported

    Scenario: A transaction reported again with another amount goes into suspense
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

  Rule: An import that crashed is resumed where it stopped

    Background:
      Given Omar has applied for $250,000.00 through Bella
      And Omar owes $1,250.00 on 14 March 2025
      And Omar owes $1,250.00 on 14 April 2025

    Scenario: A worker that dies in the middle of a file leaves no payment half booked
      Given a worker has died in the middle of Ada's bank file "March.csv"
        | date          | amount  | reference |
        | 14 March 2025 | $500.00 | HL-OMAR   |
        | 14 March 2025 | $600.00 | HL-OMAR   |
        | 15 March 2025 | $700.00 | HL-OMAR   |
      Then no line of "March.csv" is imported
      And Omar still owes $1,250.00 on 14 March 2025

    Scenario: The next worker books each line that the last one has not
      Given a worker has died in the middle of Ada's bank file "March.csv"
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

    Scenario: An interrupted import is resumed without anybody asking
      Given a worker has died in the middle of Ada's bank file "March.csv"
        | date          | amount  | reference |
        | 14 March 2025 | $500.00 | HL-OMAR   |
        | 14 March 2025 | $600.00 | HL-OMAR   |
      When Monday 17 March 2025 12:20 comes
      Then the lines of "March.csv" are
        | line | amount  |
        | 2    | $500.00 |
        | 3    | $600.00 |
      And Omar still owes $150.00 on 14 March 2025

    Scenario: An import that is done or refused is not started again
      Given Ada has imported the bank file "March.csv"
        | date          | amount  | reference |
        | 14 March 2025 | $500.00 | HL-OMAR   |
      And Ada has imported the bank file "Tomorrow.csv"
        | date          | amount  | reference |
        | 18 March 2025 | $500.00 | HL-OMAR   |
      And the background task failed: "refused"
      When Monday 17 March 2025 12:20 comes
      And the "bank files left behind" are queued again
      Then the "bank files left behind" report "0 due"

    Scenario: An import reports what became of its lines
      When Ada imports the bank file "March.csv"
        | date          | amount  | reference |
        | 14 March 2025 | $500.00 | HL-OMAR   |
        | 14 March 2025 | $9.00   | Nobody    |
      Then the "bank file" reports "2 lines, 1 allocated, 1 suspense, 0 reversed, 0 known"

  Rule: A dishonour reverses the payment it names

    Background:
      Given Omar has applied for $250,000.00 through Bella
      And Omar owes $1,250.00 on 14 March 2025

    Scenario: A dishonour names its payment by the bank's transaction id
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

    Scenario: A dishonour can name its payment by day and position
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

    Scenario: A dishonour reverses an earlier payment of the same file
      When Ada imports the bank file "March.csv"
        | record    | date          | amount    | reference | transaction_id | original |
        | payment   | 14 March 2025 | $1,250.00 | HL-OMAR   | T-1            |          |
        | dishonour | 14 March 2025 | $1,250.00 | HL-OMAR   | T-2            | T-1      |
      Then Omar's repayment on 14 March 2025 is overdue

    Scenario: Without transaction ids, a dishonour is not mistaken for its payment
      When Ada imports the bank file "March.csv"
        | record    | date          | amount    | reference | original     |
        | payment   | 14 March 2025 | $1,250.00 | HL-OMAR   |              |
        | dishonour | 14 March 2025 | $1,250.00 | HL-OMAR   | 2025-03-14#1 |
      Then the lines of "March.csv" are
        | line | state     |
        | 2    | allocated |
        | 3    | reversed  |

    Scenario: A dishonour that is imported twice reverses its payment once
      Given Ada has imported the bank file "March.csv"
        | record    | date          | amount    | reference | transaction_id | original |
        | payment   | 14 March 2025 | $1,250.00 | HL-OMAR   | T-1            |          |
        | dishonour | 14 March 2025 | $1,250.00 | HL-OMAR   | T-2            | T-1      |
      When Ada imports the bank file "Again.csv"
        | record    | date          | amount    | reference | transaction_id | original |
        | dishonour | 14 March 2025 | $1,250.00 | HL-OMAR   | T-2            | T-1      |
      Then no line of "Again.csv" is imported

  Rule: A payment is not dated before its loan was funded

    Background:
      Given Omar has applied for $250,000.00 through Bella
      And Omar's loan of $6,000.00 at 6 % for 12 months was funded on 31 January 2025
      And Omar's schedule has been built

    Scenario: A file with a line dated before funding is refused
      When Ada imports the bank file "March.csv"
        | record    | date            | amount  | reference       | transaction_id | original |
        | payment   | 30 January 2025 | $100.00 | HL-OMAR         | T-1            |          |
        | payment   | 3 March 2025    | $516.40 | HL-OMAR         | T-2            |          |
        | dishonour | 1 January 2025  | $100.00 | Unpaid, HL-OMAR | T-3            | T-1      |
      Then the background task fails: "The bank file was refused: 2 errors."
      And the errors of "March.csv" are
        | line | reason                                                       |
        | 2    | The date is before 31 January 2025, when HL-OMAR was funded. |
        | 4    | The date is before 31 January 2025, when HL-OMAR was funded. |
      And no line of "March.csv" is imported

    Scenario: A payment dated on the funding date is booked
      When Ada imports the bank file "March.csv"
        | date            | amount  | reference |
        | 31 January 2025 | $516.40 | HL-OMAR   |
      Then Omar's repayment on 28 February 2025 is paid

    Scenario Outline: An early line with the reference “<reference>” goes into suspense
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

    Scenario: A dishonour dated before its payment goes into suspense
      When Ada imports the bank file "March.csv"
        | record    | date         | amount  | reference | transaction_id | original |
        | payment   | 3 March 2025 | $516.40 | HL-OMAR   | T-1            |          |
        | dishonour | 2 March 2025 | $516.40 | Unpaid    | T-2            | T-1      |
      Then the lines of "March.csv" are
        | state     | reason                                                     |
        | allocated |                                                            |
        | suspense  | The date is before 3 March 2025, when the payment came in. |

  Rule: A file with errors is refused whole, with every error listed

    Scenario: Every error of a file is listed and nothing is imported
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
      Then the background task fails: "The bank file was refused: 8 errors."
      And the errors of "March.csv" are
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

    Scenario: Of 250 errors 200 are listed and 50 are counted
      When Ada imports a bank file that "has 250 wrong lines"
      Then the background task fails: "The bank file was refused: 250 errors."
      And 200 errors of the bank file are listed, and 50 more are counted

    Scenario: A file of more than 200,000 lines is not stored
      When Ada imports a bank file that "has 200,001 lines"
      Then it is refused: "A bank file is limited to 200,000 lines. Split it into smaller files."
      And Ada sees no bank file

    Scenario: A refused file that is imported again lists its errors once
      Given Ada has imported the bank file "Tomorrow.csv"
        | date          | amount  | reference |
        | 18 March 2025 | $500.00 | HL-OMAR   |
      And the background task failed: "The bank file was refused: 1 error."
      When the bank file "Tomorrow.csv" is imported again
      Then the background task fails: "The bank file was refused: 1 error."
      And the errors of "Tomorrow.csv" are
        | line | reason                                       |
        | 2    | The date is later than today, 17 March 2025. |

    Scenario: A file dated tomorrow is accepted when it is imported tomorrow
      Given Ada has imported the bank file "Tomorrow.csv"
        | date          | amount  | reference |
        | 18 March 2025 | $500.00 | HL-OMAR   |
      And the background task failed: "The bank file was refused: 1 error."
      When Tuesday 18 March 2025 00:00 comes
      And the bank file "Tomorrow.csv" is imported again
      Then the bank file "Tomorrow.csv" has no error
      And the lines of "Tomorrow.csv" are
        | line | state    |
        | 2    | suspense |

    Scenario: A field that breaks a limit is listed with the limit
      When Ada imports the bank file "March.csv" with this text
        """
        record,account,date,amount,currency,reference,transaction_id,original
        payment,062-000 12345,2025-03-14,0.00,AUD,HL-OMAR,T-1,
        payment,062-000 12345,2025-03-14,1000000000000.00,AUD,HL-OMAR,T-2,
        payment,062-000 12345,1999-12-31,1.00,AUD,HL-OMAR,T-3,
        payment,062-000 12345,2025-03-14,1.00,AUD,HL-OMAR,T-4,T-1
        dishonour,062-000 12345,2025-03-14,1.00,AUD,HL-OMAR,T-5,2025-03-14#0
        payment,062-000 12345,2025-03-14,1.00,AUD,"A reference of a hundred and one characters, which is one more than a reference of a file may have ...",T-6,
        payment,062-000 12345,2025-03-14,1.00,AUD,"HL-OMAR,T-7,
        payment,062-000 12345,2025-03-14,1.00,AUD,HL-OMAR,T-8

        total,9,1.00
        """
      Then the background task fails: "The bank file was refused: 9 errors."
      And the errors of "March.csv" are
        | line | reason                                                                        |
        | 2    | The amount must be greater than 0.00.                                         |
        | 3    | The amount has more than 12 digits before the point.                          |
        | 4    | The date is before 1 January 2000.                                            |
        | 5    | A payment cannot name an original line.                                       |
        | 6    | The original must be a transaction id, or a day and number like 2025-03-14#1. |
        | 7    | The reference is longer than 100 characters.                                  |
        | 8    | A quotation mark is not closed, or text follows the closing one.              |
        | 9    | The line has 7 fields instead of 8.                                           |
        | 10   | The line is empty.                                                            |

    Scenario Outline: A file that <oddity> is refused
      When Ada imports a bank file that "<oddity>"
      Then the background task fails: "The bank file was refused"
      And the error of the bank file is "<reason>" in line <line>

      Examples:
        | oddity                         | line | reason                                                                                     |
        | is empty                       | 1    | The file is empty.                                                                         |
        | has other columns              | 1    | The columns must be record,account,date,amount,currency,reference,transaction_id,original. |
        | ends before its total          | 2    | The file ends without a total.                                                             |
        | states a cent too much         | 3    | The total states 1250.01, but the lines add up to 1250.00.                                 |
        | states its total with a comma  | 3    | The total must look like total,12,1250.00.                                                 |
        | states a total of 13 digits    | 3    | The total has more than 12 digits before the point.                                        |
        | has two totals                 | 4    | Nothing may follow the total.                                                              |
        | has a line of 1,001 bytes      | 2    | The line is longer than 1,000 bytes.                                                       |
        | holds a byte that is not UTF-8 | 2    | The line is not UTF-8 text.                                                                |
        | holds a tab                    | 2    | The line contains the character U+0009, which is not allowed.                              |

    Scenario Outline: A line whose <column> is “<text>” is accepted
      When Ada imports a bank file whose <column> is "<text>"
      Then the lines of "odd.csv" are
        | line |
        | 2    |

      Examples:
        | column    | text       | why                        |
        | date      | 2025-03-17 | today                      |
        | date      | 2000-01-01 | the earliest date          |
        | reference |            | a payer need not write one |

    Scenario: A file without any line is accepted
      When Ada imports a bank file that "has no line"
      Then no line of "odd.csv" is imported
      And Ada sees the bank file "odd.csv"

    Scenario: A purged file cannot be imported until it is uploaded again
      Given Ada has imported the bank file "March.csv"
        | date          | amount  | reference |
        | 14 March 2025 | $500.00 | HL-OMAR   |
      And today is Sunday 29 June 2025
      When Monday 30 June 2025 09:00 comes
      And the bank file "March.csv" is imported again
      Then the background task fails: "The contents of this bank file have been deleted. Upload it again."

    Scenario: A purged file that is uploaded again books nothing new
      Given Omar has applied for $250,000.00 through Bella
      And Omar owes $1,250.00 on 14 March 2025
      And Ada has imported the bank file "March.csv"
        | date          | amount  | reference |
        | 14 March 2025 | $500.00 | HL-OMAR   |
      And today is Sunday 29 June 2025
      When Monday 30 June 2025 09:00 comes
      And Ada imports the bank file "Again.csv"
        | date          | amount  | reference |
        | 14 March 2025 | $500.00 | HL-OMAR   |
      Then the "bank file" reports "1 lines, 0 allocated, 0 suspense, 0 reversed, 1 known"
      And Omar still owes $750.00 on 14 March 2025

    Scenario: Importing a file that does not exist fails
      When a bank file that does not exist is imported
      Then the background task fails: "There is no bank file with id 0."

  Rule: Only admins import and see bank files

    Scenario Outline: <who>, <why>, can neither import nor see a bank file
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

  Rule: import_payments ends with code 1 when refused, 2 when misused

    Background:
      Given Omar has applied for $250,000.00 through Bella
      And Omar owes $1,250.00 on 14 March 2025

    Scenario: import_payments prints what became of the lines
      When the bank file "March.csv" is imported on the command line
        | record    | date          | amount    | reference | transaction_id | original |
        | payment   | 14 March 2025 | $1,250.00 | HL-OMAR   | T-1            |          |
        | payment   | 14 March 2025 | $1.00     | Unknown   | T-2            |          |
        | dishonour | 14 March 2025 | $1,250.00 | HL-OMAR   | T-3            | T-1      |
      Then the command prints
        | line                                                              |
        | 3 lines: 1 allocated, 1 in suspense, 1 reversed, 0 already known. |
      And the command ends with code 0

    Scenario: import_payments says under which name a file was received before
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

    Scenario: import_payments lists every error of a refused file
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

    Scenario: import_payments refuses a path that does not exist
      When the command "import_payments nowhere.csv" is entered
      Then the command prints
        | line                                                  |
        | CommandError: nowhere.csv: No such file or directory. |
      And the command ends with code 2

    Scenario: import_payments asks for the file when none is named
      When the command "import_payments" is entered
      Then the command ends with code 2
      And the command prints, among others, "manage.py import_payments: error: the following arguments are required: file"
