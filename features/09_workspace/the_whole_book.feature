Feature: Every application is found, whatever its stage
  An admin looks through the whole book, puts it in order and takes it home as a spreadsheet. Somebody who has a
  reference, a name or an amount on the phone finds the application and reads where it is.

  Background:
    Given today is Friday 14 March 2025
    And Ada is an admin
    And Bella is a broker who works with Ben
    And Cora is a broker who works with Carl
    And Omar has applied for $250,000.00 through Bella
    And Nora has applied for $90,000.00 through Cora

  Rule: The table shows every application that somebody may see

    Scenario: An admin reads the whole book on the first page
      When Ada opens the workspace
      Then Ada reads "2 applications" on the page
      And Ada reads "HL-OMAR Omar Inquiry $250,000.00 Bella Ben 14 March 2025" on the page
      And Ada reads "HL-NORA Nora Inquiry $90,000.00 Cora Carl 14 March 2025" on the page

    Scenario: A BDM's table has the BDM's own applications
      When Ben opens the applications
      Then Ben reads "1 application" on the page
      And Ben finds the application of Omar there

    Scenario Outline: <who>, <why>, has no table
      When <who> opens the applications
      Then <who> finds nothing there

      Examples:
        | who   | why        |
        | Bella | a broker   |
        | Omar  | a borrower |

  Rule: The table can be put in order and filtered

    Scenario: The largest amounts come first
      Given Ada has opened the workspace
      When Ada sorts the list by amount
      Then Ada finds the applications of Omar and Nora there, in this order

    Scenario: The table shows only loans that are at least so many days past due
      Given Bella's borrowers owe these repayments
        | borrower | due              | principal | interest |
        | Ruth     | 7 March 2025     | $1,000.00 | $250.00  |
        | Sven     | 14 February 2025 | $2,000.00 | $250.00  |
      When Ada narrows the applications to days past due from "8"
      Then Ada finds the application of Sven there
      And Ada reads "28 $2,250.00" on the page

    Scenario: The table shows only applications of the days asked for
      When Ada narrows the applications to days from "15 March 2025"
      Then Ada reads "No applications match the filter." on the page

  Rule: The spreadsheet has numbers as numbers and days as 2025-03-14

    Scenario: An admin exports the whole book
      Given Bella's borrowers owe these repayments
        | borrower | due          | principal | interest |
        | Ruth     | 7 March 2025 | $1,000.00 | $250.00  |
        | Alf      | 7 April 2025 | $1,000.00 | $250.00  |
      When Ada exports the applications
      Then Ada's spreadsheet has these rows
        | Reference | Borrowers | Stage   | Amount    | Applied on | Balance | Days past due | Overdue |
        | HL-NORA   | Nora      | Inquiry | 90000.00  | 2025-03-14 |         |               |         |
        | HL-OMAR   | Omar      | Inquiry | 250000.00 | 2025-03-14 |         |               |         |
        | HL-ALF    | Alf       | Funded  | 100000.00 | 2024-04-07 | 1000.00 | 0             | 0.00    |
        | HL-RUTH   | Ruth      | Funded  | 100000.00 | 2024-03-07 | 1000.00 | 7             | 1250.00 |

    Scenario: A name that a spreadsheet would take for a formula stays a name
      Given Omar is the company "=HYPERLINK(1)"
      When Ben exports the applications
      Then Ben's spreadsheet has these rows
        | Reference | Borrowers      |
        | HL-OMAR   | '=HYPERLINK(1) |

  Rule: The search finds a reference, a borrower, a broker or an amount at every stage

    Scenario Outline: A search for <what> finds the application
      When Ada searches for "<words>"
      Then Ada finds the application of Omar there
      And Ada reads "Omar HL-OMAR $250,000.00 Inquiry" on the page

      Examples:
        | words       | what                      |
        | hl-om       | part of a reference       |
        | mar         | part of a borrower's name |
        | bella       | a broker's name           |
        | bella  omar | names in any order        |
        | $250,000.00 | an amount as it is read   |
        | 250000      | an amount as it is typed  |

    Scenario: An application that was withdrawn is found, and where it is
      Given Bella has moved Omar's application to "Withdrawn" because "A cheaper offer"
      When Bella searches for "Omar"
      Then Bella reads "Omar HL-OMAR $250,000.00 Withdrawn since 14 March 2025" on the page

    Scenario: A broker finds only the broker's own applications
      Given Ada has searched for "Omar"
      When Cora searches for "Omar"
      Then Cora reads "No results." on the page

    Scenario: A search without results leads back
      Given Ada has searched for "Zoe"
      When Ada goes back to "the first page"
      Then Ada reads "2 applications" on the page

    Scenario: A borrower has no search
      When Omar searches for "Nora"
      Then Omar finds nothing there
