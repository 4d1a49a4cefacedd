Feature: Every e-mail arrives, and arrives once
  Mail servers have bad days. An e-mail to a borrower waits for the server and is retried after pauses
  that grow; what cannot be delivered is given up in the end, and the people responsible are notified.

  Background:
    Given Ada is an admin
    And Bella is a broker who works with Ben
    And Omar has applied for $250,000.00 through Bella

  Rule: An e-mail is sent as soon as its cause is committed

    Scenario: An e-mail about a move is sent at once
      When Bella moves Omar's application to "Pre-approval"
      Then the e-mail to Omar is sent

    Scenario: An e-mail that was sent is not sent again in two days
      Given Bella has moved Omar's application to "Pre-approval"
      And Omar received an e-mail "We are preparing indicative terms for your loan HL-OMAR"
      When 2 days pass
      Then Omar receives no further e-mail

    Scenario: An e-mail that two workers are about to send is sent by one of them
      Given a second worker overtakes the next one that sends e-mails
      When Bella moves Omar's application to "Pre-approval"
      Then Omar receives an e-mail "We are preparing indicative terms for your loan HL-OMAR"
      And Omar's address was tried 1 time

    Scenario: An e-mail whose request was lost is sent within 15 minutes
      Given the task queue is down
      And Bella has moved Omar's application to "Pre-approval"
      And an action after the commit failed: "The broker is down"
      And the task queue is up again
      When 15 minutes pass
      Then Omar receives an e-mail "We are preparing indicative terms for your loan HL-OMAR"

  Rule: An e-mail refused for now is retried after 15 minutes, 1, 4, 12 and 24 hours

    Background:
      Given it is Monday 3 March 2025 09:00

    Scenario: While the mail server is down, an e-mail stays queued
      Given the mail server is down
      When Bella moves Omar's application to "Pre-approval"
      Then the e-mail to Omar is queued
      And Omar has 0 e-mails
      And Omar's application is at "Pre-approval"

    Scenario Outline: An e-mail first tried at 09:01 has been tried <tries> times by <moment>
      Given it is Monday 3 March 2025 09:01
      And the mail server refuses every e-mail temporarily
      And Bella has moved Omar's application to "Pre-approval"
      When <moment> comes
      Then Omar's address was tried <tries> times

      Examples:
        | moment                    | tries | why                                    |
        | Monday 3 March 2025 09:29 | 1     | at 09:15 fifteen minutes were not over |
        | Monday 3 March 2025 09:30 | 2     | the next round                         |

    Scenario Outline: An e-mail refused at 09:00 has been tried <tries> times by <next>
      Given the mail server refuses every e-mail temporarily
      And Bella has moved Omar's application to "Pre-approval"
      When <next> comes
      Then Omar's address was tried <tries> times

      Examples:
        | tries | next                         | why                            |
        | 1     | Monday 3 March 2025 09:14    | a minute before the second try |
        | 2     | Monday 3 March 2025 09:15    | 15 minutes after the first     |
        | 2     | Monday 3 March 2025 10:14    | a minute before the third      |
        | 3     | Monday 3 March 2025 10:15    | 1 hour after the second        |
        | 3     | Monday 3 March 2025 14:14    | a minute before the fourth     |
        | 4     | Monday 3 March 2025 14:15    | 4 hours after the third        |
        | 4     | Tuesday 4 March 2025 02:14   | a minute before the fifth      |
        | 5     | Tuesday 4 March 2025 02:15   | 12 hours after the fourth      |
        | 5     | Wednesday 5 March 2025 02:14 | a minute before the last       |
        | 6     | Wednesday 5 March 2025 02:15 | 24 hours after the fifth       |
        | 6     | Monday 10 March 2025 09:00   | there is no seventh            |

    Scenario: A second request does not try an e-mail before its next attempt
      Given the mail server refuses every e-mail temporarily
      And Bella has moved Omar's application to "Pre-approval"
      When the task that sends the same e-mails is delivered again
      Then Omar's address was tried 1 time

  Rule: A retry due in the repeated hour of autumn waits until the hour is over

    On Sunday 6 April 2025 the clocks go back from 03:00 to 02:00. The scheduler pauses until they show
    03:00 again, 70 minutes after 02:50.

    Background:
      Given it is Sunday 6 April 2025 02:50
      And the mail server is down
      And Bella has moved Omar's application to "Pre-approval"

    Scenario: In the repeated hour a waiting e-mail stays queued
      Given the mail server has recovered
      When 69 minutes pass
      Then the e-mail to Omar is queued

    Scenario: After the repeated hour a waiting e-mail is sent
      Given the mail server has recovered
      When 70 minutes pass
      Then Omar receives an e-mail "We are preparing indicative terms for your loan HL-OMAR"

  Rule: An e-mail that is given up is reported once, to the BDM and the admins

    Scenario: An e-mail to a mailbox that does not exist is reported
      Given the mail server permanently refuses Omar's address
      When Bella moves Omar's application to "Pre-approval"
      Then the e-mail to Omar has failed
      And these people are told "The e-mail “We are preparing indicative terms for your loan HL-OMAR” to omar@example.com could not be delivered."
        | person |
        | Ben    |
        | Ada    |

    Scenario: An e-mail that is given up after a hand-over is reported to the new BDM
      Given Cora is a broker who works with Carl
      And Bella also works with Carl
      And the mail server refuses every e-mail temporarily
      And Bella has moved Omar's application to "Pre-approval"
      And Ben was told "HL-OMAR (Omar) is now at “Pre-approval”."
      And Ben has handed Omar's application over to Carl
      When 2 days pass
      Then Carl is told "The e-mail “We are preparing indicative terms for your loan HL-OMAR” to omar@example.com could not be delivered."
      And Ben is told nothing more

    Scenario: A mailbox that does not exist is tried only once
      Given the mail server permanently refuses Omar's address
      And Bella has moved Omar's application to "Pre-approval"
      When 7 days pass
      Then Omar's address was tried 1 time

    Scenario: A mailbox that does not exist delays nobody else's e-mail
      Given the mail server permanently refuses Omar's address
      When Bella moves Omar's application to "Pre-approval"
      Then Bella receives an e-mail "HL-OMAR is now at “Pre-approval”"
      And Ben receives an e-mail "HL-OMAR is now at “Pre-approval”"

    Scenario: Every e-mail is given up and reported when the last retry is refused
      Given the mail server refuses every e-mail temporarily
      And Bella has moved Omar's application to "Pre-approval"
      And Ben was told "HL-OMAR (Omar) is now at “Pre-approval”."
      When 2 days pass
      Then the e-mail to Omar has failed
      And Ben is told "The e-mail “We are preparing indicative terms for your loan HL-OMAR” to omar@example.com could not be delivered."
      And Ben is told "The e-mail “HL-OMAR is now at ‘Pre-approval’” to bella@example.com could not be delivered."
      And Ben is told "The e-mail “HL-OMAR is now at ‘Pre-approval’” to ben@example.com could not be delivered."
      And Ben is told nothing more

    Scenario: An e-mail that cannot be rendered is given up and reported
      Given an e-mail "Old form" to Omar is queued whose template has been removed
      When 15 minutes pass
      Then the e-mail to Omar has failed
      And Ada is told "The e-mail “Old form” to omar@example.com could not be delivered."

    Scenario: An e-mail that cannot be rendered delays no other
      Given an e-mail "Old form" to Omar is queued whose template has been removed
      And the task queue is down
      And Bella has moved Omar's application to "Pre-approval"
      And an action after the commit failed: "The broker is down"
      And the task queue is up again
      When 15 minutes pass
      Then Omar receives an e-mail "We are preparing indicative terms for your loan HL-OMAR"

  Rule: An e-mail that the server may have taken is sent again with the same id

    Scenario: An e-mail is sent again if the server hung up after taking it
      Given the mail server drops the connection after accepting the next e-mail
      And Bella has moved Omar's application to "Pre-approval"
      When 15 minutes pass
      Then Bella has received the same e-mail twice, under one message id

    Scenario: The state of an e-mail is unknown after the server hung up
      Given the mail server drops the connection after accepting the next e-mail
      When Bella moves Omar's application to "Pre-approval"
      Then the e-mail to Bella is unknown

    Scenario: The state of an e-mail is unknown after its sender died
      Given Bella has moved Omar's application to "Pre-approval"
      And Omar received an e-mail "We are preparing indicative terms for your loan HL-OMAR"
      And the worker that sent Omar's e-mail died before it recorded that
      When 15 minutes pass
      Then the e-mail to Omar is unknown

    Scenario Outline: A sender that began at <began> is <thought> at 10:15
      Given it is Monday 3 March 2025 <began>
      And Bella has moved Omar's application to "Pre-approval"
      And Omar received an e-mail "We are preparing indicative terms for your loan HL-OMAR"
      And the worker that sent Omar's e-mail died before it recorded that
      When Monday 3 March 2025 10:15 comes
      Then the e-mail to Omar is <state>

      Examples:
        | began | state   | thought                |
        | 10:05 | unknown | taken for dead         |
        | 10:06 | sending | believed to be at work |

    Scenario: An e-mail whose sender died is sent again with the same id
      Given Bella has moved Omar's application to "Pre-approval"
      And the worker that sent Omar's e-mail died before it recorded that
      When 1 day passes
      Then Omar has received the same e-mail twice, under one message id

    Scenario: An e-mail that was sent is not sent on a second request
      Given Bella has moved Omar's application to "Pre-approval"
      And Omar received an e-mail "We are preparing indicative terms for your loan HL-OMAR"
      When the task that sends the same e-mails is delivered again
      Then Omar receives no further e-mail
