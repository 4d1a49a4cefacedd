Feature: A tab that comes back shows what it missed, in order
  Laptops sleep and trains go through tunnels. A tab that comes back names the last notification it showed,
  and gets everything since then: nothing twice, nothing out of order.

  Background:
    Given Ada is an admin
    And Bella is a broker who works with Ben
    And Omar has applied for $250,000.00 through Bella

  Scenario: Two moves that were missed are shown in order
    Given Bella is online
    And Bella has been offline since then
    And Bella has moved Omar's application to "Pre-approval"
    And Ben has moved Omar's application to "Valuation"
    When Bella comes back online
    Then Bella sees 2 missed notifications, in order
    And Bella is told that this was all

  Scenario: A notification that was seen before is not shown again
    Given Bella is online
    And Bella has moved Omar's application to "Pre-approval"
    And Bella has been offline since then
    And Ben has moved Omar's application to "Valuation"
    When Bella comes back online
    Then Bella sees "HL-OMAR (Omar) is now at “Valuation”." live
    And Bella is told that this was all
    And Bella sees nothing more live

  Scenario: A tab that missed nothing shows nothing new
    Given Bella is online
    And Bella has been offline since then
    When Bella comes back online
    Then Bella is told that this was all
    And Bella sees nothing more live

  Scenario: A notification that is switched off stays hidden afterwards
    Given Bella has switched off in-app for "application status"
    And Bella is online
    And Bella has been offline since then
    And Bella has moved Omar's application to "Pre-approval"
    When Bella comes back online
    Then Bella is told that this was all
    And Bella sees nothing more live

  Rule: Missed notifications come in pages of 50

    Scenario Outline: A tab that missed <missed> notifications shows <page> at once
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

    Scenario: The next page brings the rest of 70 missed notifications
      Given Bella is online
      And Bella has been offline since then
      And Bella has been told 70 things
      And Bella has come back online
      When Bella asks for what else was missed
      Then Bella sees 70 missed notifications, in order
