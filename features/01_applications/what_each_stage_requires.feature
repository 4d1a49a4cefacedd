Feature: Each stage requires a complete file
  Approving a loan on half a file costs more than waiting a day. A refusal names everything that is
  missing at once, so that nobody has to try again and again.

  Background:
    Given Bella is a broker who works with Ben
    And Omar has applied for $250,000.00 through Bella

  Rule: Formal approval needs the terms, a borrower, a valuation, identification and income

    Scenario Outline: An application without the <item> is not formally approved
      Given Omar's application is at "Valuation"
      And Omar's application lacks the "<item>"
      When Ben moves Omar's application to "Formal approval"
      Then it is refused: "<reason>"
      And Omar's application is still at "Valuation"

      Examples:
        | item            | reason                          |
        | amount          | The amount is missing.          |
        | term            | The term is missing.            |
        | rate            | The rate is missing.            |
        | borrower        | A borrower is missing.          |
        | valuation       | The valuation is missing.       |
        | identification  | The identification is missing.  |
        | proof of income | The proof of income is missing. |

    Scenario: An application is formally approved once a missing document is handed in
      Given Ada is an admin
      And Omar's application is at "Valuation"
      And Omar's application lacks the "identification"
      And Ada has handed in Omar's "identification"
      When Ben moves Omar's application to "Formal approval"
      Then Omar's application is at "Formal approval"

    Scenario: A refusal names everything that is missing at once
      Given Omar's application is at "Valuation"
      And Omar's application lacks the "rate"
      And Omar's application lacks the "valuation"
      And Omar's application lacks the "identification"
      When Ben moves Omar's application to "Formal approval"
      Then it is refused: "The rate, the valuation and the identification are missing."

  Rule: Settlement needs every signature on the current formal approval

    Scenario: A loan is not settled until the guarantor has signed
      Given Greta guarantees Omar's loan
      And Omar's application is at "Formal approval"
      But Greta has not signed
      When Ben moves Omar's application to "Settlement"
      Then it is refused: "Greta has not signed the current formal approval."
      And Omar's application is still at "Formal approval"

    Scenario: A refusal names everybody who has not signed
      Given Nora borrows together with Omar
      And Omar's application is at "Formal approval"
      But Omar has not signed
      And Nora has not signed
      When Ben moves Omar's application to "Settlement"
      Then it is refused: "Nora and Omar have not signed the current formal approval."

    Scenario: A signature on an older formal approval does not count
      Given Omar's application is at "Formal approval"
      And a newer formal approval has been drawn up for Omar
      When Ben moves Omar's application to "Settlement"
      Then it is refused: "Omar has not signed the current formal approval."

    Scenario: A loan is settled once all borrowers and guarantors have signed
      Given Nora borrows together with Omar
      And Greta guarantees Omar's loan
      And Omar's application is at "Formal approval"
      When Ben moves Omar's application to "Settlement"
      Then Omar's application is at "Settlement"

    Scenario: A loan is not funded while a signature is missing
      Given Omar's application is at "Settlement"
      But Omar has not signed
      When Ben moves Omar's application to "Funded"
      Then it is refused: "Omar has not signed the current formal approval."
      And Omar's application is still at "Settlement"

    Scenario: A loan without a formal approval document is not settled
      Given Omar's application is at "Formal approval"
      But Omar's application lacks the "formal approval"
      When Ben moves Omar's application to "Settlement"
      Then it is refused: "The formal approval document is missing."

  Rule: A change of terms makes the formal approval void

    Scenario Outline: A loan is not <act> once <change>
      Given Nora borrows together with Omar
      And Greta guarantees Omar's loan
      And Omar's application is at "<from>"
      And <change>
      When Ben moves Omar's application to "<to>"
      Then it is refused: "The formal approval states other terms."
      And Omar's application is still at "<from>"

      Examples: Changes between formal approval and settlement
        | act     | from            | to         | change                                        |
        | settled | Formal approval | Settlement | Omar's loan has been corrected to $250,000.01 |
        | settled | Formal approval | Settlement | Omar's loan has been corrected to 348 months  |
        | settled | Formal approval | Settlement | Omar's loan has been corrected to 6.01 %      |
        | settled | Formal approval | Settlement | Omar's loan is repaid fortnightly             |
        | settled | Formal approval | Settlement | Alf has become a borrower of Omar's loan      |
        | settled | Formal approval | Settlement | Gus has become a guarantor of Omar's loan     |
        | settled | Formal approval | Settlement | Nora has left Omar's loan                     |
        | settled | Formal approval | Settlement | Greta has left Omar's loan                    |

      Examples: Changes between settlement and funding
        | act    | from       | to     | change                                        |
        | funded | Settlement | Funded | Omar's loan has been corrected to $900,000.00 |
        | funded | Settlement | Funded | Omar's loan has been corrected to 5.99 %      |
        | funded | Settlement | Funded | Nora has left Omar's loan                     |

    Scenario: Terms changed back to the approved ones allow settlement
      Given Omar's application is at "Formal approval"
      And Omar's loan has been corrected to $900,000.00
      And Omar's loan has been corrected to $250,000.00
      When Ben moves Omar's application to "Settlement"
      Then Omar's application is at "Settlement"

    Scenario: A new formal approval that everybody has signed allows settlement
      Given Omar's application is at "Formal approval"
      And Omar's loan has been corrected to $300,000.00
      And Ben has asked for Omar's "formal approval"
      And Omar has signed Omar's "formal approval"
      When Ben moves Omar's application to "Settlement"
      Then Omar's application is at "Settlement"

    Scenario: A new formal approval that nobody has signed prevents funding
      Given Omar's application is at "Settlement"
      And Omar's loan has been corrected to $300,000.00
      And Ben has asked for Omar's "formal approval"
      When Ben moves Omar's application to "Funded"
      Then it is refused: "Omar has not signed the current formal approval."

    Scenario Outline: An application with changed terms may still go back from <from>
      Given Omar's application is at "<from>"
      And Omar's loan has been corrected to $900,000.00
      When Ben moves Omar's application to "<to>" because "The customer wants more"
      Then Omar's application is at "<to>"

      Examples:
        | from            | to              |
        | Formal approval | Valuation       |
        | Settlement      | Formal approval |

    Scenario: A change to what the formal approval does not state is allowed
      Given Omar's application is at "Formal approval"
      And Omar's application lacks the "valuation"
      And Omar's application lacks the "funding date"
      When Ben moves Omar's application to "Settlement"
      Then Omar's application is at "Settlement"

  Rule: Funding needs a date and the contract, and creates the repayments

    Scenario Outline: A loan without the <item> is not funded
      Given Omar's application is at "Settlement"
      And Omar's application lacks the "<item>"
      When Ben moves Omar's application to "Funded"
      Then it is refused: "The <item> is missing."
      And Omar's application is still at "Settlement"

      Examples:
        | item         |
        | funding date |
        | contract     |

    Scenario: Funding a loan over 30 years creates 360 repayments
      Given Omar's application is at "Settlement"
      When Ben moves Omar's application to "Funded"
      Then Omar has 360 repayments
      And Omar's repayment on 1 May 2025 is $1,250.00 of interest and $248.88 of principal
      And the principal of Omar's repayments adds up to $250,000.00

  Rule: A BDM approves, settles and funds up to a limit, and an admin above it

    Scenario Outline: <who> may approve a loan of <amount>
      Given Ada is an admin
      And Carl is a BDM who may approve up to $500,000.00
      And Cora is a broker who works with Carl
      And Nora has applied for <amount> through Cora
      And Nora's application is at "Valuation"
      When <who> moves Nora's application to "Formal approval"
      Then Nora's application is at "Formal approval"

      Examples:
        | who  | amount      | why                   |
        | Carl | $500,000.00 | the limit itself      |
        | Ada  | $500,000.01 | an admin has no limit |

    Scenario Outline: A BDM may not move a loan above the limit to <to>
      Given Ada is an admin
      And Carl is a BDM who may approve up to $500,000.00
      And Cora is a broker who works with Carl
      And Nora has applied for $900,000.00 through Cora
      And Nora's application is at "<from>"
      When Carl moves Nora's application to "<to>"
      Then it is refused: "$900,000.00 is above your limit of $500,000.00: an admin has to approve it."
      And Nora's application is still at "<from>"

      Examples:
        | from            | to         |
        | Formal approval | Settlement |
        | Settlement      | Funded     |

    Scenario: An admin settles a loan above the BDM's limit
      Given Ada is an admin
      And Carl is a BDM who may approve up to $500,000.00
      And Cora is a broker who works with Carl
      And Nora has applied for $900,000.00 through Cora
      And Nora's application is at "Formal approval"
      When Ada moves Nora's application to "Settlement"
      Then Nora's application is at "Settlement"

    Scenario: A BDM may move a loan above the limit back to formal approval
      Given Carl is a BDM who may approve up to $500,000.00
      And Cora is a broker who works with Carl
      And Nora has applied for $900,000.00 through Cora
      And Nora's application is at "Settlement"
      When Carl moves Nora's application to "Formal approval" because "Settlement failed on the day"
      Then Nora's application is at "Formal approval"

    Scenario: A BDM may not approve a loan one cent above the limit
      Given Carl is a BDM who may approve up to $500,000.00
      And Cora is a broker who works with Carl
      And Nora has applied for $500,000.01 through Cora
      And Nora's application is at "Valuation"
      When Carl moves Nora's application to "Formal approval"
      Then it is refused: "$500,000.01 is above your limit of $500,000.00: an admin has to approve it."
      And Nora's application is still at "Valuation"

    Scenario: A limit that was lowered applies to loans that were approved before
      Given Omar's application is at "Formal approval"
      And Ben's approval limit has been changed to $249,999.99
      When Ben moves Omar's application to "Settlement"
      Then it is refused: "$250,000.00 is above your limit of $249,999.99: an admin has to approve it."
      And Omar's application is still at "Formal approval"
