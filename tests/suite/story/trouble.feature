Feature: Stories in which something is wrong
  Each scenario but the last of its Rule has to fail, and to say why.

  Background:
    Given Bella is a broker who works with Ben
    And Omar has applied for $250,000.00 through Bella

  Rule: A scenario that passes must have proved something

    Scenario: a refusal that nobody speaks of
      When Bella moves Omar's application to "Funded"

    Scenario: a refusal before another attempt
      When Bella moves Omar's application to "Funded"
      And Bella moves Omar's application to "Pre-approval"

    Scenario: a task that fails unseen
      When the status "aproved" of Omar's application is announced

    Scenario: a hardship pause that ends before it begins
      Given Omar is granted a hardship pause from 20 March 2025 to 16 March 2025

    Scenario: a move because of nothing
      When Bella moves Omar's application to "Withdrawn" because ""

    Scenario: a task that is due and not run
      When a task is asked for after everything was done

    Scenario: something that fails after a commit
      Given the task queue is down
      When Bella moves Omar's application to "Pre-approval"

    Scenario: a frame after silence
      Given Bella is online
      And Bella sees nothing live so far
      When Bella moves Omar's application to "Pre-approval"

    Scenario: a refusal behind another failure
      When Bella moves Omar's application to "Funded"
      Then Omar's application is at "Funded"

    Scenario: an empty reason
      When Bella moves Omar's application to "Funded"
      Then it is refused: ""

    Scenario: no reminder before there could be one
      Given it is Thursday 6 March 2025 12:00
      And Omar owes $1,250.00 on 14 March 2025
      Then no reminder of Omar's repayment on 14 March 2025 is on record

    Scenario: days past due on a day to come
      Given it is Friday 14 March 2025 12:00
      And Omar owes $1,250.00 on 14 March 2025
      Then Omar is 10 days past due on 24 March 2025

    Scenario: a report of another week
      Given Ada is an admin
      When Monday 10 March 2025 06:30 comes
      Then Ada's weekly report of 10 March 2025 shows "Conversion"
        | Stage |
        | Funded |

    Scenario: nothing was refused
      When Bella moves Omar's application to "Pre-approval"
      Then it is refused: "No."

    Scenario: no task failed
      When Bella moves Omar's application to "Pre-approval"
      Then the background task fails: "Oh."

    Scenario: nothing of it is left for the next scenario
      Then Bella is told nothing
      And nobody has a tab open, a task waiting or a letter

    Scenario: a story without an outcome
      When Bella moves Omar's application to "Pre-approval"

    Scenario: a refusal of what is given
      Given Bella has moved Omar's application to "Funded"
      Then Ben is told nothing

    Scenario: a notification that was spoken of
      When Bella moves Omar's application to "Pre-approval"
      Then Bella is told "HL-OMAR (Omar) is now at “Pre-approval”."
      And Bella is told "HL-OMAR (Omar) is now at “Pre-approval”."

    Scenario: a table that is missing
      Then these people are told "News"

    Scenario: a table of headings only
      Then these people are told "News"
        | person |

    Scenario: a text that no phrase reads
      When Bella moves Omar's application to "Pre-approval"
      Then Omar receives an e-mail "We are preparing indicative terms for your loan HL-OMAR"
        """
        $999.00
        """

    Scenario: a letter that is queued
      Given the mail server is down
      When Bella moves Omar's application to "Pre-approval"
      Then Omar receives no e-mail

    Scenario: secrets where no letter was sent
      Then no e-mail reveals Omar's private data

    Scenario: arrears of a day to come
      Then no arrears of Omar are recorded on 24 March 2025

    Scenario: a report that nobody could see
      Then Bella sees no report

    Scenario: a notification to somebody without a login
      Given Omar has no login
      When Bella moves Omar's application to "Pre-approval"
      Then Omar is told nothing

    Scenario: a column that a report does not have
      Given today is Sunday 9 March 2025
      And Ada is an admin
      When Monday 10 March 2025 12:00 comes
      Then Ada's weekly report of 3 March 2025 shows "Applications by stage"
        | Stage   | Nonsense |
        | Inquiry | 1        |

    Scenario: words that nobody wrote
      Then Omar reads "Suspected fraud" nowhere

    Scenario: the sixth reminder
      Given Omar owes $1,250.00 on 14 March 2025
      Then the reminder 5 days after 14 March 2025 is sent for Omar

    Scenario: what was counted has been spoken of
      Given Bella is online
      When Bella moves Omar's application to "Pre-approval"
      Then Omar has 1 e-mail
      And Omar receives no further e-mail
      And Omar receives an e-mail "We are preparing indicative terms for your loan HL-OMAR"
      And Bella finds 1 notification in the inbox
      And Bella is told nothing more
      And Bella is told "HL-OMAR (Omar) is now at “Pre-approval”."

    Scenario: another letter after a count
      When Bella moves Omar's application to "Pre-approval"
      Then Omar has 1 e-mail
      And Ben has 1 e-mail
      And Bella receives no further e-mail

    Scenario: a column that nobody knows
      Then Omar's application has this history
        | nach |
        | Here |

    Scenario: somebody is introduced twice
      Given Bella is a broker who works with Carl

    Scenario: a stage it is not at
      When Bella moves Omar's application to "Pre-approval"
      Then Omar's application is at "Valuation"

  Rule: A failure says what was there instead

    Scenario: another letter
      When Bella moves Omar's application to "Pre-approval"
      Then Omar receives an e-mail "Congratulations"

    Scenario: a letter instead of none
      When Bella moves Omar's application to "Pre-approval"
      Then Omar receives no e-mail

    Scenario: another notification
      When Bella moves Omar's application to "Pre-approval"
      Then Bella is told "Congratulations"

    Scenario: another frame
      Given Bella is online
      When Bella moves Omar's application to "Pre-approval"
      Then Bella sees "Congratulations" live

    Scenario: a frame instead of silence
      Given Bella is online
      When Bella moves Omar's application to "Pre-approval"
      Then Bella sees nothing live

    Scenario: nobody is online
      Then Bella sees "Congratulations" live

  Rule: A word that cannot be read says what was expected

    Scenario: a weekday that does not fit
      Given today is Friday 8 March 2025

    Scenario: a day that does not exist
      Given today is 31 April 2025

    Scenario: an hour that clocks skip
      Given it is Sunday 5 October 2025 02:30

    Scenario: an amount without cents
      Given Nora has applied for $1250 through Bella

    Scenario: a stage that does not exist
      When Bella moves Omar's application to "Approved"

    Scenario: an event that does not exist
      Given Bella has switched off e-mail for "good news"

    Scenario: a person who is not in the story
      When Belle moves Omar's application to "Pre-approval"

    Scenario: a day that is over
      Given today is Friday 7 March 2025
      When Thursday 6 March 2025 09:00 comes

  Rule: A phrase that nobody knows is answered with those that come nearest

    Scenario: a phrase that nobody knows
      When Bella shifts Omar's application to "Pre-approval"

    Scenario: a phrase that means two things
      When Bella moves Omar's application to "Pre-approval" or elsewhere
