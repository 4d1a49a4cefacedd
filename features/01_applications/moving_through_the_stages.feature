Feature: An application moves through its stages
  The stage says how far a loan has come and whose turn it is. Everybody relies on it, so it changes
  only by a move that somebody was allowed to make and that is on record.

  Background:
    Given Ada is an admin
    And Bella is a broker who works with Ben
    And Omar has applied for $250,000.00 through Bella

  Rule: Each role may make only its own moves

    Scenario Outline: <who> moves an application from <from> to <to>
      Given Omar's application is at "<from>"
      When <who> moves Omar's application to "<to>"
      Then Omar's application is at "<to>"

      Examples: Moves forward, from the inquiry to funding
        | who   | from            | to              | why                                  |
        | Bella | Inquiry         | Pre-approval    | the broker hands the application in  |
        | Ben   | Pre-approval    | Valuation       | the BDM accepts the indicative terms |
        | Ben   | Valuation       | Formal approval | the valuation supports the loan      |
        | Ben   | Formal approval | Settlement      | everybody has signed                 |
        | Ben   | Settlement      | Funded          | the money is drawn down              |

      Examples: An admin may make every move
        | who | from         | to           | why                             |
        | Ada | Inquiry      | Pre-approval | in place of a broker on holiday |
        | Ada | Pre-approval | Valuation    | in place of a BDM on holiday    |

    Scenario Outline: <who> may not move an application from <from> to <to>
      Given Omar's application is at "<from>"
      When <who> moves Omar's application to "<to>"
      Then it is refused: "A <role> may not move an application from “<from>” to “<to>”."
      And Omar's application is still at "<from>"

      Examples:
        | who   | from         | to           | role     |
        | Bella | Inquiry      | Declined     | broker   |
        | Bella | Pre-approval | Valuation    | broker   |
        | Bella | Settlement   | Funded       | broker   |
        | Ben   | Inquiry      | Pre-approval | BDM      |
        | Ben   | Inquiry      | Withdrawn    | BDM      |
        | Omar  | Inquiry      | Pre-approval | borrower |
        | Omar  | Settlement   | Withdrawn    | borrower |

  Rule: Stages are not skipped, and the last ones are final

    Scenario Outline: Not even an admin moves an application from <from> to <to>
      Given Omar's application is at "<from>"
      When Ada moves Omar's application to "<to>"
      Then it is refused: "An application cannot move from “<from>” to “<to>”."
      And Omar's application is still at "<from>"

      Examples:
        | from         | to              | why                              |
        | Inquiry      | Formal approval | nobody has looked at it yet      |
        | Pre-approval | Settlement      | it was never approved            |
        | Valuation    | Funded          | two stages are missing           |
        | Settlement   | Declined        | the contract is signed           |
        | Settlement   | Valuation       | it goes back one stage at a time |
        | Funded       | Withdrawn       | the money is out                 |
        | Funded       | Settlement      | the money is out                 |
        | Declined     | Pre-approval    | it has to be reopened first      |
        | Withdrawn    | Declined        | it has ended already             |

  Rule: Declining, withdrawing, moving back and reopening need a reason

    Scenario Outline: A BDM declines an application at <from> with a reason
      Given Omar's application is at "<from>"
      When Ben moves Omar's application to "Declined" because "<why>"
      Then Omar's application is at "Declined"

      Examples:
        | from            | why                               |
        | Inquiry         | Not a loan that this lender makes |
        | Pre-approval    | The income does not carry it      |
        | Valuation       | The property is worth too little  |
        | Formal approval | Circumstances have changed        |

    Scenario Outline: <who> may not decline an application at <from> without a reason
      Given Omar's application is at "<from>"
      When <who> moves Omar's application to "Declined"
      Then it is refused: "Moving from “<from>” to “Declined” needs a reason."
      And Omar's application is still at "<from>"

      Examples:
        | who | from            |
        | Ben | Inquiry         |
        | Ben | Formal approval |
        | Ada | Inquiry         |

    Scenario Outline: <who> withdraws an application at <from> with a reason
      Given Omar's application is at "<from>"
      When <who> moves Omar's application to "Withdrawn" because "<why>"
      Then Omar's application is at "Withdrawn"

      Examples:
        | who   | from            | why                               |
        | Bella | Inquiry         | The customer went away            |
        | Bella | Pre-approval    | A cheaper offer elsewhere         |
        | Bella | Valuation       | The sale fell through             |
        | Bella | Formal approval | The customer refuses the terms    |
        | Bella | Settlement      | The seller withdrew               |
        | Ada   | Settlement      | The customer rang, Bella was away |

    Scenario Outline: <who> may not withdraw an application at <from> without a reason
      Given Omar's application is at "<from>"
      When <who> moves Omar's application to "Withdrawn"
      Then it is refused: "Moving from “<from>” to “Withdrawn” needs a reason."
      And Omar's application is still at "<from>"

      Examples:
        | who   | from       |
        | Bella | Inquiry    |
        | Bella | Settlement |
        | Ada   | Inquiry    |

    Scenario Outline: A BDM moves an application back from <from> to <to> with a reason
      Given Omar's application is at "<from>"
      When Ben moves Omar's application to "<to>" because "<why>"
      Then Omar's application is at "<to>"

      Examples:
        | from            | to              | why                             |
        | Valuation       | Pre-approval    | The property was sold meanwhile |
        | Formal approval | Valuation       | The valuer made a mistake       |
        | Settlement      | Formal approval | Settlement failed on the day    |

    Scenario Outline: A BDM may not move an application back from <from> without a reason
      Given Omar's application is at "<from>"
      When Ben moves Omar's application to "<to>"
      Then it is refused: "Moving from “<from>” to “<to>” needs a reason."
      And Omar's application is still at "<from>"

      Examples:
        | from            | to              |
        | Valuation       | Pre-approval    |
        | Formal approval | Valuation       |
        | Settlement      | Formal approval |

    Scenario Outline: An admin reopens a <from> application with a reason
      Given Omar's application is at "<from>"
      When Ada moves Omar's application to "Inquiry" because "The customer has asked again"
      Then Omar's application is at "Inquiry"

      Examples:
        | from      |
        | Declined  |
        | Withdrawn |

    Scenario Outline: An admin may not reopen a <from> application without a reason
      Given Omar's application is at "<from>"
      When Ada moves Omar's application to "Inquiry"
      Then it is refused: "Moving from “<from>” to “Inquiry” needs a reason."

      Examples:
        | from      |
        | Declined  |
        | Withdrawn |

    Scenario: A reason of spaces only is refused
      Given Omar's application is at "Declined"
      When Ada moves Omar's application to "Inquiry" because "   "
      Then it is refused: "Moving from “Declined” to “Inquiry” needs a reason."

    Scenario Outline: <who> may not reopen a <from> application
      Given Omar's application is at "<from>"
      When <who> moves Omar's application to "Inquiry" because "The customer has asked again"
      Then it is refused: "A <role> may not move an application from “<from>” to “Inquiry”."

      Examples:
        | who   | role     | from      |
        | Bella | broker   | Declined  |
        | Ben   | BDM      | Declined  |
        | Omar  | borrower | Declined  |
        | Bella | broker   | Withdrawn |
        | Ben   | BDM      | Withdrawn |
        | Omar  | borrower | Withdrawn |

  Rule: Every move is on record

    @retold @doors
    Scenario: The history shows who moved the application, when and why
      Given today is Friday 7 March 2025
      And Bella has moved Omar's application to "Pre-approval"
      When Ben moves Omar's application to "Declined" because "The income does not carry it"
      Then Omar's application has this history
        | from         | to           | by    | on           | reason                       |
        | Inquiry      | Pre-approval | Bella | 7 March 2025 |                              |
        | Pre-approval | Declined     | Ben   | 7 March 2025 | The income does not carry it |

    Scenario: A refused move is not in the history
      When Bella moves Omar's application to "Declined"
      Then it is refused: "A broker may not move an application from “Inquiry” to “Declined”."
      And Omar's application has no history

    Scenario: A move to the current stage is not in the history
      When Bella moves Omar's application to "Inquiry"
      Then Omar's application has no history

  Rule: If two people move an application at once, the first move counts

    Scenario: A BDM who still sees the old stage cannot move the application
      Given Omar's application is at "Pre-approval"
      And Ben is looking at Omar's application
      And Bella has moved Omar's application to "Withdrawn" because "The customer went away"
      When Ben moves Omar's application to "Valuation"
      Then it is refused: "HL-OMAR was moved to another stage in the meantime."
      And Omar's application is still at "Withdrawn"

    Scenario: A broker who still sees the old stage cannot keep the application there
      Given Bella is looking at Omar's application
      And Ben has moved Omar's application to "Declined" because "The income does not carry it"
      When Bella moves Omar's application to "Inquiry"
      Then it is refused: "HL-OMAR was moved to another stage in the meantime."

  Rule: A broker opens an application, and the broker's BDM is responsible for it

    Scenario: A new application begins at “Inquiry” with the broker's BDM
      When Bella opens an application for Nora over $420,000.00
      Then Nora's application is at "Inquiry"
      And Ben looks after Nora's application
      And Nora's application has this history
        | from | to      | by    |
        |      | Inquiry | Bella |

    Scenario: A broker's second BDM is not responsible for a new application
      Given Cora is a broker who works with Carl
      And Bella also works with Carl
      When Bella opens an application for Nora over $420,000.00
      Then Ben looks after Nora's application
      And Carl sees no application

    Scenario: A new primary BDM is responsible for new applications
      Given Cora is a broker who works with Carl
      And Bella's primary BDM has become Carl
      When Bella opens an application for Nora over $420,000.00
      Then Carl looks after Nora's application

    Scenario: A new primary BDM does not take over earlier applications
      Given Cora is a broker who works with Carl
      When Bella's primary BDM becomes Carl
      Then Ben looks after Omar's application
