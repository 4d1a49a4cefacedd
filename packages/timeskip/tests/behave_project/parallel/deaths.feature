@deaths
Feature: Deaths

  Scenario: The first dies
    Given nothing happens
    When its process is killed
    Then there are 0 notes

  Scenario: The second dies
    When its process ends

  Scenario: The third is told
    Then there are 0 notes

  Scenario: The fourth is told
    Then there are 0 notes
