Feature: Documents are handed in and signed in the workspace
  Nobody needs the admin pages for the papers of a loan. The page of the application lists every version, says
  who has signed it and who has not, and leads to what is to be done.

  Background:
    Given today is Friday 14 March 2025
    And Bella is a broker who works with Ben
    And Omar has applied for $250,000.00 through Bella

  Rule: A document is handed in on a page of its own

    Scenario: A broker hands in a proof of income
      Given Omar's application lacks the "proof of income"
      And Bella has opened the page for handing in Omar's "proof of income"
      When Bella uploads a "JPEG" on the page
      Then Bella reads "Proof of income, version 1, was handed in." on the page
      And Bella reads under "Documents"
        """
        Proof of income, version 1
        handed in by Bella
        """

    Scenario: The page says why a file is not kept
      Given Omar's application lacks the "proof of income"
      And Omar has opened the page for handing in Omar's "proof of income"
      When Omar uploads a "spreadsheet" on the page
      Then Omar reads "This file is not PDF, JPEG or PNG." on the page
      And Omar has no "proof of income"

    Scenario: A borrower does not read who handed in a document
      Given Omar's application lacks the "identification"
      And Omar has handed in Omar's "identification"
      When Omar opens the page of Omar's application
      Then Omar reads "Identification, version 1" on the page
      But Omar does not read "handed in by" on the page

  Rule: A borrower signs on a page that shows what is signed

    Background:
      Given Greta guarantees Omar's loan
      And Omar's application is at "Formal approval"
      And Omar's application lacks the "formal approval"
      And Ben has asked for Omar's "formal approval"

    Scenario: The page shows what the borrower is about to sign
      Given Omar has opened the page of Omar's application
      When Omar follows "Read and sign"
      Then Omar reads "Read version 1 of the formal approval" on the page
      And Omar reads "Amount $250,000.00" on the page

    Scenario: A borrower signs the formal approval
      Given Omar has opened the page of Omar's application
      And Omar has followed "Read and sign"
      When Omar presses "Sign version 1"
      Then Omar reads "You have signed: version 1 of the formal approval." on the page
      And Omar's "formal approval" carries these signatures
        | who  | version | on            |
        | Omar | 1       | 14 March 2025 |

    Scenario: A version that was replaced while a borrower read it is not signed
      Given Omar has opened the page of Omar's application
      And Omar has followed "Read and sign"
      And Omar's loan has been corrected to $240,000.00
      And Ben has asked for Omar's "formal approval"
      When Omar presses "Sign version 1"
      Then Omar reads "Version 1 of the formal approval was replaced by version 2." on the page
      And Omar's "formal approval" carries no signature

  Rule: Staff record a signature that was given on paper

    Background:
      Given Greta guarantees Omar's loan
      And Omar's application is at "Formal approval"
      And Omar's application lacks the "formal approval"
      And Ben has asked for Omar's "formal approval"

    Scenario: A BDM records a guarantor's signature
      Given Ben has opened the page of Omar's application
      And Ben has followed "Record a signature"
      When Ben presses "Record the signature"
        | field  | value |
        | Signer | Greta |
      Then Ben reads "Greta's signature is recorded: version 1 of the formal approval." on the page
      And Ben reads under "Documents"
        """
        Signed by Greta
        Not yet signed by Omar
        """

    Scenario: A broker reads whose signature is missing, and records none
      Given Omar has signed Omar's "formal approval"
      When Bella opens the page of Omar's application
      Then Bella reads under "Documents"
        """
        Signed by Omar
        Not yet signed by Greta
        """
      But Bella does not read "Record a signature" on the page

  Rule: The audit trail says who did what with the documents

    Scenario: A BDM reads who handed in, asked for and signed a document
      Given Omar's application is at "Formal approval"
      And Omar's application lacks the "formal approval"
      And Bella has handed in Omar's "proof of income"
      And Ben has asked for Omar's "formal approval"
      And Omar has signed Omar's "formal approval"
      When Ben opens the page of Omar's application
      Then Ben reads under "Audit trail"
        """
        Omar signed version 1 of the formal approval
        Ben asked for the formal approval
        Bella handed in the proof of income, version 2
        """
