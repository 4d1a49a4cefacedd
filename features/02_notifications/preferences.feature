Feature: Each person chooses which notifications to get
  Notifications that nobody wants to read hide the ones that matter. Each person switches each event on
  and off, separately in the app and by e-mail; what a lender must be able to show it sent stays on.

  Background:
    Given Bella is a broker who works with Ben
    And Omar has applied for $250,000.00 through Bella

  Rule: Each switch works independently of the others

    @doors
    Scenario: Switching off e-mail leaves the app on
      Given Bella has switched off e-mail for "application status"
      When Bella moves Omar's application to "Pre-approval"
      Then Bella is told "HL-OMAR (Omar) is now at “Pre-approval”."
      But Bella receives no e-mail

    Scenario: Switching off in-app leaves e-mail on
      Given Bella has switched off in-app for "application status"
      And Bella is online
      When Bella moves Omar's application to "Pre-approval"
      Then Bella receives an e-mail "HL-OMAR is now at “Pre-approval”"
      But Bella is told nothing
      And Bella sees nothing live

    Scenario: A notification hidden in the app is still on record
      Given Bella has switched off in-app for "application status"
      When Bella moves Omar's application to "Pre-approval"
      Then Bella has the hidden notification "HL-OMAR (Omar) is now at “Pre-approval”."
      And Bella has 0 unread notifications

    Scenario: A notification switched off everywhere is still on record
      Given Bella has switched off in-app for "application status"
      And Bella has switched off e-mail for "application status"
      When Bella moves Omar's application to "Pre-approval"
      Then Bella has the hidden notification "HL-OMAR (Omar) is now at “Pre-approval”."
      And Bella is told nothing
      And Bella receives no e-mail

    Scenario: What one person switches off is still sent to others
      Given Bella has switched off e-mail for "application status"
      When Bella moves Omar's application to "Pre-approval"
      Then Ben receives an e-mail "HL-OMAR is now at “Pre-approval”"
      And Omar receives an e-mail "We are preparing indicative terms for your loan HL-OMAR"

    Scenario: An event's switch affects no other event
      Given Bella has switched off e-mail for "note reminder"
      When Bella moves Omar's application to "Pre-approval"
      Then Bella receives an e-mail "HL-OMAR is now at “Pre-approval”"

    Scenario: An event that is switched on again is e-mailed again
      Given Bella has switched off e-mail for "application status"
      And Bella has switched on e-mail for "application status" again
      When Bella moves Omar's application to "Pre-approval"
      Then Bella receives an e-mail "HL-OMAR is now at “Pre-approval”"

  Rule: E-mail that the lender must be able to prove stays on

    Scenario Outline: A borrower cannot switch off e-mail for “<event>”
      When Omar switches off e-mail for "<event>"
      Then it is refused: "E-mail for “<name>” cannot be switched off."

      Examples:
        | event              | name               |
        | signature required | Signature required |
        | repayment overdue  | Repayment overdue  |

    Scenario: A borrower can switch off “signature required” in the app
      When Omar switches off in-app for "signature required"
      Then Omar has in-app for "signature required" switched off

  Rule: An event that a role never gets has no switch

    Scenario Outline: A <role> has no switch for “<event>” by <channel>
      When <who> switches off <channel> for "<event>"
      Then it is refused: "<role>s never get the <channel> notification “<name>”."

      Examples:
        | who   | role     | event              | name               | channel |
        | Omar  | Borrower | note reminder      | Note reminder      | in-app  |
        | Omar  | Borrower | document ready     | Document ready     | e-mail  |
        | Bella | Broker   | repayment upcoming | Repayment upcoming | e-mail  |
        | Bella | Broker   | report ready       | Report ready       | in-app  |
        | Ben   | BDM      | delivery failed    | Delivery failed    | e-mail  |
