Feature: Reminders of a repayment climb a ladder of six rungs
  A borrower is reminded before a repayment falls due and again when it is late. If it stays unpaid, the
  broker, the BDM and in the end the admins are told, too.

  Each rung is sent at 07:00:
  7 days and 1 day before the due date to the borrower, in the app and by e-mail;
  3 and 7 days after it to the borrower in the same way, and to the broker and the BDM in the app;
  10 days after it to the BDM, with an e-mail, and to the broker and the admins in the app;
  30 days after it, as arrears, to the BDM and the admins, in the app and by e-mail.

  Background:
    Given Ada is an admin
    And Bella is a broker who works with Ben
    And Omar has applied for $250,000.00 through Bella

  Rule: Each rung has its own day, readers and text

    Background:
      Given it is Saturday 1 March 2025 12:00
      And Omar owes $1,250.00 on 14 March 2025

    Scenario Outline: The borrower is reminded <when> the due date
      When <day> 07:00 comes
      Then Omar is told "<words>"
      And Omar receives an e-mail "<subject>"

      Examples: Before the due date
        | when          | day                    | subject                                                 | words                                                                           |
        | 7 days before | Friday 7 March 2025    | Your repayment for loan HL-OMAR is due on 14 March 2025 | Your repayment of $1,250.00 for loan HL-OMAR is due on 14 March 2025.           |
        | 1 day before  | Thursday 13 March 2025 | Your repayment for loan HL-OMAR is due tomorrow         | Your repayment of $1,250.00 for loan HL-OMAR is due tomorrow, on 14 March 2025. |

      Examples: After the due date
        | when         | day                  | subject                                           | words                                                                                                                                                                            |
        | 3 days after | Monday 17 March 2025 | Your repayment for loan HL-OMAR is 3 days overdue | Your repayment of $1,250.00 for loan HL-OMAR was due on 14 March 2025 and is 3 days overdue.                                                                                     |
        | 7 days after | Friday 21 March 2025 | Your repayment for loan HL-OMAR is 7 days overdue | Your repayment of $1,250.00 for loan HL-OMAR was due on 14 March 2025 and is 7 days overdue. This is the last reminder before it is passed on to Ben, who looks after your loan. |

    Scenario Outline: A repayment <days> days late also alerts the broker and the BDM
      When <day> 07:00 comes
      Then these people are told "<words>"
        | person |
        | Bella  |
        | Ben    |

      Examples:
        | days | day                  | words                                                                                        |
        | 3    | Monday 17 March 2025 | Omar is 3 days late: $1,250.00 on HL-OMAR since 14 March 2025.                               |
        | 7    | Friday 21 March 2025 | Omar is 7 days late and has had the last reminder: $1,250.00 on HL-OMAR since 14 March 2025. |

    @retold
    Scenario: A repayment 10 days late is passed to the BDM
      When Monday 24 March 2025 07:00 comes
      Then these people are told "Omar has owed $1,250.00 on HL-OMAR since 14 March 2025. The repayment has been passed to Ben."
        | person |
        | Ben    |
        | Bella  |
        | Ada    |

    Scenario: A repayment 30 days late is reported to BDM and admins as arrears
      When Sunday 13 April 2025 07:00 comes
      Then these people are told "Omar has been in arrears for 30 days: $1,250.00 on HL-OMAR since 14 March 2025."
        | person |
        | Ben    |
        | Ada    |

    Scenario: A repayment 29 days late is not yet reported as arrears
      Given it is Friday 11 April 2025 12:00
      When Saturday 12 April 2025 12:00 comes
      Then Ada has 0 e-mails
      And the reminder 10 days after 14 March 2025 is sent for Omar

    Scenario Outline: A minute before 07:00 on <day> the borrower has <mails> e-mails
      When <day> 06:59 comes
      Then Omar has <mails> e-mails

      Examples:
        | day                    | mails | why                       |
        | Friday 7 March 2025    | 0     | the first is due at seven |
        | Thursday 13 March 2025 | 1     | 7 days before             |
        | Monday 17 March 2025   | 2     | and 1 day before          |
        | Friday 21 March 2025   | 3     | and 3 days after          |

    Scenario: After the last rung each person has only the e-mails meant for them
      Given Ben has switched off e-mail for "report ready"
      And Ada has switched off e-mail for "report ready"
      When Monday 14 April 2025 12:00 comes
      Then Omar has 4 e-mails
      And Ben has 2 e-mails
      And Ada has 1 e-mail
      And Bella has 0 e-mails

  Rule: Nobody is reminded of a repayment that is paid

    Background:
      Given it is Wednesday 12 March 2025 20:00
      And Omar owes $1,250.00 on 14 March 2025

    Scenario: A repayment paid the evening before brings no reminder
      When Omar pays $1,250.00
      And Tuesday 18 March 2025 09:00 comes
      Then Omar receives no e-mail

    Scenario: A repayment paid before its reminders has none on record
      Given Ada has recorded Omar's payment of $1,250.00
      When Tuesday 18 March 2025 09:00 comes
      Then no reminder of Omar's repayment on 14 March 2025 is on record

    Scenario: A reminder asks for the rest of a repayment paid in part
      Given Omar has paid $1,000.00
      When Thursday 13 March 2025 07:00 comes
      Then Omar receives an e-mail "Your repayment for loan HL-OMAR is due tomorrow" that says
        """
        Still owed: $250.00
        """

    Scenario: A repayment one cent short is still asked for
      Given Omar has paid $1,249.99
      When Thursday 13 March 2025 07:00 comes
      Then Omar receives an e-mail "Your repayment for loan HL-OMAR is due tomorrow" that says
        """
        Still owed: $0.01
        """

    Scenario: A repayment whose payment bounced is asked for in full
      Given Omar has paid $1,250.00
      And Omar's payment has bounced
      When Thursday 13 March 2025 07:00 comes
      Then Omar receives an e-mail "Your repayment for loan HL-OMAR is due tomorrow" that says
        """
        Still owed: $1,250.00
        """

    Scenario: A reminder sent before a payment bounced is not repeated
      Given Thursday 13 March 2025 07:00 has come
      And Omar received an e-mail "Your repayment for loan HL-OMAR is due tomorrow"
      And Omar has paid $1,250.00
      And Omar's payment has bounced
      When Friday 14 March 2025 09:00 comes
      Then Omar receives no further e-mail

  Rule: After an outage only the highest rung is sent

    Background:
      Given it is Wednesday 12 March 2025 20:00
      And Omar owes $1,250.00 on 14 March 2025

    Scenario: A reminder missed in an outage is sent with the current days
      Given the scheduler is down until Wednesday 19 March 2025 12:00
      When Thursday 20 March 2025 07:00 comes
      Then Omar receives an e-mail "Your repayment for loan HL-OMAR is 6 days overdue"
      And Omar receives no further e-mail
      And the reminder 1 day before 14 March 2025 is expired for Omar

    Scenario: After an outage over two rungs only the later one is sent
      Given the scheduler is down until Saturday 22 March 2025 12:00
      When Sunday 23 March 2025 07:00 comes
      Then Omar receives an e-mail "Your repayment for loan HL-OMAR is 9 days overdue"
      And Omar receives no further e-mail
      And the reminder 3 days after 14 March 2025 is superseded for Omar

    Scenario: A reminder missed before the due date is not sent on it
      Given the scheduler is down until Thursday 13 March 2025 12:00
      When Friday 14 March 2025 07:00 comes
      Then Omar receives no e-mail
      And the reminder 1 day before 14 March 2025 is expired for Omar
      And the reminder 7 days before 14 March 2025 is expired for Omar

  Rule: A reminder due in a hardship pause is not sent, not even later

    Background:
      Given it is Friday 14 March 2025 12:00
      And Omar owes $1,250.00 on 14 March 2025

    Scenario Outline: A pause from <from> to <to> leaves <mails> reminders by 20 March
      Given Omar is granted a hardship pause from <from> to <to>
      When Thursday 20 March 2025 09:00 comes
      Then Omar has <mails> e-mails

      Examples:
        | from          | to            | mails | why                          |
        | 17 March 2025 | 17 March 2025 | 0     | the third day is the pause   |
        | 15 March 2025 | 16 March 2025 | 1     | the pause ends a day earlier |
        | 18 March 2025 | 19 March 2025 | 1     | the pause begins a day later |

    Scenario: The rung in a pause is recorded as paused, and the next is sent
      Given Omar is granted a hardship pause from 16 March 2025 to 20 March 2025
      When Friday 21 March 2025 07:00 comes
      Then Omar receives an e-mail "Your repayment for loan HL-OMAR is 7 days overdue"
      And Omar receives no further e-mail
      And the reminder 3 days after 14 March 2025 is paused for Omar

    Scenario: The next reminder is sent after a pause that was ended early
      Given Ada has granted Omar a hardship pause from 15 March 2025 to 30 April 2025 because "Lost a job"
      And Ada has ended Omar's hardship pause on 20 March 2025
      When Friday 21 March 2025 07:00 comes
      Then Omar receives an e-mail "Your repayment for loan HL-OMAR is 7 days overdue"
      And the reminder 3 days after 14 March 2025 is paused for Omar

    Scenario: A missed reminder is not sent once a pause has begun
      Given Omar is granted a hardship pause from 18 March 2025 to 20 March 2025
      And the scheduler is down until Tuesday 18 March 2025 06:00
      When Tuesday 18 March 2025 07:00 comes
      Then Omar receives no e-mail
      And the reminder 3 days after 14 March 2025 is paused for Omar

  Rule: An unreachable borrower does not count as reminded

    Scenario: A borrower with neither login nor address is reported to the BDM
      Given it is Friday 14 March 2025 12:00
      And Omar owes $1,250.00 on 14 March 2025
      And Omar has neither a login nor an e-mail address
      When Monday 17 March 2025 07:00 comes
      Then the reminder 3 days after 14 March 2025 is unreachable for Omar
      And Ben is told "Omar has neither a login nor an e-mail address, so nothing was sent."

    Scenario: A borrower without a login is reminded by e-mail
      Given it is Friday 14 March 2025 12:00
      And Omar owes $1,250.00 on 14 March 2025
      And Omar has no login
      When Monday 17 March 2025 07:00 comes
      Then Omar receives an e-mail "Your repayment for loan HL-OMAR is 3 days overdue"
      And the reminder 3 days after 14 March 2025 is sent for Omar

  Rule: Clock changes, leap days and year ends do not shift a reminder

    Scenario Outline: The borrower is reminded the day before <due>: <why>
      Given it is <start> 12:00
      And Omar owes $1,250.00 on <due>
      When <moment> comes
      Then Omar receives an e-mail "Your repayment for loan HL-OMAR is due tomorrow"

      Examples:
        | start                   | due            | moment                           | why                               |
        | Thursday 3 April 2025   | 7 April 2025   | Sunday 6 April 2025 07:00        | the clocks go back that night     |
        | Thursday 2 October 2025 | 6 October 2025 | Sunday 5 October 2025 07:00      | the clocks go forward that night  |
        | Monday 26 February 2024 | 1 March 2024   | Thursday 29 February 2024 07:00  | the day before is 29 February     |
        | Monday 29 December 2025 | 1 January 2026 | Wednesday 31 December 2025 07:00 | the day before is in another year |

  Rule: A payment covers the oldest repayment first

    Background:
      Given it is Friday 14 March 2025 12:00
      And Omar owes $1,250.00 on 14 March 2025
      And Omar owes $1,250.00 on 15 March 2025

    Scenario: The rest of a payment goes to the next repayment
      Given Omar has paid $1,500.00
      When Tuesday 18 March 2025 07:00 comes
      Then Omar receives an e-mail "Your repayment for loan HL-OMAR is 3 days overdue" that says
        """
        Still owed: $1,000.00
        """
      And Omar receives no further e-mail

    Scenario: A payment above everything owed brings no reminder
      Given Omar has paid $9,999.00
      When Tuesday 18 March 2025 07:00 comes
      Then Omar receives no e-mail

    Scenario: Two payments that add up to the cent bring no reminder
      Given Omar has paid $1,249.90
      And Omar has paid $0.10
      And Omar has paid $1,250.00
      When Tuesday 18 March 2025 07:00 comes
      Then Omar receives no e-mail
