Feature: Borrowers are reminded the day before a repayment falls due
  Most repayments that are late were forgotten, not refused. A word at breakfast on the day before
  is cheaper for everybody than a telephone call on the day after.

  Background:
    Given it is Wednesday 12 March 2025 20:00
    And Bella is a broker who works with Ben
    And Omar has applied for $250,000.00 through Bella

  Rule: The reminder goes out at seven in the morning of the day before

    Scenario: A repayment is due tomorrow
      Given Omar owes $1,250.00 on 14 March 2025
      When Thursday 13 March 2025 07:00 comes
      Then Omar is told "Your repayment of $1,250.00 for loan HL-OMAR is due tomorrow, on 14 March 2025."
      And Omar receives an e-mail "Your repayment of $1,250.00 is due tomorrow" that says
        """
        Still owed: $1,250.00
        Due:        14 March 2025
        """

    Scenario Outline: Nothing is said <why>
      Given Omar owes $1,250.00 on 14 March 2025
      When <moment> comes
      Then Omar receives no e-mail

      Examples:
        | moment                       | why                 |
        | Thursday 13 March 2025 06:59 | a minute before     |
        | Wednesday 12 March 2025 23:59 | two days before    |

    Scenario: It is said once
      Given Omar owes $1,250.00 on 14 March 2025
      When Thursday 13 March 2025 07:00 comes
      And Friday 14 March 2025 23:59 comes
      Then Omar receives an e-mail "Your repayment of $1,250.00 is due tomorrow"
      And Omar receives no further e-mail

    Scenario: Reminders go out at the weekend too
      Given Omar owes $1,250.00 on Monday 17 March 2025
      When Sunday 16 March 2025 07:00 comes
      Then Omar receives an e-mail "Your repayment of $1,250.00 is due tomorrow"

    Scenario: A loan that is not funded is not reminded of
      Given Omar owes $1,250.00 on 14 March 2025
      And Omar's application is at "Settlement"
      When Friday 14 March 2025 09:00 comes
      Then Omar receives no e-mail

    Scenario: Nobody can be reached
      Given Omar owes $1,250.00 on 14 March 2025
      And Omar has neither a login nor an e-mail address
      When Thursday 13 March 2025 07:00 comes
      Then Ben is told "Omar has neither a login nor an e-mail address, so nothing was sent."
      And the reminder 1 day before 14 March 2025 is unreachable for Omar

  Rule: It is between the lender and the borrowers

    Scenario: Neither the broker nor the BDM is told
      Given Omar owes $1,250.00 on 14 March 2025
      When Friday 14 March 2025 12:00 comes
      Then Bella is told nothing
      And Ben is told nothing

    Scenario: Co-borrowers are each reminded
      Given Nora borrows together with Omar
      And Omar owes $1,250.00 on 14 March 2025
      When Thursday 13 March 2025 07:00 comes
      Then Omar receives an e-mail "Your repayment of $1,250.00 is due tomorrow"
      And Nora receives an e-mail "Your repayment of $1,250.00 is due tomorrow"

  Rule: A word about tomorrow is of no use tomorrow

    Scenario: The mail server is down until the due date
      Given the mail server is down
      And Omar owes $1,250.00 on 14 March 2025
      When Saturday 15 March 2025 09:00 comes
      Then the e-mail to Omar is expired
