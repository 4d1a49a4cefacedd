Feature: A borrower can see every repayment of the loan, to the last cent
  Thirty years fit on nine pages. Each line says what is paid, what of it is interest, and what is
  left to repay after it; the totals say what the loan costs.

  Background:
    Given today is Tuesday 1 April 2025
    And Bella is a broker who works with Ben
    And Omar has applied for $250,000.00 through Bella

  Rule: The schedule lists every repayment, the balance after it and the totals

    Scenario: A schedule over 30 years runs from repayment 1 to repayment 360
      Given Omar's application is at "Settlement"
      And Ben has moved Omar's application to "Funded"
      When Omar asks for Omar's "repayment schedule"
      Then Omar reads in Omar's "repayment schedule"
        """
        Loan amount $250,000.00
        Funded on 1 April 2025
        1 1 May 2025 $248.88 $1,250.00 $1,498.88 $249,751.12
        2 1 June 2025 $250.12 $1,248.76 $1,498.88 $249,501.00
        359 1 March 2055
        360 1 April 2055
        $0.00
        Total $250,000.00
        """

    @retold
    Scenario: A schedule over three months agrees with figures worked by hand
      Given Omar's loan is over 3 months at 12 percent
      And Omar's application is at "Settlement"
      And Ben has moved Omar's application to "Funded"
      When Omar asks for Omar's "repayment schedule"
      Then Omar reads in Omar's "repayment schedule"
        """
        1 1 May 2025 $82,505.53 $2,500.00 $85,005.53 $167,494.47
        2 1 June 2025 $83,330.59 $1,674.94 $85,005.53 $84,163.88
        3 1 July 2025 $84,163.88 $841.64 $85,005.52 $0.00
        Total $250,000.00 $5,016.58 $255,016.58
        """

  Rule: Every page of the schedule has headings and a number

    Scenario: A schedule over 30 years has nine pages, each with headings
      Given Omar's application is at "Settlement"
      And Ben has moved Omar's application to "Funded"
      When Omar asks for Omar's "repayment schedule"
      Then the file of Omar's "repayment schedule" has these properties
        | title                            | pages | tagged |
        | Repayment schedule, loan HL-OMAR | 9     | yes    |
      And each page of Omar's "repayment schedule" says "No. Due Principal Interest Repayment Balance after"
      And page 2 of Omar's "repayment schedule" says "Repayment schedule · HL-OMAR Page 2 of 9"
      And page 9 of Omar's "repayment schedule" says "Total $250,000.00"

  Rule: A schedule exists once there are repayments

    Scenario: A schedule is addressed to the co-borrowers as well
      Given Nora borrows together with Omar
      And Omar's application is at "Settlement"
      And Ben has moved Omar's application to "Funded"
      When Ben asks for Omar's "repayment schedule"
      Then Nora reads in Omar's "repayment schedule"
        """
        Nora
        Your repayment schedule
        """

    Scenario: A loan without repayments has no schedule
      Given Omar's application is at "Funded"
      When Omar asks for Omar's "repayment schedule"
      Then it is refused: "A repayment is missing."
      And Omar has no "repayment schedule"

    Scenario: A loan without a funding date has no schedule
      Given Omar owes $1,250.00 on 14 May 2025
      And Omar's application lacks the "funding date"
      When Omar asks for Omar's "repayment schedule"
      Then it is refused: "The funding date is missing."

  Rule: A schedule shows the day on which it was made, whenever it is opened

    Scenario: A schedule opened later shows the loan as it was when the schedule was made
      Given Omar's application is at "Settlement"
      And Ben has moved Omar's application to "Funded"
      And Omar has asked for Omar's "repayment schedule"
      And Omar's loan has been corrected to $260,000.00
      And today is Monday 5 May 2025
      When Omar opens Omar's "repayment schedule"
      Then Omar reads in Omar's "repayment schedule"
        """
        1 April 2025
        Loan amount $250,000.00
        1 1 May 2025 $248.88 $1,250.00 $1,498.88 $249,751.12
        """
      And the file of Omar's "repayment schedule" has these properties
        | pages | made               |
        | 9     | 1 April 2025 09:00 |
