Feature: People decide what they hear
  What nobody wants to read hides what they should. Each person switches each event on and off,
  in the app and by e-mail on its own; what a lender must be able to show it sent stays on.

  Background:
    Given Bella is a broker who works with Ben
    And Omar has applied for $250,000.00 through Bella

  Rule: Each switch works on its own

    Scenario: E-mail off leaves the app on
      Given Bella has switched off e-mail for "application status"
      When Bella moves Omar's application to "Pre-approval"
      Then Bella is told "HL-OMAR (Omar) is now at “Pre-approval”."
      But Bella receives no e-mail

    Scenario: In-app off leaves e-mail on
      Given Bella has switched off in-app for "application status"
      And Bella is online
      When Bella moves Omar's application to "Pre-approval"
      Then Bella receives an e-mail "Loan application HL-OMAR"
      But Bella is told nothing
      And Bella sees nothing live

    Scenario: What is hidden in the app is still on record
      Given Bella has switched off in-app for "application status"
      When Bella moves Omar's application to "Pre-approval"
      Then it is on record that Bella was to be told "HL-OMAR (Omar) is now at “Pre-approval”."
      And Bella has 0 unread notifications

    Scenario: Both off is silence, on record
      Given Bella has switched off in-app for "application status"
      And Bella has switched off e-mail for "application status"
      When Bella moves Omar's application to "Pre-approval"
      Then it is on record that Bella was to be told "HL-OMAR (Omar) is now at “Pre-approval”."
      And Bella is told nothing
      And Bella receives no e-mail

    Scenario: One person's switch is nobody else's
      Given Bella has switched off e-mail for "application status"
      When Bella moves Omar's application to "Pre-approval"
      Then Ben receives an e-mail "Loan application HL-OMAR"
      And Omar receives an e-mail "Loan application HL-OMAR"

    Scenario: One event's switch is no other's
      Given Bella has switched off e-mail for "note reminder"
      When Bella moves Omar's application to "Pre-approval"
      Then Bella receives an e-mail "Loan application HL-OMAR"

    Scenario: What was switched off is switched on again
      Given Bella has switched off e-mail for "application status"
      And Bella has switched on e-mail for "application status" again
      When Bella moves Omar's application to "Pre-approval"
      Then Bella receives an e-mail "Loan application HL-OMAR"

  Rule: E-mail that a lender must be able to show stays on

    Scenario Outline: A borrower cannot switch off e-mail for “<event>”
      When Omar switches off e-mail for "<event>"
      Then it is refused: "E-mail for “<name>” cannot be switched off."

      Examples:
        | event              | name               |
        | signature required | Signature required |
        | repayment overdue  | Repayment overdue  |

    Scenario: In the app they can be switched off
      When Omar switches off in-app for "signature required"
      Then Omar has in-app for "signature required" switched off

  Rule: There is nothing to switch where a role never hears

    Scenario Outline: A <role> has no switch for “<event>” by <channel>
      When <who> switches off <channel> for "<event>"
      Then it is refused: "A <role> never receives “<name>” by <channel>."

      Examples:
        | who   | role     | event             | name              | channel |
        | Omar  | Borrower | note reminder     | Note reminder     | in-app  |
        | Omar  | Borrower | document ready    | Document ready    | e-mail  |
        | Bella | Broker   | repayment upcoming | Repayment upcoming | e-mail |
        | Bella | Broker   | report ready      | Report ready      | in-app  |
        | Ben   | BDM      | delivery failed   | Delivery failed   | e-mail  |
