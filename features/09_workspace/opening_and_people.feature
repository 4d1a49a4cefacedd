Feature: An application is opened on one page, with its first borrower
  A broker who has a customer on the phone puts the application in at once, and finds the place again when a
  co-borrower calls a day later.

  Background:
    Given today is Friday 14 March 2025
    And Ada is an admin
    And Bella is a broker who works with Ben
    And Cora is a broker who works with Carl
    And Omar has applied for $250,000.00 through Bella

  Rule: One page opens an application with its first borrower

    Scenario: A broker opens an application for a new customer
      When Bella opens an application over $420,000.00 for the new customer "Nora Haddad"
      Then Bella reads "is open, and Ben looks after it." on the page
      And Bella reads "Nora Haddad, HL-" on the page
      And Bella reads in the terms
        """
        Amount $420,000.00
        """

    Scenario: A broker opens a second application for a customer on file
      When Bella opens another application for Omar
      Then Bella reads "is open, and Ben looks after it." on the page
      And Bella reads "Omar, HL-" on the page

    Scenario: A term in months that was meant in years is seen in the repayments
      Given Omar's loan is over 20 months at 5.9 percent
      When Bella opens the page of Omar's application
      Then Bella reads in the terms
        """
        Amount $250,000.00
        Term 20 months (1 year 8 months)
        Rate 5.90%
        Repayments 20 monthly repayments of $13,155.33
        """

    Scenario: An application for nobody is refused
      When Bella opens an application over $420,000.00 for the new customer ""
      Then Bella reads "Enter a name, or choose somebody on file." on the page

    Scenario: An admin who opens an application for another BDM's broker is told who looks after it
      When Ada opens an application for the new customer "Nora Haddad" through Cora
      Then Ada reads "is open, and Carl looks after it." on the page

  Rule: The page of an application names the people of the loan to those who look after it

    Scenario: A broker adds a guarantor whose tax file number is never shown
      When Bella adds the new guarantor "Greta Haddad" with the tax file number "648 188 535" to Omar's loan
      Then Bella reads "Greta Haddad is now a guarantor of this loan." on the page
      And Bella reads in the people
        """
        Greta Haddad
        """
      But Bella does not read "648 188 535" on the page

    Scenario: A BDM who removes a guarantor reads who is no longer one
      Given Greta guarantees Omar's loan
      When Ben removes Greta from Omar's loan
      Then Ben reads "Greta is no longer a guarantor of this loan." on the page

    Scenario: A BDM who corrects an address reads what changed
      When Ben changes the "e-mail address" of Omar on Omar's loan to "omar@new.example"
      Then Ben reads "Omar's e-mail address changed." on the page

    Scenario: An admin who hands an application over reads who looks after it now
      When Ada hands Omar's application over to Carl
      Then Ada reads "the BDM is now Carl." on the page

    Scenario: A borrower is offered nobody to add
      When Omar opens the page of Omar's application
      Then Omar may not add a guarantor here
