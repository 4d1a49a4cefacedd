Feature: Troubles

  Scenario: A wrong count
    Given a desk
    When 1 papers arrive
    Then there are 2 papers
    And there are 3 papers
    And what nobody knows

  Scenario: An error
    When the roof falls in

  Scenario: An error without words
    When an error falls over its own words

  Scenario: Unknown
    Given what nobody knows
    And a chair

  Scenario: Pending
    When nobody has said how
    And a chair

  @wip
  Scenario: Pending, and known to be
    When nobody has said how
    And a chair

  Scenario: Two ways
    Given a desk
    When two ways are open

  Scenario: Skipped on the way
    Given a desk
    When the day is over because of the evening
    And what nobody knows

  @from_the_hook
  Scenario: Skipped from the start
    Given a desk

  Scenario: Wrong at once
    When it all goes wrong at once

  Scenario: Left lying about
    Given a desk
    When something is left lying about
