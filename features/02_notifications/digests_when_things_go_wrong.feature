Feature: Digests miss and repeat nothing even if workers or the broker fail
  Exactly one digest contains what has waited for it, even if processes die, compete or are asked twice.

  Background:
    Given it is Thursday 13 March 2025 10:00
    And Bella is a broker who works with Ben
    And Omar has applied for $250,000.00 through Bella

  Rule: Each notification is in exactly one daily digest

    Scenario Outline: Bella gets one daily digest even if <trouble>
      Given Bella has chosen a daily digest
      And Bella has moved Omar's application to "Pre-approval"
      And <trouble>
      When Thursday 13 March 2025 17:45 comes
      Then Bella has 1 e-mail

      Examples:
        | trouble                                                    |
        | every scheduled task is queued twice                       |
        | every background task is delivered twice                   |
        | two workers always run the "daily digests" at once         |
        | worker after worker dies while running the "daily digests" |

  Rule: Each notification is in exactly one weekly digest

    Scenario Outline: Bella gets one weekly digest even if <trouble>
      Given Bella has chosen a weekly digest
      And Bella has moved Omar's application to "Pre-approval"
      And <trouble>
      When Friday 14 March 2025 17:45 comes
      Then Bella has 1 e-mail

      Examples:
        | trouble                                                     |
        | every scheduled task is queued twice                        |
        | every background task is delivered twice                    |
        | two workers always run the "weekly digests" at once         |
        | worker after worker dies while running the "weekly digests" |
