Feature: Stories that say what is not so
  Each scenario has to fail, and to say why.

  Background:
    Given Ada is an admin
    And Bella is a broker who works with Ben
    And Cora is a broker who works with Carl
    And Omar has applied for $250,000.00 through Bella

  Rule: What is said not to be there is there

    Scenario: an e-mail says it
      When Bella moves Omar's application to "Pre-approval"
      Then the e-mail "We are preparing indicative terms for your loan HL-OMAR" to Omar does not say
        """
        Suspected fraud
        Amount: $250,000.00
        """

    Scenario: somebody receives the e-mail
      When Bella moves Omar's application to "Pre-approval"
      Then Bella receives no e-mail "HL-OMAR is now at “Pre-approval”"

    Scenario: somebody will receive the e-mail
      Given Ben has moved Omar's application to "Declined" because "The income does not carry it"
      And Ada has moved Omar's application to "Inquiry" because "The customer has asked again"
      And the mail server is down
      When Ben moves Omar's application to "Declined" because "The income does not carry it"
      Then Bella receives no e-mail "HL-OMAR is now at “Declined”"

    Scenario: an e-mail may be sent again
      Given the mail server drops the connection after accepting the next e-mail
      When Bella moves Omar's application to "Pre-approval"
      Then Bella receives an e-mail "HL-OMAR is now at “Pre-approval”"
      And Bella receives no further e-mail

    Scenario: somebody is told it
      When Bella moves Omar's application to "Pre-approval"
      Then Ben is not told "HL-OMAR (Omar) is now at “Pre-approval”."

    Scenario: one of them is told it
      When Bella moves Omar's application to "Pre-approval"
      Then these people are not told "HL-OMAR (Omar) is now at “Pre-approval”."
        | person |
        | Cora   |
        | Ben    |

    Scenario: the page says it
      When Ada opens the pipeline
      Then Ada does not read under "Inquiry"
        """
        HL-OMAR
        """

    Scenario: a reminder is on record
      Given it is Friday 14 March 2025 12:00
      And Omar owes $1,250.00 on 14 March 2025
      When Monday 17 March 2025 07:00 comes
      Then no reminder of Omar's repayment on 14 March 2025 is on record

  Rule: There is nothing that could be looked at

    Scenario: no e-mail that could say it
      Then the e-mail "We are preparing indicative terms for your loan HL-OMAR" to Omar does not say
        """
        Suspected fraud
        """

    Scenario: an e-mail that nobody receives
      When Bella moves Omar's application to "Pre-approval"
      Then Cora receives no e-mail "HL-OMAR is now at “Preapproval”"

    Scenario: words that nobody is told
      When Bella moves Omar's application to "Pre-approval"
      Then Cora is not told "HL-OMAR (Omar) is now at “Preapproval”."

    Scenario: a person without an inbox
      Given Omar has no login
      When Bella moves Omar's application to "Pre-approval"
      Then Omar is not told "HL-OMAR (Omar) is now at “Pre-approval”."

    Scenario: a page that does not exist
      When Cora opens the page of Omar's application
      Then Cora does not read "HL-OMAR" on the page

    Scenario: a repayment that does not exist
      Given Omar owes $1,250.00 on 14 March 2025
      Then no reminder of Omar's repayment on 15 March 2025 is on record

  Rule: There are several of what the phrase means one of

    Scenario: two repayments on one day
      Given Omar owes $1,250.00 on 14 March 2025
      And Omar's repayment on 14 March 2025 has been cancelled
      And Omar owes $900.00 on 14 March 2025
      Then Omar still owes $1,250.00 on 14 March 2025

    Scenario: two e-mails of one subject
      Given Bella has moved Omar's application to "Pre-approval"
      And Ben has moved Omar's application to "Valuation"
      And Ben has moved Omar's application to "Pre-approval" because "The customer wants a longer term"
      And Ben has moved Omar's application to "Valuation"
      Then the content of the e-mail "We are having the property valued for your loan HL-OMAR" to Omar is still kept

    Scenario: two fees of one kind
      Given Omar owes a "Valuation" fee of $300.00 on 13 March 2025
      And Omar owes a "Valuation" fee of $200.00 on 14 March 2025
      Then Omar still owes $300.00 of the "Valuation" fee

    Scenario: a second bank file of the name brought a line
      Given Omar owes $1,250.00 on 14 March 2025
      When Ada imports the bank file "March.csv" with this text
        """
        no columns
        """
      And Ada imports the bank file "March.csv"
        | date         | amount  | reference |
        | 1 March 2025 | $100.00 | HL-OMAR   |
      Then no line of "March.csv" is imported

    Scenario: a second bank file of the name has an error
      Given Omar owes $1,250.00 on 14 March 2025
      When Ada imports the bank file "March.csv"
        | date         | amount  | reference |
        | 1 March 2025 | $100.00 | HL-OMAR   |
      And Ada imports the bank file "March.csv" with this text
        """
        no columns
        """
      Then the bank file "March.csv" has no error

  Rule: Something else is there

    Scenario: a cancelled repayment
      Given Omar owes $1,250.00 on 14 March 2025
      And Omar's repayment on 14 March 2025 has been cancelled
      And Omar owes $900.00 on 14 April 2025
      Then Omar's repayment on 14 March 2025 is $1,250.00 of interest and $0.00 of principal

    Scenario: other arrears
      Given it is Friday 14 March 2025 12:00
      And Omar owes $1,250.00 on 14 March 2025
      When Saturday 15 March 2025 01:00 comes
      Then Omar is $1,250.01 in arrears on 15 March 2025

    Scenario: another balance
      Given it is Friday 14 March 2025 12:00
      And Omar owes $1,250.00 on 14 March 2025
      When Saturday 15 March 2025 01:00 comes
      Then Omar's balance is $1,250.00 on 15 March 2025

    Scenario: arrears of another day
      Given it is Friday 14 March 2025 12:00
      And Omar owes $1,250.00 on 14 March 2025
      When Saturday 15 March 2025 01:00 comes
      Then Omar's balance is $0.00 on 16 March 2025

    Scenario: another pause
      Given Omar's application is at "Funded"
      When Ada grants Omar a hardship pause from 15 March 2025 to 30 April 2025 because "Lost a job"
      Then Omar's loan has these hardship pauses
        | by  |
        | Ben |

    Scenario: a pause by somebody who may not
      Given Omar's application is at "Funded"
      When Bella grants Omar a hardship pause from 15 March 2025 to 30 April 2025 because "Lost a job"
      Then Omar's loan has these hardship pauses
        | by  |
        | Ben |

    Scenario: a pause that ends before it begins
      Given Omar's application is at "Funded"
      When Ada grants Omar a hardship pause from 15 March 2025 to 14 March 2025 because "Lost a job"
      Then Omar's loan has these hardship pauses
        | by  |
        | Ada |

    Scenario: a pause that was never granted
      When Ada ends Omar's hardship pause on 20 March 2025
      Then Omar's loan has these hardship pauses
        | by  |
        | Ada |

    Scenario: another person recorded it
      Given Eve is an admin
      And Omar owes $1,250.00 on 14 March 2025
      When Ada records Omar's payment of $1,250.00
      Then Omar's payment of $1,250.00 was recorded by Eve

    Scenario: a payment of another amount
      Given Omar owes $1,250.00 on 14 March 2025
      When Ada records Omar's payment of $1,250.00
      Then Omar's payment of $1,250.01 was recorded by Ada

  Rule: A name is misspelt, or nobody could do what somebody may not

    Scenario: an act that the page offers to nobody
      When Omar opens the page of Omar's application
      Then Omar may not record a payment here

    Scenario: a new primary BDM who is nearly another
      When Bella's primary BDM becomes Carla
      Then Ben looks after Omar's application

    Scenario: one more BDM who is nearly another
      Given Bella also works with Carll
      When Bella moves Omar's application to "Pre-approval"
      Then Ben looks after Omar's application

    Scenario: a broker's BDM who is nearly another
      Given Dora is a broker who works with Carll
      When Bella moves Omar's application to "Pre-approval"
      Then Ben looks after Omar's application

    Scenario: a co-borrower who is nearly another
      Given Omarr borrows together with Omar
      When Bella moves Omar's application to "Pre-approval"
      Then Ben looks after Omar's application

    Scenario: a broker for the BDM in charge
      When Cora takes over Omar's application
      Then Cora looks after Omar's application

    Scenario: another broker in charge
      When Cora takes over Omar's application
      Then Bella is the broker of Omar's application
