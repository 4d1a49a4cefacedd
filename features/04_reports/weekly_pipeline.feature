Feature: A weekly report shows how last week's applications moved
  On Monday morning the lender wants to know what came in, what moved on, what got stuck and what was
  funded. The figures follow from the history of moves alone, so that they add up, and are still the same
  if somebody looks at them a year later.

  Background:
    Given Ada is an admin
    And Bella is a broker who works with Ben
    And it is Monday 10 March 2025 06:00

  Rule: For every stage, opening plus in minus out is closing

    The week is that of 3 March 2025. Omar and Nora were there before it, Olga and Paul came in it, and
    Rita has been waiting for settlement since February.

    Background:
      Given Bella's applications have this past
        | borrower | amount      | stage        | at                               |
        | Rita     | $400,000.00 | Settlement   | Monday 3 February 2025 09:00     |
        | Omar     | $200,000.00 | Inquiry      | Monday 24 February 2025 09:00    |
        | Nora     | $300,000.50 | Inquiry      | Wednesday 26 February 2025 09:00 |
        | Nora     |             | Pre-approval | Friday 28 February 2025 09:00    |
        | Paul     | $50,000.25  | Inquiry      | Monday 3 March 2025 00:00        |
        | Omar     |             | Pre-approval | Tuesday 4 March 2025 09:00       |
        | Olga     | $100,000.00 | Inquiry      | Wednesday 5 March 2025 09:00     |
        | Olga     |             | Pre-approval | Wednesday 5 March 2025 21:00     |
        | Nora     |             | Valuation    | Thursday 6 March 2025 09:00      |
        | Nora     |             | Pre-approval | Friday 7 March 2025 21:00        |
        | Paul     |             | Withdrawn    | Sunday 9 March 2025 23:59        |

    Scenario: The weekly report counts the applications of each stage
      When Monday 10 March 2025 06:30 comes
      Then Ada's weekly report of 3 March 2025 shows exactly "Applications by stage"
        | Stage           | Opening | In | Out | Closing |
        | Inquiry         | 1       | 2  | 3   | 0       |
        | Pre-approval    | 1       | 3  | 1   | 3       |
        | Valuation       | 0       | 1  | 1   | 0       |
        | Formal approval | 0       | 0  | 0   | 0       |
        | Settlement      | 1       | 0  | 0   | 1       |
        | Funded          | 0       | 0  | 0   | 0       |
        | Declined        | 0       | 0  | 0   | 0       |
        | Withdrawn       | 0       | 1  | 0   | 1       |

    Scenario: The weekly report adds up the amounts of each stage
      When Monday 10 March 2025 06:30 comes
      Then Ada's weekly report of 3 March 2025 shows "Amounts by stage"
        | Stage        | Opening     | In          | Out         | Closing     |
        | Inquiry      | $200,000.00 | $150,000.25 | $350,000.25 | $0.00       |
        | Pre-approval | $300,000.50 | $600,000.50 | $300,000.50 | $600,000.50 |
        | Valuation    | $0.00       | $300,000.50 | $300,000.50 | $0.00       |
        | Settlement   | $400,000.00 | $0.00       | $0.00       | $400,000.00 |
        | Withdrawn    | $0.00       | $50,000.25  | $0.00       | $50,000.25  |

    Scenario: The weekly report shows how long applications were at a stage
      When Monday 10 March 2025 06:30 comes
      Then Ada's weekly report of 3 March 2025 shows "Time in stage"
        | Stage        | Left in the week | Median days | Mean days |
        | Inquiry      | 3                | 7.0         | 5.2       |
        | Pre-approval | 1                | 6.0         | 6.0       |
        | Valuation    | 1                | 1.5         | 1.5       |
        | Settlement   | 0                | –           | –         |

    Scenario: The weekly report shows how far the week's applications have got
      When Monday 10 March 2025 06:30 comes
      Then Ada's weekly report of 3 March 2025 shows "Conversion"
        | Stage        | Reached | Share  |
        | Pre-approval | 1       | 50.0 % |
        | Valuation    | 0       | 0.0 %  |
        | Withdrawn    | 1       | 50.0 % |

    Scenario: The weekly report sums up the week in four key figures
      When Monday 10 March 2025 06:30 comes
      Then Ada's weekly report of 3 March 2025 shows exactly "Key figures"
        | Figure               | Value |
        | Applications created | 2     |
        | Loans funded         | 0     |
        | Amount funded        | $0.00 |
        | Stale applications   | 1     |

  Rule: A week runs from Monday 00:00 to Sunday 24:00

    Scenario Outline: An application of <moment> is counted <why>
      Given Bella's applications have this past
        | borrower | amount      | stage   | at       |
        | Omar     | $200,000.00 | Inquiry | <moment> |
      When Monday 10 March 2025 06:30 comes
      Then Ada's weekly report of 3 March 2025 shows "Applications by stage"
        | Stage   | Opening   | In   | Out |
        | Inquiry | <opening> | <in> | 0   |

      Examples:
        | moment                     | opening | in | why                 |
        | Sunday 2 March 2025 23:59  | 1       | 0  | as there before it  |
        | Monday 3 March 2025 00:00  | 0       | 1  | as come in it       |
        | Sunday 9 March 2025 23:59  | 0       | 1  | as come in it, late |
        | Monday 10 March 2025 00:00 | 0       | 0  | a week later        |

    Scenario Outline: An application that leaves on <moment> is counted <why>
      Given Bella's applications have this past
        | borrower | amount      | stage        | at                            |
        | Omar     | $200,000.00 | Inquiry      | Monday 24 February 2025 09:00 |
        | Omar     |             | Pre-approval | <moment>                      |
      When Monday 10 March 2025 06:30 comes
      Then Ada's weekly report of 3 March 2025 shows "Applications by stage"
        | Stage   | Opening   | Out   |
        | Inquiry | <opening> | <out> |

      Examples:
        | moment                     | opening | out | why                    |
        | Sunday 2 March 2025 23:59  | 0       | 0   | as gone before it      |
        | Monday 3 March 2025 00:00  | 1       | 1   | as gone in it          |
        | Sunday 9 March 2025 23:59  | 1       | 1   | as gone in it, late    |
        | Monday 10 March 2025 00:00 | 1       | 0   | as there until its end |

    Scenario Outline: If clocks go back, an application of <moment> is <why>
      Given it is Monday 7 April 2025 06:00
      And Bella's applications have this past
        | borrower | amount      | stage   | at       |
        | Omar     | $200,000.00 | Inquiry | <moment> |
      When Monday 7 April 2025 06:30 comes
      Then Ada's weekly report of 31 March 2025 shows "Applications by stage"
        | Stage   | Opening   | In   |
        | Inquiry | <opening> | <in> |

      Examples:
        | moment                     | opening | in | why                      |
        | Sunday 30 March 2025 23:59 | 1       | 0  | before the week          |
        | Sunday 6 April 2025 23:59  | 0       | 1  | in the week's 169th hour |
        | Monday 7 April 2025 00:00  | 0       | 0  | after the week           |

    Scenario Outline: If clocks go forward, an application of <moment> is <why>
      Given it is Monday 6 October 2025 06:00
      And Bella's applications have this past
        | borrower | amount      | stage   | at       |
        | Omar     | $200,000.00 | Inquiry | <moment> |
      When Monday 6 October 2025 06:30 comes
      Then Ada's weekly report of 29 September 2025 shows "Applications by stage"
        | Stage   | Opening   | In   |
        | Inquiry | <opening> | <in> |

      Examples:
        | moment                         | opening | in | why                      |
        | Sunday 28 September 2025 23:59 | 1       | 0  | before the week          |
        | Sunday 5 October 2025 23:59    | 0       | 1  | in the week's 167th hour |
        | Monday 6 October 2025 00:00    | 0       | 0  | after the week           |

    Scenario: No weekly report exists before 06:30 on Monday
      Given Bella's applications have this past
        | borrower | amount      | stage   | at                           |
        | Omar     | $200,000.00 | Inquiry | Wednesday 5 March 2025 09:00 |
      When Monday 10 March 2025 06:29 comes
      Then Ada sees no report

  Rule: The median is the middle value, or halfway between the two in the middle

    Scenario: The median of 2 and 7 days at a stage is 4.5
      Given Bella's applications have this past
        | borrower | amount      | stage        | at                          |
        | Omar     | $200,000.00 | Inquiry      | Saturday 1 March 2025 09:00 |
        | Nora     | $300,000.00 | Inquiry      | Saturday 1 March 2025 09:00 |
        | Omar     |             | Pre-approval | Monday 3 March 2025 09:00   |
        | Nora     |             | Pre-approval | Saturday 8 March 2025 09:00 |
      When Monday 10 March 2025 06:30 comes
      Then Ada's weekly report of 3 March 2025 shows "Time in stage"
        | Stage   | Left in the week | Median days | Mean days |
        | Inquiry | 2                | 4.5         | 4.5       |

    Scenario: One application that took a month does not move the median
      Given Bella's applications have this past
        | borrower | amount      | stage        | at                             |
        | Omar     | $200,000.00 | Inquiry      | Sunday 2 March 2025 09:00      |
        | Nora     | $300,000.00 | Inquiry      | Saturday 1 March 2025 09:00    |
        | Olga     | $300,000.00 | Inquiry      | Saturday 1 February 2025 09:00 |
        | Omar     |             | Pre-approval | Monday 3 March 2025 09:00      |
        | Nora     |             | Pre-approval | Monday 3 March 2025 09:00      |
        | Olga     |             | Pre-approval | Monday 3 March 2025 09:00      |
      When Monday 10 March 2025 06:30 comes
      Then Ada's weekly report of 3 March 2025 shows "Time in stage"
        | Stage   | Left in the week | Median days | Mean days |
        | Inquiry | 3                | 2.0         | 11.0      |

  Rule: Conversion counts the week's applications that ever reached a stage

    Scenario: An application sent back or declined still counts as having reached a stage
      Given Bella's applications have this past
        | borrower | amount      | stage        | at                           |
        | Omar     | $200,000.00 | Inquiry      | Monday 3 March 2025 09:00    |
        | Omar     |             | Pre-approval | Tuesday 4 March 2025 09:00   |
        | Omar     |             | Valuation    | Wednesday 5 March 2025 09:00 |
        | Omar     |             | Pre-approval | Thursday 6 March 2025 09:00  |
        | Omar     |             | Declined     | Friday 7 March 2025 09:00    |
      When Monday 10 March 2025 06:30 comes
      Then Ada's weekly report of 3 March 2025 shows "Conversion"
        | Stage           | Reached | Share   |
        | Pre-approval    | 1       | 100.0 % |
        | Valuation       | 1       | 100.0 % |
        | Formal approval | 0       | 0.0 %   |
        | Declined        | 1       | 100.0 % |

    Scenario: Two of three applications at a stage are 66.7 %
      Given Bella's applications have this past
        | borrower | amount      | stage        | at                         |
        | Omar     | $200,000.00 | Inquiry      | Monday 3 March 2025 00:00  |
        | Nora     | $200,000.00 | Inquiry      | Monday 3 March 2025 09:00  |
        | Olga     | $200,000.00 | Inquiry      | Sunday 9 March 2025 23:59  |
        | Omar     |             | Pre-approval | Sunday 9 March 2025 23:59  |
        | Nora     |             | Pre-approval | Tuesday 4 March 2025 09:00 |
      When Monday 10 March 2025 06:30 comes
      Then Ada's weekly report of 3 March 2025 shows "Conversion"
        | Stage        | Reached | Share  |
        | Pre-approval | 2       | 66.7 % |

    Scenario: Applications opened before the week or moved after it do not count
      Given Bella's applications have this past
        | borrower | amount      | stage        | at                         |
        | Omar     | $200,000.00 | Inquiry      | Sunday 2 March 2025 23:59  |
        | Nora     | $200,000.00 | Inquiry      | Monday 3 March 2025 09:00  |
        | Omar     |             | Pre-approval | Tuesday 4 March 2025 09:00 |
        | Nora     |             | Pre-approval | Monday 10 March 2025 00:00 |
      When Monday 10 March 2025 06:30 comes
      Then Ada's weekly report of 3 March 2025 shows "Conversion"
        | Stage        | Reached | Share |
        | Pre-approval | 0       | 0.0 % |

    Scenario: Without applications in the week the share is shown as “–”
      Given Bella's applications have this past
        | borrower | amount      | stage        | at                         |
        | Omar     | $200,000.00 | Inquiry      | Sunday 2 March 2025 23:59  |
        | Omar     |             | Pre-approval | Tuesday 4 March 2025 09:00 |
      When Monday 10 March 2025 06:30 comes
      Then Ada's weekly report of 3 March 2025 shows "Conversion"
        | Stage        | Reached | Share |
        | Pre-approval | 0       | –     |

  Rule: An application at an open stage is stale after 14 days without a move

    Scenario Outline: At “<stage>” since <moment>, <stale> applications are stale: <why>
      Given Bella's applications have this past
        | borrower | amount      | stage   | at       |
        | Omar     | $200,000.00 | <stage> | <moment> |
      When Monday 10 March 2025 06:30 comes
      Then Ada's weekly report of 3 March 2025 shows "Key figures"
        | Figure             | Value   |
        | Stale applications | <stale> |

      Examples:
        | stage      | moment                        | stale | why                           |
        | Inquiry    | Sunday 23 February 2025 23:59 | 1     | 14 days before the week's end |
        | Inquiry    | Monday 24 February 2025 00:00 | 0     | 13 days before the week's end |
        | Settlement | Monday 3 February 2025 09:00  | 1     | an open stage                 |
        | Funded     | Monday 3 February 2025 09:00  | 0     | it has reached its last stage |
        | Withdrawn  | Monday 3 February 2025 09:00  | 0     | it goes no further            |

    Scenario Outline: If clocks go back, <stale> applications of <moment> are stale
      Given it is Monday 7 April 2025 06:00
      And Bella's applications have this past
        | borrower | amount      | stage   | at       |
        | Omar     | $200,000.00 | Inquiry | <moment> |
      When Monday 7 April 2025 06:30 comes
      Then Ada's weekly report of 31 March 2025 shows "Key figures"
        | Figure             | Value   |
        | Stale applications | <stale> |

      Examples:
        | moment                     | stale | why                           |
        | Sunday 23 March 2025 23:59 | 1     | 14 days before the week's end |
        | Monday 24 March 2025 00:00 | 0     | 13 days before the week's end |

    Scenario: An old application that moved within 14 days is not stale
      Given Bella's applications have this past
        | borrower | amount      | stage        | at                          |
        | Omar     | $200,000.00 | Inquiry      | Monday 6 January 2025 09:00 |
        | Omar     |             | Pre-approval | Monday 3 March 2025 09:00   |
      When Monday 10 March 2025 06:30 comes
      Then Ada's weekly report of 3 March 2025 shows "Key figures"
        | Figure             | Value |
        | Stale applications | 0     |

  Rule: Loans funded are those of the week

    Scenario: A loan funded the week before is not counted
      Given Bella's applications have this past
        | borrower | amount      | stage      | at                            |
        | Omar     | $200,000.00 | Settlement | Monday 24 February 2025 09:00 |
        | Nora     | $300,000.00 | Settlement | Monday 24 February 2025 09:00 |
        | Omar     |             | Funded     | Sunday 2 March 2025 23:59     |
        | Nora     |             | Funded     | Monday 3 March 2025 00:00     |
      When Monday 10 March 2025 06:30 comes
      Then Ada's weekly report of 3 March 2025 shows "Key figures"
        | Figure        | Value       |
        | Loans funded  | 1           |
        | Amount funded | $300,000.00 |

  Rule: An application without a history is at the stage it was created at

    Scenario: Applications without a history count from the day they were created
      Given it is Wednesday 5 March 2025 09:00
      And Omar has applied for $200,000.00 through Bella
      And Nora has applied for $300,000.00 through Bella
      And it is Saturday 8 March 2025 09:00
      And Nora's application is at "Valuation"
      When Monday 10 March 2025 06:30 comes
      Then Ada's weekly report of 3 March 2025 shows "Applications by stage"
        | Stage     | Opening | In | Out | Closing |
        | Inquiry   | 0       | 2  | 1   | 1       |
        | Valuation | 0       | 1  | 0   | 1       |

    Scenario: An application without an amount counts with $0.00
      Given it is Wednesday 5 March 2025 09:00
      And Omar has applied for $200,000.00 through Bella
      And Omar's application lacks the "amount"
      When Monday 10 March 2025 06:30 comes
      Then Ada's weekly report of 3 March 2025 shows "Amounts by stage"
        | Stage   | Opening | In    | Out   | Closing |
        | Inquiry | $0.00   | $0.00 | $0.00 | $0.00   |
      And Ada's weekly report of 3 March 2025 shows "Applications by stage"
        | Stage   | Opening | In | Out | Closing |
        | Inquiry | 0       | 1  | 0   | 1       |

  Rule: A week missed in an outage is reported afterwards as it was

    Scenario: A weekly report missed in an outage is produced with the next
      Given Bella's applications have this past
        | borrower | amount      | stage        | at                           |
        | Omar     | $200,000.00 | Inquiry      | Wednesday 5 March 2025 09:00 |
        | Omar     |             | Pre-approval | Tuesday 11 March 2025 09:00  |
      And Monday 10 March 2025 12:00 has come
      And the scheduler is down until Tuesday 18 March 2025 12:00
      When Monday 24 March 2025 06:30 comes
      Then Ada sees the reports
        | report                                                  |
        | Weekly pipeline, 3 March 2025 to 9 March 2025           |
        | Weekly pipeline, 3 March 2025 to 9 March 2025, of Ben   |
        | Weekly pipeline, 10 March 2025 to 16 March 2025         |
        | Weekly pipeline, 10 March 2025 to 16 March 2025, of Ben |
        | Weekly pipeline, 17 March 2025 to 23 March 2025         |
        | Weekly pipeline, 17 March 2025 to 23 March 2025, of Ben |
      And Ada's weekly report of 10 March 2025 shows "Applications by stage"
        | Stage        | Opening | In | Out | Closing |
        | Inquiry      | 1       | 0  | 1   | 0       |
        | Pre-approval | 0       | 1  | 0   | 1       |

    Scenario: The very first report covers only the week before it
      Given Bella's applications have this past
        | borrower | amount      | stage   | at                          |
        | Omar     | $200,000.00 | Inquiry | Monday 6 January 2025 09:00 |
      When Monday 10 March 2025 06:30 comes
      Then Ada sees the reports
        | report                                                |
        | Weekly pipeline, 3 March 2025 to 9 March 2025         |
        | Weekly pipeline, 3 March 2025 to 9 March 2025, of Ben |

  Rule: A BDM's report covers the BDM's own applications only

    Background:
      Given Cora is a broker who works with Carl
      And Bella's applications have this past
        | borrower | amount      | stage   | at                           |
        | Omar     | $200,000.00 | Inquiry | Wednesday 5 March 2025 09:00 |
        | Olga     | $100,000.00 | Inquiry | Wednesday 5 March 2025 09:00 |
      And Cora's applications have this past
        | borrower | amount      | stage   | at                          |
        | Nora     | $300,000.00 | Inquiry | Thursday 6 March 2025 09:00 |

    Scenario Outline: <who>'s weekly report shows new applications of <in>
      When Monday 10 March 2025 06:30 comes
      Then <who>'s weekly report of 3 March 2025 shows "Amounts by stage"
        | Stage   | In   |
        | Inquiry | <in> |

      Examples:
        | who  | in          | why                     |
        | Ada  | $600,000.00 | the whole book          |
        | Ben  | $300,000.00 | what came through Bella |
        | Carl | $300,000.00 | what came through Cora  |

    Scenario: A BDM sees only the BDM's own report, and a broker none
      Given Dora is a broker who works with Dan
      When Monday 10 March 2025 06:30 comes
      Then Ben sees the report
        | report                                                |
        | Weekly pipeline, 3 March 2025 to 9 March 2025, of Ben |
      And Carl sees the report
        | report                                                 |
        | Weekly pipeline, 3 March 2025 to 9 March 2025, of Carl |
      But Bella sees no report
      And Omar sees no report
      And Dan sees no report

  Rule: Admins and BDMs are notified once, with the key figures

    Background:
      Given Bella's applications have this past
        | borrower | amount      | stage      | at                            |
        | Omar     | $200,000.00 | Settlement | Monday 24 February 2025 09:00 |
        | Omar     |             | Funded     | Wednesday 5 March 2025 09:00  |

    @retold @doors
    Scenario: An admin is notified of the report on all applications
      When Monday 10 March 2025 06:30 comes
      Then Ada is told "The report “Weekly pipeline, 3 March 2025 to 9 March 2025” is ready."
      And Ada is told nothing more
      And Ada receives an e-mail "Weekly pipeline, 3 March 2025 to 9 March 2025" that says
        """
        Loans funded: 1
        Amount funded: $200,000.00
        Stale applications: 0
        Open the report: http
        """

    Scenario: A BDM is notified of the report on the BDM's applications
      When Monday 10 March 2025 06:30 comes
      Then Ben is told "The report “Weekly pipeline, 3 March 2025 to 9 March 2025” is ready."
      And Ben is told nothing more
      And Ben receives an e-mail "Weekly pipeline, 3 March 2025 to 9 March 2025"

    Scenario: Brokers and borrowers are not notified of a weekly report
      When Monday 10 March 2025 06:30 comes
      Then Bella is told nothing
      And Omar is told nothing
      And Bella receives no e-mail
      And Omar receives no e-mail

    Scenario: A weekly report requested twice notifies nobody again
      Given Monday 10 March 2025 06:30 has come
      And Ada was told "The report “Weekly pipeline, 3 March 2025 to 9 March 2025” is ready."
      When the weekly report is asked for again
      Then Ada is told nothing more
      And Ada sees the reports
        | report                                                |
        | Weekly pipeline, 3 March 2025 to 9 March 2025         |
        | Weekly pipeline, 3 March 2025 to 9 March 2025, of Ben |

    Scenario: A report that a dead worker left undone is produced on request
      Given Monday 10 March 2025 06:30 has come
      And the worker that was to produce Ben's weekly report of 3 March 2025 had died
      When the weekly report is asked for again
      Then Ben sees the report
        | report                                                |
        | Weekly pipeline, 3 March 2025 to 9 March 2025, of Ben |

    Scenario: A BDM without a login has a weekly report too
      Given Ben's login has been taken away
      When Monday 10 March 2025 06:30 comes
      Then Ben receives no e-mail
      And Ada sees the reports
        | report                                                |
        | Weekly pipeline, 3 March 2025 to 9 March 2025         |
        | Weekly pipeline, 3 March 2025 to 9 March 2025, of Ben |
