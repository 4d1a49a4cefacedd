@broken
Feature: Three

  Scenario: Never told
    Then there are 0 notes

  Scenario: Nor this
    Then there are 0 notes
