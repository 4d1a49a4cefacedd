@failing
Feature: What a scenario does not speak of

  Scenario: A failure that nobody claims
    When a task fails

  Scenario: A frame where silence was stated
    Given Ann is online
    When "hello" is announced in 3 hours
    Then Ann is told nothing
    When 3 hours pass
