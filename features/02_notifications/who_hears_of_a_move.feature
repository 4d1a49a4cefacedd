Feature: Everybody involved is notified of every move
  A broker who has to ring up to learn how a loan is going brings the next one elsewhere. So everybody
  involved in an application is notified of each move, once, in words meant for them.

  Background:
    Given Ada is an admin
    And Bella is a broker who works with Ben
    And Omar has applied for $250,000.00 through Bella

  Rule: Broker, BDM and borrowers are notified by e-mail as well, admins in the app only

    Scenario: A move notifies broker, BDM and admin
      When Bella moves Omar's application to "Pre-approval"
      Then Bella is told "HL-OMAR (Omar) is now at “Pre-approval”."
      And Ben is told "HL-OMAR (Omar) is now at “Pre-approval”."
      And Ada is told "HL-OMAR (Omar) is now at “Pre-approval”."
      And Bella receives an e-mail "HL-OMAR is now at “Pre-approval”"
      And Ben receives an e-mail "HL-OMAR is now at “Pre-approval”"
      But Ada receives no e-mail

    Scenario: An e-mail states reference, amount, date and link, nothing else
      Given today is Friday 7 March 2025
      And Ben has written the internal note "The income looks thin" on Omar's application
      When Bella moves Omar's application to "Pre-approval"
      Then no e-mail reveals Omar's private data
      And Omar receives an e-mail "We are preparing indicative terms for your loan HL-OMAR" that says
        """
        We are preparing indicative terms for your loan.
        Application: HL-OMAR
        Amount:      $250,000.00
        Date:        7 March 2025
        Open the application: http://localhost:8000/applications/HL-OMAR/
        """

    Scenario: Co-borrowers are each notified of a move, guarantors are not
      Given Nora borrows together with Omar
      And Greta guarantees Omar's loan
      When Bella moves Omar's application to "Pre-approval"
      Then Omar receives an e-mail "We are preparing indicative terms for your loan HL-OMAR"
      And Nora receives an e-mail "We are preparing indicative terms for your loan HL-OMAR"
      But Greta receives no e-mail

    Scenario: People of another application are not notified of a move
      Given Cora is a broker who works with Carl
      And Nora has applied for $90,000.00 through Cora
      When Bella moves Omar's application to "Pre-approval"
      Then Cora is told nothing
      And Carl is told nothing
      And Nora is told nothing
      And Nora receives no e-mail "We are preparing indicative terms for your loan HL-OMAR"
      And Nora receives no e-mail

  Rule: A borrower reads what a stage means, not what it is called

    Scenario: A borrower is not told of a move in the words for staff
      When Bella moves Omar's application to "Pre-approval"
      Then Ben is told "HL-OMAR (Omar) is now at “Pre-approval”."
      But Omar is not told "HL-OMAR (Omar) is now at “Pre-approval”."

    Scenario Outline: A borrower reads of a move from <from> to <stage> in plain words
      Given Omar's application is at "<from>"
      When Ada moves Omar's application to "<stage>" because "The customer and the BDM have agreed"
      Then Omar is told "<words>"
      And Omar receives an e-mail "<subject>"
      And Bella is told "HL-OMAR (Omar) is <staff words>."
      And Bella receives an e-mail "HL-OMAR is <staff words>"

      Examples:
        | from            | stage           | staff words               | words                                                       | subject                                                       |
        | Inquiry         | Pre-approval    | now at “Pre-approval”     | We are preparing indicative terms for your loan.            | We are preparing indicative terms for your loan HL-OMAR       |
        | Pre-approval    | Valuation       | now at “Valuation”        | We are having the property valued.                          | We are having the property valued for your loan HL-OMAR       |
        | Valuation       | Formal approval | now at “Formal approval”  | Your loan is formally approved.                             | Your loan HL-OMAR is approved                                 |
        | Formal approval | Settlement      | now at “Settlement”       | Your documents are signed and settlement is booked.         | Settlement of your loan HL-OMAR is booked                     |
        | Settlement      | Funded          | now at “Funded”           | Your loan has been funded. Your repayments begin now.       | Your loan HL-OMAR has been funded                             |
        | Inquiry         | Declined        | now at “Declined”         | We are unable to offer you this loan.                       | We are unable to offer you the loan HL-OMAR                   |
        | Valuation       | Withdrawn       | now at “Withdrawn”        | Your application has been withdrawn.                        | Your application HL-OMAR has been withdrawn                   |
        | Withdrawn       | Inquiry         | open again at “Inquiry”   | We have reopened your application.                          | We have reopened your application HL-OMAR                     |
        | Declined        | Inquiry         | open again at “Inquiry”   | We have reopened your application.                          | We have reopened your application HL-OMAR                     |
        | Valuation       | Pre-approval    | back at “Pre-approval”    | We are looking at the terms of your loan again.             | We are looking at the terms of your loan HL-OMAR again        |
        | Formal approval | Valuation       | back at “Valuation”       | We are having the property valued again.                    | We are having the property valued again for your loan HL-OMAR |
        | Settlement      | Formal approval | back at “Formal approval” | Settlement did not take place. Your loan is still approved. | Settlement of your loan HL-OMAR did not take place            |

  Rule: Nobody is notified of a move that did not happen

    Scenario: A move to the current stage notifies nobody
      When Bella moves Omar's application to "Inquiry"
      Then Bella is told nothing
      And Omar receives no e-mail

    Scenario: A refused move notifies nobody
      When Bella moves Omar's application to "Declined"
      Then it is refused: "A broker may not move an application from “Inquiry” to “Declined”."
      And Bella is told nothing
      And Omar receives no e-mail

    Scenario: A move that is rolled back notifies nobody
      Given Bella is online
      When Bella moves Omar's application to "Pre-approval", but the change is rolled back
      Then Omar's application is still at "Inquiry"
      And Bella is told nothing
      And Bella sees nothing live
      And Omar receives no e-mail

  Rule: A decision is notified once, however often it is announced

    Scenario: An announced approval notifies broker and borrower without any history
      When the status "approved" of Omar's application is announced
      Then Bella is told "HL-OMAR (Omar) has been approved."
      And Omar is told "Your loan is formally approved."
      And Omar receives an e-mail "Your loan HL-OMAR is approved"

    Scenario: An announced new application is confirmed to the borrower
      When Bella opens an application for Nora over $90,000.00
      And the status "inquiry" of Nora's application is announced
      Then Nora is told "We have received your application."

    Scenario: A decision announced twice is notified once
      Given the status "approved" of Omar's application was announced
      And Bella was told "HL-OMAR (Omar) has been approved."
      And Bella received an e-mail "HL-OMAR has been approved"
      When the status "approved" of Omar's application is announced
      Then Bella is told nothing more
      And Bella receives no further e-mail

    Scenario: An announcement after its move notifies nobody again
      Given Omar's application is at "Valuation"
      And Ben has moved Omar's application to "Formal approval"
      And Bella was told "HL-OMAR (Omar) is now at “Formal approval”."
      When the status "approved" of Omar's application is announced
      Then Bella is told nothing more

    Scenario: An announcement that names its move notifies nobody again
      Given Omar's application is at "Valuation"
      And Ben has moved Omar's application to "Formal approval"
      And Bella was told "HL-OMAR (Omar) is now at “Formal approval”."
      When the status "approved" of Omar's application is announced for a move of Omar's
      Then Bella is told nothing more

    Scenario: A borrower without a login gets one e-mail about a decision
      Given Omar has no login
      And the status "approved" of Omar's application was announced
      And Omar received an e-mail "Your loan HL-OMAR is approved"
      When the status "approved" of Omar's application is announced
      Then Omar receives no further e-mail

    Scenario: An announcement of an unknown status notifies nobody
      When the status "aproved" of Omar's application is announced
      Then the background task fails: "There is no status 'aproved'. A status is one of inquiry, pre_approval"
      And Bella is told nothing
      And Omar receives no e-mail

    Scenario: An announcement that names another application's move notifies nobody
      Given Nora has applied for $90,000.00 through Bella
      And Nora's application is at "Formal approval"
      When the status "approved" of Omar's application is announced for a move of Nora's
      Then the background task fails: "HL-OMAR has no move"
      And Bella is told nothing

    Scenario: An announcement for an application that does not exist fails
      When the status "approved" of an application that does not exist is announced
      Then the background task fails: "There is no application with id 0."
