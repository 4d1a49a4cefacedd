Feature: What was missed while away is shown in order
  Laptops sleep and trains go through tunnels. A tab that comes back says the last thing it showed,
  and gets everything since then: nothing twice, nothing out of order.

  Background:
    Given Ada is an admin
    And Bella is a broker who works with Ben
    And Omar has applied for $250,000.00 through Bella

  Scenario: Two moves were missed
    Given Bella is online
    And Bella has been offline since then
    And Bella has moved Omar's application to "Pre-approval"
    And Ben has moved Omar's application to "Valuation"
    When Bella comes back online
    Then Bella sees 2 missed notifications, in order
    And Bella is told that this was all

  Scenario: What was seen before is not shown again
    Given Bella is online
    And Bella has moved Omar's application to "Pre-approval"
    And Bella has been offline since then
    And Ben has moved Omar's application to "Valuation"
    When Bella comes back online
    Then Bella sees "HL-OMAR (Omar) is now at “Valuation”." live
    And Bella is told that this was all
    And Bella sees nothing more live

  Scenario: Nothing was missed
    Given Bella is online
    And Bella has been offline since then
    When Bella comes back online
    Then Bella is told that this was all
    And Bella sees nothing more live

  Scenario: What is hidden stays hidden
    Given Bella has switched off in-app for "application status"
    And Bella is online
    And Bella has been offline since then
    And Bella has moved Omar's application to "Pre-approval"
    When Bella comes back online
    Then Bella is told that this was all
    And Bella sees nothing more live

  Rule: Long absences are made up for in pages of 50

    Scenario Outline: <missed> were missed
      Given Bella is online
      And Bella has been offline since then
      And Bella has been told <missed> things
      When Bella comes back online
      Then Bella sees <page> missed notifications, in order
      And Bella is told that <rest>

      Examples:
        | missed | page | rest                  |
        | 49     | 49   | this was all          |
        | 50     | 50   | this was all          |
        | 51     | 50   | there is more to come |

    Scenario: The next page
      Given Bella is online
      And Bella has been offline since then
      And Bella has been told 70 things
      And Bella has come back online
      When Bella asks for what else was missed
      Then Bella sees 70 missed notifications, in order
