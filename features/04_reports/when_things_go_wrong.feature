Feature: Reports and arrears are produced once even if workers or the broker fail
  Two reports on one week, or a report that a dead process left half done, would each be worse than a late one.

  Background:
    Given it is Sunday 30 March 2025 12:00
    And Ada is an admin
    And Bella is a broker who works with Ben

  Rule: There is one weekly report, and everybody is notified of it once

    Scenario Outline: The weekly report is notified once even if <trouble>
      Given Omar has applied for $250,000.00 through Bella
      And <trouble>
      When Monday 31 March 2025 06:45 comes
      Then Ada has 1 e-mail
      And Ben has 1 e-mail
      And Ada has 1 unread notification

      Examples:
        | trouble                                                    |
        | every scheduled task is queued twice                       |
        | every background task is delivered twice                   |
        | two workers always run the "weekly report" at once         |
        | worker after worker dies while running the "weekly report" |

  Rule: There is one monthly report, and everybody is notified of it once

    Scenario Outline: The monthly report is notified once even if <trouble>
      Given it is Monday 31 March 2025 12:00
      And Omar has applied for $250,000.00 through Bella
      And <trouble>
      When Tuesday 1 April 2025 06:15 comes
      Then Ada has 1 e-mail
      And Ben has 1 e-mail
      And Ada has 1 unread notification

      Examples:
        | trouble                                                               |
        | every scheduled task is queued twice                                  |
        | every background task is delivered twice                              |
        | two workers always run the "monthly compliance check" at once         |
        | worker after worker dies while running the "monthly compliance check" |

  Rule: Arrears are recorded once a day

    Scenario Outline: Arrears are recorded once even if <trouble>
      Given it is Friday 14 March 2025 12:00
      And Bella's borrowers owe these repayments
        | borrower | due           | principal | interest |
        | Omar     | 14 March 2025 | $1,000.00 | $250.00  |
      And <trouble>
      When Saturday 15 March 2025 01:15 comes
      Then Omar is 1 days past due on 15 March 2025

      Examples:
        | trouble                                              |
        | every scheduled task is queued twice                 |
        | every background task is delivered twice             |
        | two workers always run the "arrears" at once         |
        | worker after worker dies while running the "arrears" |
