Feature: Each stage requires a complete file
  A loan that is approved on half a file costs more than one that waits a day. Whatever is
  missing is named, all of it at once, so that nobody has to try again and again.

  Background:
    Given Bella is a broker who works with Ben
    And Omar has applied for $250,000.00 through Bella

  Rule: Formal approval needs the terms, a borrower, a valuation, identification and income

    Scenario Outline: No formal approval without the <item>
      Given Omar's application is at "Valuation"
      And Omar's application lacks the "<item>"
      When Ben moves Omar's application to "Formal approval"
      Then it is refused: "<reason>"
      And Omar's application is still at "Valuation"

      Examples:
        | item            | reason                           |
        | amount          | The amount is missing.           |
        | term            | The term is missing.             |
        | rate            | The rate is missing.             |
        | borrower        | A borrower is missing.           |
        | valuation       | The valuation is missing.        |
        | identification  | The identification is missing.   |
        | proof of income | The proof of income is missing.  |

    Scenario: Everything that is missing is named at once
      Given Omar's application is at "Valuation"
      And Omar's application lacks the "rate"
      And Omar's application lacks the "valuation"
      And Omar's application lacks the "identification"
      When Ben moves Omar's application to "Formal approval"
      Then it is refused: "The rate, the valuation and the identification are missing."

  Rule: Settlement needs every signature on the current formal approval

    Scenario: A guarantor has not signed
      Given Greta guarantees Omar's loan
      And Omar's application is at "Formal approval"
      But Greta has not signed
      When Ben moves Omar's application to "Settlement"
      Then it is refused: "Greta has not signed the current formal approval."
      And Omar's application is still at "Formal approval"

    Scenario: Everybody who has not signed is named
      Given Nora borrows together with Omar
      And Omar's application is at "Formal approval"
      But Omar has not signed
      And Nora has not signed
      When Ben moves Omar's application to "Settlement"
      Then it is refused: "Nora and Omar have not signed the current formal approval."

    Scenario: A signature on an older version does not count
      Given Omar's application is at "Formal approval"
      And a newer formal approval has been drawn up for Omar
      When Ben moves Omar's application to "Settlement"
      Then it is refused: "Omar has not signed the current formal approval."

    Scenario: All have signed
      Given Nora borrows together with Omar
      And Greta guarantees Omar's loan
      And Omar's application is at "Formal approval"
      When Ben moves Omar's application to "Settlement"
      Then Omar's application is at "Settlement"

    Scenario: Funding needs the signatures too
      Given Omar's application is at "Settlement"
      But Omar has not signed
      When Ben moves Omar's application to "Funded"
      Then it is refused: "Omar has not signed the current formal approval."
      And Omar's application is still at "Settlement"

    Scenario: There is nothing to sign yet
      Given Omar's application is at "Formal approval"
      But Omar's application lacks the "formal approval"
      When Ben moves Omar's application to "Settlement"
      Then it is refused: "The formal approval document is missing."

  Rule: Terms that change after the formal approval void it

    Scenario Outline: A loan is not <act> once <change>
      Given Nora borrows together with Omar
      And Greta guarantees Omar's loan
      And Omar's application is at "<from>"
      And <change>
      When Ben moves Omar's application to "<to>"
      Then it is refused: "The formal approval states other terms."
      And Omar's application is still at "<from>"

      Examples: Before settlement
        | act     | from            | to         | change                                            |
        | settled | Formal approval | Settlement | the amount of Omar's loan has become $250,000.01  |
        | settled | Formal approval | Settlement | Omar's loan has been corrected to 348 months      |
        | settled | Formal approval | Settlement | Omar's loan has been corrected to 6.01 %          |
        | settled | Formal approval | Settlement | Omar's loan is repaid fortnightly                 |
        | settled | Formal approval | Settlement | Alf has become a borrower of Omar's loan          |
        | settled | Formal approval | Settlement | Gus has become a guarantor of Omar's loan         |
        | settled | Formal approval | Settlement | Nora has left Omar's loan                         |
        | settled | Formal approval | Settlement | Greta has left Omar's loan                        |

      Examples: Between settlement and the money
        | act    | from       | to     | change                                           |
        | funded | Settlement | Funded | the amount of Omar's loan has become $900,000.00 |
        | funded | Settlement | Funded | Omar's loan has been corrected to 5.99 %         |
        | funded | Settlement | Funded | Nora has left Omar's loan                        |

    Scenario: Terms that are back to what was approved are approved
      Given Omar's application is at "Formal approval"
      And the amount of Omar's loan has become $900,000.00
      And the amount of Omar's loan has become $250,000.00
      When Ben moves Omar's application to "Settlement"
      Then Omar's application is at "Settlement"

    Scenario: A new version that everybody has signed holds
      Given Omar's application is at "Formal approval"
      And the amount of Omar's loan has become $300,000.00
      And Ben has asked for Omar's "formal approval"
      And Omar has signed Omar's "formal approval"
      When Ben moves Omar's application to "Settlement"
      Then Omar's application is at "Settlement"

    Scenario: A new version that nobody has signed does not hold yet
      Given Omar's application is at "Settlement"
      And the amount of Omar's loan has become $300,000.00
      And Ben has asked for Omar's "formal approval"
      When Ben moves Omar's application to "Funded"
      Then it is refused: "Omar has not signed the current formal approval."

    Scenario Outline: An application goes back from <from> whatever its formal approval states
      Given Omar's application is at "<from>"
      And the amount of Omar's loan has become $900,000.00
      When Ben moves Omar's application to "<to>" because "The customer wants more"
      Then Omar's application is at "<to>"

      Examples:
        | from            | to              |
        | Formal approval | Valuation       |
        | Settlement      | Formal approval |

    Scenario: What has no part in the formal approval may change
      Given Omar's application is at "Formal approval"
      And Omar's application lacks the "valuation"
      And Omar's application lacks the "funding date"
      When Ben moves Omar's application to "Settlement"
      Then Omar's application is at "Settlement"

  Rule: Funding needs a date and the contract, and begins the repayments

    Scenario Outline: No funding without the <item>
      Given Omar's application is at "Settlement"
      And Omar's application lacks the "<item>"
      When Ben moves Omar's application to "Funded"
      Then it is refused: "The <item> is missing."
      And Omar's application is still at "Settlement"

      Examples:
        | item         |
        | funding date |
        | contract     |

    Scenario: A funded loan has its repayments
      Given Omar's application is at "Settlement"
      When Ben moves Omar's application to "Funded"
      Then Omar has 360 repayments
      And Omar's repayment on 1 May 2025 is $1,250.00 of interest and $248.88 of principal
      And the principal of Omar's repayments adds up to $250,000.00

  Rule: A BDM approves up to a limit, and an admin above it

    Scenario Outline: <who> approves <amount>
      Given Ada is an admin
      And Carl is a BDM who may approve up to $500,000.00
      And Cora is a broker who works with Carl
      And Nora has applied for <amount> through Cora
      And Nora's application is at "Valuation"
      When <who> moves Nora's application to "Formal approval"
      Then Nora's application is at "Formal approval"

      Examples:
        | who  | amount      | why                  |
        | Carl | $500,000.00 | the limit itself     |
        | Ada  | $500,000.01 | an admin has no limit |

    Scenario Outline: A BDM whose limit is below the amount does not move the loan to <to>
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

    Scenario: An admin settles what is above the BDM's limit
      Given Ada is an admin
      And Carl is a BDM who may approve up to $500,000.00
      And Cora is a broker who works with Carl
      And Nora has applied for $900,000.00 through Cora
      And Nora's application is at "Formal approval"
      When Ada moves Nora's application to "Settlement"
      Then Nora's application is at "Settlement"

    Scenario: Going back to a formal approval approves nothing anew
      Given Carl is a BDM who may approve up to $500,000.00
      And Cora is a broker who works with Carl
      And Nora has applied for $900,000.00 through Cora
      And Nora's application is at "Settlement"
      When Carl moves Nora's application to "Formal approval" because "Settlement failed on the day"
      Then Nora's application is at "Formal approval"

    Scenario: A cent above the limit is not the BDM's to approve
      Given Carl is a BDM who may approve up to $500,000.00
      And Cora is a broker who works with Carl
      And Nora has applied for $500,000.01 through Cora
      And Nora's application is at "Valuation"
      When Carl moves Nora's application to "Formal approval"
      Then it is refused: "$500,000.01 is above your limit of $500,000.00: an admin has to approve it."
      And Nora's application is still at "Valuation"
