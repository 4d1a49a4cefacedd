Feature: Reminders can be looked at beforehand, and sent by hand
  Whoever looks after the machines can see what a morning will bring before it does, and can send a morning's
  reminders when the calendar could not.

  Background:
    Given it is Friday 14 March 2025 12:00
    And Bella is a broker who works with Ben
    And Omar has applied for $250,000.00 through Bella

  Rule: A dry run says what would be sent, and sends nothing

    Scenario: For a day to come
      Given Omar owes $1,250.00 on 14 March 2025
      When the command "send_reminders --on 2025-03-17 --dry-run" is entered
      Then the command ends with code 0
      And the command prints, among others, "+3 days, sent: 1"
      And the command prints, among others, "-1 days, expired: 1"
      And the command prints, among others, "Repayments to process for 2025-03-17: 1"
      And Omar receives no e-mail

    Scenario: Nothing is on record afterwards, and the morning comes as ever
      Given Omar owes $1,250.00 on 14 March 2025
      When the command "send_reminders --on 2025-03-17 --dry-run" is entered
      And Monday 17 March 2025 07:00 comes
      Then Omar receives an e-mail "Your repayment of $1,250.00 is 3 days overdue"

    Scenario: A borrower whom nobody can reach is counted as such
      Given Omar owes $1,250.00 on 14 March 2025
      And Omar has neither a login nor an e-mail address
      When the command "send_reminders --on 2025-03-17 --dry-run" is entered
      Then the command prints, among others, "+3 days, unreachable: 1"
      And Ben is told nothing

  Rule: By hand, the same is sent as by the calendar, and by both together no more

    Scenario: By hand in the afternoon
      Given Omar owes $1,250.00 on 15 March 2025
      When the command "send_reminders" is entered
      Then the command ends with code 0
      And the command prints, among others, "sent: 1"
      And the command prints, among others, "Repayments processed for 2025-03-14: 1"
      And Omar receives an e-mail "Your repayment of $1,250.00 is due tomorrow"

    Scenario: The calendar does not repeat it
      Given Omar owes $1,250.00 on 15 March 2025
      When the command "send_reminders" is entered
      And Saturday 15 March 2025 07:00 comes
      Then Omar has 1 e-mail

  Rule: What cannot be done is said, with what was expected

    Scenario: Nobody is reminded today of what is to be said on another day
      When the command "send_reminders --on 2025-03-17" is entered
      Then the command ends with code 2
      And the command prints, among others, "CommandError: Reminders can only be sent for today, 2025-03-14. For 2025-03-17, use --dry-run."

    Scenario: A day that is none
      When the command "send_reminders --on 17.3.2025" is entered
      Then the command ends with code 2
      And the command prints, among others, "CommandError: “17.3.2025” is not a date. Write it like --on 2025-03-14."
