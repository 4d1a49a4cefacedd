Feature: An interruption

  Scenario: Somebody stops everything
    Given a desk
    When somebody stops everything
    Then there are 2 papers

  Scenario: Never reached
    Given a desk
