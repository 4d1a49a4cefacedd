Feature: A reminder is neither lost nor repeated, whatever befalls the machines
  Processes die, brokers deliver a request a second time, two schedulers run by mistake. None of this may be
  noticed by a borrower: reminders are counted in the database, not in anybody's memory.

  Background:
    Given it is Friday 14 March 2025 12:00
    And Bella is a broker who works with Ben
    And Omar has applied for $250,000.00 through Bella

  Rule: Each is reminded once

    Background:
      Given Nora borrows together with Omar
      And Omar owes $1,250.00 on 14 March 2025

    Scenario: Undisturbed
      When Monday 17 March 2025 07:00 comes
      Then the "repayment reminders" report "1 due, 1 sent"
      And Omar has 1 e-mail
      And Nora has 1 e-mail

    Scenario: The calendar fires twice
      Given the calendar of background work fires everything twice
      When Monday 17 March 2025 07:00 comes
      Then Omar has 1 e-mail
      And Nora has 1 e-mail

    Scenario: Every request is delivered twice
      Given every request for background work is delivered twice
      When Monday 17 March 2025 07:00 comes
      Then Omar has 1 e-mail
      And Nora has 1 e-mail

    Scenario: Two workers get in each other's way
      Given two workers are always at the "repayment reminders" at once
      When Monday 17 March 2025 07:00 comes
      Then Omar has 1 e-mail
      And Nora has 1 e-mail
      And Bella is told "Nora and Omar are 3 days late: $1,250.00 on HL-OMAR since 14 March 2025."
      And Bella is told nothing more

    Scenario: Workers die at every step of the way
      Given worker after worker dies over the "repayment reminders"
      When Monday 17 March 2025 07:15 comes
      Then Omar has 1 e-mail
      And Nora has 1 e-mail
      And Bella is told "Nora and Omar are 3 days late: $1,250.00 on HL-OMAR since 14 March 2025."
      And Bella is told nothing more

  Rule: However many are due, each is reminded of once

    Scenario: Every request is delivered twice, for more repayments than one task deals with
      Given Omar owes 501 repayments of $10.00 on 14 March 2025
      And every request for background work is delivered twice
      When Monday 17 March 2025 07:00 comes
      Then Omar has 501 e-mails

  Rule: A note is called to mind once

    Scenario Outline: Although <trouble>
      Given Ben has written the internal note "Call the valuer" on Omar's application
      And Ben has asked for a reminder of the note "Call the valuer" on Sunday 16 March 2025
      And <trouble>
      When Sunday 16 March 2025 08:15 comes
      Then Ben receives an e-mail "Reminder for 16 March 2025: a note on HL-OMAR"
      And Ben receives no further e-mail

      Examples:
        | trouble                                                |
        | the calendar of background work fires everything twice |
        | every request for background work is delivered twice   |
        | two workers are always at the "note reminders" at once |
        | worker after worker dies over the "note reminders"     |

  Rule: An application that does not move is asked after once

    Scenario Outline: Although <trouble>
      Given it is Thursday 27 March 2025 12:00
      And <trouble>
      When Friday 28 March 2025 09:15 comes
      Then Ben receives an e-mail "HL-OMAR has been at “Inquiry” for 14 days"
      And Ben receives no further e-mail

      Examples:
        | trouble                                                          |
        | the calendar of background work fires everything twice           |
        | every request for background work is delivered twice             |
        | two workers are always at the "stale application alerts" at once |
        | worker after worker dies over the "stale application alerts"     |
