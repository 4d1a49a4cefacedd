@hurried
Feature: Unusual, and no failure of anybody's

  @hurried
  Scenario: In a hurry
    Given a desk
    When half a letter arrives
    And everybody moves house

  Scenario: Afterwards
    Given a chair
