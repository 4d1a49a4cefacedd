Feature: A note is called to mind on its day
  What somebody meant to do about a loan is forgotten more easily than a repayment. So a note may have
  a day, and on its morning whoever wrote it and whoever is to deal with it hear of it, once.

  Background:
    Given it is Monday 17 March 2025 12:00
    And Bella is a broker who works with Ben
    And Omar has applied for $250,000.00 through Bella

  Rule: Author and assignee are reminded at eight in the morning of the day

    Scenario: A note of one's own
      Given Ben has written the internal note "The income looks thin" on Omar's application
      And Ben has asked for a reminder of the note "The income looks thin" on Wednesday 19 March 2025
      When Wednesday 19 March 2025 08:00 comes
      Then Ben is told "Reminder for 19 March 2025: the note by Ben on HL-OMAR (Omar)."
      And Ben receives an e-mail "Reminder for 19 March 2025: a note on HL-OMAR" that says
        """
        Application: HL-OMAR
        Written by:  Ben
        Open the application: http://localhost:8000/applications/HL-OMAR/
        """
      But Bella is told nothing

    Scenario: What the note says stays in the house
      Given Ben has assigned Bella the internal note "The income looks thin" on Omar's application
      And Bella has chosen a daily digest
      And Ben has asked for a reminder of the note "The income looks thin" on Wednesday 19 March 2025
      When Wednesday 19 March 2025 17:30 comes
      Then Bella has 1 e-mail
      And Ben has 1 e-mail
      And no e-mail tells what is Omar's alone

    Scenario Outline: <author> writes a note for <assignee>: both are reminded
      Given Ada is an admin
      And <author> has assigned <assignee> the internal note "Call the valuer" on Omar's application
      When <author> asks for a reminder of the note "Call the valuer" on Wednesday 19 March 2025
      And Wednesday 19 March 2025 08:00 comes
      Then <author> receives an e-mail "Reminder for 19 March 2025: a note on HL-OMAR"
      And <assignee> receives an e-mail "Reminder for 19 March 2025: a note on HL-OMAR"
      And <author> is told "Reminder for 19 March 2025: the note by <author> on HL-OMAR (Omar)."
      And <assignee> is told "Reminder for 19 March 2025: the note by <author> on HL-OMAR (Omar)."

      Examples:
        | author | assignee | why             |
        | Ada    | Ben      | admin and BDM   |
        | Ben    | Bella    | BDM and broker  |
        | Bella  | Ada      | broker and admin |

    Scenario Outline: Ben has <mails> e-mails <why>
      Given Ben has written the internal note "Call the valuer" on Omar's application
      And Ben has asked for a reminder of the note "Call the valuer" on Wednesday 19 March 2025
      When <moment> comes
      Then Ben has <mails> e-mails

      Examples:
        | moment                      | mails | why                   |
        | Tuesday 18 March 2025 23:59  | 0     | by the day before     |
        | Wednesday 19 March 2025 07:59  | 0     | a minute before eight |
        | Wednesday 19 March 2025 08:00  | 1     | at eight              |
        | Thursday 20 March 2025 08:00 | 1     | a day later           |

    Scenario: A note for oneself is one reminder
      Given Ben has assigned Ben the internal note "Call the valuer" on Omar's application
      And Ben has asked for a reminder of the note "Call the valuer" on Wednesday 19 March 2025
      When Wednesday 19 March 2025 08:00 comes
      Then Ben has 1 e-mail
      And Ben has 1 unread notification

    Scenario: A borrower is never reminded of a note, not even of one that is visible to customers
      Given Ben has written the customer-visible note "Please send a payslip" on Omar's application
      And Ben has asked for a reminder of the note "Please send a payslip" on Wednesday 19 March 2025
      When Wednesday 19 March 2025 08:00 comes
      Then Omar is told nothing
      And Omar receives no e-mail

    Scenario: Without a day nobody is reminded
      Given Ben has written the internal note "Call the valuer" on Omar's application
      When Wednesday 19 March 2025 08:00 comes
      Then Ben receives no e-mail

  Rule: A missed day is made up for, and a new day is a new reminder

    Background:
      Given Ben has written the internal note "Call the valuer" on Omar's application
      And Ben has asked for a reminder of the note "Call the valuer" on Tuesday 18 March 2025

    Scenario: After days of absence
      Given the calendar of background work stands still until Thursday 20 March 2025 12:00
      When Saturday 22 March 2025 08:00 comes
      Then Ben receives an e-mail "Reminder for 18 March 2025: a note on HL-OMAR"
      And Ben receives no further e-mail

    Scenario: A day that is over already
      When Ben asks for a reminder of the note "Call the valuer" on Saturday 15 March 2025
      And Tuesday 18 March 2025 08:00 comes
      Then Ben receives an e-mail "Reminder for 15 March 2025: a note on HL-OMAR"
      And Ben receives no further e-mail

    Scenario: It is asked for again, for another day
      Given Ben was reminded by Tuesday 18 March 2025 08:00
      And Ben received an e-mail "Reminder for 18 March 2025: a note on HL-OMAR"
      When Ben asks for a reminder of the note "Call the valuer" on Wednesday 19 March 2025
      And Thursday 20 March 2025 08:00 comes
      Then Ben receives an e-mail "Reminder for 19 March 2025: a note on HL-OMAR"
      And Ben receives no further e-mail

    Scenario: The same day again is no other reminder
      Given Ben was reminded by Tuesday 18 March 2025 08:00
      And Ben received an e-mail "Reminder for 18 March 2025: a note on HL-OMAR"
      When Ben asks for a reminder of the note "Call the valuer" on Wednesday 19 March 2025
      And Ben asks for a reminder of the note "Call the valuer" on Tuesday 18 March 2025
      And Thursday 20 March 2025 08:00 comes
      Then Ben receives no further e-mail

  Rule: What is done, and whoever has nothing to do with it any more, is left alone

    Background:
      Given Ada is an admin
      And Ben has assigned Bella the internal note "Call the valuer" on Omar's application
      And Ben has asked for a reminder of the note "Call the valuer" on Wednesday 19 March 2025

    Scenario: A note that is done
      Given Bella has marked the note "Call the valuer" as done
      When Wednesday 19 March 2025 08:00 comes
      Then Ben receives no e-mail
      And Bella receives no e-mail

    Scenario: Somebody whose login was taken away
      Given Bella's login has been taken away
      When Wednesday 19 March 2025 08:00 comes
      Then Bella receives no e-mail
      But Ben receives an e-mail "Reminder for 19 March 2025: a note on HL-OMAR"

    Scenario Outline: <old> no longer looks after the application
      Given Cora is a broker who works with Carl
      And <new> has taken over Omar's application
      When Wednesday 19 March 2025 08:00 comes
      Then <old> is told nothing
      And <old> receives no e-mail
      But <other> receives an e-mail "Reminder for 19 March 2025: a note on HL-OMAR"
      And <new> is told nothing

      Examples:
        | old   | new  | other | why                 |
        | Ben   | Carl | Bella | the BDM has changed |
        | Bella | Cora | Ben   | the broker has      |

  Rule: Whoever may not see a note has no say in it

    Background:
      Given Cora is a broker who works with Carl
      And Ben has written the internal note "Call the valuer" on Omar's application
      And Ben has written the customer-visible note "Please send a payslip" on Omar's application

    Scenario Outline: <who> may not <act> it
      When <who> <does>
      Then it is refused: "There is no such note."

      Examples:
        | who   | does                                                                    | act           | why               |
        | Carl  | asks for a reminder of the note "Call the valuer" on 19 March 2025      | ask about     | another BDM       |
        | Bella | asks for a reminder of the note "Call the valuer" on 19 March 2025      | ask about     | it is not hers    |
        | Bella | marks the note "Call the valuer" as done                                | finish        | it is not hers    |
        | Omar  | marks the note "Call the valuer" as done                                | finish        | it is internal    |

    Scenario: A borrower may read a note, and no more
      When Omar marks the note "Please send a payslip" as done
      Then it is refused: "A borrower may not write notes."
