Feature: Each role reads only the reasons for moves that concern it
  The reason given with a move is the lender's own. Telling a customer about a suspicion is tipping off, which is
  an offence. A broker needs to know why an application came back, in order to fix it.

  Background:
    Given Ada is an admin
    And Bella is a broker who works with Ben
    And Omar has applied for $250,000.00 through Bella

  Rule: A borrower never reads the reason for a move

    Scenario Outline: A borrower does not learn why an application went from <from> to <to>
      Given Omar is online
      And Omar's application is at "<from>"
      When <who> moves Omar's application to "<to>" because "Suspected fraud"
      Then Omar reads no reason of Omar's application
      And Omar reads "Suspected fraud" nowhere

      Examples:
        | who   | from            | to              |
        | Ben   | Pre-approval    | Declined        |
        | Bella | Pre-approval    | Withdrawn       |
        | Ben   | Valuation       | Pre-approval    |
        | Ben   | Formal approval | Valuation       |
        | Ben   | Settlement      | Formal approval |
        | Ada   | Declined        | Inquiry         |
        | Ada   | Withdrawn       | Inquiry         |

    Scenario: A borrower does not learn who made a move
      Given Omar's application is at "Pre-approval"
      When Ada moves Omar's application to "Declined" because "The income does not carry it"
      Then Bella reads "Ada" somewhere
      But Omar reads "Ada" nowhere

  Rule: Admins and the application's BDM read every reason

    Scenario Outline: <who>, <why>, reads why an application was declined
      Given Omar's application is at "Pre-approval"
      When Ben moves Omar's application to "Declined" because "Suspected fraud"
      Then <who> reads the reason "Suspected fraud" of Omar's application

      Examples:
        | who | why                   |
        | Ada | the admin             |
        | Ben | the application's BDM |

    Scenario: A BDM who takes over an application reads the earlier reasons
      Given Carl is a BDM who may approve up to $500,000.00
      And Omar's application is at "Pre-approval"
      And Carl has taken over Omar's application
      When Ada moves Omar's application to "Declined" because "Suspected fraud"
      Then Carl reads the reason "Suspected fraud" of Omar's application

  Rule: A broker reads why an application came back or was reopened, and the broker's own reasons

    Scenario Outline: A broker reads why an application went from <from> to <to>
      Given Omar's application is at "<from>"
      When <who> moves Omar's application to "<to>" because "The payslip is too old"
      Then Bella reads the reason "The payslip is too old" of Omar's application

      Examples:
        | who   | from            | to              | why               |
        | Ben   | Valuation       | Pre-approval    | it came back      |
        | Ben   | Formal approval | Valuation       | it came back      |
        | Ben   | Settlement      | Formal approval | it came back      |
        | Ada   | Declined        | Inquiry         | it was reopened   |
        | Ada   | Withdrawn       | Inquiry         | it was reopened   |
        | Bella | Pre-approval    | Withdrawn       | it is Bella's own |

    Scenario Outline: A broker does not read why <who> moved an application to <to>
      Given Omar's application is at "Pre-approval"
      When <who> moves Omar's application to "<to>" because "Suspected fraud"
      Then Bella reads no reason of Omar's application
      And Bella reads "Suspected fraud" nowhere

      Examples:
        | who | to        | why                           |
        | Ben | Declined  | the reason is the lender's    |
        | Ada | Withdrawn | an admin's move, and not back |
        | Ben | Valuation | a move forward                |

    Scenario: A digest does not tell a broker why an application was declined
      Given Bella has chosen a daily digest
      And Omar's application is at "Pre-approval"
      And Ben has moved Omar's application to "Declined" because "Suspected fraud"
      When Monday 3 March 2025 17:30 comes
      Then Bella receives an e-mail "Your day at Harbour Lending, 3 March 2025: 1 notification" that says
        """
        HL-OMAR (Omar) is now at “Declined”.
        """
      But the e-mail "Your day at Harbour Lending, 3 March 2025: 1 notification" to Bella does not say
        """
        Suspected fraud
        """
