Feature: A borrower whom nobody can reach is reported
  A notice that reaches nobody is worse than none: everybody believes it was read. So a borrower
  without a login is written to, and one without an address either is reported to the lender.

  Background:
    Given Ada is an admin
    And Bella is a broker who works with Ben
    And Omar has applied for $250,000.00 through Bella

  Rule: A borrower without a login gets e-mail at the borrower's own address

    Scenario: An address is enough
      Given Omar has no login
      When Bella moves Omar's application to "Pre-approval"
      Then Omar receives an e-mail "Loan application HL-OMAR"
      And Ada is told "HL-OMAR (Omar) is now at “Pre-approval”."
      And Ada is told nothing more

    Scenario: A login that was taken away is no way to reach anybody
      Given Omar's login has been taken away
      When Bella moves Omar's application to "Pre-approval"
      Then Omar receives an e-mail "Loan application HL-OMAR"

    Scenario: Two borrowers who share an address are each told
      Given Nora borrows together with Omar
      And Omar has no login
      And Nora has no login
      When Nora's e-mail address is changed to "omar@example.com"
      And Bella moves Omar's application to "Pre-approval"
      Then Omar has 2 e-mails

  Rule: A borrower without an address is reported to the BDM and the admins, once until the address changes

    Scenario: Nobody can reach Omar
      Given Omar has neither a login nor an e-mail address
      When Bella moves Omar's application to "Pre-approval"
      Then these people are told "Omar has neither a login nor an e-mail address, so nothing was sent."
        | person |
        | Ben    |
        | Ada    |

    Scenario: The broker is not bothered with it
      Given Omar has neither a login nor an e-mail address
      When Bella moves Omar's application to "Pre-approval"
      Then Bella is told "HL-OMAR (Omar) is now at “Pre-approval”."
      And Bella is told nothing more

    Scenario: It is reported once
      Given Omar has neither a login nor an e-mail address
      And Bella has moved Omar's application to "Pre-approval"
      And Ben was told "HL-OMAR (Omar) is now at “Pre-approval”."
      And Ben was told "Omar has neither a login nor an e-mail address, so nothing was sent."
      When Ben moves Omar's application to "Valuation"
      Then Ben is told "HL-OMAR (Omar) is now at “Valuation”."
      And Ben is told nothing more

    Scenario: A new address is written to
      Given Omar has neither a login nor an e-mail address
      When Omar's e-mail address is changed to "omar@new.example"
      And Bella moves Omar's application to "Pre-approval"
      Then Omar receives an e-mail "Loan application HL-OMAR"

    Scenario: An address that was lost again is reported again
      Given Omar has neither a login nor an e-mail address
      And Bella has moved Omar's application to "Pre-approval"
      And Ben was told "Omar has neither a login nor an e-mail address, so nothing was sent."
      When Omar's e-mail address is changed to "omar@new.example"
      And Omar's e-mail address is changed to ""
      And Ben moves Omar's application to "Valuation"
      Then Ben is told "Omar has neither a login nor an e-mail address, so nothing was sent."
