Feature: A note reminder is sent on its day
  What somebody meant to do about a loan is forgotten more easily than a repayment. So a note may have
  a day, and on its morning its author and its assignee are reminded, once.

  Background:
    Given it is Monday 17 March 2025 12:00
    And Bella is a broker who works with Ben
    And Omar has applied for $250,000.00 through Bella

  Rule: Author and assignee are reminded at 08:00 on the day

    Scenario: An author is reminded of a note in the app and by e-mail
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

    Scenario: An e-mailed note reminder does not reveal the note's text
      Given Ben has assigned Bella the internal note "The income looks thin" on Omar's application
      And Bella has chosen a daily digest
      And Ben has asked for a reminder of the note "The income looks thin" on Wednesday 19 March 2025
      When Wednesday 19 March 2025 17:30 comes
      Then Bella has 1 e-mail
      And Ben has 1 e-mail
      And no e-mail reveals Omar's private data

    Scenario Outline: <author> writes a note for <assignee> and both are reminded
      Given Ada is an admin
      And <author> has assigned <assignee> the internal note "Call the valuer" on Omar's application
      When <author> asks for a reminder of the note "Call the valuer" on Wednesday 19 March 2025
      And Wednesday 19 March 2025 08:00 comes
      Then <author> receives an e-mail "Reminder for 19 March 2025: a note on HL-OMAR"
      And <assignee> receives an e-mail "Reminder for 19 March 2025: a note on HL-OMAR"
      And <author> is told "Reminder for 19 March 2025: the note by <author> on HL-OMAR (Omar)."
      And <assignee> is told "Reminder for 19 March 2025: the note by <author> on HL-OMAR (Omar)."

      Examples:
        | author | assignee | why              |
        | Ada    | Ben      | admin and BDM    |
        | Ben    | Bella    | BDM and broker   |
        | Bella  | Ada      | broker and admin |

    Scenario Outline: Ben has <mails> e-mails about a note <why>
      Given Ben has written the internal note "Call the valuer" on Omar's application
      And Ben has asked for a reminder of the note "Call the valuer" on Wednesday 19 March 2025
      When <moment> comes
      Then Ben has <mails> e-mails

      Examples:
        | moment                        | mails | why                   |
        | Tuesday 18 March 2025 23:59   | 0     | by the day before     |
        | Wednesday 19 March 2025 07:59 | 0     | a minute before eight |
        | Wednesday 19 March 2025 08:00 | 1     | at eight              |
        | Thursday 20 March 2025 08:00  | 1     | a day later           |

    Scenario: An author who is also the assignee gets one reminder
      Given Ben has assigned Ben the internal note "Call the valuer" on Omar's application
      And Ben has asked for a reminder of the note "Call the valuer" on Wednesday 19 March 2025
      When Wednesday 19 March 2025 08:00 comes
      Then Ben has 1 e-mail
      And Ben has 1 unread notification

    Scenario: A borrower is not reminded even of a customer-visible note
      Given Ben has written the customer-visible note "Please send a payslip" on Omar's application
      And Ben has asked for a reminder of the note "Please send a payslip" on Wednesday 19 March 2025
      When Wednesday 19 March 2025 08:00 comes
      Then Omar is told nothing
      And Omar receives no e-mail

    Scenario: Nobody is reminded of a note without a day
      Given Ben has written the internal note "Call the valuer" on Omar's application
      When Wednesday 19 March 2025 08:00 comes
      Then Ben receives no e-mail

  Rule: A missed reminder is sent later, and a new day brings a new one

    Background:
      Given Ben has written the internal note "Call the valuer" on Omar's application
      And Ben has asked for a reminder of the note "Call the valuer" on Tuesday 18 March 2025

    Scenario: A note reminder missed in an outage is sent afterwards
      Given the scheduler is down until Thursday 20 March 2025 12:00
      When Saturday 22 March 2025 08:00 comes
      Then Ben receives an e-mail "Reminder for 18 March 2025: a note on HL-OMAR"
      And Ben receives no further e-mail

    Scenario: A note reminder for today, after 08:00, is sent next morning
      When Ben asks for a reminder of the note "Call the valuer" on Monday 17 March 2025
      And Tuesday 18 March 2025 08:00 comes
      Then Ben receives an e-mail "Reminder for 17 March 2025: a note on HL-OMAR"
      And Ben receives no further e-mail

    Scenario: A note reminder on a day in the past is refused
      When Ben asks for a reminder of the note "Call the valuer" on Sunday 16 March 2025
      Then it is refused: "16 March 2025 is in the past. Choose today or a later day for the reminder."

    @doors
    Scenario: A note reminder moved to another day is sent again
      Given Tuesday 18 March 2025 08:00 has come
      And Ben received an e-mail "Reminder for 18 March 2025: a note on HL-OMAR"
      When Ben asks for a reminder of the note "Call the valuer" on Wednesday 19 March 2025
      And Thursday 20 March 2025 08:00 comes
      Then Ben receives an e-mail "Reminder for 19 March 2025: a note on HL-OMAR"
      And Ben receives no further e-mail

    Scenario: A note reminder moved back to the same day is not repeated
      Given Tuesday 18 March 2025 08:00 has come
      And Ben received an e-mail "Reminder for 18 March 2025: a note on HL-OMAR"
      When Ben asks for a reminder of the note "Call the valuer" on Wednesday 19 March 2025
      And Ben asks for a reminder of the note "Call the valuer" on Tuesday 18 March 2025
      And Thursday 20 March 2025 08:00 comes
      Then Ben receives no further e-mail

  Rule: Nobody is reminded of a finished note, or of a loan no longer theirs

    Background:
      Given Ada is an admin
      And Ben has assigned Bella the internal note "Call the valuer" on Omar's application
      And Ben has asked for a reminder of the note "Call the valuer" on Wednesday 19 March 2025

    Scenario: Nobody is reminded of a note that is done
      Given Bella has marked the note "Call the valuer" as done
      When Wednesday 19 March 2025 08:00 comes
      Then Ben receives no e-mail
      And Bella receives no e-mail

    Scenario: An assignee whose login was removed is not reminded
      Given Bella's login has been taken away
      When Wednesday 19 March 2025 08:00 comes
      Then Bella receives no e-mail
      But Ben receives an e-mail "Reminder for 19 March 2025: a note on HL-OMAR"

    Scenario Outline: <old> is not reminded once <new> has taken over the application
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

  Rule: If neither the author nor the assignee may see a note any more, the present BDM is reminded

    Background:
      Given Ada is an admin
      And Carl is a BDM who may approve up to $500,000.00
      And Cora is a broker who works with Ben

    Scenario: A BDM who has taken over an application is reminded of the former BDM's note
      Given Ben has written the internal note "Call the valuer" on Omar's application
      And Ben has asked for a reminder of the note "Call the valuer" on Wednesday 19 March 2025
      And Carl has taken over Omar's application
      When Wednesday 19 March 2025 08:00 comes
      Then Carl is told "Reminder for 19 March 2025: the note by Ben on HL-OMAR (Omar)."
      And Carl receives an e-mail "Reminder for 19 March 2025: a note on HL-OMAR"
      But Ben is told nothing
      And Ada is told nothing

    Scenario: The BDM is reminded of a former broker's note
      Given Bella has written the internal note "Ask for a payslip" on Omar's application
      And Bella has asked for a reminder of the note "Ask for a payslip" on Wednesday 19 March 2025
      And Cora has taken over Omar's application
      When Wednesday 19 March 2025 08:00 comes
      Then Ben is told "Reminder for 19 March 2025: the note by Bella on HL-OMAR (Omar)."
      But Bella is told nothing
      And Cora is told nothing

    Scenario: Admins are reminded of a note if the BDM's login was removed
      Given Ben has written the internal note "Call the valuer" on Omar's application
      And Ben has asked for a reminder of the note "Call the valuer" on Wednesday 19 March 2025
      And Ben's login has been taken away
      When Wednesday 19 March 2025 08:00 comes
      Then Ada is told "Reminder for 19 March 2025: the note by Ben on HL-OMAR (Omar)."
      And Bella is told nothing

  Rule: Only people who may see a note can change it

    Background:
      Given Cora is a broker who works with Carl
      And Ben has written the internal note "Call the valuer" on Omar's application
      And Ben has written the customer-visible note "Please send a payslip" on Omar's application

    Scenario Outline: <who> may not <act>
      When <who> <does>
      Then it is refused: "There is no such note."

      Examples:
        | who   | does                                                               | act                                      |
        | Carl  | asks for a reminder of the note "Call the valuer" on 19 March 2025 | ask for a reminder of another BDM's note |
        | Bella | asks for a reminder of the note "Call the valuer" on 19 March 2025 | ask for a reminder of the BDM's own note |
        | Bella | marks the note "Call the valuer" as done                           | mark the BDM's own note as done          |
        | Omar  | marks the note "Call the valuer" as done                           | mark an internal note as done            |

    Scenario: A borrower may read a note but not mark it as done
      When Omar marks the note "Please send a payslip" as done
      Then it is refused: "A borrower may not write notes."

  Rule: A note has a text

    Scenario: A note without a text is refused
      When Ben writes the internal note "" on Omar's application
      Then it is refused: "A note needs a text."

    Scenario: A note whose request comes twice is written once
      When Ben writes the internal note "Call the valuer" on Omar's application, in a request that comes twice
      Then Ben sees the note
        | note            |
        | Call the valuer |
