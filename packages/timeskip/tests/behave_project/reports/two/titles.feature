Feature: The same file in another folder

  Scenario: What does it cost (in dollars, $1.00)?
    Given Ann is there
    Then Ann hears "nothing"

  Scenario: Bullets take any phrase
    * Ann is there
    * Ann hears "nothing"
    * Ann is there

  Rule: The first

    Scenario: It holds
      Given Ann is there
      Then Ann hears "nothing"

  Rule: The second

    Scenario: It holds
      Given Ann is there
      Then Ann hears "nothing"

    Scenario Outline: Each of these
      Given Ann is there
      Then Ann hears "nothing"

      Examples:
        | n |
        | 1 |
        | 2 |

    Scenario Outline: Row <n>
      Given Ann is there
      Then Ann hears "nothing"

      Examples:
        | n |
        | 1 |
        | 2 |
