@office @chapter:1
Feature: The office
  What happens on an ordinary day.

  Background:
    Given a desk

  Scenario: Nothing in particular

  Scenario: A letter
    When a letter says
      """
      Grüße aus Köln 🌻
      """
    And a parcel from Köln comes
    And a parcel comes
    * a chair

  Rule: Papers are counted

    Background:
      Given a chair

    @slow
    Scenario Outline: <count> papers
      When <count> papers arrive
      Then there are <found> papers

      @few
      Examples: few
        | count | found |
        | 1     | 1     |
        | 2     | 2     |

      @many
      Examples: many
        | count | found |
        | 100   | 100   |

  @signed
  Rule: Papers are signed

    Scenario: Two people sign
      When these people sign
        | who  | when  |
        | Ada  | today |
        | Béla | \|    |

    Scenario: At once
      When it all happens at once
      Then there are 2 papers
