Feature: Announcements

  Scenario Outline: A tab hears of it after <hours> hours
    Given a reader's tab
    When "<text>" is announced in <hours> hours
    And <hours> hours pass
    Then the tab hears "<text>"
    And there are 1 notes
    And there are 0 e-mails

    Examples:
      | hours | text   |
      | 1     | first  |
      | 2     | second |
      | 3     | third  |

  Scenario: Nobody hears of it too early
    When "later" is announced in 2 hours
    And 1 hours pass
    Then there are 0 notes
