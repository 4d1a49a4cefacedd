Feature: Everybody signs the current formal approval, and only that one
  A loan is settled on signatures. Each person signs in person, one version of the formal approval; a newer
  version has to be signed anew by everybody.

  Background:
    Given today is Friday 14 March 2025
    And Bella is a broker who works with Ben
    And Omar has applied for $250,000.00 through Bella

  Rule: Each formal approval asks its borrowers to sign

    Background:
      Given Omar's application is at "Formal approval"
      And Omar's application lacks the "formal approval"

    Scenario: Broker, BDM and borrower are notified of a formal approval to sign
      Given Ada is an admin
      When Ben asks for Omar's "formal approval"
      Then these people are told "HL-OMAR (Omar): the formal approval needs to be signed."
        | person |
        | Bella  |
        | Ben    |
      And Omar is told "Please sign the formal approval of your loan HL-OMAR."
      And Bella receives no e-mail
      But Ada is told nothing

    Scenario: The borrower is asked by e-mail to sign
      When Ben asks for Omar's "formal approval"
      Then Omar receives an e-mail "Please sign the formal approval of your loan HL-OMAR" that says
        """
        Please sign the formal approval of your loan HL-OMAR.
        Loan:     HL-OMAR
        Amount:   $250,000.00
        Drawn up: 14 March 2025
        """
      And no e-mail reveals Omar's private data

    Scenario: Co-borrowers are each asked to sign, guarantors are not
      Given Nora borrows together with Omar
      And Greta guarantees Omar's loan
      When Ben asks for Omar's "formal approval"
      Then Omar receives an e-mail "Please sign the formal approval of your loan HL-OMAR"
      And Nora receives an e-mail "Please sign the formal approval of your loan HL-OMAR"
      But Greta receives no e-mail

    Scenario: Broker and BDM are told who signs on paper
      Given Nora borrows together with Omar
      But Nora has no login
      And Greta guarantees Omar's loan
      When Ben asks for Omar's "formal approval"
      Then these people are told "HL-OMAR (Nora and Omar): the formal approval needs to be signed. Nora and Greta have no login and sign on paper."
        | person |
        | Bella  |
        | Ben    |

    Scenario: A borrower without a login is asked once to sign
      Given Omar has no login
      When Ben asks for Omar's "formal approval"
      Then Omar receives an e-mail "Please sign the formal approval of your loan HL-OMAR" that says
        """
        You sign on paper: ask your broker for the letter.
        """
      And Omar receives no further e-mail

    Scenario: A new version asks the borrower to sign again
      Given Ben has asked for Omar's "formal approval"
      And Omar received an e-mail "Please sign the formal approval of your loan HL-OMAR"
      And Omar's loan has been corrected to $240,000.00
      When Ben asks for Omar's "formal approval"
      Then Omar is told "Please sign the formal approval of your loan HL-OMAR. It replaces the previous version."
      And Omar receives an e-mail "Please sign the formal approval of your loan HL-OMAR"

    Scenario: A repeated request does not ask the borrower to sign again
      Given Ben has asked for Omar's "formal approval"
      And Omar received an e-mail "Please sign the formal approval of your loan HL-OMAR"
      When Ben asks for Omar's "formal approval"
      Then Omar receives no further e-mail

    Scenario: A borrower is not asked to sign an application form
      When Ben asks for Omar's "application form"
      Then Omar is told "Your application form for loan HL-OMAR is ready."
      And Omar is told nothing more

  Rule: A borrower signs in person, staff record what came back on paper

    Background:
      Given Greta guarantees Omar's loan
      And Omar's application is at "Formal approval"
      And Omar's application lacks the "formal approval"
      And Ben has asked for Omar's "formal approval"

    @doors
    Scenario: A borrower signs in person, and staff record a guarantor
      Given Omar has signed Omar's "formal approval"
      And today is Monday 17 March 2025
      When Ben records Greta's signature on Omar's "formal approval"
      Then Omar's "formal approval" carries these signatures
        | who   | version | on            |
        | Omar  | 1       | 14 March 2025 |
        | Greta | 1       | 17 March 2025 |

    Scenario: A signature on paper has its own day, and says who recorded it
      Given Omar has signed Omar's "formal approval"
      And today is Monday 17 March 2025
      When Ben records Greta's signature of 15 March 2025 on Omar's "formal approval"
      Then Omar's "formal approval" carries these signatures
        | who   | on            | recorded by |
        | Omar  | 14 March 2025 |             |
        | Greta | 15 March 2025 | Ben         |

    Scenario Outline: A signature on paper of <day> is refused
      Given today is Monday 17 March 2025
      When Ben records Greta's signature of <day> on Omar's "formal approval"
      Then it is refused: "Choose a day from 14 March 2025, when this version was drawn up, to today, 17 March 2025."
      And Omar's "formal approval" carries no signature

      Examples:
        | day           | why                       |
        | 13 March 2025 | before it was drawn up    |
        | 18 March 2025 | a day that is yet to come |

    Scenario: An admin may record a signature too
      Given Ada is an admin
      When Ada records Omar's signature on Omar's "formal approval"
      Then Omar's "formal approval" carries these signatures
        | who  |
        | Omar |

    Scenario Outline: <who> cannot sign for <signer>
      Given Nora borrows together with Omar
      But Nora has not signed
      When <who> records <signer>'s signature on Omar's "formal approval"
      Then it is refused: "Only <signer> can sign."
      And Omar's "formal approval" carries no signature

      Examples:
        | who   | signer | why                                   |
        | Bella | Omar   | a broker is no employee of the lender |
        | Nora  | Omar   | another borrower                      |
        | Omar  | Greta  | a guarantor's is the guarantor's own  |

    Scenario: Nobody signs the same version twice
      Given Omar has signed Omar's "formal approval"
      When Omar signs Omar's "formal approval"
      Then it is refused: "Omar has already signed version 1."

    Scenario: A person who has no part in the loan cannot sign
      Given Nora has applied for $90,000.00 through Bella
      When Ben records Nora's signature on Omar's "formal approval"
      Then it is refused: "Nora is neither a borrower nor a guarantor of HL-OMAR."

    Scenario: A BDM who may not see a document is told that there is none
      Given Cora is a broker who works with Carl
      When Carl records Omar's signature on Omar's "formal approval"
      Then it is refused: "There is no such document."

  Rule: Only the current version is signed, and only while the offer is open

    Scenario: A version that was replaced while somebody read it is not signed
      Given Omar's application is at "Formal approval"
      And Omar's application lacks the "formal approval"
      And Ben has asked for Omar's "formal approval"
      And Omar's loan has been corrected to $240,000.00
      And Ben has asked for Omar's "formal approval"
      When Omar signs version 1 of Omar's "formal approval"
      Then it is refused: "Version 1 of the formal approval was replaced by version 2."

    Scenario: A formal approval whose terms have changed is not signed
      Given Omar's application is at "Formal approval"
      And Omar's application lacks the "formal approval"
      And Ben has asked for Omar's "formal approval"
      And Omar's loan has been corrected to $240,000.00
      When Omar signs Omar's "formal approval"
      Then it is refused: "The formal approval states other terms."
      And Omar's "formal approval" carries no signature

    Scenario Outline: A formal approval is not signed at <stage>
      Given Omar has not signed
      And Omar's application is at "<stage>"
      When Omar signs Omar's "formal approval"
      Then it is refused: "The formal approval can only be signed at “Formal approval” and “Settlement”; the application is at “<stage>”."

      Examples:
        | stage     | why                      |
        | Valuation | it went back             |
        | Funded    | there is nothing to sign |
        | Declined  | the offer is off         |

    Scenario: A formal approval can still be signed at settlement
      Given Omar has not signed
      And Omar's application is at "Settlement"
      When Omar signs Omar's "formal approval"
      Then Omar's "formal approval" carries these signatures
        | who  |
        | Omar |

    Scenario Outline: The <document> is not for signing
      Given Bella has asked for Omar's "application form"
      When Ben records Omar's signature on Omar's "<document>"
      Then it is refused: "The <document> does not need a signature."

      Examples:
        | document         | why              |
        | application form | it informs only  |
        | identification   | it was handed in |
