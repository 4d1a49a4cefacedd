Feature: A reminder says what is true when it is sent
  An e-mail may wait for days for a mail server. Meanwhile money comes in and days go by, and a borrower who
  is asked for the wrong amount telephones. So a reminder is rendered when it is sent, not when it is queued.

  Background:
    Given Ada is an admin
    And Bella is a broker who works with Ben
    And Omar has applied for $250,000.00 through Bella

  Rule: A reminder states the amount and the days at the time of sending

    Background:
      Given it is Friday 14 March 2025 12:00
      And Omar owes $1,250.00 on 14 March 2025

    Scenario: A reminder that waited while $500.00 came in asks for the rest
      Given the mail server is down
      And Monday 17 March 2025 07:00 has come
      And Omar has paid $500.00
      And the mail server has recovered
      When Monday 17 March 2025 07:15 comes
      Then Omar receives an e-mail "Your repayment for loan HL-OMAR is 3 days overdue" that says
        """
        Your repayment of $750.00 for loan HL-OMAR was due on 14 March 2025 and is 3 days overdue.
        Still owed: $750.00
        """
      And Omar receives no further e-mail

    Scenario Outline: A reminder of the third day that is sent on <day> says <days> days
      Given the mail server is down
      And Monday 17 March 2025 07:00 has come
      And the mail server has recovered
      And the scheduler is down until <day> 12:00
      When <day> 12:15 comes
      Then Omar receives an e-mail "Your repayment for loan HL-OMAR is <days> days overdue"

      Examples:
        | day                    | days | why                     |
        | Monday 17 March 2025   | 3    | the day of the reminder |
        | Thursday 20 March 2025 | 6    | three days of waiting   |

    Scenario: A delayed reminder asks in full if a payment has bounced
      Given Omar has paid $500.00
      And the mail server is down
      And Monday 17 March 2025 07:00 has come
      And Omar's payment has bounced
      And the mail server has recovered
      When Monday 17 March 2025 07:15 comes
      Then Omar receives an e-mail "Your repayment for loan HL-OMAR is 3 days overdue" that says
        """
        Still owed: $1,250.00
        """

    Scenario: A last reminder after the tenth day says the loan was passed on
      Given Thursday 20 March 2025 12:00 has come
      And Omar received an e-mail "Your repayment for loan HL-OMAR is 3 days overdue"
      And the mail server is down
      And Friday 21 March 2025 07:00 has come
      And the mail server has recovered
      And the scheduler is down until Tuesday 25 March 2025 12:00
      When Tuesday 25 March 2025 12:15 comes
      Then Omar receives an e-mail "Your repayment for loan HL-OMAR is 11 days overdue" that says
        """
        It has been passed on to Ben, who looks after your loan.
        """

    Scenario: A delayed escalation states what is owed now
      Given it is Sunday 23 March 2025 12:00
      And the mail server is down
      And Monday 24 March 2025 07:00 has come
      And Omar has paid $500.00
      And the mail server has recovered
      When Monday 24 March 2025 07:15 comes
      Then Ben receives an e-mail "HL-OMAR is 10 days overdue and has been passed to you" that says
        """
        Omar has owed $750.00 on HL-OMAR since 14 March 2025. The repayment has been passed to Ben.
        """

    Scenario: A delayed notice of arrears states the current days in arrears
      Given it is Saturday 12 April 2025 12:00
      And the mail server is down
      And Sunday 13 April 2025 07:00 has come
      And the mail server has recovered
      And the scheduler is down until Tuesday 15 April 2025 12:00
      When Tuesday 15 April 2025 12:15 comes
      Then Ben receives an e-mail "HL-OMAR has been in arrears for 32 days"
      And Ada receives an e-mail "HL-OMAR has been in arrears for 32 days" that says
        """
        Omar has been in arrears for 32 days: $1,250.00 on HL-OMAR since 14 March 2025.
        """

  Rule: A reminder that is withdrawn because the money came counts as not sent

    Background:
      Given it is Friday 14 March 2025 12:00
      And Omar owes $1,250.00 on 14 March 2025
      And the mail server is down
      And Monday 17 March 2025 12:00 has come
      And Omar has paid $1,250.00

    Scenario: A reminder is withdrawn if everything is paid before it is sent
      Then the reminder 3 days after 14 March 2025 is withdrawn for Omar
      And the e-mail to Omar has expired

    Scenario: A withdrawn reminder is sent the next morning if the payment bounces
      Given Omar's payment has bounced
      And the mail server has recovered
      When Tuesday 18 March 2025 12:00 comes
      Then Omar receives an e-mail "Your repayment for loan HL-OMAR is 4 days overdue"
      And Omar receives no further e-mail
      And the reminder 3 days after 14 March 2025 is sent for Omar

    Scenario: A withdrawn reminder that waits for the mail server again can be withdrawn again
      Given Omar's payment has bounced
      And Tuesday 18 March 2025 12:00 has come
      When Omar pays $1,250.00
      Then the reminder 3 days after 14 March 2025 is withdrawn for Omar

    Scenario: A withdrawn reminder gives way to a later one that is due by the time the payment bounces
      Given the mail server has recovered
      And Thursday 20 March 2025 12:00 has come
      And Omar's payment has bounced
      When Friday 21 March 2025 07:00 comes
      Then Omar receives an e-mail "Your repayment for loan HL-OMAR is 7 days overdue"
      And Omar receives no further e-mail
      And the reminder 3 days after 14 March 2025 is superseded for Omar

  Rule: A reminder whose reason is gone is not sent

    Background:
      Given it is Friday 14 March 2025 12:00
      And Omar owes $1,250.00 on 14 March 2025
      And the mail server is down
      And Monday 17 March 2025 07:00 has come

    Scenario: A delayed reminder expires if everything is paid
      Given Omar has paid $1,250.00
      And the mail server has recovered
      When Monday 17 March 2025 12:00 comes
      Then Omar receives no e-mail
      And the e-mail to Omar has expired

    Scenario Outline: A delayed reminder expires if a hardship pause begins on <from>
      Given Omar is granted a hardship pause from <from> to 31 March 2025
      And the mail server has recovered
      When Tuesday 1 April 2025 12:00 comes
      Then Omar receives no e-mail
      And the e-mail to Omar has expired

      Examples:
        | from          | why                                     |
        | 17 March 2025 | it covers the day of sending            |
        | 15 March 2025 | it was granted for days gone by as well |

    Scenario: A delayed reminder counts as paused as soon as a hardship pause keeps it from being sent
      Given Omar is granted a hardship pause from 17 March 2025 to 31 March 2025
      When Monday 17 March 2025 12:00 comes
      Then the reminder 3 days after 14 March 2025 is paused for Omar
