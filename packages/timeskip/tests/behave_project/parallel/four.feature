@left_out
Feature: Four

  Scenario: It is left out with its feature
    Then there are 0 notes

  Scenario: Another is left out with its feature
    Then there are 0 notes
