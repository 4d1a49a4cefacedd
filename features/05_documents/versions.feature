Feature: A document gets a new version only if its content changes
  Who signed what must be clear for years. So a version never changes, a new one appears only for a reason,
  and a failure on the way leaves either the whole document or none.

  Background:
    Given today is Friday 14 March 2025
    And Bella is a broker who works with Ben
    And Omar has applied for $250,000.00 through Bella

  Rule: A new version appears only if the content differs

    Scenario: A request with the same content makes no new version
      Given Ben has asked for Omar's "application form"
      And today is Monday 17 March 2025
      When Bella asks for Omar's "application form"
      Then Omar's "application form" is at version 1
      And Omar reads in Omar's "application form"
        """
        As of 14 March 2025
        """

    Scenario: One cent more makes a new version with its own date
      Given Ben has asked for Omar's "application form"
      And today is Monday 17 March 2025
      And Omar's loan has been corrected to $250,000.01
      When Bella asks for Omar's "application form"
      Then Omar's "application form" is at version 2
      And Omar reads in Omar's "application form"
        """
        As of 17 March 2025
        Loan amount $250,000.01
        """

    Scenario: A change to what the form does not show makes no new version
      Given Ben has asked for Omar's "application form"
      And Omar's application lacks the "valuation"
      When Ben asks for Omar's "application form"
      Then Omar's "application form" is at version 1

    Scenario: A change back to earlier content makes a new version
      Given Ben has asked for Omar's "application form"
      And Omar's loan has been corrected to $260,000.00
      And Ben has asked for Omar's "application form"
      And Omar's loan has been corrected to $250,000.00
      When Ben asks for Omar's "application form"
      Then Omar's "application form" is at version 3

    Scenario: Versions are counted for each application separately
      Given Nora has applied for $90,000.00 through Bella
      And Ben has asked for Omar's "application form"
      When Ben asks for Nora's "application form"
      Then Nora's "application form" is at version 1

    Scenario: A formal approval that is drawn up replaces one handed in
      Given Omar's application is at "Formal approval"
      When Ben asks for Omar's "formal approval"
      Then Omar's "formal approval" is at version 2

  Rule: The same data give the same bytes

    Scenario: Two versions with the same content are the same to the byte
      Given Ben has asked for Omar's "application form"
      And Omar's loan has been corrected to $260,000.00
      And Ben has asked for Omar's "application form"
      And Omar's loan has been corrected to $250,000.00
      When Ben asks for Omar's "application form"
      Then versions 1 and 3 of Omar's "application form" are the same to the byte

  Rule: A document is complete or does not exist

    Scenario: A full disk leaves no document, and notifies nobody
      Given the disk for documents is full
      When Ben asks for Omar's "application form"
      Then the background work fails: "No space left on device"
      And Omar has no "application form"
      And Omar is told nothing

    Scenario: A document is drawn up once the disk has room again
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

    Scenario: A new version that fails leaves the earlier one current
      Given Ben has asked for Omar's "application form"
      And Omar's loan has been corrected to $260,000.00
      And the disk for documents is full
      When Ben asks for Omar's "application form"
      Then the background work fails: "No space left on device"
      And Omar's "application form" is at version 1
      And Omar reads in Omar's "application form"
        """
        Loan amount $250,000.00
        """

    Scenario: A worker that dies after storing the file leaves one version
      Given the worker dies after it has stored the next document
      And every request for background work is delivered twice
      When Ben asks for Omar's "application form"
      Then the background work fails: "The worker was stopped."
      And Omar's "application form" is at version 1
      And Omar is told "Your application form for loan HL-OMAR is ready."
      And Omar is told nothing more
