Feature: Those concerned hear of every move
  A broker who has to ring up to learn where a loan stands brings the next one elsewhere.
  So whoever takes part in an application is told of each move, once, in words that are theirs.

  Background:
    Given Ada is an admin
    And Bella is a broker who works with Ben
    And Omar has applied for $250,000.00 through Bella

  Rule: The broker, the BDM and the borrowers hear in the app and by e-mail, admins in the app only

    Scenario: A move is told to everybody concerned
      When Bella moves Omar's application to "Pre-approval"
      Then Bella is told "HL-OMAR (Omar) is now at “Pre-approval”."
      And Ben is told "HL-OMAR (Omar) is now at “Pre-approval”."
      And Ada is told "HL-OMAR (Omar) is now at “Pre-approval”."
      And Bella receives an e-mail "Loan application HL-OMAR"
      And Ben receives an e-mail "Loan application HL-OMAR"
      But Ada receives no e-mail

    Scenario: An e-mail carries the reference, the amount, the date and a link, and no more of the file
      Given today is Friday 7 March 2025
      And Ben has written the internal note "The income looks thin" on Omar's application
      When Bella moves Omar's application to "Pre-approval"
      Then no e-mail tells what is Omar's alone
      And Omar receives an e-mail "Loan application HL-OMAR" that says
        """
        We are preparing indicative terms for your loan.
        Application: HL-OMAR
        Amount:      $250,000.00
        Date:        7 March 2025
        Open the application: http://localhost:8000/applications/HL-OMAR/
        """

    Scenario: Co-borrowers are each told, guarantors are not
      Given Nora borrows together with Omar
      And Greta guarantees Omar's loan
      When Bella moves Omar's application to "Pre-approval"
      Then Omar receives an e-mail "Loan application HL-OMAR"
      And Nora receives an e-mail "Loan application HL-OMAR"
      But Greta receives no e-mail

    Scenario: Nobody else hears of it
      Given Cora is a broker who works with Carl
      And Nora has applied for $90,000.00 through Cora
      When Bella moves Omar's application to "Pre-approval"
      Then Cora is told nothing
      And Carl is told nothing
      And Nora is told nothing
      And Nora receives no e-mail

  Rule: A borrower reads what a stage means, not what it is called

    Scenario Outline: What a borrower reads when the application moves to <stage>
      Given Omar's application is at "<from>"
      When Ada moves Omar's application to "<stage>" because "<why>"
      Then Omar is told "<words>"
      And Bella is told "HL-OMAR (Omar) is <staff words>."

      Examples:
        | from            | stage           | why        | staff words              | words                                                    |
        | Inquiry         | Pre-approval    | complete   | now at “Pre-approval”    | We are preparing indicative terms for your loan.         |
        | Pre-approval    | Valuation       | accepted   | now at “Valuation”       | We are having the property valued.                       |
        | Valuation       | Formal approval | supported  | now at “Formal approval” | Your loan is formally approved.                          |
        | Formal approval | Settlement      | signed     | now at “Settlement”      | Your documents are signed and settlement is booked.      |
        | Settlement      | Funded          | drawn down | now at “Funded”          | Your loan has been paid out. Your repayments begin now.  |
        | Inquiry         | Declined        | no income  | now at “Declined”        | We are unable to offer you this loan.                    |
        | Valuation       | Withdrawn       | asked to   | now at “Withdrawn”       | Your application has been withdrawn.                     |
        | Withdrawn       | Inquiry         | asked to   | open again at “Inquiry”  | We have reopened your application.                       |
        | Declined        | Inquiry         | asked to   | open again at “Inquiry”  | We have reopened your application.                       |
        | Valuation       | Pre-approval    | sold       | back at “Pre-approval”   | We are looking at the terms of your loan again.          |
        | Formal approval | Valuation       | mistaken   | back at “Valuation”      | We are having the property valued again.                 |
        | Settlement      | Formal approval | failed     | back at “Formal approval” | Settlement did not take place. Your loan is still approved. |

  Rule: Nobody is told of what did not happen

    Scenario: The same stage again tells nobody
      When Bella moves Omar's application to "Inquiry"
      Then Bella is told nothing
      And Omar receives no e-mail

    Scenario: A refused move tells nobody
      When Bella moves Omar's application to "Declined"
      Then it is refused: "A Broker may not move an application from “Inquiry” to “Declined”."
      And Bella is told nothing
      And Omar receives no e-mail

    Scenario: A change that is rolled back tells nobody
      Given Bella is online
      When Bella moves Omar's application to "Pre-approval", but the change is rolled back
      Then Omar's application is still at "Inquiry"
      And Bella is told nothing
      And Bella sees nothing live
      And Omar receives no e-mail

  Rule: A decision that is announced is told once, however often it is announced

    Scenario: “approved” is announced for an application without a history
      When the status "approved" of Omar's application is announced
      Then Bella is told "HL-OMAR (Omar) has been approved."
      And Omar is told "Your loan is formally approved."
      And Omar receives an e-mail "Loan application HL-OMAR"

    Scenario: A new application is announced
      When Bella opens an application for Nora over $90,000.00
      And the status "inquiry" of Nora's application is announced
      Then Nora is told "We have received your application."

    Scenario: It is announced twice
      Given the status "approved" of Omar's application was announced
      And Bella was told "HL-OMAR (Omar) has been approved."
      And Bella received an e-mail "Loan application HL-OMAR"
      When the status "approved" of Omar's application is announced
      Then Bella is told nothing more
      And Bella receives no further e-mail

    Scenario: A move has told of it already
      Given Omar's application is at "Valuation"
      And Ben has moved Omar's application to "Formal approval"
      And Bella was told "HL-OMAR (Omar) is now at “Formal approval”."
      When the status "approved" of Omar's application is announced
      Then Bella is told nothing more

    Scenario: The move it is about is named
      Given Omar's application is at "Valuation"
      And Ben has moved Omar's application to "Formal approval"
      And Bella was told "HL-OMAR (Omar) is now at “Formal approval”."
      When the status "approved" of Omar's application is announced for a move of Omar's
      Then Bella is told nothing more

    Scenario: A borrower without a login is not written to twice
      Given Omar has no login
      And the status "approved" of Omar's application was announced
      And Omar received an e-mail "Loan application HL-OMAR"
      When the status "approved" of Omar's application is announced
      Then Omar receives no further e-mail

    Scenario: A word that is no status tells nobody
      When the status "aproved" of Omar's application is announced
      Then the background work fails: "There is no status 'aproved'. A status is one of inquiry, pre_approval"
      And Bella is told nothing
      And Omar receives no e-mail

    Scenario: A move of another application tells nobody
      Given Nora has applied for $90,000.00 through Bella
      And Nora's application is at "Formal approval"
      When the status "approved" of Omar's application is announced for a move of Nora's
      Then the background work fails: "HL-OMAR has no move"
      And Bella is told nothing

    Scenario: An application that does not exist tells nobody
      When the status "approved" of an application that does not exist is announced
      Then the background work fails: "There is no application with id 0."
