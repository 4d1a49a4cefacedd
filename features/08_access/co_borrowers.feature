Feature: People who borrow together do not read each other's personal data
  A couple may have separated since they applied, and a guarantor is often a parent: what one person earns is not
  the others' business. Staff and the broker need everybody's data.

  Background:
    Given today is Friday 14 March 2025
    And Bella is a broker who works with Ben
    And Omar has applied for $250,000.00 through Bella
    And Nora borrows together with Omar
    And Nora was born on 3 March 1990 and earns $55,000.00 a year
    And Greta guarantees Omar's loan
    And Greta was born on 7 July 1955 and earns $81,000.00 a year

  Rule: A borrower's application form shows only that borrower's data

    Scenario: Each borrower gets a copy with only their own page
      When Bella asks for Omar's "application form"
      Then Omar reads in Omar's "application form"
        """
        Borrower Nora
        Guarantor Greta
        Borrower: Omar
        Born 23 November 1984
        Page 2 of 2
        """
      And Nora reads in Omar's "application form"
        """
        Borrower: Nora
        Born 3 March 1990
        Income a year $55,000.00
        Page 2 of 2
        """

    Scenario Outline: <who> does not read <words>, <why>
      When Bella asks for Omar's "application form"
      Then <who> reads "As of 14 March 2025" somewhere
      But <who> reads "<words>" nowhere

      Examples:
        | who  | words             | why                |
        | Omar | 3 March 1990      | Nora's birth date  |
        | Omar | 55,000            | Nora's income      |
        | Omar | nora@example.com  | Nora's address     |
        | Omar | 7 July 1955       | Greta's birth date |
        | Omar | 81,000            | Greta's income     |
        | Omar | greta@example.com | Greta's address    |
        | Nora | 23 November 1984  | Omar's birth date  |
        | Nora | 98,765            | Omar's income      |
        | Nora | omar@example.com  | Omar's address     |

    Scenario: The broker gets the whole form, one page per person
      When Bella asks for Omar's "application form"
      Then Bella reads in Omar's "application form"
        """
        Borrower: Nora
        Born 3 March 1990
        Borrower: Omar
        Born 23 November 1984
        Guarantor: Greta
        Income a year $81,000.00
        Page 4 of 4
        """

  Rule: A version drawn up before somebody joined is not shown to that person

    Scenario: A borrower who joined later cannot open the earlier version
      Given Bella has asked for Omar's "application form"
      And Paul borrows together with Omar
      When Paul opens Omar's "application form"
      Then it is refused: "There is no such document."

    Scenario: A borrower who joined later can read the next version
      Given Bella has asked for Omar's "application form"
      And Paul borrows together with Omar
      When Bella asks for Omar's "application form"
      Then Omar's "application form" is at version 2
      And Paul reads in Omar's "application form"
        """
        Borrower: Paul
        """
