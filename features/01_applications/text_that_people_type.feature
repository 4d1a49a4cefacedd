Feature: Invisible characters are refused in text that people type
  An invisible character can reverse a sentence or hide a difference between two names. It is refused where it is
  typed, so that nobody else has to read it.

  Background:
    Given today is Friday 14 March 2025
    And Ada is an admin
    And Bella is a broker who works with Ben
    And Omar has applied for $250,000.00 through Bella

  Rule: The refusal names the text and the character, and nothing is saved

    Scenario: A note with a right-to-left override is refused
      When Ben writes a note with the invisible character U+202E on Omar's application
      Then it is refused: "The text contains the character U+202E, which is not allowed."
      And Omar's application has no note

    Scenario: A reason with a zero-width space is refused
      Given Omar's application is at "Valuation"
      When Ben moves Omar's application to "Pre-approval" for a reason with the character U+200B
      Then it is refused: "The reason contains the character U+200B, which is not allowed."
      And Omar's application is still at "Valuation"

    Scenario: A loan reference with a byte order mark is refused
      Given Omar owes $1,250.00 on 14 March 2025
      And Ada has imported the bank file "March.csv"
        | date          | amount  | reference |
        | 14 March 2025 | $500.00 | House     |
      When Ada books the line "House" to a loan with the invisible character U+FEFF
      Then it is refused: "The reference contains the character U+FEFF, which is not allowed."
      And Omar still owes $1,250.00 on 14 March 2025

    Scenario: A zero-width non-joiner, which some scripts need, is kept
      When Ben writes a note with the invisible character U+200C on Omar's application
      Then Ben sees a note with the invisible character U+200C
