Feature: An application that does not move is asked after
  A loan that nobody works on is lost without anybody having decided so. So whoever looks after it
  hears of it after two weeks, and then every two weeks; somebody who hears it daily stops listening.

  Background:
    Given it is Tuesday 4 March 2025 10:00
    And Bella is a broker who works with Ben
    And Omar has applied for $250,000.00 through Bella

  Rule: After 14 days without a move the BDM and the broker are told

    Background:
      Given it is Monday 17 March 2025 08:00

    Scenario: Two weeks at one stage
      When Tuesday 18 March 2025 09:00 comes
      Then these people are told "HL-OMAR (Omar) has been at “Inquiry” for 14 days, since 4 March 2025."
        | person |
        | Ben    |
        | Bella  |
      And Ben receives an e-mail "HL-OMAR has been at “Inquiry” for 14 days" that says
        """
        Application: HL-OMAR
        Stage:       Inquiry
        Since:       4 March 2025
        Open the application: http://localhost:8000/applications/HL-OMAR/
        """
      But Bella receives no e-mail

    Scenario Outline: Ben has <mails> e-mail by <moment>
      When <moment> comes
      Then Ben has <mails> e-mails

      Examples:
        | moment                      | mails | why             |
        | Monday 17 March 2025 23:59  | 0     | 13 days         |
        | Tuesday 18 March 2025 08:59  | 0     | a minute before |
        | Tuesday 18 March 2025 09:00  | 1     | 14 days         |
        | Wednesday 19 March 2025 09:00 | 1     | never daily     |

    Scenario: Neither the borrower nor the admins are told
      Given Ada is an admin
      When Tuesday 18 March 2025 09:00 comes
      Then Omar is told nothing
      And Omar receives no e-mail
      And Ada is told nothing
      And Ada receives no e-mail

    Scenario: Nor anybody else's broker or BDM
      Given Cora is a broker who works with Carl
      When Tuesday 18 March 2025 09:00 comes
      Then Cora is told nothing
      And Carl is told nothing

  Rule: Days are days of the calendar

    Background:
      Given Cora is a broker who works with Carl

    Scenario Outline: Carl has <mails> e-mail of an application since <start> by <moment>
      Given it is <start>
      And Nora has applied for $90,000.00 through Cora
      And it is <eve>
      When <moment> comes
      Then Carl has <mails> e-mails

      Examples: From one minute to the next
        | start                      | eve                        | moment                     | mails |
        | Tuesday 4 March 2025 23:59  | Tuesday 18 March 2025 08:00 | Tuesday 18 March 2025 09:00 | 1     |
        | Wednesday 5 March 2025 00:00 | Tuesday 18 March 2025 08:00 | Tuesday 18 March 2025 09:00 | 0     |

      Examples: Although the clocks go back on 6 April
        | start                       | eve                       | moment                    | mails |
        | Tuesday 25 March 2025 23:59  | Tuesday 8 April 2025 08:00 | Tuesday 8 April 2025 09:00 | 1     |
        | Wednesday 26 March 2025 00:00 | Tuesday 8 April 2025 08:00 | Tuesday 8 April 2025 09:00 | 0     |

  Rule: It is told again after each further 14 days

    Background:
      Given it is Tuesday 18 March 2025 08:45
      And Ben was reminded by Tuesday 18 March 2025 09:00

    Scenario Outline: By <moment> Ben has <mails> e-mails
      Given it is <eve>
      When <moment> comes
      Then Ben has <mails> e-mails

      Examples:
        | eve                        | moment                     | mails | why             |
        | Monday 31 March 2025 08:00 | Monday 31 March 2025 09:00 | 1     | 27 days         |
        | Tuesday 1 April 2025 08:00 | Tuesday 1 April 2025 08:59 | 1     | a minute before |
        | Tuesday 1 April 2025 08:00 | Tuesday 1 April 2025 09:00 | 2     | 28 days         |

    Scenario: Whoever takes over hears of it then
      Given Cora is a broker who works with Carl
      And Carl has taken over Omar's application
      When Wednesday 19 March 2025 09:00 comes
      Then Carl is told nothing

  Rule: After a move it starts anew

    Background:
      Given it is Monday 17 March 2025 10:00
      And Bella has moved Omar's application to "Pre-approval"
      And Ben received an e-mail "Loan application HL-OMAR"

    Scenario Outline: <days> days after the move Ben has <mails> e-mail
      Given it is <eve>
      When <moment> comes
      Then Ben has <mails> e-mails

      Examples:
        | eve                          | moment                       | mails | days |
        | Tuesday 18 March 2025 08:00   | Tuesday 18 March 2025 09:00   | 0     | 1    |
        | Sunday 30 March 2025 08:00 | Sunday 30 March 2025 09:00 | 0     | 13   |
        | Monday 31 March 2025 08:00   | Monday 31 March 2025 09:00   | 1     | 14   |

    Scenario: It is told of the next stage as well
      Given it is Monday 31 March 2025 08:45
      And Ben was reminded by Monday 31 March 2025 09:00
      And Ben received an e-mail "HL-OMAR has been at “Pre-approval” for 14 days"
      And Ben has moved Omar's application to "Valuation"
      And Ben received an e-mail "Loan application HL-OMAR"
      And it is Monday 14 April 2025 08:00
      When Monday 14 April 2025 09:00 comes
      Then Ben receives an e-mail "HL-OMAR has been at “Valuation” for 14 days"
      And Ben receives no further e-mail

    Scenario: The same stage again is no move
      Given it is Monday 31 March 2025 08:45
      When Ben moves Omar's application to "Pre-approval"
      And Monday 31 March 2025 09:00 comes
      Then Ben receives an e-mail "HL-OMAR has been at “Pre-approval” for 14 days"

  Rule: Only an application that is meant to move is stale

    Scenario Outline: At “<stage>” Ben has <mails> e-mail, <why>
      Given Omar's application is at "<stage>"
      And it is Tuesday 18 March 2025 08:00
      When Tuesday 18 March 2025 09:00 comes
      Then Ben has <mails> e-mails

      Examples:
        | stage           | mails | why                            |
        | Pre-approval    | 1     | a valuation is to be asked for |
        | Valuation       | 1     | the valuer may be late         |
        | Formal approval | 1     | signatures may be missing      |
        | Settlement      | 1     | settlement may fail            |
        | Funded          | 0     | repayments have begun          |
        | Declined        | 0     | it has ended                   |
        | Withdrawn       | 0     | it has ended                   |

  Rule: After an absence only the latest is told

    Scenario Outline: An absence over <what>
      Given the calendar of background work stands still until <return>
      When <moment> comes
      Then Ben receives an e-mail "HL-OMAR has been at “Inquiry” for <days> days"
      And Ben receives no further e-mail

      Examples:
        | return                        | moment                      | days | what            |
        | Thursday 20 March 2025 12:00 | Saturday 22 March 2025 09:00  | 17   | one of the days |
        | Wednesday 2 April 2025 12:00    | Friday 4 April 2025 09:00 | 30   | two of the days |

    Scenario: The next one comes when it would have come anyway
      Given it is Thursday 3 April 2025 08:45
      And Ben was reminded by Thursday 3 April 2025 09:00
      And Ben received an e-mail "HL-OMAR has been at “Inquiry” for 30 days"
      And it is Monday 14 April 2025 08:00
      When Tuesday 15 April 2025 09:00 comes
      Then Ben receives an e-mail "HL-OMAR has been at “Inquiry” for 42 days"
      And Ben receives no further e-mail
