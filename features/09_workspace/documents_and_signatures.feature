Feature: The page of an application shows every document and who has signed it
  Nobody needs the admin pages for the papers of a loan. The page of the application lists every version, says
  who has signed it and who has not, and leads to what is to be done.

  Background:
    Given today is Friday 14 March 2025
    And Bella is a broker who works with Ben
    And Omar has applied for $250,000.00 through Bella

  Rule: Documents are listed with their versions and who handed them in

    Scenario: A broker reads that a proof of income was handed in, and by whom
      Given Omar's application lacks the "proof of income"
      When Bella hands in Omar's "proof of income"
      Then Bella reads "Proof of income, version 1, was handed in." on the page
      And Bella reads in the documents
        """
        Proof of income, version 1
        handed in by Bella
        """

    Scenario: A borrower does not read who handed in a document
      Given Omar's application lacks the "identification"
      And Omar has handed in Omar's "identification"
      When Omar opens the page of Omar's application
      Then Omar reads "Identification, version 1" on the page
      But Omar does not read "handed in by" on the page

    Scenario: The page tells what becomes of a document that was asked for
      When Ben asks for Omar's "application form"
      # The page follows it: a browser that is slow to look reads that it is ready.
      Then Ben reads "Version 1 of the application form is" on the page

  Rule: The page shows what is signed, by whom, and who has yet to sign

    Background:
      Given Greta guarantees Omar's loan
      And Omar's application is at "Formal approval"
      And Omar's application lacks the "formal approval"
      And Ben has asked for Omar's "formal approval"

    Scenario: A borrower reads the terms before signing them
      When Omar is about to sign Omar's "formal approval"
      Then Omar reads "Read version 1 of the formal approval" on the page
      And Omar reads "Amount $250,000.00" on the page
      And Omar reads "Repayments 360 monthly repayments of $1,498.88" on the page

    Scenario: A borrower who has signed reads what was signed
      When Omar signs Omar's "formal approval"
      Then Omar reads "You have signed: version 1 of the formal approval." on the page

    Scenario: A version that was replaced while a borrower read it is not signed
      Given Omar is about to sign Omar's "formal approval"
      And Omar's loan has been corrected to $240,000.00
      And Ben has asked for Omar's "formal approval"
      When Omar signs what the page shows
      Then Omar reads "Version 1 of the formal approval was replaced by version 2." on the page
      And Omar's "formal approval" carries no signature

    Scenario: A borrower who has signed reads who has yet to sign
      Given Omar is about to sign Omar's "formal approval"
      When Omar signs what the page shows
      Then Omar reads "Greta has to sign, too." on the page

    Scenario: The last borrower to sign reads what comes next
      Given Ben has recorded Greta's signature on Omar's "formal approval"
      And Omar is about to sign Omar's "formal approval"
      When Omar signs what the page shows
      Then Omar reads "Everybody has signed. We prepare the settlement" on the page

    Scenario: A BDM who records a signature reads whose is still missing
      When Ben records Greta's signature on Omar's "formal approval"
      Then Ben reads "Greta's signature is recorded: version 1 of the formal approval." on the page
      And Ben reads in the documents
        """
        Signed by Greta 14 March 2025, on paper, recorded by Ben
        Not yet signed by Omar
        """

    Scenario: A broker reads whose signature is missing, and records none
      Given Omar has signed Omar's "formal approval"
      When Bella opens the page of Omar's application
      Then Bella reads in the documents
        """
        Signed by Omar
        Not yet signed by Greta, who signs on paper
        """
      But Bella may not record a signature here

    Scenario: The checklist says who signs on paper
      When Ben opens the page of Omar's application
      Then Ben reads in the checklist
        """
        Greta has not signed the current formal approval. Record the signature on paper
        Omar has not signed the current formal approval. Record the signature
        """

    Scenario: A BDM's first page says who signs on paper
      When Ben opens the workspace
      Then Ben reads in the list of missing signatures
        """
        Formal approval, since 14 March 2025: Omar, Greta (on paper)
        """

  Rule: The audit trail says who did what with the documents

    Scenario: A BDM reads who handed in, asked for and signed a document
      Given Omar's application is at "Formal approval"
      And Omar's application lacks the "formal approval"
      And Bella has handed in Omar's "proof of income"
      And Ben has asked for Omar's "formal approval"
      And Omar has signed Omar's "formal approval"
      When Ben opens the page of Omar's application
      Then Ben reads in the audit trail
        """
        Omar signed version 1 of the formal approval
        Ben asked for the formal approval
        Bella handed in the proof of income, version 2
        """
