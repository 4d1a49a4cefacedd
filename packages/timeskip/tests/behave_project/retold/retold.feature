Feature: Retold

  Scenario: Claimed with care
    Given the name "a"
    When "a" is claimed
    Then there is one note

  Scenario: Noted without care
    When "x" is noted
    Then there is one note

  Scenario: Diary
    When "y" is noted
    Then there is a note

  Scenario: About a failure
    When a task fails on purpose
    Then nothing is noted
