@doors
Feature: The lender opens a borrower's login, and takes it away
  A borrower who can read the loan and sign in the workspace rings less and signs sooner. So the BDM invites the borrower
  from the page of the loan, and takes the login away when it is no longer wanted. The broker does neither: who reads a
  loan is the lender's to say.

  Background:
    Given today is Friday 14 March 2025
    And Ada is an admin
    And Bella is a broker who works with Ben
    And Omar has applied for $250,000.00 through Bella
    And Omar has no login

  Rule: A borrower who is invited chooses a password

    Scenario: A borrower chooses a password through the link in the invitation
      Given Ben has invited Omar to the workspace from Omar's loan
      And Omar received an e-mail "Your login at Harbour Lending"
      And Omar has followed the link and chosen the password "staple and a half"
      When Omar logs in with the password "staple and a half"
      Then Omar is logged in
      And Omar sees the application of Omar

    Scenario: A borrower who was invited is told of the next move in the app as well
      Given Ben has invited Omar to the workspace from Omar's loan
      When Bella moves Omar's application to "Pre-approval"
      Then Omar is told "We are preparing indicative terms for your loan."

    Scenario: An invitation says that a letter waits for the borrower's signature
      Given Omar's application is at "Formal approval"
      And Omar has not signed
      When Ben invites Omar to the workspace from Omar's loan
      Then Omar receives an e-mail "Your login at Harbour Lending" that says
        """
        The formal approval of your loan HL-OMAR waits for your signature. You can sign there now.
        """
      And Omar is told "Please sign the formal approval of your loan HL-OMAR."

    Scenario: An invitation mentions no letter when none waits
      When Ben invites Omar to the workspace from Omar's loan
      Then Omar receives an e-mail "Your login at Harbour Lending"
      And the e-mail "Your login at Harbour Lending" to Omar does not say
        """
        waits for your signature
        """

    Scenario: An invitation is on record in the application
      When Ada invites Omar to the workspace from Omar's loan
      Then the audit trail of Omar's application is
        | who | act                           |
        | Ada | invited Omar to the workspace |

    Scenario: A borrower without an e-mail address is not invited
      Given Omar's e-mail address has been changed to ""
      When Ben invites Omar to the workspace from Omar's loan
      Then it is refused: "Omar has no e-mail address. Add it to the particulars first."

    Scenario: A borrower is not invited to a second login
      Given Ben has invited Omar to the workspace from Omar's loan
      And Omar received an e-mail "Your login at Harbour Lending"
      When Ada invites Omar to the workspace from Omar's loan
      Then it is refused: "Omar has a login already."
      And Omar receives no further e-mail

    Scenario: A borrower is not invited to an address by which somebody logs in
      Given Omar's e-mail address has been changed to "Bella@Example.com"
      When Ben invites Omar to the workspace from Omar's loan
      Then it is refused: "This e-mail address is already in use."

    Scenario: A broker does not invite a borrower
      When Bella invites Omar to the workspace from Omar's loan
      Then it is refused: "A broker may not change a borrower's login at “Inquiry”."

    Scenario: A BDM of another broker does not find the loan whose borrower is to be invited
      Given Cora is a broker who works with Carl
      When Carl invites Omar to the workspace from Omar's loan
      Then it is refused: "There is no application HL-OMAR."

  Rule: An invitation is sent again until the borrower has logged in

    Scenario: A borrower who has lost the invitation gets another
      Given Ben has invited Omar to the workspace from Omar's loan
      And Omar received an e-mail "Your login at Harbour Lending"
      When Ben invites Omar to the workspace again from Omar's loan
      Then Omar receives an e-mail "Your login at Harbour Lending"
      And the audit trail of Omar's application is
        | who | act                                 |
        | Ben | invited Omar to the workspace       |
        | Ben | invited Omar to the workspace again |

    Scenario: An invitation that is still on its way is not sent twice
      Given the mail server is down
      And Ben has invited Omar to the workspace from Omar's loan
      And Ben has invited Omar to the workspace again from Omar's loan
      And the mail server has recovered
      When 15 minutes pass
      Then Omar receives an e-mail "Your login at Harbour Lending"
      And Omar receives no further e-mail

    Scenario: A borrower who has logged in is not invited again
      Given Ben has invited Omar to the workspace from Omar's loan
      And Omar has followed the link and chosen the password "staple and a half"
      And Omar has logged in
      When Ben invites Omar to the workspace again from Omar's loan
      Then it is refused: "Omar has logged in already. “Forgotten your password?” on the log-in page sends a new link."

    Scenario: A borrower who was never invited is not invited again
      When Ben invites Omar to the workspace again from Omar's loan
      Then it is refused: "Omar has no login."

  Rule: A login that is taken away can be given back

    Background:
      Given Ben has invited Omar to the workspace from Omar's loan
      And Omar has followed the link and chosen the password "staple and a half"

    Scenario: A borrower whose login was taken away does not log in
      Given Ben has taken away Omar's login from Omar's loan
      When Omar logs in with the password "staple and a half"
      Then Omar is not logged in

    Scenario: A borrower whose login was taken away is logged out
      Given Omar is online
      When Ben takes away Omar's login from Omar's loan
      Then Omar's tab is closed with 4401 "You have been logged out."

    Scenario: A borrower whose login was taken away still gets e-mails about the loan
      Given Ben has taken away Omar's login from Omar's loan
      When Bella moves Omar's application to "Pre-approval"
      Then Omar receives an e-mail "We are preparing indicative terms for your loan HL-OMAR"

    Scenario: A borrower whose login was given back logs in with the old password
      Given Ben has taken away Omar's login from Omar's loan
      And Ada has given back Omar's login from Omar's loan
      When Omar logs in with the password "staple and a half"
      Then Omar is logged in
      And the audit trail of Omar's application is
        | who | act                           |
        | Ben | invited Omar to the workspace |
        | Ben | deactivated Omar's login      |
        | Ada | reactivated Omar's login      |

    Scenario: A borrower whose login was taken away is not invited again
      Given Ben has taken away Omar's login from Omar's loan
      When Ben invites Omar to the workspace again from Omar's loan
      Then it is refused: "Omar's login is deactivated. Reactivate it first."

    Scenario: A broker does not take a borrower's login away
      When Bella takes away Omar's login from Omar's loan
      Then it is refused: "A broker may not change a borrower's login at “Inquiry”."

  Rule: A login keeps its address until the lender moves it

    Background:
      Given Ben has invited Omar to the workspace from Omar's loan
      And Omar received an e-mail "Your login at Harbour Lending"

    Scenario: A borrower whose login was moved logs in with the new address and the old password
      Given Omar has followed the link and chosen the password "staple and a half"
      And Omar has logged in
      And Ben has changed the "e-mail address" of Omar on Omar's loan to "omar@new.example"
      And Ben has moved Omar's login to the address on file from Omar's loan
      When Omar logs in with the password "staple and a half"
      Then Omar is logged in
      And Omar receives an e-mail "The e-mail address of your login has changed" that says
        """
        From now on it is this one.
        """
      And the audit trail of Omar's application is
        | who | act                                          |
        | Ben | invited Omar to the workspace                |
        | Ben | changed Omar's e-mail address                |
        | Ben | moved Omar's login to another e-mail address |

    Scenario: A changed address among the particulars leaves the login alone
      Given Omar has followed the link and chosen the password "staple and a half"
      And Ben has changed the "e-mail address" of Omar on Omar's loan to "omar@new.example"
      When Omar logs in with the password "staple and a half"
      Then Omar is logged in

    Scenario: A borrower who has not logged in yet is invited at the new address
      Given Ben has changed the "e-mail address" of Omar on Omar's loan to "omar@new.example"
      When Ben moves Omar's login to the address on file from Omar's loan
      Then the mail server receives an e-mail for "omar@new.example"
      And Omar receives an e-mail "Your login at Harbour Lending"

    Scenario: A login is not moved to an address by which somebody logs in
      Given Ben has changed the "e-mail address" of Omar on Omar's loan to "bella@example.com"
      When Ben moves Omar's login to the address on file from Omar's loan
      Then it is refused: "This e-mail address is already in use."

    Scenario: A broker does not move a borrower's login
      Given Bella has changed the "e-mail address" of Omar on Omar's loan to "omar@new.example"
      When Bella moves Omar's login to the address on file from Omar's loan
      Then it is refused: "A broker may not change a borrower's login at “Inquiry”."
