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
  Scenario: A scenario that is work in progress
    Then there are 0 notes
