@broken
Feature: Three

  Scenario: Its feature's hook fails, so it does not run
    Then there are 0 notes

  Scenario: Its feature's hook fails, so it does not run either
    Then there are 0 notes
