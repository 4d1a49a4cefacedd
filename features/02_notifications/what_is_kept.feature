Feature: Words are kept for as long as they are needed, and not for longer
  Whatever is still there can be lost, stolen or asked for in court. What was read, sent and booked goes
  after 90 days; that it was told stays on record, so that nobody is told it a second time.

  Background:
    Given it is Monday 3 March 2025 10:00
    And Bella is a broker who works with Ben
    And Omar has applied for $250,000.00 through Bella

  Rule: A notification that was read is kept for 90 days

    Background:
      Given Bella is online
      And Bella has moved Omar's application to "Pre-approval"

    Scenario Outline: <why>
      Given Bella has marked "HL-OMAR (Omar) is now at “Pre-approval”." as read
      And it is <day> 03:00
      When <day> <time> comes
      Then Bella finds <found> in the inbox

      Examples:
        | day                | time  | found           | why                                   |
        | Sunday 1 June 2025 | 03:30 | 1 notification  | Of 90 days ago it is still there      |
        | Monday 2 June 2025 | 03:29 | 1 notification  | Until half past three on the next day |
        | Monday 2 June 2025 | 03:30 | 0 notifications | Then it is gone                       |

    Scenario: What was not read stays
      Given it is Monday 2 June 2025 03:00
      When Monday 2 June 2025 03:30 comes
      Then Bella is told "HL-OMAR (Omar) is now at “Pre-approval”."

    Scenario: What was hidden from a person stays on record
      Given Ben has switched off in-app for "application status"
      And Ben has moved Omar's application to "Valuation"
      And it is Monday 2 June 2025 03:00
      When Monday 2 June 2025 03:30 comes
      Then it is on record that Ben was to be told "HL-OMAR (Omar) is now at “Valuation”."

  Rule: What was told once is not told again because its words are gone

    Scenario: Nobody can reach Omar, and Ben has known for long
      Given Omar has neither a login nor an e-mail address
      And Bella has moved Omar's application to "Pre-approval"
      And Ben is online
      And Ben has marked "Omar has neither a login nor an e-mail address, so nothing was sent." as read
      And it is Monday 2 June 2025 03:00
      When Monday 2 June 2025 03:30 comes
      And Ben moves Omar's application to "Valuation"
      Then Ben is told "HL-OMAR (Omar) is now at “Pre-approval”."
      And Ben is told "HL-OMAR (Omar) is now at “Valuation”."
      And Ben is told nothing more

    Scenario: A decision is announced again
      Given the status "approved" of Omar's application was announced
      And Bella is online
      And Bella has marked "HL-OMAR (Omar) has been approved." as read
      And Bella received an e-mail "Loan application HL-OMAR"
      And it is Monday 2 June 2025 03:00
      When Monday 2 June 2025 03:30 comes
      And the status "approved" of Omar's application is announced
      Then Bella is told nothing
      And Bella receives no further e-mail

  Rule: What waits for a digest is kept until it has come

    Scenario: It was read in the app, and the calendar stood still
      Given Bella has chosen a daily digest
      And Bella is online
      And Bella has moved Omar's application to "Pre-approval"
      And Bella has marked "HL-OMAR (Omar) is now at “Pre-approval”." as read
      And it is Monday 2 June 2025 03:00
      When Monday 2 June 2025 17:30 comes
      Then Bella receives an e-mail "Your day at Harbour Lending: 1 notification" that says
        """
        - HL-OMAR (Omar) is now at “Pre-approval”.
        """

  Rule: What an e-mail said is kept for 90 days, that it was written for ever

    Background:
      Given it is Monday 3 March 2025 10:00

    Scenario Outline: Until <moment>
      Given Bella has moved Omar's application to "Pre-approval"
      And it is Sunday 1 June 2025 03:00
      When <moment> comes
      Then what the e-mail "Loan application HL-OMAR" to Omar said is still on record

      Examples:
        | moment                   | why                |
        | Sunday 1 June 2025 03:30 | it is 90 days old  |
        | Monday 2 June 2025 03:29 | a minute before    |

    Scenario: When it is older
      Given Bella has moved Omar's application to "Pre-approval"
      And it is Monday 2 June 2025 03:00
      When Monday 2 June 2025 03:30 comes
      Then of the e-mail "Loan application HL-OMAR" to Omar it is only on record that it was written
      And the e-mail to Omar is sent

    Scenario: One that was not delivered is no exception
      Given the mail server refuses Omar's address for good
      And Bella has moved Omar's application to "Pre-approval"
      And it is Monday 2 June 2025 03:00
      When Monday 2 June 2025 03:30 comes
      Then of the e-mail "Loan application HL-OMAR" to Omar it is only on record that it was written
      And the e-mail to Omar is failed

    Scenario: One that is still to be sent says what it has to say
      Given the mail server is down
      And Bella has moved Omar's application to "Pre-approval"
      And it is Monday 2 June 2025 03:00
      And the calendar of background work stands still until Monday 2 June 2025 03:20
      When Monday 2 June 2025 03:30 comes
      Then the e-mail to Omar is queued
      And what the e-mail "Loan application HL-OMAR" to Omar said is still on record

  Rule: A bank file is kept for 90 days, its lines for ever

    Background:
      Given the bank file "March.csv" came in

    Scenario Outline: Until <moment>
      Given it is Sunday 1 June 2025 03:00
      When <moment> comes
      Then the bank file "March.csv" is still in the store

      Examples:
        | moment                   | why               |
        | Sunday 1 June 2025 03:30 | it is 90 days old |
        | Monday 2 June 2025 03:29 | a minute before   |

    Scenario: When it is older
      Given it is Monday 2 June 2025 03:00
      When Monday 2 June 2025 03:30 comes
      Then of the bank file "March.csv" it is only on record that it came in
