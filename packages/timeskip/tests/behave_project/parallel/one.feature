Feature: One
  What workers share.

  Background:
    Given 2 notes

  Scenario: Notes are counted
    When something is printed
    And something is attached
    Then there are 2 notes

  @even
  Scenario Outline: <number> is even
    Then <number> is even

    Examples:
      | number |
      | 2      |
      | 3      |
      | 4      |

    Examples: The same title
      | number |
      | 2      |

  Scenario: Somebody errs
    When somebody errs
    Then there are 2 notes

  Rule: Rules have scenarios

    Background:
      Given nothing happens

    @slow
    Scenario: Within a rule
      Then there are 2 notes

    @skipped
    Scenario: Left for later
      Then there are 3 notes

  Rule: Another rule

    Scenario: An unknown step
      When the unknown happens
      Then there are 2 notes
