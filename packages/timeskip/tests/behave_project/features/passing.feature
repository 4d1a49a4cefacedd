Feature: A story in behave

  Scenario: An announcement is pushed when it is due
    Given Ann is online
    When "hello" is announced in 3 hours
    When 3 hours pass
    Then Ann is told "hello"
    And it is 03 12:00

  Scenario: Each scenario begins anew
    Then no note is there
    And it is 03 09:00
