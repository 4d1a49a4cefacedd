Feature: Invisible characters are refused in text that people type
  An invisible character can reverse a sentence or hide a difference between two names. It is refused where it is
  typed, so that nobody else has to read it.

  Background:
    Given today is Friday 14 March 2025
    And Ada is an admin
    And Bella is a broker who works with Ben
    And Omar has applied for $250,000.00 through Bella

  Rule: The page names the field and the character, and saves nothing

    Scenario: A note with a right-to-left override is refused
      Given Ben has opened the page of Omar's application
      When Ben presses "Add note" with the invisible character U+202E in "Text"
      Then Ben reads "The text contains the character U+202E, which is not allowed." on the page
      And Omar's application has no note

    Scenario: A reason with a zero-width space is refused
      Given Omar's application is at "Valuation"
      And Ben has opened the page of Omar's application
      And Ben has followed "Move back to Pre-approval"
      When Ben presses "Move back to Pre-approval" with the invisible character U+200B in "Reason"
      Then Ben reads "The reason contains the character U+200B, which is not allowed." on the page
      And Omar's application is still at "Valuation"

    Scenario: A loan reference with a byte order mark is refused
      Given Omar owes $1,250.00 on 14 March 2025
      And Ada has imported the bank file "March.csv"
        | date          | amount  | reference |
        | 14 March 2025 | $500.00 | House     |
      And Ada has opened the payments
      When Ada presses "Book" with the invisible character U+FEFF in "Book to loan"
      Then Ada reads "The reference contains the character U+FEFF, which is not allowed." on the page
      And Omar still owes $1,250.00 on 14 March 2025

    Scenario: A zero-width non-joiner, which some scripts need, is kept
      Given Ben has opened the page of Omar's application
      When Ben presses "Add note" with the invisible character U+200C in "Text"
      Then Ben reads "Soon" on the page
