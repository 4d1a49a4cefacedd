Feature: Evidence

  Scenario: Large and small
    When 3 copies of 3000 bytes are attached as ../../Brief: an Béla?.eml
    And 2 copies of 20 bytes are attached as short.eml
    And 1 copies of 3000 bytes are attached as nothing
    And a long text is attached

  Scenario: The same again
    When 2 copies of 3000 bytes are attached as ../../Brief: an Béla?.eml
