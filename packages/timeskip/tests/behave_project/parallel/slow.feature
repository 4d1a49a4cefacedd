@slowly
Feature: Slow

  Scenario: The first fails
    When 1 seconds pass for real
    Then 1 is even

  Scenario: The second is cut
    When 3 seconds pass for real
    Then 2 is even
    When 200 seconds pass for real

  Scenario: The third waits
    Then 2 is even
