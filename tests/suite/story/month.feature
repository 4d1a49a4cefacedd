Feature: A month in which much happens

  Scenario: It ends with something that is not so
    Given it is Friday 28 February 2025 12:00
    And Ada is an admin
    And Bella is a broker who works with Ben
    And Nora has applied for $100,000.00 through Bella
    And Omar has applied for $250,000.00 through Bella
    And Omar owes $1,250.00 on 14 March 2025
    And Bella has chosen a daily digest
    And the mail server permanently refuses Nora's address
    When Wednesday 2 April 2025 09:00 comes
    Then Omar receives an e-mail "Congratulations"
