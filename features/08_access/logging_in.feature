Feature: Too many wrong passwords lock the account and the address
  Passwords are stolen and guessed. Ten wrong tries lock an account for 15 minutes and fifty lock the address
  that they come from, counting pages and API together, and the answer never says what was wrong.

  Background:
    Given it is Friday 14 March 2025 09:00
    And Bella is a broker who works with Ben
    And Bella's password is "correct horse battery"

  Rule: After 10 wrong tries an account is locked for 15 minutes

    Scenario: Nine wrong tries do not lock an account
      Given somebody has tried 9 wrong passwords for Bella
      When Bella logs in
      Then Bella is logged in

    Scenario: Ten wrong tries lock out the right password too
      Given somebody has tried 10 wrong passwords for Bella
      When Bella logs in
      Then Bella is not logged in

    Scenario: A locked account opens again after 15 minutes
      Given somebody has tried 10 wrong passwords for Bella
      And 16 minutes have passed
      When Bella logs in
      Then Bella is logged in

    Scenario: A locked account gets no API token
      Given somebody has tried 10 wrong passwords for Bella
      When Bella takes an API token
      Then no API token is given: "Wrong e-mail address, password or code."

    Scenario: Wrong tries for one account leave other accounts open
      Given Cora is a broker who works with Carl
      And Cora's password is "staple and a half"
      And somebody has tried 10 wrong passwords for Bella
      When Cora logs in
      Then Cora is logged in

  Rule: After 50 wrong tries an address is locked for 15 minutes

    Scenario: An address with 50 wrong tries refuses the right password
      Given somebody in the office has tried 50 accounts that do not exist
      When Bella logs in
      Then Bella is not logged in

    Scenario: A person logs in from another address while one is locked
      Given somebody in the office has tried 50 accounts that do not exist
      When Bella logs in from elsewhere
      Then Bella is logged in

  Rule: The answer does not say what was wrong

    Scenario: A wrong password is answered like every failed log-in
      When Bella logs in with the password "guess"
      Then Bella reads "Wrong e-mail address or password." on the page

    Scenario: A deactivated account is answered like every failed log-in
      Given Bella's login has been taken away
      When Bella logs in
      Then Bella reads "Wrong e-mail address or password." on the page

    Scenario: A locked account is answered like every failed log-in
      Given somebody has tried 10 wrong passwords for Bella
      When Bella logs in
      Then Bella reads "Wrong e-mail address or password." on the page

  Rule: Sessions of admins and BDMs end 12 hours after the log-in

    Scenario Outline: <who> has <count> of 1 sessions left at <time>: <why>
      Given Ada is an admin
      And <who>'s password is "correct horse battery"
      And <who> has logged in
      When Friday 14 March 2025 <time> comes
      Then <who> is logged in in <count> of 1 browsers

      Examples:
        | who   | time  | count | why                          |
        | Ada   | 20:59 | 1     | less than twelve hours       |
        | Ada   | 21:01 | 0     | more than twelve hours       |
        | Ben   | 21:01 | 0     | the limit is for BDMs, too   |
        | Bella | 21:01 | 1     | the limit is not for brokers |

  Rule: The admin pages are for admins alone

    Scenario: An admin can open the admin pages
      Given Ada is an admin
      Then Ada finds the admin pages

    Scenario: A BDM with every Django permission cannot open the admin pages
      Given Ben may open the admin pages by Django's rights
      Then Ben finds no admin pages
