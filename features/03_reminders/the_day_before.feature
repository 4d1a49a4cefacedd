Feature: Borrowers are reminded the day before a repayment falls due
  Most late repayments were forgotten, not refused. A reminder at breakfast on the day before is cheaper
  for everybody than a telephone call on the day after.

  Background:
    Given it is Wednesday 12 March 2025 20:00
    And Bella is a broker who works with Ben
    And Omar has applied for $250,000.00 through Bella

  Rule: The reminder is sent at 07:00 on the day before

    Scenario: A borrower reads at 07:00 of a repayment due tomorrow
      Given Omar owes $1,250.00 on 14 March 2025
      When Thursday 13 March 2025 07:00 comes
      Then Omar is told "Your repayment of $1,250.00 for loan HL-OMAR is due tomorrow, on 14 March 2025."
      And Omar receives an e-mail "Your repayment for loan HL-OMAR is due tomorrow" that says
        """
        Still owed: $1,250.00
        Due:        14 March 2025
        """

    Scenario: A borrower is reminded of a repayment due tomorrow only once
      Given Omar owes $1,250.00 on 14 March 2025
      When Thursday 13 March 2025 07:00 comes
      And Friday 14 March 2025 23:59 comes
      Then Omar receives an e-mail "Your repayment for loan HL-OMAR is due tomorrow"
      And Omar receives no further e-mail

    Scenario: Reminders are also sent at the weekend
      Given Omar owes $1,250.00 on Monday 17 March 2025
      When Sunday 16 March 2025 07:00 comes
      Then Omar receives an e-mail "Your repayment for loan HL-OMAR is due tomorrow"

    Scenario: No reminder is sent for a loan that is not funded
      Given Omar owes $1,250.00 on 14 March 2025
      And Omar's application is at "Settlement"
      When Friday 14 March 2025 09:00 comes
      Then Omar receives no e-mail

  Rule: Only borrowers are reminded before the due date

    Scenario: Broker and BDM are not notified before the due date
      Given Omar owes $1,250.00 on 14 March 2025
      When Friday 14 March 2025 12:00 comes
      Then Bella is told nothing
      And Ben is told nothing

    Scenario: Co-borrowers are each reminded of a repayment due tomorrow
      Given Nora borrows together with Omar
      And Omar owes $1,250.00 on 14 March 2025
      When Thursday 13 March 2025 07:00 comes
      Then Omar receives an e-mail "Your repayment for loan HL-OMAR is due tomorrow"
      And Nora receives an e-mail "Your repayment for loan HL-OMAR is due tomorrow"

  Rule: A reminder of tomorrow's repayment expires on the due date

    Scenario: A reminder that waits past the due date expires
      Given the mail server is down
      And Omar owes $1,250.00 on 14 March 2025
      When Saturday 15 March 2025 09:00 comes
      Then the e-mail to Omar has expired
