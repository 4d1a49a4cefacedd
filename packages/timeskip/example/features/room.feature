Feature: A room

  Scenario: Whoever is in the room sees what is said
    Given Bob comes into the room
    When Ann says "hello"
    Then nothing is out of order
