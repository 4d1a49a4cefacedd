Feature: A monthly report shows how well repayments were collected
  The lender has to know, and to be able to show later, what was paid on time, how far behind the rest is,
  and whether files and notices are in order. A report does not change once it is produced: money that is
  recorded late appears in a restatement only.

  Background:
    Given Ada is an admin
    And Bella is a broker who works with Ben
    And it is Monday 31 March 2025 12:00

  Rule: Each repayment due in the month was paid on time, late or not at all

    Six repayments of March 2025, worked out by hand: Omar's first and Olga's are paid on time, Nora's is
    paid late, Paul's all but a cent, Rita's not at all, and Omar's second bounced. Due are 6 × $1,250.00 =
    $7,500.00; allocated 3 × $1,250.00 + $1,249.99 = $4,999.99, that is 66.7 %; on time 2 ÷ 6 = 33.3 %.

    Background:
      Given Bella's borrowers owe these repayments
        | borrower | due           | principal | interest |
        | Omar     | 1 March 2025  | $1,000.00 | $250.00  |
        | Olga     | 14 March 2025 | $1,000.00 | $250.00  |
        | Nora     | 14 March 2025 | $1,000.00 | $250.00  |
        | Paul     | 14 March 2025 | $1,000.00 | $250.00  |
        | Rita     | 20 March 2025 | $1,000.00 | $250.00  |
        | Omar     | 31 March 2025 | $1,000.00 | $250.00  |
        | Omar     | 1 April 2025  | $1,000.00 | $250.00  |
      And these payments have arrived
        | borrower | amount    | value date       | bounced       |
        | Omar     | $1,250.00 | 1 March 2025     |               |
        | Omar     | $1,250.00 | 28 March 2025    | 30 March 2025 |
        | Olga     | $1,000.00 | 28 February 2025 |               |
        | Olga     | $250.00   | 14 March 2025    |               |
        | Nora     | $1,250.00 | 15 March 2025    |               |
        | Paul     | $1,249.99 | 14 March 2025    |               |

    Scenario: The monthly report counts repayments paid on time, late and not at all
      When Tuesday 1 April 2025 06:00 comes
      Then Ada's monthly report of 1 March 2025 shows exactly "Repayments due in the month"
        | Repayments   | Number |
        | Due          | 6      |
        | Paid on time | 2      |
        | Paid late    | 1      |
        | Still unpaid | 3      |

    Scenario: The monthly report adds up what was due and what was allocated
      When Tuesday 1 April 2025 06:00 comes
      Then Ada's monthly report of 1 March 2025 shows exactly "Collection"
        | Repayments due in the month | Amount    |
        | Due                         | $7,500.00 |
        | Allocated                   | $4,999.99 |

    Scenario: The monthly report shows the on-time rate and the collection rate
      When Tuesday 1 April 2025 06:00 comes
      Then Ada's monthly report of 1 March 2025 shows "Key figures"
        | Figure                  | Value  |
        | On-time rate            | 33.3 % |
        | Collection rate         | 66.7 % |
        | Repayments still unpaid | 3      |

    Scenario: The monthly report groups loans by days past due
      When Tuesday 1 April 2025 06:00 comes
      Then Ada's monthly report of 1 March 2025 shows exactly "Arrears"
        | Days past due | Loans | Arrears   | Balance   | Share of book |
        | 1–29          | 2     | $1,250.01 | $1,000.01 | 33.3 %        |
        | 30–59         | 0     | $0.00     | $0.00     | 0.0 %         |
        | 60–89         | 0     | $0.00     | $0.00     | 0.0 %         |
        | 90+           | 0     | $0.00     | $0.00     | 0.0 %         |
        | All loans     | 3     | $1,250.01 | $3,000.01 | 100.0 %       |

  Rule: On time means paid in full by the due date, to the cent

    Scenario Outline: A payment of <amount> on <value date> makes the repayment “<result>”
      Given Bella's borrowers owe these repayments
        | borrower | due           | principal | interest |
        | Omar     | 14 March 2025 | $1,000.00 | $250.00  |
      And it is Tuesday 1 April 2025 05:00
      And these payments have arrived
        | borrower | amount   | value date   |
        | Omar     | <amount> | <value date> |
      When Tuesday 1 April 2025 06:00 comes
      Then Ada's monthly report of 1 March 2025 shows "Repayments due in the month"
        | Repayments | Number |
        | <result>   | 1      |

      Examples:
        | amount    | value date    | result       | why                     |
        | $1,250.00 | 14 March 2025 | Paid on time | on the due date         |
        | $1,250.00 | 15 March 2025 | Paid late    | a day late              |
        | $1,249.99 | 14 March 2025 | Still unpaid | a cent short            |
        | $1,250.00 | 31 March 2025 | Paid late    | on the month's last day |
        | $1,250.00 | 1 April 2025  | Still unpaid | not in the month        |

    Scenario: A repayment whose last cent comes late is paid late
      Given Bella's borrowers owe these repayments
        | borrower | due           | principal | interest |
        | Omar     | 14 March 2025 | $1,000.00 | $250.00  |
      And these payments have arrived
        | borrower | amount    | value date    |
        | Omar     | $1,249.99 | 14 March 2025 |
        | Omar     | $0.01     | 15 March 2025 |
      When Tuesday 1 April 2025 06:00 comes
      Then Ada's monthly report of 1 March 2025 shows "Repayments due in the month"
        | Repayments | Number |
        | Paid late  | 1      |

    Scenario: A repayment paid again after a bounce is paid late
      Given Bella's borrowers owe these repayments
        | borrower | due           | principal | interest |
        | Omar     | 14 March 2025 | $1,000.00 | $250.00  |
      And these payments have arrived
        | borrower | amount    | value date    | bounced       |
        | Omar     | $1,250.00 | 13 March 2025 | 17 March 2025 |
        | Omar     | $1,250.00 | 20 March 2025 |               |
      When Tuesday 1 April 2025 06:00 comes
      Then Ada's monthly report of 1 March 2025 shows "Repayments due in the month"
        | Repayments   | Number |
        | Paid on time | 0      |
        | Paid late    | 1      |

    Scenario: A payment that bounces after the month's end still counts as paid
      Given Bella's borrowers owe these repayments
        | borrower | due           | principal | interest |
        | Omar     | 14 March 2025 | $1,000.00 | $250.00  |
      And it is Tuesday 1 April 2025 05:00
      And these payments have arrived
        | borrower | amount    | value date    | bounced      |
        | Omar     | $1,250.00 | 13 March 2025 | 1 April 2025 |
      When Tuesday 1 April 2025 06:00 comes
      Then Ada's monthly report of 1 March 2025 shows "Repayments due in the month"
        | Repayments   | Number |
        | Paid on time | 1      |

  Rule: Only repayments due from the first to the last of the month are counted

    Scenario Outline: A repayment due on <day> adds <due> to the count: <why>
      Given Bella's borrowers owe these repayments
        | borrower | due   | principal | interest |
        | Omar     | <day> | $1,000.00 | $250.00  |
      When Tuesday 1 April 2025 06:00 comes
      Then Ada's monthly report of 1 March 2025 shows "Repayments due in the month"
        | Repayments | Number |
        | Due        | <due>  |

      Examples:
        | day              | due | why                 |
        | 28 February 2025 | 0   | the month before    |
        | 1 March 2025     | 1   | the first           |
        | 31 March 2025    | 1   | the last            |
        | 1 April 2025     | 0   | not due yet by then |

    Scenario: A cancelled repayment is not counted as due
      Given Bella's borrowers owe these repayments
        | borrower | due           | principal | interest |
        | Omar     | 14 March 2025 | $1,000.00 | $250.00  |
      And Omar's repayment on 14 March 2025 has been cancelled
      When Tuesday 1 April 2025 06:00 comes
      Then Ada's monthly report of 1 March 2025 shows "Repayments due in the month"
        | Repayments | Number |
        | Due        | 0      |

    Scenario Outline: A loan that was funded on <moment> is <why>
      Given Bella's applications have this past
        | borrower | amount      | stage  | at       |
        | Omar     | $100,000.00 | Funded | <moment> |
      And Bella's borrowers owe these repayments
        | borrower | due           | principal   | interest |
        | Omar     | 31 March 2025 | $100,000.00 | $250.00  |
      When Tuesday 1 April 2025 06:00 comes
      Then Ada's monthly report of 1 March 2025 shows "Arrears"
        | Days past due | Loans   |
        | All loans     | <loans> |

      Examples:
        | moment                     | loans | why               |
        | Monday 31 March 2025 23:59 | 1     | in the report     |
        | Tuesday 1 April 2025 00:00 | 0     | not in the report |

    Scenario: A report on February ends on the 28th
      Given it is Friday 28 February 2025 12:00
      And Bella's borrowers owe these repayments
        | borrower | due              | principal | interest |
        | Omar     | 31 January 2025  | $1,000.00 | $250.00  |
        | Omar     | 28 February 2025 | $1,000.00 | $250.00  |
        | Omar     | 1 March 2025     | $1,000.00 | $250.00  |
      When Saturday 1 March 2025 06:00 comes
      Then Ada's monthly report of 1 February 2025 shows "Repayments due in the month"
        | Repayments | Number |
        | Due        | 1      |

  Rule: A rate is shown as “–” if nothing was due, not as 0 %

    Scenario: If nothing was due the rates are shown as “–”
      Given Omar has applied for $250,000.00 through Bella
      When Tuesday 1 April 2025 06:00 comes
      Then Ada's monthly report of 1 March 2025 shows "Key figures"
        | Figure          | Value |
        | On-time rate    | –     |
        | Collection rate | –     |
      And Ada's monthly report of 1 March 2025 shows "Arrears"
        | Days past due | Loans | Arrears | Balance | Share of book |
        | 90+           | 0     | $0.00   | $0.00   | –             |
        | All loans     | 0     | $0.00   | $0.00   | –             |

    Scenario: If nothing was paid the rates are 0.0 %
      Given Bella's borrowers owe these repayments
        | borrower | due           | principal | interest |
        | Omar     | 14 March 2025 | $1,000.00 | $250.00  |
      When Tuesday 1 April 2025 06:00 comes
      Then Ada's monthly report of 1 March 2025 shows "Key figures"
        | Figure          | Value |
        | On-time rate    | 0.0 % |
        | Collection rate | 0.0 % |

  Rule: Arrears are grouped by days past due: 1–29, 30–59, 60–89, 90 and more

    Scenario Outline: A repayment due on <due> is in group <bucket>: <why>
      Given Bella's borrowers owe these repayments
        | borrower | due         | principal | interest |
        | Omar     | <due>       | $1,000.00 | $250.00  |
        | Omar     | 14 May 2025 | $1,000.00 | $250.00  |
      When Tuesday 1 April 2025 06:00 comes
      Then Ada's monthly report of 1 March 2025 shows "Arrears"
        | Days past due | Loans | Arrears   | Balance   | Share of book |
        | <bucket>      | 1     | $1,250.00 | $2,000.00 | 100.0 %       |

      Examples:
        | due              | bucket | why     |
        | 30 March 2025    | 1–29   | 1 day   |
        | 2 March 2025     | 1–29   | 29 days |
        | 1 March 2025     | 30–59  | 30 days |
        | 31 December 2024 | 90+    | 90 days |

    Scenario: A repayment due on the last of the month is not past due
      Given Bella's borrowers owe these repayments
        | borrower | due           | principal | interest |
        | Omar     | 31 March 2025 | $1,000.00 | $250.00  |
      When Tuesday 1 April 2025 06:00 comes
      Then Ada's monthly report of 1 March 2025 shows exactly "Arrears"
        | Days past due | Loans | Arrears | Balance   | Share of book |
        | 1–29          | 0     | $0.00   | $0.00     | 0.0 %         |
        | 30–59         | 0     | $0.00   | $0.00     | 0.0 %         |
        | 60–89         | 0     | $0.00   | $0.00     | 0.0 %         |
        | 90+           | 0     | $0.00   | $0.00     | 0.0 %         |
        | All loans     | 1     | $0.00   | $1,000.00 | 100.0 %       |

  Rule: A loan at settlement or funded needs every document its stages require

    Scenario Outline: At “<stage>” without the <item>, <missing> files are incomplete
      Given Omar has applied for $250,000.00 through Bella
      And Omar's application is at "<stage>"
      And Omar's application lacks the "<item>"
      When Tuesday 1 April 2025 06:00 comes
      Then Ada's monthly report of 1 March 2025 shows "Key figures"
        | Figure                               | Value     |
        | Applications with a document missing | <missing> |

      Examples:
        | stage           | item            | missing | why                          |
        | Settlement      | identification  | 1       | asked for by formal approval |
        | Settlement      | proof of income | 1       | asked for by formal approval |
        | Settlement      | formal approval | 1       | asked for by settlement      |
        | Settlement      | contract        | 0       | asked for by funding only    |
        | Funded          | contract        | 1       | asked for by funding         |
        | Funded          | identification  | 1       | still asked for              |
        | Formal approval | identification  | 0       | not in settlement yet        |
        | Withdrawn       | identification  | 0       | it goes no further           |

    Scenario: A complete file is not counted as incomplete
      Given Omar has applied for $250,000.00 through Bella
      And Omar's application is at "Funded"
      When Tuesday 1 April 2025 06:00 comes
      Then Ada's monthly report of 1 March 2025 shows "Key figures"
        | Figure                               | Value |
        | Applications with a document missing | 0     |

    Scenario Outline: An application at settlement from <moment> adds <missing> incomplete files
      Given Bella's applications have this past
        | borrower | amount      | stage           | at                          |
        | Omar     | $200,000.00 | Formal approval | Saturday 1 March 2025 09:00 |
        | Omar     |             | Settlement      | <moment>                    |
      And Omar's application lacks the "identification"
      When Tuesday 1 April 2025 06:00 comes
      Then Ada's monthly report of 1 March 2025 shows "Key figures"
        | Figure                               | Value     |
        | Applications with a document missing | <missing> |

      Examples:
        | moment                     | missing | why                      |
        | Monday 31 March 2025 23:59 | 1       | a minute before its end  |
        | Tuesday 1 April 2025 00:00 | 0       | as the next month begins |

    Scenario: A document handed in after the month's end counts as missing
      Given Bella's applications have this past
        | borrower | amount      | stage      | at                          |
        | Omar     | $200,000.00 | Settlement | Saturday 1 March 2025 09:00 |
      And Omar's "identification" was handed in on Tuesday 1 April 2025 00:00
      When Tuesday 1 April 2025 06:00 comes
      Then Ada's monthly report of 1 March 2025 shows "Key figures"
        | Figure                               | Value |
        | Applications with a document missing | 1     |

  Rule: Notices that reached nobody are counted

    Scenario: A reminder to an unreachable borrower is counted
      Given it is Sunday 16 March 2025 12:00
      And Omar has applied for $250,000.00 through Bella
      And Omar owes $1,250.00 on 14 March 2025
      And Omar has neither a login nor an e-mail address
      And Monday 17 March 2025 12:00 has come
      And it is Monday 31 March 2025 12:00
      When Tuesday 1 April 2025 06:00 comes
      Then Ada's monthly report of 1 March 2025 shows exactly "Undelivered notices"
        | Notices                       | Number |
        | E-mails not delivered         | 0      |
        | Reminders without a recipient | 1      |

    Scenario: An e-mail that was given up is counted
      Given it is Sunday 16 March 2025 12:00
      And Omar has applied for $250,000.00 through Bella
      And Omar owes $1,250.00 on 14 March 2025
      And the mail server permanently refuses Omar's address
      And Monday 17 March 2025 12:00 has come
      And it is Monday 31 March 2025 12:00
      When Tuesday 1 April 2025 06:00 comes
      Then Ben's monthly report of 1 March 2025 shows exactly "Undelivered notices"
        | Notices                       | Number |
        | E-mails not delivered         | 1      |
        | Reminders without a recipient | 0      |

    Scenario: A BDM's report counts only e-mails about the BDM's applications
      Given Cora is a broker who works with Carl
      And Nora has applied for $250,000.00 through Cora
      And Omar has applied for $250,000.00 through Bella
      And the mail server permanently refuses Bella's address
      And Bella has moved Omar's application to "Pre-approval"
      When Tuesday 1 April 2025 06:00 comes
      Then Ben's monthly report of 1 March 2025 shows "Undelivered notices"
        | Notices               | Number |
        | E-mails not delivered | 1      |
      But Carl's monthly report of 1 March 2025 shows "Undelivered notices"
        | Notices               | Number |
        | E-mails not delivered | 0      |

    Scenario Outline: An e-mail given up on <moment> is <why>
      Given Omar has applied for $250,000.00 through Bella
      And the mail server permanently refuses Bella's address
      And it is <moment>
      And Bella has moved Omar's application to "Pre-approval"
      And it is Tuesday 1 April 2025 05:00
      When Tuesday 1 April 2025 06:00 comes
      Then Ada's monthly report of 1 March 2025 shows "Key figures"
        | Figure              | Value   |
        | Undelivered notices | <count> |

      Examples:
        | moment                        | count | why           |
        | Friday 28 February 2025 23:59 | 0     | February's    |
        | Saturday 1 March 2025 00:00   | 1     | March's first |
        | Monday 31 March 2025 23:59    | 1     | March's last  |
        | Tuesday 1 April 2025 00:00    | 0     | April's       |

  Rule: A report never changes, and a restatement is a new version

    Background:
      Given Bella's borrowers owe these repayments
        | borrower | due           | principal | interest |
        | Omar     | 14 March 2025 | $1,000.00 | $250.00  |
      And Tuesday 1 April 2025 06:00 has come
      And it is Tuesday 1 July 2025 09:00

    Scenario: A March payment recorded in July does not change March's report
      Given Omar's payment of $1,250.00 with value date 14 March 2025 has arrived
      When the monthly report is asked for again
      Then Ada's monthly report of 1 March 2025 shows "Key figures"
        | Figure          | Value |
        | On-time rate    | 0.0 % |
        | Collection rate | 0.0 % |

    Scenario: A March report finished in July leaves out payments recorded since
      Given Omar's payment of $1,250.00 with value date 14 March 2025 has arrived
      And the worker that was to produce Ben's monthly report of 1 March 2025 had died
      When the monthly report is asked for again
      Then Ben's monthly report of 1 March 2025 shows "Key figures"
        | Figure          | Value |
        | On-time rate    | 0.0 % |
        | Collection rate | 0.0 % |

    Scenario: A restatement includes late payments and is marked as restated
      Given Omar's payment of $1,250.00 with value date 14 March 2025 has arrived
      When Ada restates the monthly report of 1 March 2025
      Then Ada's monthly report of 1 March 2025 shows "Key figures"
        | Figure          | Value   |
        | On-time rate    | 100.0 % |
        | Collection rate | 100.0 % |
      And Ada is told "The report “Monthly compliance, March 2025 (restated, version 2)” is ready."
      And Ada receives an e-mail "Monthly compliance, March 2025 (restated, version 2)"
      And Ben is told "The report “Monthly compliance, March 2025 (restated, version 2)” is ready."

    Scenario: The first report stays beside its restatement
      Given Omar's payment of $1,250.00 with value date 14 March 2025 has arrived
      When Ada restates the monthly report of 1 March 2025
      Then Ben sees the reports
        | report                                                       |
        | Monthly compliance, March 2025, of Ben                       |
        | Monthly compliance, March 2025 (restated, version 2), of Ben |

    Scenario: A restatement without changes makes no new version
      When Ada restates the monthly report of 1 March 2025
      Then Ben sees the report
        | report                                 |
        | Monthly compliance, March 2025, of Ben |

    Scenario: A second restatement is the third version
      Given Omar's payment of $1,000.00 with value date 14 March 2025 has arrived
      And Ada has restated the monthly report of 1 March 2025
      And Omar's payment of $250.00 with value date 17 March 2025 has arrived
      When Ada restates the monthly report of 1 March 2025
      Then Ada is told "The report “Monthly compliance, March 2025 (restated, version 3)” is ready."

    Scenario: Only an admin may restate a report
      When Ben restates the monthly report of 1 March 2025
      Then it is refused: "Only an admin may restate a report."

    Scenario: A report that does not exist cannot be restated
      When Ada restates the monthly report of 1 February 2025
      Then it is refused: "There is no such report for the period that starts on 1 February 2025."

  Rule: A bounce that is recorded late appears in a restatement only

    Background:
      Given Bella's borrowers owe these repayments
        | borrower | due           | principal | interest |
        | Omar     | 14 March 2025 | $1,000.00 | $250.00  |
      And Omar's payment of $1,250.00 with value date 14 March 2025 has arrived
      And Tuesday 1 April 2025 06:00 has come

    Scenario: A March report finished in July leaves out a bounce recorded since
      Given it is Tuesday 1 July 2025 09:00
      And it is recorded now that Omar's payment bounced on 17 March 2025
      And the worker that was to produce Ben's monthly report of 1 March 2025 had died
      When the monthly report is asked for again
      Then Ben's monthly report of 1 March 2025 shows "Key figures"
        | Figure          | Value   |
        | On-time rate    | 100.0 % |
        | Collection rate | 100.0 % |

    Scenario: A restatement includes a bounce that was recorded late
      Given it is Tuesday 1 July 2025 09:00
      And it is recorded now that Omar's payment bounced on 17 March 2025
      When Ada restates the monthly report of 1 March 2025
      Then Ben's monthly report of 1 March 2025 shows "Key figures"
        | Figure          | Value |
        | On-time rate    | 0.0 % |
        | Collection rate | 0.0 % |

  Rule: The report comes at 06:00 on the first, once, and after an outage too

    Background:
      Given Bella's borrowers owe these repayments
        | borrower | due           | principal | interest |
        | Omar     | 14 March 2025 | $1,000.00 | $250.00  |

    Scenario: No monthly report exists before 06:00 on the first
      When Tuesday 1 April 2025 05:59 comes
      Then Ada sees no report

    Scenario: Admin and BDM are notified once of a monthly report
      Given Tuesday 1 April 2025 06:00 has come
      And Ada was told "The report “Monthly compliance, March 2025” is ready."
      And Ben was told "The report “Monthly compliance, March 2025” is ready."
      When the monthly report is asked for again
      Then Ada is told nothing more
      And Ben is told nothing more

    Scenario: The e-mail about a monthly report states the key figures
      When Tuesday 1 April 2025 06:00 comes
      Then Ada receives an e-mail "Monthly compliance, March 2025" that says
        """
        On-time rate: 0.0 %
        Collection rate: 0.0 %
        Repayments still unpaid: 1
        Applications with a document missing: 0
        Undelivered notices: 0
        """

    Scenario: A monthly report missed in an outage is produced with the next
      Given Tuesday 1 April 2025 06:00 has come
      And it is Wednesday 30 April 2025 12:00
      And the scheduler is down until Thursday 1 May 2025 12:00
      And it is Saturday 31 May 2025 12:00
      When Sunday 1 June 2025 06:00 comes
      Then Ben sees the reports
        | report                                 |
        | Monthly compliance, March 2025, of Ben |
        | Monthly compliance, April 2025, of Ben |
        | Monthly compliance, May 2025, of Ben   |

  Rule: A BDM's report covers the BDM's own loans only

    Scenario Outline: <who>'s monthly report shows a collection rate of <rate>
      Given Cora is a broker who works with Carl
      And Bella's borrowers owe these repayments
        | borrower | due           | principal | interest |
        | Omar     | 14 March 2025 | $1,000.00 | $250.00  |
      And Cora's borrowers owe these repayments
        | borrower | due           | principal | interest |
        | Nora     | 14 March 2025 | $3,000.00 | $750.00  |
      And Omar has paid $1,250.00
      When Tuesday 1 April 2025 06:00 comes
      Then <who>'s monthly report of 1 March 2025 shows "Key figures"
        | Figure          | Value  |
        | Collection rate | <rate> |

      Examples:
        | who  | rate    | why                     |
        | Ada  | 25.0 %  | $1,250.00 of $5,000.00  |
        | Ben  | 100.0 % | Omar came through Bella |
        | Carl | 0.0 %   | Nora came through Cora  |
