Feature: An application that has not moved for 14 days raises an alert
  A loan that nobody works on is lost without anybody having decided so. So the people responsible for it
  are alerted after two weeks, and then every two weeks; somebody who is alerted daily stops listening.

  Background:
    Given it is Tuesday 4 March 2025 10:00
    And Bella is a broker who works with Ben
    And Omar has applied for $250,000.00 through Bella

  Rule: After 14 days without a move the BDM and the broker are alerted

    Background:
      Given it is Monday 17 March 2025 08:00

    Scenario: Two weeks at one stage alert the BDM and the broker
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

    Scenario Outline: The BDM has <mails> stale alerts by <moment>
      When <moment> comes
      Then Ben has <mails> e-mails

      Examples:
        | moment                        | mails | why             |
        | Monday 17 March 2025 23:59    | 0     | 13 days         |
        | Tuesday 18 March 2025 08:59   | 0     | a minute before |
        | Tuesday 18 March 2025 09:00   | 1     | 14 days         |
        | Wednesday 19 March 2025 09:00 | 1     | never daily     |

    Scenario: Borrowers and admins get no stale alert
      Given Ada is an admin
      When Tuesday 18 March 2025 09:00 comes
      Then Omar is told nothing
      And Omar receives no e-mail
      And Ada is told nothing
      And Ada receives no e-mail

    Scenario: Another broker and another BDM get no stale alert
      Given Cora is a broker who works with Carl
      When Tuesday 18 March 2025 09:00 comes
      Then these people are not told "HL-OMAR (Omar) has been at “Inquiry” for 14 days, since 4 March 2025."
        | person |
        | Cora   |
        | Carl   |
      And Cora is told nothing
      And Carl is told nothing

  Rule: Days without a move are calendar days

    Background:
      Given Cora is a broker who works with Carl

    Scenario Outline: An application of <start> has raised <mails> alerts by <moment>
      Given it is <start>
      And Nora has applied for $90,000.00 through Cora
      And it is <eve>
      When <moment> comes
      Then Carl has <mails> e-mails

      Examples: One minute decides between two days
        | start                        | eve                         | moment                      | mails |
        | Tuesday 4 March 2025 23:59   | Tuesday 18 March 2025 08:00 | Tuesday 18 March 2025 09:00 | 1     |
        | Wednesday 5 March 2025 00:00 | Tuesday 18 March 2025 08:00 | Tuesday 18 March 2025 09:00 | 0     |

      Examples: The clocks go back on 6 April
        | start                         | eve                        | moment                     | mails |
        | Tuesday 25 March 2025 23:59   | Tuesday 8 April 2025 08:00 | Tuesday 8 April 2025 09:00 | 1     |
        | Wednesday 26 March 2025 00:00 | Tuesday 8 April 2025 08:00 | Tuesday 8 April 2025 09:00 | 0     |

  Rule: The alert is repeated after each further 14 days

    Background:
      Given it is Tuesday 18 March 2025 08:45
      And Tuesday 18 March 2025 09:00 has come

    Scenario Outline: The BDM has <mails> alerts in all by <moment>
      Given it is <eve>
      When <moment> comes
      Then Ben has <mails> e-mails

      Examples:
        | eve                        | moment                     | mails | why             |
        | Monday 31 March 2025 08:00 | Monday 31 March 2025 09:00 | 1     | 27 days         |
        | Tuesday 1 April 2025 08:00 | Tuesday 1 April 2025 08:59 | 1     | a minute before |
        | Tuesday 1 April 2025 08:00 | Tuesday 1 April 2025 09:00 | 2     | 28 days         |

    Scenario: A BDM who takes over is not alerted the next day
      Given Cora is a broker who works with Carl
      And Carl has taken over Omar's application
      When Wednesday 19 March 2025 09:00 comes
      Then Carl is told nothing

  Rule: A move starts the 14 days anew

    Background:
      Given it is Monday 17 March 2025 10:00
      And Bella has moved Omar's application to "Pre-approval"
      And Ben received an e-mail "HL-OMAR is now at “Pre-approval”"

    Scenario Outline: <days> days after a move the BDM has <mails> alerts
      Given it is <eve>
      When <moment> comes
      Then Ben has <mails> e-mails

      Examples:
        | eve                         | moment                      | mails | days |
        | Tuesday 18 March 2025 08:00 | Tuesday 18 March 2025 09:00 | 0     | 1    |
        | Sunday 30 March 2025 08:00  | Sunday 30 March 2025 09:00  | 0     | 13   |
        | Monday 31 March 2025 08:00  | Monday 31 March 2025 09:00  | 1     | 14   |

    Scenario: An application that stalls at the next stage raises a new alert
      Given it is Monday 31 March 2025 08:45
      And Monday 31 March 2025 09:00 has come
      And Ben received an e-mail "HL-OMAR has been at “Pre-approval” for 14 days"
      And Ben has moved Omar's application to "Valuation"
      And Ben received an e-mail "HL-OMAR is now at “Valuation”"
      And it is Monday 14 April 2025 08:00
      When Monday 14 April 2025 09:00 comes
      Then Ben receives an e-mail "HL-OMAR has been at “Valuation” for 14 days"
      And Ben receives no further e-mail

    Scenario: A move to the current stage does not restart the 14 days
      Given it is Monday 31 March 2025 08:45
      When Ben moves Omar's application to "Pre-approval"
      And Monday 31 March 2025 09:00 comes
      Then Ben receives an e-mail "HL-OMAR has been at “Pre-approval” for 14 days"

  Rule: Only applications at open stages are stale

    Scenario Outline: Two weeks at “<stage>” raise <mails> alerts: <why>
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

  Rule: After an outage only the latest alert is sent

    Scenario Outline: After an outage over <what> one alert says <days> days
      Given the scheduler is down until <return>
      When <moment> comes
      Then Ben receives an e-mail "HL-OMAR has been at “Inquiry” for <days> days"
      And Ben receives no further e-mail

      Examples:
        | return                       | moment                       | days | what           |
        | Thursday 20 March 2025 12:00 | Saturday 22 March 2025 09:00 | 17   | one alert day  |
        | Wednesday 2 April 2025 12:00 | Friday 4 April 2025 09:00    | 30   | two alert days |

    Scenario: After a late alert the next one comes on its usual day
      Given it is Thursday 3 April 2025 08:45
      And Thursday 3 April 2025 09:00 has come
      And Ben received an e-mail "HL-OMAR has been at “Inquiry” for 30 days"
      And it is Monday 14 April 2025 08:00
      When Tuesday 15 April 2025 09:00 comes
      Then Ben receives an e-mail "HL-OMAR has been at “Inquiry” for 42 days"
      And Ben receives no further e-mail
