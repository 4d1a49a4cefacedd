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

    Scenario: An admin sees how many applications are at a stage, over how much, and whose they are
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
      Then Bella finds the application of Omar there
      And Bella reads under "Inquiry"
        """
        Inquiry 1
        $250,000.00
        """

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
      Then Ada reads "here for 6 days" on the page

  Rule: The pipeline can be narrowed down

    Scenario Outline: An admin narrows the pipeline to <by> "<value>"
      Given Ben works in the "Newcastle" branch
      And Bella has moved Omar's application to "Pre-approval"
      When Ada narrows the pipeline to <by> "<value>"
      Then Ada finds the application of <found> there

      Examples:
        | by           | value        | found |
        | the name     | oma          | Omar  |
        | the broker   | Cora         | Nora  |
        | the BDM      | Ben          | Omar  |
        | the branch   | Newcastle    | Omar  |
        | the stage    | Pre-approval | Omar  |
        | amounts from | 100000       | Omar  |

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

    Background:
      Given Bella has moved Omar's application to "Withdrawn" because "A cheaper offer"

    Scenario: The pipeline says how many applications were withdrawn
      When Ada opens the pipeline
      Then Ada reads "Withdrawn 1" on the page
      But Ada finds the application of Nora there

    Scenario: The pipeline can be narrowed to what was withdrawn
      When Ada narrows the pipeline to the stage "Withdrawn"
      Then Ada finds the application of Omar there
