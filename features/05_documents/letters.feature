Feature: The lender's letters state the terms, and bind nobody too early
  A letter is the lender's word. It agrees with the loan's records, it is drawn up only at the stages it
  belongs to, and it never reveals more about a person than it has to.

  Background:
    Given today is Friday 14 March 2025
    And Bella is a broker who works with Ben
    And Omar has applied for $250,000.00 through Bella

  Rule: Each document is drawn up at certain stages only

    Scenario Outline: The <document> is drawn up at <stage>
      Given Omar's application lacks the "formal approval"
      And Omar's application is at "<stage>"
      When Ben asks for Omar's "<document>"
      Then Omar's "<document>" is at version 1

      Examples:
        | document          | stage           | why                    |
        | application form  | Inquiry         | the first              |
        | application form  | Settlement      | the last               |
        | indicative letter | Pre-approval    | the first              |
        | indicative letter | Valuation       | the last: no offer yet |
        | formal approval   | Formal approval | the first              |
        | formal approval   | Settlement      | the last               |

    Scenario Outline: The <document> is not drawn up at <stage>
      Given Omar's application lacks the "formal approval"
      And Omar's application is at "<stage>"
      When Ben asks for Omar's "<document>"
      Then it is refused: "The <document> can only be drawn up at <right stages>; the application is at “<stage>”."
      And Omar has no "<document>"
      And Omar is told nothing

      Examples:
        | document           | stage           | right stages                                                               | why                               |
        | application form   | Funded          | “Inquiry”, “Pre-approval”, “Valuation”, “Formal approval” and “Settlement” | what was applied for is history   |
        | application form   | Declined        | “Inquiry”, “Pre-approval”, “Valuation”, “Formal approval” and “Settlement” | not open                          |
        | indicative letter  | Inquiry         | “Pre-approval” and “Valuation”                                             | nobody has looked at it yet       |
        | indicative letter  | Formal approval | “Pre-approval” and “Valuation”                                             | an offer has taken its place      |
        | formal approval    | Valuation       | “Formal approval” and “Settlement”                                         | not approved yet                  |
        | formal approval    | Funded          | “Formal approval” and “Settlement”                                         | signed and done                   |
        | repayment schedule | Settlement      | “Funded”                                                                   | repayments begin with the funding |

  Rule: No document is drawn up before its contents are decided

    Scenario Outline: No application form is drawn up without <what>
      Given Omar's application lacks the "<item>"
      When Ben asks for Omar's "application form"
      Then it is refused: "<reason>"

      Examples:
        | item     | reason                 | what         |
        | amount   | The amount is missing. | an amount    |
        | borrower | A borrower is missing. | an applicant |

    Scenario Outline: No indicative letter is drawn up without <what>
      Given Omar's application is at "Pre-approval"
      And Omar's application lacks the "<item>"
      When Ben asks for Omar's "indicative letter"
      Then it is refused: "<reason>"

      Examples:
        | item     | reason                 | what                |
        | amount   | The amount is missing. | an amount           |
        | term     | The term is missing.   | a term              |
        | rate     | The rate is missing.   | a rate              |
        | borrower | A borrower is missing. | anybody to write to |

    Scenario Outline: No formal approval is drawn up without <what>
      Given Omar's application is at "Formal approval"
      And Omar's application lacks the "<item>"
      When Ben asks for Omar's "formal approval"
      Then it is refused: "<reason>"

      Examples:
        | item     | reason                 | what                |
        | amount   | The amount is missing. | an amount           |
        | term     | The term is missing.   | a term              |
        | rate     | The rate is missing.   | a rate              |
        | borrower | A borrower is missing. | anybody to write to |

    Scenario: A term that cannot be divided into repayments is refused
      Given Omar's application is at "Pre-approval"
      And Omar's loan is repaid quarterly over 10 months
      When Ben asks for Omar's "indicative letter"
      Then it is refused: "A term of 10 months cannot be divided into quarters."
      And Omar has no "indicative letter"

  Rule: A letter agrees with the loan's records

    Scenario: An indicative letter says that it is not an offer
      Given Omar's application is at "Pre-approval"
      When Ben asks for Omar's "indicative letter"
      Then Omar reads in Omar's "indicative letter"
        """
        Date 14 March 2025
        Loan HL-OMAR
        Loan amount $250,000.00
        Term 360 months (30 years)
        Interest rate 6.00% a year
        Repayments 360 monthly repayments of $1,498.88
        It is not an offer, it does not approve your loan, and it binds neither you nor us.
        Indicative letter · HL-OMAR Page 1 of 1
        """

    Scenario: The formal approval has a place for every signature
      Given Greta guarantees Omar's loan
      And Nora borrows together with Omar
      And Omar's application is at "Formal approval"
      When Ben asks for Omar's "formal approval"
      Then Nora reads in Omar's "formal approval"
        """
        Your loan is formally approved
        Repayments 360 monthly repayments of $1,498.88
        Nora, borrower Date
        Omar, borrower Date
        Greta, guarantor Date
        """

    Scenario Outline: A term of <months> months at <rate> percent reads <term>
      Given Omar's loan is over <months> months at <rate> percent
      When Ben asks for Omar's "application form"
      Then Bella reads in Omar's "application form"
        """
        Term <term>
        Interest rate <shown>
        """

      Examples:
        | months | rate  | term                        | shown         |
        | 1      | 6     | 1 month                     | 6.00% a year  |
        | 12     | 6     | 12 months (1 year)          | 6.00% a year  |
        | 18     | 5.5   | 18 months (1 year 6 months) | 5.50% a year  |
        | 24     | 5.125 | 24 months (2 years)         | 5.125% a year |
        | 360    | 0     | 360 months (30 years)       | 0.00% a year  |

    Scenario: A loan over one month has a single repayment
      Given Omar's loan is over 1 month at 6 percent
      And Omar's application is at "Pre-approval"
      When Ben asks for Omar's "indicative letter"
      Then Omar reads in Omar's "indicative letter"
        """
        Repayments 1 monthly repayment of $251,250.00
        """

    Scenario: An application form is drawn up before the terms are known
      Given Omar's application lacks the "term"
      And Omar's application lacks the "rate"
      When Bella asks for Omar's "application form"
      Then nobody reads "Interest rate" in Omar's "application form"
      And nobody reads "Term" in Omar's "application form"

    Scenario: The date on a document is the date in Sydney
      Given it is Saturday 15 March 2025 00:30
      When Ben asks for Omar's "application form"
      Then Bella reads in Omar's "application form"
        """
        As of 15 March 2025
        """

    Scenario: The application form of a company states its kind and no date of birth
      Given Haddad has applied for $250,000.00 through Bella
      And Haddad is the company "Haddad Pty Ltd"
      When Bella asks for Haddad's "application form"
      Then Haddad reads in Haddad's "application form"
        """
        Haddad Pty Ltd
        Kind Company
        """
      But nobody reads "Born" in Haddad's "application form"

    Scenario: An application form names the broker's company
      Given Bella is a broker of the company "Harbour Brokers"
      When Bella asks for Omar's "application form"
      Then Omar reads in Omar's "application form"
        """
        Bella, Harbour Brokers
        """

  Rule: Documents do not reveal personal numbers

    Scenario: An application form masks tax file number and account
      When Bella asks for Omar's "application form"
      Then Omar reads in Omar's "application form"
        """
        Tax file number ••• 535
        Account ••• 678
        """
      But nobody reads "648188" in Omar's "application form"
      And nobody reads "062000" in Omar's "application form"

    Scenario Outline: A formal approval does not reveal the <what>
      Given Omar's application is at "Formal approval"
      When Ben asks for Omar's "formal approval"
      Then nobody reads "<words>" in Omar's "formal approval"

      Examples:
        | words   | what            |
        | 535     | tax file number |
        | 678     | account number  |
        | 98,765  | income          |
        | 1984    | birth date      |
        | 400,000 | valuation       |

  Rule: Names are printed exactly as they are written

    Scenario Outline: A name that contains <what> is printed unchanged
      Given Omar's full name is '<name>'
      And Omar's application is at "Pre-approval"
      When Ben asks for Omar's "indicative letter"
      Then Omar reads in Omar's "indicative letter"
        """
        <name> Date 14 March 2025
        """

      Examples:
        | name                      | what                 |
        | #import "x": * // Omar    | a line of Typst      |
        | *Omar* _Khan_ $x$ `y` @z  | characters of markup |
        | <script>alert(1)</script> | an HTML element      |
        | Nguyễn Thị Ánh-Żółć       | accents              |

    Scenario: A name with a letter that cannot be printed is refused
      Given Omar's full name is "Omar 王"
      And Omar's application is at "Pre-approval"
      When Ben asks for Omar's "indicative letter"
      Then it is refused: "“王” cannot be printed: our fonts do not include it."
      And Omar has no "indicative letter"

  Rule: A document is accessible, and describes itself

    Scenario: The file of a letter states title, author, language and date
      Given Omar's application is at "Pre-approval"
      When Ben asks for Omar's "indicative letter"
      Then the file of Omar's "indicative letter" has these properties
        | title                           | author          | language | made                | tagged | pages |
        | Indicative letter, loan HL-OMAR | Harbour Lending | en-AU    | 14 March 2025 09:00 | yes    | 1     |
