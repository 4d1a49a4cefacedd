Feature: Brokers change an application's terms until it is handed in, the lender until the loan is funded
  The broker knows what the customer asks for. Once the application is handed in, the lender decides. Every
  change is on record, so that everybody can see later who lowered the rate.

  Background:
    Given today is Friday 14 March 2025
    And Ada is an admin
    And Bella is a broker who works with Ben
    And Omar has applied for $250,000.00 through Bella

  Rule: A broker changes what is asked for until the application is handed in

    Scenario Outline: A broker changes the <term> at “Inquiry”
      When Bella changes the "<term>" of Omar's application to "<value>"
      Then the "<term>" of Omar's application is "<value>"

      Examples:
        | term      | value       |
        | amount    | $300,000.00 |
        | term      | 240 months  |
        | rate      | 5.5 %       |
        | frequency | fortnightly |

    Scenario Outline: A broker may not change the <term> once the application is handed in
      Given Bella has moved Omar's application to "Pre-approval"
      When Bella changes the "<term>" of Omar's application to "<value>"
      Then it is refused: "A broker may not change <words> at “Pre-approval”."

      Examples:
        | term      | value       | words                       |
        | amount    | $300,000.00 | the amount                  |
        | term      | 240 months  | the term                    |
        | rate      | 5.5 %       | the rate                    |
        | frequency | fortnightly | the frequency of repayments |

    Scenario Outline: A broker may not change the <term> even at “Inquiry”
      When Bella changes the "<term>" of Omar's application to "<value>"
      Then it is refused: "A broker may not change the <term> at “Inquiry”."

      Examples:
        | term                 | value       |
        | valuation            | $412,300.00 |
        | planned funding date | 1 May 2025  |

  Rule: A BDM or an admin changes every term until the loan is funded

    Scenario Outline: <who> changes the <term> at <stage>
      Given Omar's application is at "<stage>"
      When <who> changes the "<term>" of Omar's application to "<value>"
      Then the "<term>" of Omar's application is "<value>"

      Examples:
        | who | term                 | value         | stage           |
        | Ben | amount               | $300,000.00   | Inquiry         |
        | Ben | valuation            | $412,300.00   | Valuation       |
        | Ada | rate                 | 5.5 %         | Formal approval |
        | Ben | planned funding date | 1 May 2025    | Settlement      |
        | Ben | planned funding date | 14 March 2026 | Settlement      |

    Scenario Outline: Not even an admin changes the terms at <stage>
      Given Omar's application is at "<stage>"
      When Ada changes the "amount" of Omar's application to "$300,000.00"
      Then it is refused: "The amount cannot be changed at “<stage>”."
      And the "amount" of Omar's application is still "$250,000.00"

      Examples:
        | stage     | why                         |
        | Funded    | they fix the repayments     |
        | Declined  | it has to be reopened first |
        | Withdrawn | it has to be reopened first |

  Rule: Borrowers and other BDMs may not change terms

    Scenario: A borrower may not change the amount
      When Omar changes the "amount" of Omar's application to "$300,000.00"
      Then it is refused: "A borrower may not change the amount at “Inquiry”."

    Scenario: Another BDM does not find the application
      Given Cora is a broker who works with Carl
      When Carl changes the "amount" of Omar's application to "$300,000.00"
      Then it is refused: "There is no application HL-OMAR."

  Rule: A term that no loan can have is refused

    Scenario Outline: A loan with the <term> <value> is refused
      When Ben changes the "<term>" of Omar's application to "<value>"
      Then it is refused: "<reason>"

      Examples:
        | term                 | value         | reason                                                                           |
        | amount               | $0.00         | The amount must be greater than $0.00.                                           |
        | term                 | 601 months    | The term must be 1 to 600 months.                                                |
        | rate                 | 100.5 %       | The rate must be 0.00% to 100.00%.                                               |
        | planned funding date | 1 March 2025  | The loan cannot be funded before 14 March 2025, when its application was opened. |
        | planned funding date | 15 March 2026 | The loan cannot be funded after 14 March 2026, a year from today.                |

    Scenario: A term that the frequency of repayments does not divide is refused
      Given Ben has changed the "frequency" of Omar's application to "quarterly"
      When Ben changes the "term" of Omar's application to "10 months"
      Then it is refused: "A term of 10 months cannot be divided into quarters."
      And the "term" of Omar's application is still "360 months"

  Rule: Every change of the terms is on record

    Scenario: The audit trail says who changed a term, from what and to what
      Given Bella has changed the "rate" of Omar's application to "5.5 %"
      When Ben changes the "amount" of Omar's application to "$300,000.00"
      Then the audit trail of Omar's application is
        | who   | act                                                |
        | Bella | changed the rate from 6.00% to 5.50%               |
        | Ben   | changed the amount from $250,000.00 to $300,000.00 |

  Rule: Terms that change after the formal approval have to be approved again

    Scenario: A loan whose amount changed after the formal approval is not settled
      Given Omar's application is at "Formal approval"
      And Ben has changed the "amount" of Omar's application to "$300,000.00"
      When Ben moves Omar's application to "Settlement"
      Then it is refused: "The formal approval states other terms."
