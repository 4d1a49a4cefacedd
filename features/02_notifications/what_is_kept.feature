Feature: Notifications, e-mails and bank files are purged after 90 days
  What is kept can be lost, stolen or asked for in court. The text of what was read, sent or booked is purged
  after 90 days; the fact that it was sent stays on record, so that nobody gets it a second time.

  Background:
    Given it is Monday 3 March 2025 10:00
    And Bella is a broker who works with Ben
    And Omar has applied for $250,000.00 through Bella

  Rule: A notification that was read is kept for 90 days

    Background:
      Given Bella is online
      And Bella has moved Omar's application to "Pre-approval"

    Scenario Outline: On <day> at <time> the inbox holds <found>
      Given Bella has marked "HL-OMAR (Omar) is now at “Pre-approval”." as read
      And it is <day> 03:00
      When <day> <time> comes
      Then Bella finds <found> in the inbox

      Examples:
        | day                | time  | found           | why                                |
        | Sunday 1 June 2025 | 03:30 | 1 notification  | what is 90 days old is still there |
        | Monday 2 June 2025 | 03:29 | 1 notification  | the purge begins in a minute       |
        | Monday 2 June 2025 | 03:30 | 0 notifications | the purge has run                  |

    Scenario: A notification that was not read is not purged
      Given it is Monday 2 June 2025 03:00
      When Monday 2 June 2025 03:30 comes
      Then Bella is told "HL-OMAR (Omar) is now at “Pre-approval”."

    Scenario: A notification hidden by a preference is not purged
      Given Ben has switched off in-app for "application status"
      And Ben has moved Omar's application to "Valuation"
      And it is Monday 2 June 2025 03:00
      When Monday 2 June 2025 03:30 comes
      Then Ben has the hidden notification "HL-OMAR (Omar) is now at “Valuation”."

  Rule: A purge does not cause a notification to be repeated

    Scenario: An unreachable borrower is not reported again after the purge
      Given Omar has neither a login nor an e-mail address
      And Bella has moved Omar's application to "Pre-approval"
      And Ben is online
      And Ben has marked "Omar has neither a login nor an e-mail address, so nothing was sent." as read
      And it is Monday 2 June 2025 03:00
      When Monday 2 June 2025 03:30 comes
      And Ben moves Omar's application to "Valuation"
      Then Ben is told "HL-OMAR (Omar) is now at “Pre-approval”."
      And Ben is told "HL-OMAR (Omar) is now at “Valuation”."
      And Ben is told nothing more

    Scenario: A decision announced again after the purge notifies nobody
      Given the status "approved" of Omar's application was announced
      And Bella is online
      And Bella has marked "HL-OMAR (Omar) has been approved." as read
      And Bella received an e-mail "HL-OMAR has been approved"
      And it is Monday 2 June 2025 03:00
      When Monday 2 June 2025 03:30 comes
      And the status "approved" of Omar's application is announced
      Then Bella is told nothing
      And Bella receives no further e-mail

  Rule: A notification that waits for a digest is not purged before it

    Scenario: A digest delayed by 90 days still contains what was read
      Given Bella has chosen a daily digest
      And Bella is online
      And Bella has moved Omar's application to "Pre-approval"
      And Bella has marked "HL-OMAR (Omar) is now at “Pre-approval”." as read
      And it is Monday 2 June 2025 03:00
      When Monday 2 June 2025 17:30 comes
      Then Bella receives an e-mail "Your day at Harbour Lending, 2 June 2025: 1 notification" that says
        """
        - HL-OMAR (Omar) is now at “Pre-approval”.
        """

  Rule: The text of an e-mail is purged after 90 days, its record is kept

    Background:
      Given it is Monday 3 March 2025 10:00

    Scenario Outline: The text of an e-mail is still on record on <moment>
      Given Bella has moved Omar's application to "Pre-approval"
      And it is Sunday 1 June 2025 03:00
      When <moment> comes
      Then the content of the e-mail "We are preparing indicative terms for your loan HL-OMAR" to Omar is still kept

      Examples:
        | moment                   | why               |
        | Sunday 1 June 2025 03:30 | it is 90 days old |
        | Monday 2 June 2025 03:29 | a minute before   |

    Scenario: The text of an e-mail older than 90 days is purged
      Given Bella has moved Omar's application to "Pre-approval"
      And it is Monday 2 June 2025 03:00
      When Monday 2 June 2025 03:30 comes
      Then only the headers of the e-mail "We are preparing indicative terms for your loan HL-OMAR" to Omar are kept
      And the e-mail to Omar is sent

    Scenario: The text of an e-mail that failed is purged as well
      Given the mail server permanently refuses Omar's address
      And Bella has moved Omar's application to "Pre-approval"
      And it is Monday 2 June 2025 03:00
      When Monday 2 June 2025 03:30 comes
      Then only the headers of the e-mail "We are preparing indicative terms for your loan HL-OMAR" to Omar are kept
      And the e-mail to Omar has failed

    Scenario: The text of an e-mail that still waits is not purged
      Given the mail server is down
      And Bella has moved Omar's application to "Pre-approval"
      And it is Monday 2 June 2025 03:00
      And the scheduler is down until Monday 2 June 2025 03:20
      When Monday 2 June 2025 03:30 comes
      Then the e-mail to Omar is queued
      And the content of the e-mail "We are preparing indicative terms for your loan HL-OMAR" to Omar is still kept

  Rule: A bank file is purged after 90 days, its lines are kept

    Background:
      Given the bank file "March.csv" was received

    Scenario Outline: A bank file is still in the store on <moment>
      Given it is Sunday 1 June 2025 03:00
      When <moment> comes
      Then the bank file "March.csv" is still in the store

      Examples:
        | moment                   | why               |
        | Sunday 1 June 2025 03:30 | it is 90 days old |
        | Monday 2 June 2025 03:29 | a minute before   |

    Scenario: A bank file older than 90 days is purged
      Given it is Monday 2 June 2025 03:00
      When Monday 2 June 2025 03:30 comes
      Then only the record of the bank file "March.csv" is kept
