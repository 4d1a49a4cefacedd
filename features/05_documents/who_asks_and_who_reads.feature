Feature: Documents are drawn up on request, for people who may have them
  Staff may request any document, brokers and borrowers the ones they need to serve and to pay. Those
  involved are notified once, and find the document with everything else.

  Background:
    Given Bella is a broker who works with Ben
    And Cora is a broker who works with Carl
    And Omar has applied for $250,000.00 through Bella

  Rule: Each role may request certain documents only

    Scenario Outline: <who> may request the application form
      Given Ada is an admin
      And Omar's application is at "Settlement"
      When <who> asks for Omar's "application form"
      Then Bella is told "HL-OMAR (Omar): the application form is ready."

      Examples:
        | who   | why                          |
        | Ada   | an admin may have everything |
        | Ben   | a BDM too                    |
        | Bella | brokers bring it in          |

    Scenario Outline: <who> may request the repayment schedule
      Given Omar's application is at "Settlement"
      And Ben has moved Omar's application to "Funded"
      When <who> asks for Omar's "repayment schedule"
      Then Omar is told "Your repayment schedule for loan HL-OMAR is ready."

      Examples:
        | who   | why                            |
        | Ben   | staff may have everything      |
        | Bella | brokers explain it             |
        | Omar  | borrowers have to pay after it |

    Scenario Outline: <who> may not request the <document>
      Given Omar's application lacks the "formal approval"
      And Omar's application is at "<stage>"
      When <who> asks for Omar's "<document>"
      Then it is refused: "A <role> may not ask for the <document>."
      And Omar has no "<document>"

      Examples:
        | who   | role     | document          | stage           |
        | Bella | broker   | indicative letter | Pre-approval    |
        | Bella | broker   | formal approval   | Formal approval |
        | Omar  | borrower | application form  | Inquiry         |
        | Omar  | borrower | indicative letter | Pre-approval    |
        | Omar  | borrower | formal approval   | Formal approval |

    Scenario Outline: <who> may not request Omar's documents
      When <who> asks for Omar's "application form"
      Then it is refused: "There is no application HL-OMAR."
      And Omar has no "application form"

      Examples:
        | who  | why                  |
        | Cora | another broker       |
        | Carl | another broker's BDM |

    Scenario: A broker whose login was removed may not request a document
      Given Bella's login has been taken away
      When Bella asks for Omar's "application form"
      Then the background task fails: "There is no active user with id"
      And Omar has no "application form"

    Scenario: A document that has to be handed in is not drawn up
      Given Omar's application lacks the "contract"
      When Ben asks for Omar's "contract"
      Then it is refused: "'contract' cannot be drawn up. Choose one of application_form, indicative_letter, formal_approval, repayment_schedule."
      And Omar has no "contract"

  Rule: Broker, BDM and borrowers are notified once a version, in the app

    Scenario: Broker, BDM and borrowers are notified that a document is ready
      Given Ada is an admin
      And Nora borrows together with Omar
      When Bella asks for Omar's "application form"
      Then Bella is told "HL-OMAR (Nora and Omar): the application form is ready."
      And Ben is told "HL-OMAR (Nora and Omar): the application form is ready."
      And Omar is told "Your application form for loan HL-OMAR is ready."
      And Nora is told "Your application form for loan HL-OMAR is ready."
      But Ada is told nothing
      And Omar receives no e-mail

    Scenario: A request that makes no new version notifies nobody
      Given Bella has asked for Omar's "application form"
      And Omar was told "Your application form for loan HL-OMAR is ready."
      When Ben asks for Omar's "application form"
      Then Omar is told nothing more

    Scenario: A new version notifies the borrower again
      Given Bella has asked for Omar's "application form"
      And Omar was told "Your application form for loan HL-OMAR is ready."
      And Omar's loan has been corrected to $260,000.00
      When Bella asks for Omar's "application form"
      Then Omar is told "Your new application form for loan HL-OMAR is ready."

  Rule: Staff and brokers see every document, borrowers what was written to them

    Background:
      Given Ada is an admin
      And Omar's application lacks the "contract"
      And Omar's application lacks the "formal approval"
      And Bella has asked for Omar's "application form"

    Scenario Outline: <who> sees every document of the application
      Then <who> sees these documents
        | document         | version |
        | application form | 1       |
        | identification   | 1       |
        | proof of income  | 1       |

      Examples:
        | who   | why               |
        | Ada   | an admin          |
        | Ben   | the BDM in charge |
        | Bella | the broker        |

    Scenario: A borrower sees no document that was handed in
      Then Omar sees these documents
        | document         | version |
        | application form | 1       |

    Scenario Outline: <who> does not see Omar's documents
      Then <who> sees no document

      Examples:
        | who  | why                  |
        | Cora | another broker       |
        | Carl | another broker's BDM |

    Scenario: A broker of another application cannot open a document
      When Cora opens Omar's "application form"
      Then it is refused: "There is no such document."
