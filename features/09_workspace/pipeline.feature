Feature: The pipeline shows which stage every application is at
  People who open it in the morning see what there is to do, for how much, and what has waited longest.

  Background:
    Given today is Friday 14 March 2025
    And Ada is an admin
    And Bella is a broker who works with Ben
    And Cora is a broker who works with Carl
    And Omar has applied for $250,000.00 through Bella
    And Nora has applied for $90,000.00 through Cora

  Rule: The pipeline shows people only their own applications

    Scenario: An admin sees every application in the pipeline
      When Ada opens the pipeline
      Then Ada reads under "Inquiry"
        """
        Inquiry 2
        $340,000.00
        Omar
        Nora
        """

    Scenario: A broker sees only the broker's own applications in the pipeline
      When Bella opens the pipeline
      Then Bella reads under "Inquiry"
        """
        Inquiry 1
        $250,000.00
        Omar
        """
      And Bella does not read "HL-NORA" on the page

    Scenario: An application that moved is no longer under its earlier stage
      Given Bella has moved Omar's application to "Pre-approval"
      When Ada opens the pipeline
      Then Ada reads under "Pre-approval"
        """
        HL-OMAR
        """
      But Ada does not read under "Inquiry"
        """
        HL-OMAR
        """

    Scenario: A borrower has no pipeline
      When Nora opens the pipeline
      Then Nora finds nothing there

  Rule: The pipeline shows how long an application has waited

    Scenario: An application that has not moved for six days says so
      When Thursday 20 March 2025 09:00 comes
      And Ada opens the pipeline
      Then Ada reads "6 days here" on the page

  Rule: The pipeline can be filtered by stage, broker, BDM and branch, and searched

    Scenario: Part of a borrower's name finds the borrower's application
      Given Ada has opened the pipeline
      When Ada presses "Show"
        | field                     | value |
        | Reference, name or amount | oma   |
      Then Ada reads "HL-OMAR" on the page
      And Ada does not read "HL-NORA" on the page

    Scenario: The broker filter shows only that broker's applications
      Given Ada has opened the pipeline
      When Ada presses "Show"
        | field  | value |
        | Broker | Cora  |
      Then Ada reads "HL-NORA" on the page
      And Ada does not read "HL-OMAR" on the page

    Scenario: The BDM filter shows only that BDM's applications
      Given Ada has opened the pipeline
      When Ada presses "Show"
        | field | value |
        | BDM   | Ben   |
      Then Ada reads "HL-OMAR" on the page
      And Ada does not read "HL-NORA" on the page

    Scenario: The branch filter shows only applications of that branch's BDMs
      Given Ben works in the "Newcastle" branch
      And Ada has opened the pipeline
      When Ada presses "Show"
        | field  | value     |
        | Branch | Newcastle |
      Then Ada reads "HL-OMAR" on the page
      And Ada does not read "HL-NORA" on the page

    Scenario: The stage filter shows only applications at that stage
      Given Bella has moved Omar's application to "Pre-approval"
      And Ada has opened the pipeline
      When Ada presses "Show"
        | field | value        |
        | Stage | Pre-approval |
      Then Ada reads "HL-OMAR" on the page
      And Ada does not read "HL-NORA" on the page

    Scenario: The amount filter shows only applications of at least that amount
      Given Ada has opened the pipeline
      When Ada presses "Show"
        | field       | value  |
        | Amount from | 100000 |
      Then Ada reads "HL-OMAR" on the page
      And Ada does not read "HL-NORA" on the page

  Rule: Each stage shows the ten applications that have waited longest

    Scenario: A stage with more than ten applications says how many more there are
      Given Cora has 12 more borrowers who owe $100.00 on 14 April 2025
      When Cora opens the pipeline
      Then Cora reads under "Funded"
        """
        Funded 12
        2 more
        """

    Scenario: A stage with ten applications shows them all
      Given Cora has 10 more borrowers who owe $100.00 on 14 April 2025
      When Cora opens the pipeline
      Then Cora reads under "Funded"
        """
        Funded 10
        """
      But Cora does not read under "Funded"
        """
        more
        """

  Rule: Applications that have ended are a step away

    Scenario: The pipeline says how many applications were withdrawn, and leads to them
      Given Bella has moved Omar's application to "Withdrawn" because "A cheaper offer"
      And Ada has opened the pipeline
      When Ada follows "Withdrawn 1"
      Then Ada reads "HL-OMAR" on the page
