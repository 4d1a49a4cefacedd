Feature: Documents that people hand in are kept, version by version
  Identification, proof of income and the signed contract come from outside. People
  upload what they have, and every version is kept unchanged.

  Background:
    Given today is Friday 14 March 2025
    And Ada is an admin
    And Bella is a broker who works with Ben
    And Cora is a broker who works with Carl
    And Omar has applied for $250,000.00 through Bella
    And Omar's application lacks the "identification"
    And Omar's application lacks the "contract"
    And Omar's application lacks the "formal approval"

  Rule: Each role may hand in certain documents only

    Scenario Outline: <who> may hand in the <document>
      When <who> hands in Omar's "<document>"
      Then Omar's "<document>" is at version 1

      Examples:
        | who   | document       | why                               |
        | Ada   | contract       | an admin may hand in everything   |
        | Ben   | contract       | a BDM too                         |
        | Bella | contract       | brokers bring back what is signed |
        | Bella | identification | brokers bring customers in        |
        | Omar  | identification | it is the borrower's own          |

    Scenario: A borrower may not hand in the contract
      When Omar hands in Omar's "contract"
      Then it is refused: "A borrower may not hand in the contract."
      And Omar has no "contract"

    Scenario: A document that the CRM draws up cannot be handed in
      When Ben hands in Omar's "formal approval"
      Then it is refused: "'formal_approval' cannot be handed in. Choose one of identification, income, contract."
      And Omar has no "formal approval"

    Scenario Outline: <who> may not hand in Omar's documents
      When <who> hands in Omar's "identification"
      Then it is refused: "There is no application HL-OMAR."
      And Omar has no "identification"

      Examples:
        | who  | why                  |
        | Cora | another broker       |
        | Carl | another broker's BDM |

  Rule: A different file is the next version, and the same file changes nothing

    Scenario: A second file becomes version 2
      Given Bella has handed in Omar's "identification"
      When Ben hands in Omar's "identification"
      Then Omar's "identification" is at version 2

    Scenario: The same file handed in twice is one version
      Given Bella has handed in a "PDF" as Omar's "identification"
      When Bella hands in a "PDF" as Omar's "identification"
      Then Omar's "identification" is at version 1

    Scenario: A file handed in again after another is still the earlier version
      Given Bella has handed in a "PDF" as Omar's "identification"
      And Bella has handed in a "PNG" as Omar's "identification"
      When Bella hands in a "PDF" as Omar's "identification"
      Then Omar's "identification" is at version 2

    Scenario: One file may serve as two documents
      Given Bella has handed in a "PDF" as Omar's "identification"
      When Bella hands in a "PDF" as Omar's "contract"
      Then Omar's "contract" is at version 1

    Scenario: A borrower does not learn that somebody else has handed in the same file
      Given Bella has handed in a "PDF" as Omar's "identification"
      When Omar hands in a "PDF" as Omar's "identification"
      Then Omar's "identification" is at version 2

  Rule: A document is a PDF, JPEG or PNG file of at most 15 MiB, whatever its name says

    Scenario Outline: A <file> is kept
      When Bella hands in a "<file>" as Omar's "identification"
      Then Omar's "identification" is at version 1

      Examples:
        | file          |
        | PDF           |
        | JPEG          |
        | PNG           |
        | PDF of 15 MiB |

    Scenario Outline: A <file> is refused
      When Bella hands in a "<file>" as Omar's "identification"
      Then it is refused: "<refusal>"
      And Omar has no "identification"

      Examples:
        | file          | refusal                                                                                   |
        | web page      | This file is not PDF, JPEG or PNG. Save or scan it as one of these, then upload it again. |
        | spreadsheet   | This file is not PDF, JPEG or PNG. Save or scan it as one of these, then upload it again. |
        | PDF of 16 MiB | A document is limited to 15 MiB. Scan it at a lower resolution, or split it.              |

  Rule: Borrowers see only the documents that they handed in themselves

    Scenario: A co-borrower does not see what a borrower has handed in
      Given Nora borrows together with Omar
      And Bella has handed in Omar's "identification"
      When Omar hands in Omar's "identification"
      Then Omar sees these documents
        | document       | version |
        | identification | 2       |
      And Nora sees no document
