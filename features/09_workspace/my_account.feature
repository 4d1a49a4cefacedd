Feature: People look after their own login
  People who fear that a password, a phone or a program is in the wrong hands can act at once, without asking
  anybody.

  Background:
    Given it is Friday 14 March 2025 09:00
    And Bella is a broker who works with Ben
    And Bella's password is "correct horse battery"
    And Bella has logged in

  Rule: Changing the password needs the old one

    Scenario: A wrong old password changes nothing
      When Bella tries to change the password with the old password "a guess"
      Then Bella reads "Wrong password." on the page

  Rule: Changing recovery codes or the second factor needs the password

    Background:
      Given Bella has set up a second factor

    Scenario: The account page says how many recovery codes are left
      When Bella opens the account
      Then Bella reads "On. 10 recovery codes left." on the page

    Scenario: New recovery codes are shown after the password is entered
      When Bella asks for new recovery codes
      Then Bella reads "Your recovery codes" on the page

    Scenario: A wrong password shows no recovery codes
      When Bella asks for new recovery codes with the password "a guess"
      Then Bella reads "Wrong password." on the page

    Scenario: A broker switches the second factor off with the password
      When Bella switches off the second factor
      Then Bella reads "Second factor switched off." on the page

  Rule: API tokens are created and revoked by their owner

    Scenario: An API token revoked in the workspace no longer works
      Given Bella has taken an API token
      When Bella revokes the API token in the workspace
      Then Bella's API token no longer works

    Scenario: An API token created in the workspace works
      When Bella creates an API token in the workspace
      Then Bella's API token works

    Scenario: An API token is shown only once
      Given Bella has created an API token in the workspace
      When Bella opens the account
      Then Bella reads "Created 14 March 2025 09:00, expires 12 June 2025" on the page
      And Bella does not read "Your new API token" on the page

    Scenario: A wrong password creates no API token
      When Bella tries to create an API token with the password "a guess"
      Then Bella reads "Wrong password." on the page
      And Bella reads "No API tokens." on the page

  Rule: People correct their own name

    Scenario: A broker's new name is shown from now on
      When Bella changes the name on the account to "Bella Romano"
      Then Bella reads "Name changed." on the page
      And Bella reads "Bella Romano" on the page

  Rule: Help explains the words

    Scenario: A broker reads what a word means
      When Bella opens the help
      Then Bella reads in the explanation of the role
        """
        You bring applications in
        """
      And Bella reads "Suspense Money from the bank that belongs to no known loan" on the page
