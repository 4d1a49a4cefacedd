Feature: An application says what is still to do before its next stage
  Nobody has to try a move to learn what is missing. The list says everything at once, and whose task each item is, so
  that people neither wait for each other nor do things twice.

  Background:
    Given Ada is an admin
    And Ben is a BDM who may approve up to $500,000.00
    And Bella is a broker who works with Ben
    And Omar has applied for $250,000.00 through Bella

  Rule: The list names what the next stage requires, and who adds it

    Scenario: A BDM sees what a formal approval still needs
      Given Omar's application is at "Valuation"
      And Omar's application lacks the "valuation"
      And Omar's application lacks the "identification"
      Then Ben sees what Omar's application lacks for "Formal approval"
        | what                           | who |
        | The valuation is missing.      | Ben |
        | The identification is missing. | Ben |

    Scenario: A broker sees which missing items are the broker's to add
      Given Omar's application is at "Valuation"
      And Omar's application lacks the "valuation"
      And Omar's application lacks the "identification"
      Then Bella sees what Omar's application lacks for "Formal approval"
        | what                           | who   |
        | The valuation is missing.      | Ben   |
        | The identification is missing. | Bella |

    Scenario: An application with a complete file lacks nothing
      Given Omar's application is at "Valuation"
      Then Ben sees that Omar's application lacks nothing for "Formal approval"

    Scenario: The funding date and the contract are missing before funding
      Given Omar's application is at "Settlement"
      And Omar's application lacks the "funding date"
      And Omar's application lacks the "contract"
      Then Ben sees what Omar's application lacks for "Funded"
        | what                         | who |
        | The funding date is missing. | Ben |
        | The contract is missing.     | Ben |

  Rule: The list names everybody who has not signed

    Scenario: Each person who has not signed is an item of the list
      Given Greta guarantees Omar's loan
      And Omar's application is at "Formal approval"
      But Omar has not signed
      And Greta has not signed
      Then Ben sees what Omar's application lacks for "Settlement"
        | what                                              | who |
        | Omar has not signed the current formal approval.  | Ben |
        | Greta has not signed the current formal approval. | Ben |
      And Bella sees what Omar's application lacks for "Settlement"
        | what                                              | who   |
        | Omar has not signed the current formal approval.  | Omar  |
        | Greta has not signed the current formal approval. | Greta |

    Scenario: A formal approval that states other terms needs a new version before any signature
      Given Omar's application is at "Formal approval"
      And Ben has changed the "amount" of Omar's application to "$300,000.00"
      But Omar has not signed
      Then Ben sees what Omar's application lacks for "Settlement"
        | what                                                            | who |
        | The formal approval states other terms. It needs a new version. | Ben |

    Scenario: A formal approval that is missing has to be drawn up first
      Given Omar's application is at "Formal approval"
      And Omar's application lacks the "formal approval"
      Then Ben sees what Omar's application lacks for "Settlement"
        | what                                     | who |
        | The formal approval document is missing. | Ben |

  Rule: Above the BDM's limit an admin has to make the move

    Scenario: An amount above the BDM's limit waits for an admin
      Given Omar's application is at "Valuation"
      And Ben has changed the "amount" of Omar's application to "$600,000.00"
      Then Ben sees what Omar's application lacks for "Formal approval"
        | what                                             | who      |
        | $600,000.00 is above Ben's limit of $500,000.00. | an admin |

    Scenario: An admin sees that an amount above the BDM's limit waits for the admin
      Given Omar's application is at "Valuation"
      And Ben has changed the "amount" of Omar's application to "$600,000.00"
      Then Ada sees what Omar's application lacks for "Formal approval"
        | what                                             | who |
        | $600,000.00 is above Ben's limit of $500,000.00. | Ada |

  Rule: The list says who makes the next move

    Scenario Outline: <who> reads that <mover> moves an application on from <stage>
      Given Omar's application is at "<stage>"
      Then <who> sees that <mover> makes the next move of Omar's application

      Examples:
        | stage        | who   | mover  |
        | Inquiry      | Bella | Bella  |
        | Inquiry      | Ben   | Bella  |
        | Pre-approval | Bella | Ben    |
        | Settlement   | Ben   | Ben    |
        | Settlement   | Ada   | Ada    |
        | Funded       | Ben   | nobody |
        | Withdrawn    | Ada   | nobody |

    Scenario: A borrower sees no list of the lender's tasks
      Then Omar sees that nobody makes the next move of Omar's application
