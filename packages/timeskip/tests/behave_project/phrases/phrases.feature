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

  Scenario: A Then before the only When fails
    Then today is 3 March 2025
    When "Hello" is announced

  Scenario: A scenario without a Then fails
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

  Scenario: A failure that does not fit on a screen
    When 30 sums are added up
    Then today is 4 March 2025

  Scenario: A Then that compares nothing
    Then nobody looks

  Scenario: A Then that looks at nothing
    Then each of 0 days is a day

  Scenario: A Then that anything would pass
    Then "" is in "a text"

  Scenario: A Then that finds nothing in nothing
    Then "a word" is not in ""

  Scenario: An act on an empty quotation
    When "" is announced
    Then today is 3 March 2025

  Scenario: A text that nobody reads
    Then today is 3 March 2025
      """
      and the moon is full
      """

  Scenario: A table that nobody reads
    Given it is Friday 7 March 2025
      | day |
    Then today is 7 March 2025

  Scenario: Comparisons are counted
    When a task fails
    Then each of 2 days is a day
    And "text" is in "a text"
    And "a word" is not in "a text"
    And the task has failed

  Scenario: unittest's asserts are counted
    Then unittest finds 3 March 2025

  Scenario: A Then that leaves the scenario out
    Then it is left out

  Scenario: All of some days are days
    Then all of 2 days are days

  Scenario: A Then that all of nothing would pass
    Then all of 0 days are days

  Scenario: None of some days is over
    Then none of 2 days is over

  Scenario: A Then that none of nothing would fail
    Then none of 0 days is over

  Scenario: A module that steps import compares
    Then it is a day for another module

  Scenario: A module that steps import compares nothing
    Then another module passes on 2 days

  Scenario: A text that is read through another reference
    Then the text is read elsewhere
      """
      elsewhere
      """

  Scenario: An assertion without words
    Then it is no day before 2025
