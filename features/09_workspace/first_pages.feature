Feature: Everybody's first page shows what they came for
  A borrower wants to know what is owed, a broker what to do next, a BDM who is late, and an admin the whole book.
  Nobody should have to look for it.

  Background:
    Given today is Friday 14 March 2025
    And Ada is an admin
    And Bella is a broker who works with Ben

  Rule: A borrower's first page shows each of the borrower's loans

    Background:
      Given Bella's borrowers owe these repayments
        | borrower | due          | principal | interest |
        | Nora     | 7 March 2025 | $1,000.00 | $250.00  |
        | Nora     | 7 April 2025 | $1,000.00 | $240.00  |

    Scenario: A borrower reads the balance, the next repayment and what is overdue
      When Nora opens the workspace
      Then Nora reads about Nora's loan
        """
        Balance $2,000.00
        Next repayment $1,240.00 on 7 April 2025
        Overdue $1,250.00 for 7 days
        """

    Scenario: A borrower reads which reference to write on a payment
      When Nora opens the workspace
      Then Nora reads about Nora's loan
        """
        with the reference HL-NORA
        """

    Scenario: A payment is among what was paid lately, and lowers what is overdue
      Given Nora has paid $500.00
      When Nora opens the workspace
      Then Nora reads about Nora's loan
        """
        Overdue $750.00 for 7 days
        Paid lately 14 March 2025: $500.00
        """

    Scenario: A borrower who has paid everything so far reads that nothing is overdue
      Given Nora has paid $1,250.00
      When Nora opens the workspace
      Then Nora reads about Nora's loan
        """
        Balance $1,000.00
        Overdue Nothing
        """

    Scenario: A payment that bounced is called returned
      Given Nora has paid $1,250.00
      And Nora's payment has bounced
      When Nora opens the workspace
      Then Nora reads about Nora's loan
        """
        14 March 2025: −$1,250.00, returned by the bank
        """

    Scenario: A fee that is owed is on the first page
      Given Nora owes a "Valuation" fee of $300.00 on 20 March 2025
      When Nora opens the workspace
      Then Nora reads about Nora's loan
        """
        Fee: Valuation $300.00 due on 20 March 2025
        """

    Scenario: A borrower reads nothing of anybody else's loan
      Given Omar has applied for $250,000.00 through Bella
      When Omar opens the workspace
      Then Omar finds the application of Omar there

  Rule: A borrower's first page says where an application is, and what waits for a signature

    Background:
      Given Omar has applied for $250,000.00 through Bella

    Scenario: A borrower reads in plain words where the application is
      Given Bella has moved Omar's application to "Pre-approval"
      When Omar opens the workspace
      Then Omar reads about Omar's loan
        """
        loan of $250,000.00
        We are preparing indicative terms for your loan.
        """

    Scenario: A new formal approval waits for the borrower's signature
      Given Omar's application is at "Formal approval"
      And Ben has asked for Omar's "formal approval"
      When Omar opens the workspace
      Then Omar reads "Your formal approval waits for your signature." on the page

    Scenario: A formal approval that the borrower has signed waits no more
      Given Omar's application is at "Formal approval"
      And Ben has asked for Omar's "formal approval"
      And Omar has signed Omar's "formal approval"
      When Omar opens the workspace
      Then Omar reads "Formal approval" on the page
      But Omar does not read "waits for your signature" on the page

  Rule: A broker's first page shows what waits for the broker, what is stale, and the rest

    Background:
      Given Omar has applied for $250,000.00 through Bella

    Scenario: An application that only the broker moves on waits for the broker
      When Bella opens the workspace
      Then Bella reads in the list of waiting applications
        """
        Omar HL-OMAR $250,000.00
        Inquiry since today Move to Pre-approval.
        """

    Scenario: An application that lacks the broker's papers waits for the broker
      Given Omar's application is at "Valuation"
      And Omar's application lacks the "identification"
      And Omar's application lacks the "proof of income"
      When Bella opens the workspace
      Then Bella reads in the list of waiting applications
        """
        The identification is missing. The proof of income is missing.
        """

    Scenario: An application that waits for the valuation is with the lender
      Given Omar's application is at "Valuation"
      And Omar's application lacks the "valuation"
      When Bella opens the workspace
      Then Bella reads in the list of applications with the lender
        """
        Omar HL-OMAR
        Valuation since today
        """

    Scenario: A signature that is missing waits for the broker
      Given Omar's application is at "Formal approval"
      And Ben has asked for Omar's "formal approval"
      When Bella opens the workspace
      Then Bella reads in the list of waiting applications
        """
        Omar has not signed the current formal approval.
        """

    Scenario Outline: An application that has not moved for <days> days is <listed as>
      Given Bella has moved Omar's application to "Pre-approval"
      When <day> 12:00 comes
      And Bella opens the workspace
      Then Bella reads in the list of <list>
        """
        Pre-approval for <days> days
        """

      Examples:
        | day           | days | listed as       | list                         |
        | 27 March 2025 | 13   | with the lender | applications with the lender |
        | 28 March 2025 | 14   | stale           | stale applications           |

    Scenario: A broker reads no other broker's application
      Given Cora is a broker who works with Ben
      And Nora has applied for $90,000.00 through Cora
      When Bella opens the workspace
      Then Bella finds the application of Omar there

  Rule: A BDM's first page, Today, shows what waits, what is due and what is late

    Scenario Outline: An application at <stage> waits for its BDM <why>
      Given Omar has applied for $250,000.00 through Bella
      And Omar's application is at "<stage>"
      And Omar's application lacks the "valuation"
      When Ben opens the workspace
      Then Ben reads in the list of waiting applications
        """
        Omar HL-OMAR $250,000.00
        <stage> since today <task>
        """

      Examples:
        | stage           | task                      | why                          |
        | Pre-approval    | Move to Valuation.        | if nothing is missing        |
        | Valuation       | The valuation is missing. | if the lender's task is open |
        | Formal approval | Move to Settlement.       | once everybody has signed    |

    Scenario Outline: An application at <stage> does not wait for its BDM <why>
      Given Omar has applied for $250,000.00 through Bella
      And Omar's application is at "<stage>"
      And Omar's application lacks the "identification"
      When Ben opens the workspace
      Then Ben reads in the list of waiting applications
        """
        Waiting for me 0
        """

      Examples:
        | stage     | why                                 |
        | Inquiry   | while its broker has to hand it in  |
        | Valuation | while its broker has to add a paper |

    Scenario: A BDM reads what is due today and by Sunday
      Given Bella's borrowers owe these repayments
        | borrower | due           | principal | interest |
        | Nora     | 14 March 2025 | $1,000.00 | $250.00  |
        | Omar     | 16 March 2025 | $2,000.00 | $250.00  |
        | Ruth     | 17 March 2025 | $3,000.00 | $250.00  |
      When Ben opens the workspace
      Then Ben reads in the list of repayments due today
        """
        Due today 1
        Nora HL-NORA $1,250.00
        """
      And Ben reads in the list of repayments due this week
        """
        Due by Sunday 16 March 1
        Omar HL-OMAR $2,250.00 Sunday 16 March
        """
      But Ben finds the applications of Nora and Omar there

    Scenario: A BDM reads who is late, by how many days and for how much
      Given Bella's borrowers owe these repayments
        | borrower | due              | principal | interest |
        | Nora     | 7 March 2025     | $1,000.00 | $250.00  |
        | Omar     | 14 February 2025 | $2,000.00 | $250.00  |
      And Nora has paid $250.00
      When Ben opens the workspace
      Then Ben reads in the list of overdue repayments
        """
        Omar HL-OMAR $2,250.00 28 days past due
        Nora HL-NORA $1,000.00 7 days past due
        """

    Scenario: A BDM reads which repayments the reminders have passed on
      Given Bella's borrowers owe these repayments
        | borrower | due           | principal | interest |
        | Nora     | 14 March 2025 | $1,000.00 | $250.00  |
      When Monday 24 March 2025 12:00 comes
      And Ben opens the workspace
      Then Ben reads in the list of repayments passed on
        """
        Nora HL-NORA $1,250.00 due on 14 March 2025, passed on 24 March 2025
        """

    Scenario: A BDM reads which applications brokers have opened in the last seven days
      Given Omar has applied for $250,000.00 through Bella
      When Friday 21 March 2025 12:00 comes
      And Ben opens the workspace
      Then Ben reads in the list of new applications
        """
        Omar HL-OMAR $250,000.00 opened on 14 March 2025, broker Bella
        """

    Scenario: An application opened eight days ago is no longer new
      Given Omar has applied for $250,000.00 through Bella
      When Saturday 22 March 2025 12:00 comes
      And Ben opens the workspace
      Then Ben reads in the list of new applications
        """
        Nothing.
        """

    Scenario: An application that was moved is no longer new
      Given Omar has applied for $250,000.00 through Bella
      And Bella has moved Omar's application to "Pre-approval"
      When Ben opens the workspace
      Then Ben reads in the list of new applications
        """
        Nothing.
        """

    Scenario: A BDM reads which applications are stale and which signatures are out
      Given Omar has applied for $250,000.00 through Bella
      And Omar's application is at "Formal approval"
      And Ben has asked for Omar's "formal approval"
      When Friday 28 March 2025 12:00 comes
      And Ben opens the workspace
      Then Ben reads in the list of stale applications
        """
        Omar HL-OMAR 14 days at Formal approval
        """
      And Ben reads in the list of missing signatures
        """
        Omar HL-OMAR Formal approval, since 14 March 2025: Omar
        """

    Scenario: A BDM reads the notes whose day has come, until they are done
      Given Omar has applied for $250,000.00 through Bella
      And Ben has written the internal note "The income looks thin" on Omar's application
      And Ben has asked for a reminder of the note "The income looks thin" on 17 March 2025
      When Tuesday 18 March 2025 12:00 comes
      And Ben opens the workspace
      Then Ben reads in the list of notes to do
        """
        Omar HL-OMAR due 17 March 2025: The income looks thin
        """

    Scenario: A note is on the assignee's list at once, and on the author's never
      Given Omar has applied for $250,000.00 through Bella
      And Ben has assigned Bella the internal note "Call the valuer" on Omar's application
      And Ben has asked for a reminder of the note "Call the valuer" on 28 March 2025
      When Bella opens the workspace
      And Ben opens the workspace
      Then Bella reads in the list of notes to do
        """
        Omar HL-OMAR due 28 March 2025: Call the valuer (from Ben)
        """
      And Ben reads in the list of notes to do
        """
        Notes to do 0
        """

    Scenario: A BDM reads that a late borrower has a hardship pause
      Given Bella's borrowers owe these repayments
        | borrower | due          | principal | interest |
        | Nora     | 7 March 2025 | $1,000.00 | $250.00  |
      And Nora is granted a hardship pause from 10 March 2025 to 20 March 2025
      When Ben opens the workspace
      Then Ben reads in the list of overdue repayments
        """
        Nora HL-NORA $1,250.00 7 days past due, hardship pause until 20 March 2025
        """

    Scenario: A BDM's Today shows only the BDM's own applications
      Given Cora is a broker who works with Carl
      And Bella's borrowers owe these repayments
        | borrower | due          | principal | interest |
        | Nora     | 7 March 2025 | $1,000.00 | $250.00  |
      When Carl opens the workspace
      Then Carl reads in the list of overdue repayments
        """
        Overdue 0
        """
      But Carl finds no application there

  Rule: The navigation offers each role the pages it can use

    Scenario Outline: <who> can go to <pages>
      Given Omar has applied for $250,000.00 through Bella
      When <who> opens the workspace
      Then <who> can go to "<pages>"

      Examples:
        | who   | pages                                                                                 |
        | Ada   | Applications, Pipeline, Today, Inbox, Reports, Payments, Suspense, Operations, People |
        | Ben   | Today, Applications, Pipeline, Inbox, Reports, Suspense                               |
        | Bella | My applications, Pipeline, Inbox                                                      |
        | Omar  | My loans, Inbox                                                                       |
