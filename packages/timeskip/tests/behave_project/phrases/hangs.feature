Feature: Hanging

  @hangs
  Scenario: A step that never ends
    When Ann hangs
    Then today is 3 March 2025
