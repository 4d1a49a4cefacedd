@tagged
Feature: Two

  Scenario: Notes are counted
    Given 1 notes
    Then there are 1 notes

  @hook_fails
  Scenario: A hook fails
    Then there are 0 notes

  Scenario: No steps

  @wip
  Scenario: One more
    Then there are 0 notes
