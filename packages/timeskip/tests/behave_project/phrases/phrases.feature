Feature: Phrases

  Scenario: Words are read
    Given it is Friday 7 March 2025
    Then today is 7 March 2025

  Scenario: A wrong word
    Given it is Saturday 7 March 2025
    Then today is 7 March 2025

  Scenario: Two phrases read it
    When Ann waits
    Then today is 3 March 2025

  Scenario: No outcome
    When "Hello" is announced

  Scenario: A failure shows what happened until then
    When "Hello" is announced
    Then today is 4 March 2025

  Scenario: A failed task that nobody speaks of
    When a task fails
    Then today is 3 March 2025

  Scenario: What the project has around each step
    Given Ann is refused
    Then today is 3 March 2025

  Scenario: Something that this stack lacks
    When the power fails
    Then today is 3 March 2025

  Scenario: An unknown phrase
    Given it was Friday 7 March 2025
    Then today is 7 March 2025

  Scenario: Unknown phrases behind a failure
    When a task fails
    Then today is 8 March 2025
    When it was Friday 14 March 2025
    Then today was 7 March 2025
