Feature: The pipeline shows where every application stands
  Whoever opens it in the morning sees what there is to do, for how much, and what has waited longest.

  Background:
    Given today is Friday 14 March 2025
    And Ada is an admin
    And Bella is a broker who works with Ben
    And Cora is a broker who works with Carl
    And Omar has applied for $250,000.00 through Bella
    And Nora has applied for $90,000.00 through Cora

  Rule: Everybody sees their own, and no more

    Scenario: An admin
      When Ada opens the pipeline
      Then Ada reads under "Inquiry"
        """
        Inquiry 2
        $340,000.00
        Omar
        Nora
        """

    Scenario: A broker
      When Bella opens the pipeline
      Then Bella reads under "Inquiry"
        """
        Inquiry 1
        $250,000.00
        Omar
        """
      And Bella does not read "HL-NORA" on the page

    Scenario: A borrower
      When Nora opens the pipeline
      Then Nora reads "HL-NORA" on the page
      And Nora does not read "HL-OMAR" on the page

  Rule: What has stood longest comes first, with how long

    Scenario: Six days in one stage
      When Thursday 20 March 2025 09:00 comes
      And Ada opens the pipeline
      Then Ada reads "6 days here" on the page

  Rule: Part of the book is found by stage, broker, BDM and branch, and by words

    Scenario: The name of a borrower
      Given Ada has opened the pipeline
      When Ada presses "Show"
        | field  | value |
        | Search | oma   |
      Then Ada reads "HL-OMAR" on the page
      And Ada does not read "HL-NORA" on the page

    Scenario: One broker's
      Given Ada has opened the pipeline
      When Ada presses "Show"
        | field  | value |
        | Broker | Cora  |
      Then Ada reads "HL-NORA" on the page
      And Ada does not read "HL-OMAR" on the page

    Scenario: One BDM's
      Given Ada has opened the pipeline
      When Ada presses "Show"
        | field | value |
        | BDM   | Ben   |
      Then Ada reads "HL-OMAR" on the page
      And Ada does not read "HL-NORA" on the page

    Scenario: One stage
      Given Bella has moved Omar's application to "Pre-approval"
      And Ada has opened the pipeline
      When Ada presses "Show"
        | field | value        |
        | Stage | Pre-approval |
      Then Ada reads "HL-OMAR" on the page
      And Ada does not read "HL-NORA" on the page

  Rule: Everybody can go where they have something to do

    Scenario Outline: <who>
      When <who> opens the pipeline
      Then <who> can go to "<pages>"

      Examples:
        | who   | pages                                           |
        | Ada   | Pipeline, Inbox, Reports, Payments, Operations  |
        | Ben   | Pipeline, Inbox, Reports                        |
        | Bella | Pipeline, Inbox                                 |
        | Omar  | Pipeline, Inbox                                 |
