Feature: A stolen password or laptop can be made worthless
  Everybody can change their password, and reset a forgotten one by e-mail. Staff also log in with a code from their phone.
  A changed password or a deactivation logs out browsers, closes open tabs and revokes API tokens at once.

  Background:
    Given it is Friday 14 March 2025 09:00
    And Bella is a broker who works with Ben
    And Bella's password is "correct horse battery"
    And Ben's password is "valley of the wind"

  Rule: A forgotten password is reset by e-mail

    @retold
    Scenario: A reset link leads to a new password
      Given Bella has asked for a new password
      And Bella has followed the link and chosen the password "staple and a half"
      When Bella logs in with the password "staple and a half"
      Then Bella is logged in
      And Bella receives an e-mail "Choose a new password"

    Scenario: A reset link works only once
      Given Bella has asked for a new password
      And Bella has followed the link and chosen the password "staple and a half"
      When Bella follows the link and chooses the password "another one, please"
      Then Bella reads "This link has expired or was already used." on the page

    Scenario: A reset link expires after an hour
      Given Bella has asked for a new password
      And 61 minutes have passed
      When Bella follows the link and chooses the password "staple and a half"
      Then Bella reads "This link has expired or was already used." on the page

    Scenario: An unknown address gets the same answer and no reset link
      When Bella asks for a new password for "nobody@example.com"
      Then Bella reads "If this address has an account, we have sent it an e-mail with a link." on the page
      And Bella receives no e-mail

    Scenario: A deactivated person gets no reset link
      Given Bella's login has been taken away
      When Bella asks for a new password
      Then Bella receives no e-mail

    Scenario: A reset password still needs the second factor
      Given Ben has logged in
      And Ben has set up a second factor
      And Ben has asked for a new password
      And Ben has followed the link and chosen the password "staple and a half"
      When Ben logs in with the password "staple and a half"
      Then Ben reads "Enter your code" on the page
      And Ben is logged in in 0 of 2 browsers

  Rule: A new password ends every other session at once

    Scenario: Changing a password logs out every other browser
      Given Bella has logged in
      And Bella has logged in
      When Bella changes the password to "staple and a half"
      Then Bella is logged in in 1 of 2 browsers

    Scenario: Changing a password disconnects open tabs
      Given Bella is online
      And Bella has logged in
      When Bella changes the password to "staple and a half"
      Then Bella's connection is closed

    Scenario: Changing a password revokes API tokens
      Given Bella has taken an API token
      And Bella has logged in
      When Bella changes the password to "staple and a half"
      Then Bella's API token no longer works

    Scenario: Logging out everywhere ends browsers, tabs and tokens
      Given Bella has taken an API token
      And Bella is online
      And Bella has logged in
      When Bella logs out everywhere
      Then Bella is not logged in
      And Bella's connection is closed
      And Bella's API token no longer works

    Scenario: Reactivating a person revives neither sessions nor API tokens
      Given Bella has taken an API token
      And Bella has logged in
      And Bella's login has been taken away
      When Bella's login is given back
      Then Bella is not logged in
      And Bella's API token no longer works

  Rule: Staff log in with a second factor

    Background:
      Given staff need a second factor

    Scenario: A BDM without a second factor must set one up first
      When Ben logs in
      Then Ben reads "Set up a second factor" on the page
      And Ben is not logged in

    Scenario: Setting up a second factor completes the log-in
      Given Ben has logged in
      When Ben sets up a second factor
      Then Ben is logged in

    Scenario: A broker logs in without a second factor
      When Bella logs in
      Then Bella is logged in

    Scenario: A password alone does not log a BDM in
      Given Ben has logged in
      And Ben has set up a second factor
      When Ben logs in
      Then Ben is logged in in 1 of 2 browsers

    Scenario: A code from the app completes the log-in
      Given Ben has logged in
      And Ben has set up a second factor
      And 1 minute has passed
      And Ben has logged in
      When Ben enters the code of the app
      Then Ben is logged in

    Scenario: A code from the app works only once
      Given Ben has logged in
      And Ben has set up a second factor
      And Ben has logged in
      When Ben enters the code of the app
      Then Ben reads "Wrong code." on the page

    Scenario: A recovery code replaces the code from a lost phone
      Given Ben has logged in
      And Ben has set up a second factor
      And Ben has logged in
      When Ben enters a recovery code
      Then Ben is logged in

    Scenario: Ten wrong codes lock the account
      Given Ben has logged in
      And Ben has set up a second factor
      And Ben has logged in
      And Ben has entered 10 wrong codes
      When Ben enters a recovery code
      Then Ben is logged in in 1 of 2 browsers

    Scenario: Resetting a second factor logs its owner out
      Given Ada is an admin
      And Ben has logged in
      And Ben has set up a second factor
      When Ada resets Ben's second factor
      Then Ben is not logged in

  Rule: API tokens need the second factor and expire after 90 days

    Background:
      Given staff need a second factor

    Scenario: A password alone gets no API token
      Given Ben has logged in
      And Ben has set up a second factor
      When Ben takes an API token
      Then no API token is given: "Wrong e-mail address, password or code."

    Scenario: A password and a code get an API token
      Given Ben has logged in
      And Ben has set up a second factor
      And 1 minute has passed
      When Ben takes an API token with the code of the app
      Then Ben's API token works

    Scenario: An API token still works after 89 days
      Given Bella has taken an API token
      And it is Wednesday 11 June 2025 09:00
      When Bella uses the API token
      Then Bella's API token works

    Scenario: An API token has expired after 91 days
      Given Bella has taken an API token
      And it is Friday 13 June 2025 09:00
      When Bella uses the API token
      Then Bella's API token no longer works

    Scenario: An API token stops working when its owner revokes it
      Given Bella has taken an API token
      When Bella revokes the API token
      Then Bella's API token no longer works
