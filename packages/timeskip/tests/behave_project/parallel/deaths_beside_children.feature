@deaths
Feature: Deaths beside children

  Scenario: A worker leaves a child and dies
    Given it has a child for 200 seconds
    When its process is killed

  Scenario: Another is told
    Then there are 0 notes
