@doors
Feature: Admins keep the lender's people up to date
  People join, change branches, are trusted with larger loans, and leave. An admin says so on a page of the workspace,
  and every change is on record. People who leave hand over first, so that somebody looks after each application.

  Background:
    Given today is Friday 14 March 2025
    And Ada is an admin
    And Bella is a broker who works with Ben

  Rule: Branches, approval limits and primary BDMs are changed by admins

    Scenario: A lower approval limit holds for the next approval
      Given Omar has applied for $250,000.00 through Bella
      And Omar's application is at "Valuation"
      And Ada has changed Ben's approval limit to $200,000.00
      When Ben moves Omar's application to "Formal approval"
      Then it is refused: "$250,000.00 is above your limit of $200,000.00: an admin has to approve it."

    Scenario: A new application goes to the broker's new primary BDM
      Given Carl is a BDM who may approve up to $500,000.00
      And Ada has made Carl the primary BDM of Bella
      When Bella opens an application for Omar over $250,000.00
      Then Carl sees the application of Omar

    Scenario: A BDM's record says who changed the limit and the branch, from what and to what
      Given Ben works in the "Sydney" branch
      And Ada has opened the "Newcastle" branch
      And Ada has changed Ben's approval limit to $200,000.00
      When Ada moves Ben to the "Newcastle" branch
      Then the changes of Ben are
        | who | act                                                          |
        | Ada | changed the approval limit from $1,000,000.00 to $200,000.00 |
        | Ada | changed the branch from Sydney to Newcastle                  |

    Scenario: A BDM may not change their own limit
      When Ben changes Ben's approval limit to $2,000,000.00
      Then it is refused: "Only an admin may change the lender's people."

  Rule: People who leave hand over first

    Scenario: A BDM with a running application is not deactivated
      Given Omar has applied for $250,000.00 through Bella
      When Ada deactivates Ben's login
      Then it is refused: "Ben still looks after 1 running application and 1 broker. Hand them over first."

    Scenario: Everything of a BDM is handed over at once
      Given Carl is a BDM who may approve up to $500,000.00
      And Omar has applied for $250,000.00 through Bella
      When Ada hands everything of Ben over to Carl
      Then the audit trail of Omar's application is
        | who | act                              |
        | Ada | changed the BDM from Ben to Carl |
      And the changes of Ben are
        | who | act                                            |
        | Ada | handed 1 application and 1 broker over to Carl |

    Scenario: A BDM who has handed everything over is deactivated
      Given Carl is a BDM who may approve up to $500,000.00
      And Omar has applied for $250,000.00 through Bella
      And Ada has handed everything of Ben over to Carl
      And Ben is online
      When Ada deactivates Ben's login
      Then Ben's tab is closed with 4401 "You have been logged out."

    Scenario: A declined application does not have to be handed over
      Given Carl is a BDM who may approve up to $500,000.00
      And Omar has applied for $250,000.00 through Bella
      And Ben has moved Omar's application to "Declined" because "The income is too low"
      When Ada hands everything of Ben over to Carl
      Then the changes of Ben are
        | who | act                                             |
        | Ada | handed 0 applications and 1 broker over to Carl |

    Scenario: A broker with an open application is not deactivated
      Given Omar has applied for $250,000.00 through Bella
      When Ada deactivates Bella's login
      Then it is refused: "Bella still looks after 1 open application. Hand them over first."

    Scenario: Applications cannot be handed over to a BDM who has left
      Given Carl is a BDM who may approve up to $500,000.00
      And Ada has deactivated Carl's login
      When Ada hands everything of Ben over to Carl
      Then it is refused: "Carl's login was deactivated. Choose another BDM."

    Scenario: Nothing is handed over to a broker who has left
      Given Omar has applied for $250,000.00 through Bella
      And Cora is a broker who works with Ben
      And Ada has deactivated Cora's login
      When Ada hands Omar's application over to Cora
      Then it is refused: "Cora's login was deactivated. Choose another broker."

    Scenario: A declined application is not reopened for a BDM who has left
      Given Carl is a BDM who may approve up to $500,000.00
      And Omar has applied for $250,000.00 through Bella
      And Ben has moved Omar's application to "Declined" because "The income is too low"
      And Ada has handed everything of Ben over to Carl
      And Ada has deactivated Ben's login
      When Ada moves Omar's application to "Inquiry" because "The income has risen"
      Then it is refused: "Ben's login was deactivated. Hand HL-OMAR over first."

    Scenario: A declined application is not reopened for a broker who has left
      Given Omar has applied for $250,000.00 through Bella
      And Ben has moved Omar's application to "Declined" because "The income is too low"
      And Ada has deactivated Bella's login
      When Ada moves Omar's application to "Inquiry" because "The income has risen"
      Then it is refused: "Bella's login was deactivated. Hand HL-OMAR over first."

    Scenario: An admin does not deactivate their own login
      When Ada deactivates Ada's login
      Then it is refused: "This is your own login. Another admin can change it."

    Scenario: A broker who comes back logs in again
      Given Bella's password is "correct horse battery"
      And Ada has deactivated Bella's login
      And Ada has reactivated Bella's login
      When Bella logs in with the password "correct horse battery"
      Then Bella is logged in

  Rule: New people choose their own password

    Scenario: A new BDM chooses a password through the link in the e-mail
      Given Ada has opened the "Newcastle" branch
      And Ada has invited Dora as a BDM of the "Newcastle" branch who may approve up to $300,000.00
      And Dora has followed the link and chosen the password "staple and a half"
      When Dora logs in with the password "staple and a half"
      Then Dora is logged in
      And Dora receives an e-mail "Your login at Harbour Lending"

    Scenario: A new broker opens an application, which the primary BDM looks after
      Given Ada has invited Dora as a broker who works with Ben
      When Dora opens an application for Omar over $250,000.00
      Then Ben sees the application of Omar

    Scenario: An address that somebody logs in by is refused
      Given Ada has invited Dora as a broker who works with Ben
      When Ada invites Dora as a broker who works with Ben
      Then it is refused: "This e-mail address is already in use."

    Scenario: A branch cannot be opened twice
      Given Ada has opened the "Hobart" branch
      When Ada opens the "Hobart" branch
      Then it is refused: "There is a branch Hobart already."

    Scenario: A broker may not invite people
      When Bella invites Dora as a broker who works with Ben
      Then it is refused: "Only an admin may change the lender's people."
