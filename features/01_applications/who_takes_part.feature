Feature: Who takes part in a loan can change, and it is on record who changed it
  People join a loan, leave it and move house. A broker keeps this right while the application is the broker's own;
  then the lender does, because each borrower and guarantor is a party to what was approved.

  Background:
    Given today is Friday 14 March 2025
    And Ada is an admin
    And Bella is a broker who works with Ben
    And Cora is a broker who works with Carl
    And Omar has applied for $250,000.00 through Bella

  Rule: BDMs open applications for brokers who work with them, and admins for every broker

    Scenario Outline: <who> opens an application through <broker>, and <bdm> looks after it
      When <who> opens an application for Nora through <broker>
      Then Nora's application is at "Inquiry"
      And <broker> is the broker of Nora's application
      And <bdm> looks after Nora's application

      Examples:
        | who   | broker | bdm  |
        | Bella | Bella  | Ben  |
        | Ben   | Bella  | Ben  |
        | Ada   | Cora   | Carl |

    Scenario Outline: <who> may not open an application through <broker>
      When <who> opens an application for Nora through <broker>
      Then it is refused: "You cannot open an application for <broker>."

      Examples:
        | who   | broker | why                              |
        | Bella | Cora   | brokers open their own           |
        | Ben   | Cora   | Cora works with Carl             |
        | Omar  | Bella  | borrowers apply through a broker |

    Scenario: A BDM opens an application for a broker who also works with the BDM
      Given Cora also works with Ben
      When Ben opens an application for Nora through Cora
      Then Carl looks after Nora's application

    Scenario: An application whose request comes twice is opened once
      When Bella opens an application for Nora through Bella in a request that comes twice
      Then Bella sees the applications of Nora and Omar

  Rule: Brokers add and remove people until the application is handed in, the lender until the loan is funded

    Scenario: A broker adds a co-borrower and a guarantor
      Given Bella has added Nora as a borrower of Omar's loan
      When Bella adds Greta as a guarantor of Omar's loan
      Then the borrowers of Omar's loan are Nora and Omar
      And the guarantor of Omar's loan is Greta

    Scenario: A borrower whose request comes twice is added once
      When Bella adds Nora as a borrower of Omar's loan in a request that comes twice
      Then the borrowers of Omar's loan are Nora and Omar
      And the audit trail of Omar's application is
        | who   | act                      |
        | Bella | added Nora as a borrower |

    Scenario: A broker may not add anybody once the application is handed in
      Given Bella has moved Omar's application to "Pre-approval"
      When Bella adds Greta as a guarantor of Omar's loan
      Then it is refused: "A broker may not change the borrowers and guarantors at “Pre-approval”."
      And Omar's loan has no guarantor

    Scenario: A BDM removes a guarantor
      Given Greta guarantees Omar's loan
      When Ben removes Greta from Omar's loan
      Then Omar's loan has no guarantor

    Scenario: The last borrower cannot be removed
      When Ben removes Omar from Omar's loan
      Then it is refused: "Omar is the only borrower. Add another borrower first."

    Scenario: Nobody can join the same loan twice
      Given Nora borrows together with Omar
      When Ben adds Nora as a borrower of Omar's loan
      Then it is refused: "Nora is already a borrower of this loan."

    Scenario: Nobody can join or leave a funded loan
      Given Omar's application is at "Funded"
      When Ada adds Greta as a guarantor of Omar's loan
      Then it is refused: "The borrowers and guarantors cannot be changed at “Funded”."

    Scenario: A borrower who joins after the formal approval has to be approved, too
      Given Omar's application is at "Formal approval"
      And Ben has added Nora as a borrower of Omar's loan
      When Ben moves Omar's application to "Settlement"
      Then it is refused: "The formal approval states other terms."

  Rule: Particulars are kept up to date by the broker until the loan is funded, and by the lender always

    Scenario Outline: <who> changes an account number at <stage>
      Given Omar's application is at "<stage>"
      When <who> changes the "account number" of Omar on Omar's loan to "082-001 87654321"
      Then the "account number" of Omar on Omar's loan is "082001-87654321"

      Examples:
        | who   | stage      |
        | Bella | Inquiry    |
        | Bella | Settlement |
        | Ben   | Funded     |
        | Ada   | Withdrawn  |

    Scenario Outline: <who> may not change an account number at <stage>
      Given Omar's application is at "<stage>"
      When <who> changes the "account number" of Omar on Omar's loan to "082-001 87654321"
      Then it is refused: "A <role> may not change a person's particulars at “<stage>”."

      Examples:
        | who   | role     | stage   |
        | Bella | broker   | Funded  |
        | Omar  | borrower | Inquiry |

    Scenario: A broker may not change the particulars of somebody who also borrows through another broker
      Given Nora has applied for $90,000.00 through Cora
      And Ada has added Nora as a borrower of Omar's loan
      When Bella changes the "e-mail address" of Nora on Omar's loan to "nora@new.example"
      Then it is refused: "Only the lender may change Nora's particulars."

    Scenario Outline: The <particular> "<typed>" is refused
      When Ben changes the "<particular>" of Omar on Omar's loan to "<typed>"
      Then it is refused: "<reason>"

      Examples:
        | particular      | typed       | reason                                                        |
        | e-mail address  | omar        | This is not an e-mail address.                                |
        | tax file number | 1234        | A tax file number has 8 or 9 digits.                          |
        | tax file number | 648 188 536 | This is no tax file number: one of its digits is wrong.       |
        | account number  | 87654321    | Write the BSB and the account number, as in 062-000 12345678. |

  Rule: A BDM hands applications over within the broker's BDMs, and an admin to anybody

    Scenario: A BDM hands an application over to another BDM of its broker
      Given Bella also works with Carl
      When Ben hands Omar's application over to Carl
      Then Carl looks after Omar's application
      And Ben sees no application

    Scenario: A BDM may not hand an application over to a BDM who does not work with its broker
      When Ben hands Omar's application over to Carl
      Then it is refused: "Carl does not work with Bella."

    Scenario: An admin hands an application over to any BDM
      When Ada hands Omar's application over to Carl
      Then Carl looks after Omar's application

    Scenario: Only an admin may give an application to another broker
      When Ben hands Omar's application over to Cora
      Then it is refused: "A BDM may not change the broker at “Inquiry”."

    Scenario: A broker may not hand an application over
      When Bella hands Omar's application over to Carl
      Then it is refused: "A broker may not change the BDM at “Inquiry”."

  Rule: Every change of who takes part is on record, without what is private

    Scenario: The audit trail says whose particulars changed, and which
      Given Bella has added Greta as a guarantor of Omar's loan
      And Bella has changed the "tax file number" of Greta on Omar's loan to "648 188 535"
      And Ben has removed Greta from Omar's loan
      When Ada hands Omar's application over to Carl
      Then the audit trail of Omar's application is
        | who   | act                              |
        | Bella | added Greta as a guarantor       |
        | Bella | changed Greta's tax file number  |
        | Ben   | removed Greta as a guarantor     |
        | Ada   | changed the BDM from Ben to Carl |
