Feature: Applications are opened, and their people looked after, on the pages
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
      Given Bella has opened the pipeline
      And Bella has followed "New application"
      When Bella presses "Open the application"
        | field          | value            |
        | Amount         | 420000.00        |
        | Name           | Nora Haddad      |
        | E-mail address | nora@example.com |
      Then Bella reads "is open, and Ben looks after it." on the page
      And Bella reads "Nora Haddad, HL-" on the page
      And Bella reads under "Loan"
        """
        Amount $420,000.00
        """

    Scenario: A broker opens a second application for a customer on file
      Given Bella has opened the pipeline
      And Bella has followed "New application"
      When Bella presses "Open the application"
        | field   | value                  |
        | On file | Omar, omar@example.com |
      Then Bella reads "Omar, HL-" on the page

    Scenario: An application for nobody is refused
      Given Bella has opened the pipeline
      And Bella has followed "New application"
      When Bella presses "Open the application"
        | field  | value     |
        | Amount | 420000.00 |
      Then Bella reads "Enter a name, or choose somebody on file." on the page

    Scenario: An admin who opens an application for another BDM's broker is told who looks after it
      Given Ada has opened the pipeline
      And Ada has followed "New application"
      When Ada presses "Open the application"
        | field  | value       |
        | Broker | Cora        |
        | Name   | Nora Haddad |
      Then Ada reads "is open, and Carl looks after it." on the page

  Rule: Borrowers and guarantors join and leave on the application's page

    Scenario: A broker adds a guarantor whose tax file number is never shown
      Given Bella has opened the page of Omar's application
      And Bella has followed "Add a guarantor"
      When Bella presses "Add the guarantor"
        | field           | value        |
        | Name            | Greta Haddad |
        | Tax file number | 648 188 535  |
      Then Bella reads "Greta Haddad is now a guarantor of this loan." on the page
      And Bella reads under "People"
        """
        Greta Haddad
        """

    Scenario: A wrong tax file number is refused beside its field
      Given Bella has opened the page of Omar's application
      And Bella has followed "Add a guarantor"
      When Bella presses "Add the guarantor"
        | field           | value        |
        | Name            | Greta Haddad |
        | Tax file number | 648 188 536  |
      Then Bella reads "This is no tax file number: one of its digits is wrong." on the page

    Scenario: A BDM removes a guarantor after a question
      Given Greta guarantees Omar's loan
      And Ben has opened the page of Omar's application
      And Ben has followed "Remove Greta"
      When Ben presses "Remove the guarantor"
      Then Ben reads "Greta is no longer a guarantor of this loan." on the page

    Scenario: A BDM corrects an address
      Given Ben has opened the page of Omar's application
      And Ben has followed "Change Omar's particulars"
      When Ben presses "Save the particulars"
        | field          | value            |
        | E-mail address | omar@new.example |
      Then Ben reads "Omar's e-mail address changed." on the page

    Scenario: A borrower changes nobody on the page
      When Omar opens the page of Omar's application
      Then Omar does not read "Add a guarantor" on the page

  Rule: An application is handed over on its page

    Scenario: An admin hands an application over to another BDM
      Given Ada has opened the page of Omar's application
      And Ada has followed "Hand over"
      When Ada presses "Hand over"
        | field | value |
        | BDM   | Carl  |
      Then Ada reads "the BDM is now Carl." on the page
      And Carl looks after Omar's application
