Feature: News comes together for those who want it so
  Whoever looks after many loans reads one e-mail at the end of the day, or of the week, sooner than
  forty in between. A digest misses nothing and repeats nothing, or nobody dares to choose it.

  Background:
    Given it is Thursday 13 March 2025 10:00
    And Bella is a broker who works with Ben
    And Omar has applied for $250,000.00 through Bella

  Rule: A daily digest comes at half past five, a weekly one on Fridays at half past five

    Scenario: What there was to tell comes in one e-mail, and at once in the app
      Given Bella has chosen a daily digest
      And Bella has moved Omar's application to "Pre-approval"
      And Ben has moved Omar's application to "Valuation"
      When Thursday 13 March 2025 17:30 comes
      Then Bella is told "HL-OMAR (Omar) is now at “Valuation”."
      And Bella receives an e-mail "Your day at Harbour Lending: 2 notifications" that says
        """
        Application status
        - HL-OMAR (Omar) is now at “Pre-approval”.
          13 March 2025, 10:00
          http://localhost:8000/applications/HL-OMAR/
        - HL-OMAR (Omar) is now at “Valuation”.
        """
      And Bella receives no further e-mail

    Scenario Outline: <choice> has brought <mails> e-mail by <moment>
      Given Bella has chosen <choice>
      And Bella has moved Omar's application to "Pre-approval"
      When <moment> comes
      Then Bella has <mails> e-mails

      Examples:
        | choice          | moment                        | mails | why                    |
        | a daily digest  | Thursday 13 March 2025 17:29 | 0     | a minute before        |
        | a daily digest  | Thursday 13 March 2025 17:30 | 1     | on the dot             |
        | a weekly digest | Thursday 13 March 2025 17:30  | 0     | Thursday is not Friday |
        | a weekly digest | Friday 14 March 2025 17:29    | 0     | a minute before        |
        | a weekly digest | Friday 14 March 2025 17:30    | 1     | on the dot             |
        | single e-mails  | Thursday 13 March 2025 10:00 | 1     | each comes by itself   |

    Scenario: A weekly digest says that it is one
      Given Bella has chosen a weekly digest
      And Bella has moved Omar's application to "Pre-approval"
      When Friday 14 March 2025 17:30 comes
      Then Bella receives an e-mail "Your week at Harbour Lending: 1 notification"

    Scenario: A daily digest comes at the weekend too
      Given it is Saturday 15 March 2025 12:00
      And Bella has chosen a daily digest
      And Bella has moved Omar's application to "Pre-approval"
      When Saturday 15 March 2025 17:30 comes
      Then Bella receives an e-mail "Your day at Harbour Lending: 1 notification"

    Scenario: Where there is nothing to tell, nothing comes
      Given Bella has chosen a daily digest
      And Ben has chosen a weekly digest
      When Friday 14 March 2025 17:30 comes
      Then Bella receives no e-mail
      And Ben receives no e-mail

  Rule: A digest covers what would have come by e-mail, and nothing else

    Background:
      Given Bella has chosen a daily digest

    Scenario: What came singly before is not repeated
      Given Bella has chosen single e-mails
      And Bella has moved Omar's application to "Pre-approval"
      And Bella received an e-mail "Loan application HL-OMAR"
      When Bella chooses a daily digest
      And Thursday 13 March 2025 17:30 comes
      Then Bella receives no further e-mail

    Scenario: What is switched off by e-mail is not in it
      Given Bella has switched off e-mail for "application status"
      When Bella moves Omar's application to "Pre-approval"
      And Thursday 13 March 2025 17:30 comes
      Then Bella receives no e-mail

    Scenario: What is hidden in the app is in it
      Given Bella has switched off in-app for "application status"
      When Bella moves Omar's application to "Pre-approval"
      And Thursday 13 March 2025 17:30 comes
      Then Bella is told nothing
      But Bella receives an e-mail "Your day at Harbour Lending: 1 notification"

    Scenario: What a role hears in the app only is not in it
      Given Ada is an admin
      And Ada has chosen a daily digest
      When Bella moves Omar's application to "Pre-approval"
      And Thursday 13 March 2025 17:30 comes
      Then Ada is told "HL-OMAR (Omar) is now at “Pre-approval”."
      But Ada receives no e-mail

    Scenario: What was read in the app is in it, as it would have been an e-mail
      Given Bella is online
      And Bella has moved Omar's application to "Pre-approval"
      When Bella marks everything as read
      And Thursday 13 March 2025 17:30 comes
      Then Bella receives an e-mail "Your day at Harbour Lending: 1 notification"

    Scenario: A digest is its reader's alone
      Given Ben has chosen a daily digest
      And Cora is a broker who works with Carl
      And Cora has chosen a daily digest
      When Bella moves Omar's application to "Pre-approval"
      And Thursday 13 March 2025 17:30 comes
      Then Bella receives an e-mail "Your day at Harbour Lending: 1 notification"
      And Ben receives an e-mail "Your day at Harbour Lending: 1 notification"
      But Cora receives no e-mail

  Rule: An escalation and arrears come at once, whatever was chosen

    Background:
      Given Ada is an admin
      And Omar owes $1,250.00 on 14 March 2025

    Scenario Outline: <who> reads at seven in the morning that Omar <what>
      Given <who> has chosen a weekly digest
      And it is <eve> 12:00
      When <day> 07:00 comes
      Then <who> has 1 e-mail

      Examples:
        | who | eve                    | day                  | what              |
        | Ben | Sunday 23 March 2025   | Monday 24 March 2025 | owes for ten days |
        | Ben | Saturday 12 April 2025 | Sunday 13 April 2025 | is in arrears     |
        | Ada | Saturday 12 April 2025 | Sunday 13 April 2025 | is in arrears     |

    Scenario: It is not in the digest again
      Given it is Sunday 23 March 2025 12:00
      And Ben has chosen a daily digest
      And Ben has switched off e-mail for "report ready"
      When Monday 24 March 2025 17:30 comes
      Then Ben receives an e-mail "HL-OMAR has been passed to Ben: $1,250.00 owed since 14 March 2025"
      And Ben receives no further e-mail

  Rule: Nothing is missed and nothing is repeated

    Background:
      Given Bella has chosen a daily digest
      And Bella has moved Omar's application to "Pre-approval"

    Scenario: What comes after a digest comes with the next
      When Thursday 13 March 2025 17:31 comes
      And Ben moves Omar's application to "Valuation"
      And Saturday 15 March 2025 17:30 comes
      Then Bella receives an e-mail "Your day at Harbour Lending: 1 notification" that says
        """
        - HL-OMAR (Omar) is now at “Pre-approval”.
        """
      And Bella receives an e-mail "Your day at Harbour Lending: 1 notification" that says
        """
        - HL-OMAR (Omar) is now at “Valuation”.
        """
      And Bella receives no further e-mail

    Scenario: After days of absence one digest has it all
      Given the calendar of background work stands still until Saturday 15 March 2025 12:00
      And Ben has moved Omar's application to "Valuation"
      When Sunday 16 March 2025 17:30 comes
      Then Bella receives an e-mail "Your day at Harbour Lending: 2 notifications"
      And Bella receives no further e-mail

    Scenario: After an absence over Friday it comes on the next
      Given Bella has chosen a weekly digest
      And the calendar of background work stands still until Friday 21 March 2025 12:00
      When Friday 21 March 2025 17:30 comes
      Then Bella receives an e-mail "Your week at Harbour Lending: 1 notification"
      And Bella receives no further e-mail

    Scenario: Whose login was taken away is not written to
      Given Bella's login has been taken away
      When Thursday 13 March 2025 17:30 comes
      Then Bella receives no e-mail

  Rule: Whoever chooses again loses nothing

    Scenario: From a daily to a weekly digest
      Given Bella has chosen a daily digest
      And Bella has moved Omar's application to "Pre-approval"
      When Bella chooses a weekly digest
      And Friday 14 March 2025 17:30 comes
      Then Bella receives an e-mail "Your week at Harbour Lending: 1 notification"
      And Bella receives no further e-mail

    Scenario: From a weekly to a daily digest
      Given Bella has chosen a weekly digest
      And Bella has moved Omar's application to "Pre-approval"
      When Bella chooses a daily digest
      And Thursday 13 March 2025 17:30 comes
      Then Bella receives an e-mail "Your day at Harbour Lending: 1 notification"
      And Bella receives no further e-mail

    Scenario: Back to single e-mails, what waited comes with one last digest
      Given Bella has chosen a weekly digest
      And Bella has moved Omar's application to "Pre-approval"
      And Bella has chosen single e-mails
      When Ben moves Omar's application to "Valuation"
      And Friday 14 March 2025 17:30 comes
      Then Bella receives an e-mail "Loan application HL-OMAR"
      And Bella receives an e-mail "Your day at Harbour Lending: 1 notification" that says
        """
        - HL-OMAR (Omar) is now at “Pre-approval”.
        """
      And Bella receives no further e-mail

  Rule: A digest is sent as carefully as any e-mail

    Background:
      Given Bella has chosen a daily digest
      And Bella has moved Omar's application to "Pre-approval"

    Scenario: It waits for the mail server
      Given the mail server is down
      When Thursday 13 March 2025 17:30 comes
      Then the e-mail to Bella is queued

    Scenario: The admins hear of one that cannot be delivered
      Given Ada is an admin
      And the mail server refuses Bella's address for good
      When Thursday 13 March 2025 17:30 comes
      Then Ada is told "The e-mail “Your day at Harbour Lending: 1 notification” to bella@example.com could not be delivered."

  Rule: What a borrower is written comes by itself

    Scenario Outline: A borrower does not choose <choice>
      When Omar chooses <choice>
      Then it is refused: "A borrower may not choose a digest."

      Examples:
        | choice          | why                      |
        | a daily digest  | a due date does not wait |
        | a weekly digest | still less for a week    |

    Scenario: A borrower may choose what is so anyway
      When Omar chooses single e-mails
      And Bella moves Omar's application to "Pre-approval"
      Then Omar receives an e-mail "Loan application HL-OMAR"
