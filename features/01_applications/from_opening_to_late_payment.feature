@doors
Feature: A loan comes in, is funded, and is paid back late
  Everybody does their part on the same application, and nobody has to leave the workspace for it.

  Scenario: Bella opens an application, Ben takes it to funding, and Omar pays late
    Given it is Monday 3 March 2025 09:00
    And Ada is an admin
    And Ben is a BDM who may approve up to $500,000.00
    And Bella is a broker who works with Ben
    And Bella has opened an application for Omar over $240,000.00
    And Bella has changed the "term" of Omar's application to "240 months"
    And Bella has changed the "rate" of Omar's application to "6 %"
    And Bella has handed in Omar's "identification"
    And Bella has handed in Omar's "proof of income"
    And Bella has moved Omar's application to "Pre-approval"
    And Ben has moved Omar's application to "Valuation"
    And Ben has changed the "valuation" of Omar's application to "$412,300.00"
    And Ben has moved Omar's application to "Formal approval"
    And Ben has asked for Omar's "formal approval"
    And Omar has signed Omar's "formal approval"
    And Ben has moved Omar's application to "Settlement"
    And Ben has changed the "planned funding date" of Omar's application to "3 March 2025"
    And Ben has handed in Omar's "contract"
    When Ben moves Omar's application to "Funded"
    Then Omar's application is at "Funded"
    When Sunday 6 April 2025 12:00 comes
    Then the reminder 3 days after 3 April 2025 is sent for Omar
    When Ada records Omar's payment of $1,719.43
    Then Omar's repayment on 3 April 2025 is paid late
