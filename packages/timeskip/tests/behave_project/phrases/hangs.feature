Feature: Hanging

  @hangs
  Scenario: A step that never ends
    When Ann hangs
    Then today is 3 March 2025

  @hangs
  Scenario: A slow step that gets on
    Given it is 3 March 2025
    When Ann dawdles
    Then today is 3 March 2025
