Feature: An unknown step that nobody minds

  Scenario: Nobody minds
    When a step of it is unknown and nobody minds
