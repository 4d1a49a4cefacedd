Feature: One request makes one version even if workers or the broker fail
  Two documents that say the same, or half a document, would each make people doubt the others.

  Background:
    Given today is Friday 14 March 2025
    And Bella is a broker who works with Ben
    And Omar has applied for $250,000.00 through Bella

  Rule: One version is drawn up, and the borrower is notified once

    Scenario Outline: One formal approval is drawn up even if <trouble>
      Given Omar's application lacks the "formal approval"
      And Omar's application is at "Formal approval"
      And <trouble>
      When Ben asks for Omar's "formal approval"
      And 15 minutes pass
      Then Omar's "formal approval" is at version 1
      And Omar has 1 e-mail

      Examples:
        | trouble                                               |
        | every background task is delivered twice              |
        | two workers always run the "document" at once         |
        | worker after worker dies while running the "document" |
