@left_out
Feature: Four

  Scenario: A scenario of a feature that is left out
    Then there are 0 notes

  Scenario: Another scenario of a feature that is left out
    Then there are 0 notes
