Feature: A delayed e-mail never says what is no longer true
  When the mail server is back after a day, some of what waited is out of date. An e-mail that states the stage
  of a loan, or asks for something, is checked when it is sent: it is brought up to date or dropped.

  Background:
    Given it is Monday 3 March 2025 09:00
    And Bella is a broker who works with Ben
    And Omar has applied for $250,000.00 through Bella

  Rule: An e-mail about a stage that the application has left is dropped

    Scenario: A borrower reads of the decision, not of the valuation before it
      Given Omar's application is at "Pre-approval"
      And the mail server is down
      And Ben has moved Omar's application to "Valuation"
      And it is Monday 3 March 2025 09:05
      And the mail server has recovered
      And Ben has moved Omar's application to "Declined" because "The income does not carry it"
      When Monday 3 March 2025 12:00 comes
      Then Omar receives an e-mail "We are unable to offer you the loan HL-OMAR" that says
        """
        We are unable to offer you this loan.
        """
      And Omar receives no further e-mail

    Scenario: A delayed e-mail states the current amount of the loan
      Given the mail server is down
      And Bella has moved Omar's application to "Pre-approval"
      And Omar's loan has been corrected to $240,000.00
      And the mail server has recovered
      When Monday 3 March 2025 09:15 comes
      Then Omar receives an e-mail "We are preparing indicative terms for your loan HL-OMAR" that says
        """
        Amount:      $240,000.00
        """

  Rule: People who have left an application get no e-mail about it

    Background:
      Given Cora is a broker who works with Carl
      And Bella also works with Carl
      And the mail server is down

    Scenario: A BDM who has handed an application over gets no e-mail about an earlier move
      Given Bella has moved Omar's application to "Pre-approval"
      And Ben has handed Omar's application over to Carl
      And the mail server has recovered
      When Monday 3 March 2025 12:00 comes
      Then Ben receives no e-mail
      And Omar receives an e-mail "We are preparing indicative terms for your loan HL-OMAR"

    Scenario: A borrower who has left a loan gets no e-mail about an earlier move
      Given Nora has become a borrower of Omar's loan
      And Bella has moved Omar's application to "Pre-approval"
      And Ben has removed Nora from Omar's loan
      And the mail server has recovered
      When Monday 3 March 2025 12:00 comes
      Then Nora receives no e-mail
      And Omar receives an e-mail "We are preparing indicative terms for your loan HL-OMAR"

  Rule: Nobody is asked to sign what cannot be signed any more

    Background:
      Given Omar's application is at "Formal approval"
      And Omar's application lacks the "formal approval"
      And the mail server is down
      And Ben has asked for Omar's "formal approval"

    Scenario: A borrower who has signed in the meantime is not asked to sign
      Given Omar has signed Omar's "formal approval"
      And the mail server has recovered
      When Monday 3 March 2025 12:00 comes
      Then Omar receives no e-mail

    Scenario: A borrower is asked to sign only the newer of two versions
      Given Omar's loan has been corrected to $240,000.00
      And the mail server has recovered
      And Ben has asked for Omar's "formal approval"
      When Monday 3 March 2025 12:00 comes
      Then Omar receives an e-mail "Please sign the formal approval of your loan HL-OMAR" that says
        """
        Amount:   $240,000.00
        """
      And Omar receives no further e-mail

    Scenario: A borrower is not asked to sign after the loan was declined
      Given it is Monday 3 March 2025 09:05
      And Omar's application is at "Declined"
      And the mail server has recovered
      When Monday 3 March 2025 12:00 comes
      Then Omar receives no e-mail

  Rule: Nobody is reminded of what is already done

    Scenario: A delayed note reminder is dropped if the note is done
      Given Ben has written the internal note "Call the valuer" on Omar's application
      And Ben has asked for a reminder of the note "Call the valuer" on Tuesday 4 March 2025
      And the mail server is down
      And Tuesday 4 March 2025 08:00 has come
      And Ben has marked the note "Call the valuer" as done
      And the mail server has recovered
      When Tuesday 4 March 2025 12:00 comes
      Then Ben receives no e-mail

    Scenario: A delayed note reminder is dropped if the note was postponed
      Given Ben has written the internal note "Call the valuer" on Omar's application
      And Ben has asked for a reminder of the note "Call the valuer" on Tuesday 4 March 2025
      And the mail server is down
      And Tuesday 4 March 2025 08:00 has come
      And Ben has asked for a reminder of the note "Call the valuer" on Thursday 6 March 2025
      And the mail server has recovered
      When Thursday 6 March 2025 08:00 comes
      Then Ben receives an e-mail "Reminder for 6 March 2025: a note on HL-OMAR"
      And Ben receives no further e-mail

    Scenario: A delayed stale alert is dropped if the application has moved
      Given it is Monday 17 March 2025 08:45
      And the mail server is down
      And Monday 17 March 2025 09:00 has come
      And it is Monday 17 March 2025 09:05
      And Omar's application is at "Pre-approval"
      And the mail server has recovered
      When Monday 17 March 2025 12:00 comes
      Then Ben receives no e-mail

    Scenario: A delayed stale alert counts the days until it is sent
      Given the mail server is down
      And Monday 17 March 2025 09:00 has come
      And the mail server has recovered
      And the scheduler is down until Wednesday 19 March 2025 12:00
      When Wednesday 19 March 2025 12:15 comes
      Then Ben receives an e-mail "HL-OMAR has been at “Inquiry” for 16 days"
