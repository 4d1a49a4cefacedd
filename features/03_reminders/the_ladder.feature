Feature: Repayments are reminded of rung by rung
  A borrower is nudged before a repayment falls due and asked after it when it is late. Only what
  stays unpaid climbs higher, to the people at the lender whose business it then becomes.

  Background:
    Given Ada is an admin
    And Bella is a broker who works with Ben
    And Omar has applied for $250,000.00 through Bella

  Rule: Each rung has its day, its readers and its words

    Background:
      Given it is Saturday 1 March 2025 12:00
      And Omar owes $1,250.00 on 14 March 2025

    Scenario Outline: <days> days from the due date the borrower reads
      When <day> 07:00 comes
      Then Omar is told "<words>"
      And Omar receives an e-mail "<subject>"

      Examples: Before it falls due
        | days | day                    | subject                                       | words                                                                          |
        | -7   | Friday 7 March 2025    | Your repayment of $1,250.00 is due on 14 March 2025 | Your repayment of $1,250.00 for loan HL-OMAR is due on 14 March 2025.    |
        | -1   | Thursday 13 March 2025 | Your repayment of $1,250.00 is due tomorrow   | Your repayment of $1,250.00 for loan HL-OMAR is due tomorrow, on 14 March 2025. |

      Examples: Afterwards
        | days | day                    | subject                                       | words                                                                          |
        | 3    | Monday 17 March 2025   | Your repayment of $1,250.00 is 3 days overdue | Your repayment of $1,250.00 for loan HL-OMAR was due on 14 March 2025 and is 3 days overdue. |
        | 7    | Friday 21 March 2025   | Your repayment of $1,250.00 is 7 days overdue | Your repayment of $1,250.00 for loan HL-OMAR was due on 14 March 2025 and is 7 days overdue. This is the last reminder before it is passed on to Ben, who looks after your loan. |

    Scenario Outline: <days> days after the due date the broker and the BDM read it in the app
      When <day> 07:00 comes
      Then these people are told "<words>"
        | person |
        | Bella  |
        | Ben    |

      Examples:
        | days | day                  | words                                                                                        |
        | 3    | Monday 17 March 2025 | Omar is 3 days late: $1,250.00 on HL-OMAR since 14 March 2025.                               |
        | 7    | Friday 21 March 2025 | Omar is 7 days late and has had the last reminder: $1,250.00 on HL-OMAR since 14 March 2025. |

    Scenario: 10 days after the due date it is passed to the BDM, and the broker and the admins know
      When Monday 24 March 2025 07:00 comes
      Then these people are told "Omar has owed $1,250.00 on HL-OMAR since 14 March 2025. The repayment has been passed to Ben."
        | person |
        | Ben    |
        | Bella  |
        | Ada    |

    Scenario: 30 days after the due date the BDM and the admins are told of arrears
      When Sunday 13 April 2025 07:00 comes
      Then these people are told "Omar has been in arrears for 30 days: $1,250.00 on HL-OMAR since 14 March 2025."
        | person |
        | Ben    |
        | Ada    |

    Scenario: After 29 days that is not said yet
      Given it is Friday 11 April 2025 12:00
      When Saturday 12 April 2025 12:00 comes
      Then Ada has 0 e-mails
      And the reminder 10 days after 14 March 2025 is sent for Omar

    Scenario Outline: A minute before <day> 07:00 the borrower has <mails> e-mails
      When <day> 06:59 comes
      Then Omar has <mails> e-mails

      Examples:
        | day                    | mails | why                       |
        | Friday 7 March 2025    | 0     | the first is due at seven |
        | Thursday 13 March 2025 | 1     | 7 days before             |
        | Monday 17 March 2025   | 2     | and 1 day before          |
        | Friday 21 March 2025   | 3     | and 3 days after          |

    Scenario: At the top of the ladder each has as many e-mails as concern them
      Given Ben has switched off e-mail for "report ready"
      And Ada has switched off e-mail for "report ready"
      When Monday 14 April 2025 12:00 comes
      Then Omar has 4 e-mails
      And Ben has 2 e-mails
      And Ada has 1 e-mail
      And Bella has 0 e-mails

  Rule: Whoever has paid is left alone

    Background:
      Given it is Wednesday 12 March 2025 20:00
      And Omar owes $1,250.00 on 14 March 2025

    Scenario: Paid the evening before
      When Omar pays $1,250.00
      And Tuesday 18 March 2025 09:00 comes
      Then Omar receives no e-mail

    Scenario: Paid in part, the rest is asked for
      Given Omar has paid $1,000.00
      When Thursday 13 March 2025 07:00 comes
      Then Omar receives an e-mail "Your repayment of $250.00 is due tomorrow"

    Scenario: All but a cent is not all
      Given Omar has paid $1,249.99
      When Thursday 13 March 2025 07:00 comes
      Then Omar receives an e-mail "Your repayment of $0.01 is due tomorrow"

    Scenario: A payment that bounces is asked for again, from the rung then reached
      Given Omar has paid $1,250.00
      And Omar's payment has bounced
      When Thursday 13 March 2025 07:00 comes
      Then Omar receives an e-mail "Your repayment of $1,250.00 is due tomorrow"

    Scenario: What was sent before is not sent again after a payment has bounced
      Given Omar was reminded by Thursday 13 March 2025 07:00
      And Omar received an e-mail "Your repayment of $1,250.00 is due tomorrow"
      And Omar has paid $1,250.00
      And Omar's payment has bounced
      When Friday 14 March 2025 09:00 comes
      Then Omar receives no further e-mail

    Scenario: A reminder that waits for the mail server is taken back when the money comes
      Given the mail server is down
      And Omar was reminded by Thursday 13 March 2025 07:00
      And the mail server has recovered
      And Omar has paid $1,250.00
      When Thursday 13 March 2025 12:00 comes
      Then Omar receives no e-mail

    Scenario: A payment that has bounced bounces no more
      Given Omar has paid $1,250.00
      And Omar's payment has bounced
      When Omar's payment bounces
      Then it is refused: "This payment has already been reversed."

    Scenario: Nothing is no payment
      When Omar pays $0.00
      Then it is refused: "The amount must be greater than $0.00, not 0.00."

  Rule: After an absence only the highest rung is sent

    Background:
      Given it is Wednesday 12 March 2025 20:00
      And Omar owes $1,250.00 on 14 March 2025

    Scenario: Three days of absence over one rung
      Given the calendar of background work stands still until Wednesday 19 March 2025 12:00
      When Thursday 20 March 2025 07:00 comes
      Then Omar receives an e-mail "Your repayment of $1,250.00 is 6 days overdue"
      And Omar receives no further e-mail
      And the reminder 1 day before 14 March 2025 is expired for Omar

    Scenario: An absence over two rungs
      Given the calendar of background work stands still until Saturday 22 March 2025 12:00
      When Sunday 23 March 2025 07:00 comes
      Then Omar receives an e-mail "Your repayment of $1,250.00 is 9 days overdue"
      And Omar receives no further e-mail
      And the reminder 3 days after 14 March 2025 is superseded for Omar

    Scenario: What was missed before the due date is not said on it
      Given the calendar of background work stands still until Thursday 13 March 2025 12:00
      When Friday 14 March 2025 07:00 comes
      Then Omar receives no e-mail
      And the reminder 1 day before 14 March 2025 is expired for Omar
      And the reminder 7 days before 14 March 2025 is expired for Omar

  Rule: In a hardship pause nobody is reminded, and not afterwards either

    Background:
      Given it is Friday 14 March 2025 12:00
      And Omar owes $1,250.00 on 14 March 2025

    Scenario Outline: A pause from <from> to <to> leaves <mails> e-mail by 20 March
      Given Omar is granted a hardship pause from <from> to <to>
      When Thursday 20 March 2025 09:00 comes
      Then Omar has <mails> e-mails

      Examples:
        | from          | to            | mails | why                             |
        | 17 March 2025 | 17 March 2025 | 0     | the third day is the pause      |
        | 15 March 2025 | 16 March 2025 | 1     | the pause ends a day earlier    |
        | 18 March 2025 | 19 March 2025 | 1     | the pause begins a day later    |

    Scenario: The rung that fell into the pause is on record, and the next one comes
      Given Omar is granted a hardship pause from 16 March 2025 to 20 March 2025
      When Friday 21 March 2025 07:00 comes
      Then Omar receives an e-mail "Your repayment of $1,250.00 is 7 days overdue"
      And Omar receives no further e-mail
      And the reminder 3 days after 14 March 2025 is paused for Omar

    Scenario: A reminder that is made up for respects a pause that has begun
      Given Omar is granted a hardship pause from 18 March 2025 to 20 March 2025
      And the calendar of background work stands still until Tuesday 18 March 2025 06:00
      When Tuesday 18 March 2025 07:00 comes
      Then Omar receives no e-mail
      And the reminder 3 days after 14 March 2025 is paused for Omar

  Rule: A borrower whom nobody can reach is not counted as reminded

    Scenario: Neither a login nor an address
      Given it is Friday 14 March 2025 12:00
      And Omar owes $1,250.00 on 14 March 2025
      And Omar has neither a login nor an e-mail address
      When Monday 17 March 2025 07:00 comes
      Then the reminder 3 days after 14 March 2025 is unreachable for Omar
      And Ben is told "Omar has neither a login nor an e-mail address, so nothing was sent."

    Scenario: An address without a login is enough
      Given it is Friday 14 March 2025 12:00
      And Omar owes $1,250.00 on 14 March 2025
      And Omar has no login
      When Monday 17 March 2025 07:00 comes
      Then Omar receives an e-mail "Your repayment of $1,250.00 is 3 days overdue"
      And the reminder 3 days after 14 March 2025 is sent for Omar

  Rule: The calendar's oddities change nothing

    Scenario Outline: <why>
      Given it is <start> 12:00
      And Omar owes $1,250.00 on <due>
      When <moment> comes
      Then Omar receives an e-mail "Your repayment of $1,250.00 is due tomorrow"

      Examples:
        | start                     | due              | moment                          | why                                  |
        | Thursday 3 April 2025     | 7 April 2025     | Sunday 6 April 2025 07:00       | Clocks go back that night            |
        | Thursday 2 October 2025   | 6 October 2025   | Sunday 5 October 2025 07:00     | Clocks go forward that night         |
        | Monday 26 February 2024   | 1 March 2024     | Thursday 29 February 2024 07:00 | The day before is 29 February        |
        | Monday 29 December 2025   | 1 January 2026   | Wednesday 31 December 2025 07:00 | The day before is in another year   |

  Rule: However many are due, all are reminded

    Scenario: More than one task deals with at once
      Given it is Wednesday 12 March 2025 20:00
      And Omar owes 501 repayments of $10.00 on 14 March 2025
      When Thursday 13 March 2025 07:00 comes
      Then Omar has 501 e-mails

  Rule: Money pays the oldest repayment first

    Background:
      Given it is Friday 14 March 2025 12:00
      And Omar owes $1,250.00 on 14 March 2025
      And Omar owes $1,250.00 on 15 March 2025

    Scenario: What is left of a payment pays the next one
      Given Omar has paid $1,500.00
      When Tuesday 18 March 2025 07:00 comes
      Then Omar receives an e-mail "Your repayment of $1,000.00 is 3 days overdue"
      And Omar receives no further e-mail

    Scenario: More than everything is taken, and asks for nothing
      Given Omar has paid $9,999.00
      When Tuesday 18 March 2025 07:00 comes
      Then Omar receives no e-mail

    Scenario: To the cent, in two parts
      Given Omar has paid $1,249.90
      And Omar has paid $0.10
      And Omar has paid $1,250.00
      When Tuesday 18 March 2025 07:00 comes
      Then Omar receives no e-mail
