@left_out
Feature: Four

  Scenario: Left out
    Then there are 0 notes

  Scenario: Left out as well
    Then there are 0 notes
