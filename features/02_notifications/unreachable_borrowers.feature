Feature: A borrower whom nobody can reach is reported
  A notice that reaches nobody is worse than none: everybody believes it was read. So a borrower without
  a login gets an e-mail, and one without an address either is reported to the lender.

  Background:
    Given Ada is an admin
    And Bella is a broker who works with Ben
    And Omar has applied for $250,000.00 through Bella

  Rule: A borrower without a login is notified by e-mail

    Scenario: A borrower with an address but no login gets an e-mail
      Given Omar has no login
      When Bella moves Omar's application to "Pre-approval"
      Then Omar receives an e-mail "We are preparing indicative terms for your loan HL-OMAR"
      And Ada is told "HL-OMAR (Omar) is now at “Pre-approval”."
      And Ada is told nothing more

    Scenario: A borrower whose login was removed still gets an e-mail
      Given Omar's login has been taken away
      When Bella moves Omar's application to "Pre-approval"
      Then Omar receives an e-mail "We are preparing indicative terms for your loan HL-OMAR"

    Scenario: Two borrowers who share an address each get an e-mail
      Given Nora borrows together with Omar
      And Omar has no login
      And Nora has no login
      When Nora's e-mail address is changed to "omar@example.com"
      And Bella moves Omar's application to "Pre-approval"
      Then Omar has 2 e-mails

    Scenario: An e-mail to a borrower without a login links to no page
      Given Omar has no login
      When Bella moves Omar's application to "Pre-approval"
      Then Omar receives an e-mail "We are preparing indicative terms for your loan HL-OMAR" that says
        """
        Hello Omar,
        We are preparing indicative terms for your loan.
        """
      But the e-mail "We are preparing indicative terms for your loan HL-OMAR" to Omar does not say
        """
        Open the application
        http
        notification settings
        """

  Rule: A borrower without an address is reported to the BDM and the admins, once

    Scenario: The BDM and the admins learn that nobody can reach Omar
      Given Omar has neither a login nor an e-mail address
      When Bella moves Omar's application to "Pre-approval"
      Then these people are told "Omar has neither a login nor an e-mail address, so nothing was sent."
        | person |
        | Ben    |
        | Ada    |

    Scenario: The broker does not get the report about an unreachable borrower
      Given Omar has neither a login nor an e-mail address
      When Bella moves Omar's application to "Pre-approval"
      Then Bella is told "HL-OMAR (Omar) is now at “Pre-approval”."
      And Bella is told nothing more

    Scenario: An unreachable borrower is reported only once
      Given Omar has neither a login nor an e-mail address
      And Bella has moved Omar's application to "Pre-approval"
      And Ben was told "HL-OMAR (Omar) is now at “Pre-approval”."
      And Ben was told "Omar has neither a login nor an e-mail address, so nothing was sent."
      When Ben moves Omar's application to "Valuation"
      Then Ben is told "HL-OMAR (Omar) is now at “Valuation”."
      And Ben is told nothing more

    Scenario: A borrower who gets an address is notified there
      Given Omar has neither a login nor an e-mail address
      When Omar's e-mail address is changed to "omar@new.example"
      And Bella moves Omar's application to "Pre-approval"
      Then Omar receives an e-mail "We are preparing indicative terms for your loan HL-OMAR"

    Scenario: A borrower who loses the address again is reported again
      Given Omar has neither a login nor an e-mail address
      And Bella has moved Omar's application to "Pre-approval"
      And Ben was told "Omar has neither a login nor an e-mail address, so nothing was sent."
      When Omar's e-mail address is changed to "omar@new.example"
      And Omar's e-mail address is changed to ""
      And Ben moves Omar's application to "Valuation"
      Then Ben is told "Omar has neither a login nor an e-mail address, so nothing was sent."
