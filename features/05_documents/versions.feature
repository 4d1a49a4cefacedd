Feature: A document has a new version where it says something new, and is never half there
  Who signed what must be plain for years. So a version never changes, a new one appears only for a
  reason, and whatever goes wrong on the way leaves either the whole document or none.

  Background:
    Given today is Friday 14 March 2025
    And Bella is a broker who works with Ben
    And Omar has applied for $250,000.00 through Bella

  Rule: A new version appears only where the content differs

    Scenario: The same content again changes nothing
      Given Ben has asked for Omar's "application form"
      And today is Monday 17 March 2025
      When Bella asks for Omar's "application form"
      Then Omar's "application form" is at version 1
      And Omar reads in Omar's "application form"
        """
        As of 14 March 2025
        """

    Scenario: A cent more makes a new version, with its own date
      Given Ben has asked for Omar's "application form"
      And today is Monday 17 March 2025
      And the amount of Omar's loan has become $250,000.01
      When Bella asks for Omar's "application form"
      Then Omar's "application form" is at version 2
      And Omar reads in Omar's "application form"
        """
        As of 17 March 2025
        Loan amount $250,000.01
        """

    Scenario: What an application form does not say makes no new version of it
      Given Ben has asked for Omar's "application form"
      And Omar's application lacks the "valuation"
      When Ben asks for Omar's "application form"
      Then Omar's "application form" is at version 1

    Scenario: Back to what was said before is a new version too
      Given Ben has asked for Omar's "application form"
      And the amount of Omar's loan has become $260,000.00
      And Ben has asked for Omar's "application form"
      And the amount of Omar's loan has become $250,000.00
      When Ben asks for Omar's "application form"
      Then Omar's "application form" is at version 3

    Scenario: Each application has versions of its own
      Given Nora has applied for $90,000.00 through Bella
      And Ben has asked for Omar's "application form"
      When Ben asks for Nora's "application form"
      Then Nora's "application form" is at version 1

    Scenario: What was handed in as a formal approval is replaced by one that is drawn up
      Given Omar's application is at "Formal approval"
      When Ben asks for Omar's "formal approval"
      Then Omar's "formal approval" is at version 2

  Rule: The same data give the same bytes

    Scenario: The first version and one that says the same
      Given Ben has asked for Omar's "application form"
      And the amount of Omar's loan has become $260,000.00
      And Ben has asked for Omar's "application form"
      And the amount of Omar's loan has become $250,000.00
      When Ben asks for Omar's "application form"
      Then versions 1 and 3 of Omar's "application form" are the same to the byte

  Rule: A request that comes twice is met once

    Scenario: The request is delivered twice
      Given every request for background work is delivered twice
      When Ben asks for Omar's "application form"
      Then Omar's "application form" is at version 1
      And Omar is told "Your application form for loan HL-OMAR is ready."
      And Omar is told nothing more

  Rule: A document is whole, or it is not there

    Scenario: The disk is full halfway through
      Given the disk for documents is full
      When Ben asks for Omar's "application form"
      Then the background work fails: "No space left on device"
      And Omar has no "application form"
      And Omar is told nothing

    Scenario: There is room again
      Given the disk for documents is full
      And Ben has asked for Omar's "application form"
      And the background work failed: "No space left on device"
      And there is room on the disk for documents again
      When Ben asks for Omar's "application form"
      Then Omar's "application form" is at version 1
      And Omar reads in Omar's "application form"
        """
        Loan application HL-OMAR
        """

    Scenario: A new version that fails leaves the one before in force
      Given Ben has asked for Omar's "application form"
      And the amount of Omar's loan has become $260,000.00
      And the disk for documents is full
      When Ben asks for Omar's "application form"
      Then the background work fails: "No space left on device"
      And Omar's "application form" is at version 1
      And Omar reads in Omar's "application form"
        """
        Loan amount $250,000.00
        """

    Scenario: The worker dies between the file and the record of it
      Given the worker dies after it has stored the next document
      And every request for background work is delivered twice
      When Ben asks for Omar's "application form"
      Then the background work fails: "The worker was stopped."
      And Omar's "application form" is at version 1
      And Omar is told "Your application form for loan HL-OMAR is ready."
      And Omar is told nothing more
