Feature: Operators can preview reminders, and send them by hand
  Operators can see what a morning will bring before it does, and can send a morning's reminders if the
  scheduler could not.

  Background:
    Given it is Friday 14 March 2025 12:00
    And Bella is a broker who works with Ben
    And Omar has applied for $250,000.00 through Bella

  Rule: A dry run lists what would be sent, and sends nothing

    Scenario: A dry run lists the reminders of a future day
      Given Omar owes $1,250.00 on 14 March 2025
      When the command "send_reminders --on 2025-03-17 --dry-run" is entered
      Then the command ends with code 0
      And the command prints, among others, "+3 days, sent: 1"
      And the command prints, among others, "-1 days, expired: 1"
      And the command prints, among others, "Repayments to process for 2025-03-17: 1"
      And Omar receives no e-mail

    Scenario: A dry run does not stop the morning's reminders
      Given Omar owes $1,250.00 on 14 March 2025
      When the command "send_reminders --on 2025-03-17 --dry-run" is entered
      And Monday 17 March 2025 07:00 comes
      Then Omar receives an e-mail "Your repayment for loan HL-OMAR is 3 days overdue"

    Scenario: A dry run counts an unreachable borrower and reports nobody
      Given Omar owes $1,250.00 on 14 March 2025
      And Omar has neither a login nor an e-mail address
      When the command "send_reminders --on 2025-03-17 --dry-run" is entered
      Then the command prints, among others, "+3 days, unreachable: 1"
      And Ben is told nothing

  Rule: The command and the scheduler send the same reminders, once in all

    Scenario: The command sends in the afternoon what the scheduler did not
      Given Omar owes $1,250.00 on 15 March 2025
      When the command "send_reminders" is entered
      Then the command ends with code 0
      And the command prints, among others, "sent: 1"
      And the command prints, among others, "Repayments processed for 2025-03-14: 1"
      And Omar receives an e-mail "Your repayment for loan HL-OMAR is due tomorrow"

    Scenario: The scheduler does not repeat a reminder sent by hand
      Given Omar owes $1,250.00 on 15 March 2025
      When the command "send_reminders" is entered
      And Saturday 15 March 2025 07:00 comes
      Then Omar has 1 e-mail

  Rule: The command refuses a wrong day and says what it expects

    Scenario: The command sends no reminders for another day
      When the command "send_reminders --on 2025-03-17" is entered
      Then the command ends with code 2
      And the command prints, among others, "CommandError: Reminders can only be sent for today, 2025-03-14. For 2025-03-17, use --dry-run."

    Scenario: The command refuses a day in another format
      When the command "send_reminders --on 17.3.2025" is entered
      Then the command ends with code 2
      And the command prints, among others, "CommandError: “17.3.2025” is not a date. Write it like --on 2025-03-14."
