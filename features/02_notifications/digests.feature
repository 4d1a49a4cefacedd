Feature: A daily or weekly digest can replace single e-mails
  Somebody who looks after many loans would rather read one e-mail at the end of the day, or of the
  week, than forty in between. A digest misses nothing and repeats nothing, or nobody dares to choose it.
  What would have been e-mailed is held back instead. The digest claims all that is held back, in one
  transaction, and so each notification is in exactly one; what comes later waits for the next digest.

  Background:
    Given it is Thursday 13 March 2025 10:00
    And Bella is a broker who works with Ben
    And Omar has applied for $250,000.00 through Bella

  Rule: A daily digest is sent at 17:30, a weekly one on Fridays at 17:30

    Scenario: A day's notifications come in one e-mail, and at once in the app
      Given Bella has chosen a daily digest
      And Bella has moved Omar's application to "Pre-approval"
      And Ben has moved Omar's application to "Valuation"
      When Thursday 13 March 2025 17:30 comes
      Then Bella is told "HL-OMAR (Omar) is now at “Valuation”."
      And Bella receives an e-mail "Your day at Harbour Lending, 13 March 2025: 2 notifications" that says
        """
        Application status
        - HL-OMAR (Omar) is now at “Pre-approval”.
          13 March 2025, 10:00
          http://localhost:8000/applications/HL-OMAR/
        - HL-OMAR (Omar) is now at “Valuation”.
        """
      And Bella receives no further e-mail

    Scenario Outline: With <choice> Bella has <mails> e-mails by <moment>
      Given Bella has chosen <choice>
      And Bella has moved Omar's application to "Pre-approval"
      When <moment> comes
      Then Bella has <mails> e-mails

      Examples:
        | choice          | moment                       | mails | why                    |
        | a daily digest  | Thursday 13 March 2025 17:29 | 0     | a minute before        |
        | a daily digest  | Thursday 13 March 2025 17:30 | 1     | on the dot             |
        | a weekly digest | Thursday 13 March 2025 17:30 | 0     | Thursday is not Friday |
        | a weekly digest | Friday 14 March 2025 17:29   | 0     | a minute before        |
        | a weekly digest | Friday 14 March 2025 17:30   | 1     | on the dot             |
        | single e-mails  | Thursday 13 March 2025 10:00 | 1     | each comes by itself   |

    Scenario: The subject of a weekly digest names the week
      Given Bella has chosen a weekly digest
      And Bella has moved Omar's application to "Pre-approval"
      When Friday 14 March 2025 17:30 comes
      Then Bella receives an e-mail "Your week at Harbour Lending to 14 March 2025: 1 notification"

    Scenario: A daily digest is also sent at the weekend
      Given it is Saturday 15 March 2025 12:00
      And Bella has chosen a daily digest
      And Bella has moved Omar's application to "Pre-approval"
      When Saturday 15 March 2025 17:30 comes
      Then Bella receives an e-mail "Your day at Harbour Lending, 15 March 2025: 1 notification"

    Scenario: No digest is sent if there is nothing to report
      Given Bella has chosen a daily digest
      And Ben has chosen a weekly digest
      When Friday 14 March 2025 17:30 comes
      Then Bella receives no e-mail
      And Ben receives no e-mail

  Rule: A digest contains what would have been e-mailed, and nothing else

    Background:
      Given Bella has chosen a daily digest

    Scenario: A digest leaves out what was already e-mailed
      Given Bella has chosen single e-mails
      And Bella has moved Omar's application to "Pre-approval"
      And Bella received an e-mail "HL-OMAR is now at “Pre-approval”"
      When Bella chooses a daily digest
      And Thursday 13 March 2025 17:30 comes
      Then Bella receives no further e-mail

    Scenario: A digest leaves out events that are switched off by e-mail
      Given Bella has switched off e-mail for "application status"
      When Bella moves Omar's application to "Pre-approval"
      And Thursday 13 March 2025 17:30 comes
      Then Bella receives no e-mail

    Scenario: A digest contains events that are switched off in the app
      Given Bella has switched off in-app for "application status"
      When Bella moves Omar's application to "Pre-approval"
      And Thursday 13 March 2025 17:30 comes
      Then Bella is told nothing
      But Bella receives an e-mail "Your day at Harbour Lending, 13 March 2025: 1 notification"

    Scenario: A digest leaves out events that a role gets in the app only
      Given Ada is an admin
      And Ada has chosen a daily digest
      When Bella moves Omar's application to "Pre-approval"
      And Thursday 13 March 2025 17:30 comes
      Then Ada is told "HL-OMAR (Omar) is now at “Pre-approval”."
      But Ada receives no e-mail

    Scenario: A digest contains notifications already read in the app
      Given Bella is online
      And Bella has moved Omar's application to "Pre-approval"
      When Bella marks everything as read
      And Thursday 13 March 2025 17:30 comes
      Then Bella receives an e-mail "Your day at Harbour Lending, 13 March 2025: 1 notification"

    Scenario: A digest contains only its reader's own notifications
      Given Ben has chosen a daily digest
      And Cora is a broker who works with Carl
      And Cora has chosen a daily digest
      When Bella moves Omar's application to "Pre-approval"
      And Thursday 13 March 2025 17:30 comes
      Then Bella receives an e-mail "Your day at Harbour Lending, 13 March 2025: 1 notification"
      And Ben receives an e-mail "Your day at Harbour Lending, 13 March 2025: 1 notification"
      But Cora receives no e-mail

  Rule: Escalations and arrears are e-mailed at once, even to readers of a digest

    Background:
      Given Ada is an admin
      And Omar owes $1,250.00 on 14 March 2025

    Scenario Outline: Even with a weekly digest <who> gets “<subject>” at 07:00
      Given <who> has chosen a weekly digest
      And it is <eve> 12:00
      When <day> 07:00 comes
      Then <who> receives an e-mail "<subject>"
      And <who> receives no further e-mail

      Examples:
        | who | eve                    | day                  | subject                                               |
        | Ben | Sunday 23 March 2025   | Monday 24 March 2025 | HL-OMAR is 10 days overdue and has been passed to you |
        | Ben | Saturday 12 April 2025 | Sunday 13 April 2025 | HL-OMAR has been in arrears for 30 days               |
        | Ada | Saturday 12 April 2025 | Sunday 13 April 2025 | HL-OMAR has been in arrears for 30 days               |

    Scenario: An escalation that was e-mailed at once is not in the digest
      Given it is Sunday 23 March 2025 12:00
      And Ben has chosen a daily digest
      And Ben has switched off e-mail for "report ready"
      When Monday 24 March 2025 17:30 comes
      Then Ben receives an e-mail "HL-OMAR is 10 days overdue and has been passed to you"
      And Ben receives no further e-mail

  Rule: No notification is missed and none is repeated

    Background:
      Given Bella has chosen a daily digest
      And Bella has moved Omar's application to "Pre-approval"

    @retold
    Scenario: A notification that comes after a digest is in the next one
      When Thursday 13 March 2025 17:31 comes
      And Ben moves Omar's application to "Valuation"
      And Saturday 15 March 2025 17:30 comes
      Then Bella receives an e-mail "Your day at Harbour Lending, 13 March 2025: 1 notification" that says
        """
        - HL-OMAR (Omar) is now at “Pre-approval”.
        """
      And Bella receives an e-mail "Your day at Harbour Lending, 14 March 2025: 1 notification" that says
        """
        - HL-OMAR (Omar) is now at “Valuation”.
        """
      And Bella receives no further e-mail

    Scenario: After an outage of two days one digest contains everything
      Given the scheduler is down until Saturday 15 March 2025 12:00
      And Ben has moved Omar's application to "Valuation"
      When Sunday 16 March 2025 17:30 comes
      Then Bella receives an e-mail "Your day at Harbour Lending, 15 March 2025: 2 notifications"
      And Bella receives no further e-mail

    Scenario: A weekly digest missed on Friday is sent on the next Friday
      Given Bella has chosen a weekly digest
      And the scheduler is down until Friday 21 March 2025 12:00
      When Friday 21 March 2025 17:30 comes
      Then Bella receives an e-mail "Your week at Harbour Lending to 21 March 2025: 1 notification"
      And Bella receives no further e-mail

    Scenario: A person whose login was removed gets no digest
      Given Bella's login has been taken away
      When Thursday 13 March 2025 17:30 comes
      Then Bella receives no e-mail

  Rule: A change of choice loses no notification

    Scenario: After a change to weekly, waiting notifications come on Friday
      Given Bella has chosen a daily digest
      And Bella has moved Omar's application to "Pre-approval"
      When Bella chooses a weekly digest
      And Friday 14 March 2025 17:30 comes
      Then Bella receives an e-mail "Your week at Harbour Lending to 14 March 2025: 1 notification"
      And Bella receives no further e-mail

    Scenario: After a change to daily, waiting notifications come the same day
      Given Bella has chosen a weekly digest
      And Bella has moved Omar's application to "Pre-approval"
      When Bella chooses a daily digest
      And Thursday 13 March 2025 17:30 comes
      Then Bella receives an e-mail "Your day at Harbour Lending, 13 March 2025: 1 notification"
      And Bella receives no further e-mail

    Scenario: After a change to single e-mails, one last digest brings what waited
      Given Bella has chosen a weekly digest
      And Bella has moved Omar's application to "Pre-approval"
      And Bella has chosen single e-mails
      When Ben moves Omar's application to "Valuation"
      And Friday 14 March 2025 17:30 comes
      Then Bella receives an e-mail "HL-OMAR is now at “Valuation”"
      And Bella receives an e-mail "Your day at Harbour Lending, 13 March 2025: 1 notification" that says
        """
        - HL-OMAR (Omar) is now at “Pre-approval”.
        """
      And Bella receives no further e-mail

  Rule: A digest is retried and reported like any other e-mail

    Background:
      Given Bella has chosen a daily digest
      And Bella has moved Omar's application to "Pre-approval"

    Scenario: A digest waits while the mail server is down
      Given the mail server is down
      When Thursday 13 March 2025 17:30 comes
      Then the e-mail to Bella is queued

    Scenario: The admins are notified of a digest that cannot be delivered
      Given Ada is an admin
      And the mail server permanently refuses Bella's address
      When Thursday 13 March 2025 17:30 comes
      Then Ada is told "The e-mail “Your day at Harbour Lending, 13 March 2025: 1 notification” to bella@example.com could not be delivered."

  Rule: Borrowers always get single e-mails

    Scenario Outline: A borrower may not choose <choice>
      When Omar chooses <choice>
      Then it is refused: "A borrower may not choose a digest."

      Examples:
        | choice          | why                      |
        | a daily digest  | a due date does not wait |
        | a weekly digest | still less for a week    |

    Scenario: A borrower may choose single e-mails
      When Omar chooses single e-mails
      And Bella moves Omar's application to "Pre-approval"
      Then Omar receives an e-mail "We are preparing indicative terms for your loan HL-OMAR"
