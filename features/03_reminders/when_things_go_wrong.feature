Feature: No reminder is lost or repeated even if workers or the broker fail
  Processes die, brokers deliver a request a second time, two schedulers run by mistake. No borrower may notice:
  what was sent is recorded in the database, not in the memory of a process.

  Background:
    Given it is Friday 14 March 2025 12:00
    And Bella is a broker who works with Ben
    And Omar has applied for $250,000.00 through Bella

  Rule: Each borrower is reminded once

    Background:
      Given Nora borrows together with Omar
      And Omar owes $1,250.00 on 14 March 2025

    Scenario: Each borrower gets one reminder if nothing fails
      When Monday 17 March 2025 07:00 comes
      Then the "repayment reminders" report "1 due, 1 sent"
      And Omar has 1 e-mail
      And Nora has 1 e-mail

    Scenario: Each borrower gets one reminder even if the scheduler fires twice
      Given every scheduled task is queued twice
      When Monday 17 March 2025 07:00 comes
      Then Omar has 1 e-mail
      And Nora has 1 e-mail

    Scenario: Each borrower gets one reminder even if requests are delivered twice
      Given every background task is delivered twice
      When Monday 17 March 2025 07:00 comes
      Then Omar has 1 e-mail
      And Nora has 1 e-mail

    Scenario: Each borrower gets one reminder even if two workers compete
      Given two workers always run the "repayment reminders" at once
      When Monday 17 March 2025 07:00 comes
      Then Omar has 1 e-mail
      And Nora has 1 e-mail
      And Bella is told "Nora and Omar are 3 days late: $1,250.00 on HL-OMAR since 14 March 2025."
      And Bella is told nothing more

    Scenario: Each borrower gets one reminder even if workers die at every step
      Given worker after worker dies while running the "repayment reminders"
      When Monday 17 March 2025 07:15 comes
      Then Omar has 1 e-mail
      And Nora has 1 e-mail
      And Bella is told "Nora and Omar are 3 days late: $1,250.00 on HL-OMAR since 14 March 2025."
      And Bella is told nothing more

  Rule: Each repayment is reminded of once, however many are due

    Scenario: 501 repayments bring one reminder each even if requests are delivered twice
      Given Omar owes 501 repayments of $10.00 on 14 March 2025
      And every background task is delivered twice
      When Monday 17 March 2025 07:00 comes
      Then Omar has 501 e-mails

  Rule: A note reminder is sent once

    Scenario Outline: Ben gets one note reminder even if <trouble>
      Given Ben has written the internal note "Call the valuer" on Omar's application
      And Ben has asked for a reminder of the note "Call the valuer" on Sunday 16 March 2025
      And <trouble>
      When Sunday 16 March 2025 08:15 comes
      Then Ben receives an e-mail "Reminder for 16 March 2025: a note on HL-OMAR"
      And Ben receives no further e-mail

      Examples:
        | trouble                                                     |
        | every scheduled task is queued twice                        |
        | every background task is delivered twice                    |
        | two workers always run the "note reminders" at once         |
        | worker after worker dies while running the "note reminders" |

  Rule: A stale application raises one alert

    Scenario Outline: Ben gets one stale alert even if <trouble>
      Given it is Thursday 27 March 2025 12:00
      And <trouble>
      When Friday 28 March 2025 09:15 comes
      Then Ben receives an e-mail "HL-OMAR has been at “Inquiry” for 14 days"
      And Ben receives no further e-mail

      Examples:
        | trouble                                                               |
        | every scheduled task is queued twice                                  |
        | every background task is delivered twice                              |
        | two workers always run the "stale application alerts" at once         |
        | worker after worker dies while running the "stale application alerts" |
