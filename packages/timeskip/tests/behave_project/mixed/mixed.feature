Feature: Step definitions of every kind

  Scenario: Each kind reads its own
    Given it is Friday 7 March 2025
    When parse reads 2 words
    And cfparse reads 1, 2
    And re reads 12 words
    And an expression reads 1 word
    Given parse knows it as a Given
    Then all of them were read
    And a phrase is read on 7 March 2025

  Scenario: A wrong word beside other kinds
    Given it is Saturday 7 March 2025
    Then a phrase is read on 7 March 2025

  Scenario: Two kinds read it
    When Ann writes a letter
    Then a phrase is read on 3 March 2025

  Scenario: Two of behave's own read it
    When re reads 1 words
    Then a phrase is read on 3 March 2025

  Scenario: A broken phrase is used
    When a broken phrase
    Then a phrase is read on 3 March 2025

  Scenario: A phrase is unknown
    When parse reads a book
    Then a phrase is read on 3 March 2025
