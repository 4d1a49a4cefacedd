@tagged
Feature: Two

  Scenario: Notes are counted
    Given 1 notes
    Then there are 1 notes

  @hook_fails
  Scenario: A hook fails
    Then there are 0 notes

  Scenario: A scenario without steps

  @wip
  Scenario: Work in progress is told
    Then there are 0 notes
