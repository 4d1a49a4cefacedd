Feature: Greetings

  Scenario: One person is greeted
    When "ada@example.com" is greeted
    Then there are 1 e-mails

  Scenario: Two people are greeted
    When "ada@example.com" is greeted
    And "ben@example.com" is greeted
    Then there are 2 e-mails

  Scenario: Nobody was greeted
    Then there are 1 e-mails

  Scenario: The broker cannot be reached
    When the broker cannot be reached
    Then there are 0 e-mails

  Scenario: A note is none
    When "now" is announced in 0 hours
    Then there are 0 e-mails
    And there are 1 notes
