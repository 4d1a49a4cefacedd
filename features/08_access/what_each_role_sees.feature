Feature: People see only their own applications, notes and notifications
  A broker must not learn about another broker's customers, and a customer must not read the lender's internal notes.
  What people may not see looks to them as if it did not exist.

  Background:
    Given Ada is an admin
    And Bella is a broker who works with Ben
    And Cora is a broker who works with Carl

  Rule: Admins see every application, and everybody else only their own

    @doors
    Scenario: An application is seen by its own people and admins
      Given Omar has applied for $250,000.00 through Bella
      And Nora has applied for $90,000.00 through Cora
      Then Ada sees the applications of Nora and Omar
      And Ben sees the application of Omar
      And Bella sees the application of Omar
      And Carl sees the application of Nora
      And Cora sees the application of Nora
      And Omar sees the application of Omar

    Scenario: A co-borrower sees the shared application beside their own
      Given Omar has applied for $250,000.00 through Bella
      And Nora borrows together with Omar
      Then Nora sees the applications of Nora and Omar

    Scenario: Brokers with the same BDM do not see each other's applications
      Given Dora is a broker who works with Ben
      And Omar has applied for $250,000.00 through Bella
      Then Dora sees no application

    Scenario: An application that another BDM takes over leaves the first one's list
      Given Omar has applied for $250,000.00 through Bella
      When Carl takes over Omar's application
      Then Carl looks after Omar's application
      And Carl sees the application of Omar
      But Ben sees no application

    Scenario: An application that another broker takes over leaves the first one's list
      Given Omar has applied for $250,000.00 through Bella
      When Cora takes over Omar's application
      Then Cora is the broker of Omar's application
      And Cora sees the application of Omar
      But Bella sees no application

    Scenario: A broker without applications sees none
      Given Omar has applied for $250,000.00 through Bella
      Then Cora sees no application

  Rule: An application does not exist for people who may not see it

    Scenario Outline: <who>, <why>, cannot move Omar's application
      Given Omar has applied for $250,000.00 through Bella
      And Nora has applied for $90,000.00 through Cora
      When <who> moves Omar's application to "Pre-approval"
      Then it is refused: "There is no application HL-OMAR."
      And Omar's application is still at "Inquiry"

      Examples:
        | who  | why                  |
        | Cora | another broker       |
        | Carl | another broker's BDM |
        | Nora | another borrower     |

    Scenario: Another broker cannot open an application by its reference
      Given Omar has applied for $250,000.00 through Bella
      When Cora opens Omar's application
      Then it is refused: "There is no application HL-OMAR."

    Scenario: The application's broker opens it by its reference
      Given Omar has applied for $250,000.00 through Bella
      When Bella opens Omar's application
      Then the application "HL-OMAR" is on the screen

    Scenario: Another broker cannot write a note on an application
      Given Omar has applied for $250,000.00 through Bella
      When Cora writes the internal note "Hello" on Omar's application
      Then it is refused: "There is no application HL-OMAR."
      And Ada sees no note

  Rule: Notes are internal unless they are customer-visible

    Background:
      Given Omar has applied for $250,000.00 through Bella
      And Ben has written the internal note "The income looks thin" on Omar's application
      And Ben has written the customer-visible note "Please send a payslip" on Omar's application
      And Bella has written the internal note "Omar prefers the telephone" on Omar's application

    Scenario Outline: <who>, <why>, sees every note
      Then <who> sees the notes
        | note                       |
        | The income looks thin      |
        | Please send a payslip      |
        | Omar prefers the telephone |

      Examples:
        | who | why                   |
        | Ada | the admin             |
        | Ben | the application's BDM |

    Scenario: A broker sees customer-visible notes and the broker's own notes
      Then Bella sees the notes
        | note                       |
        | Please send a payslip      |
        | Omar prefers the telephone |

    Scenario: A borrower sees only customer-visible notes
      Then Omar sees the note
        | note                  |
        | Please send a payslip |

    Scenario Outline: <who>, <why>, sees none of the notes
      Then <who> sees no note

      Examples:
        | who  | why                  |
        | Cora | another broker       |
        | Carl | another broker's BDM |

    Scenario: A broker sees an internal note that is assigned to them
      Given Ben has assigned Bella the internal note "Ask for the contract" on Omar's application
      Then Bella sees the notes
        | note                       |
        | Please send a payslip      |
        | Omar prefers the telephone |
        | Ask for the contract       |

    Scenario Outline: A note cannot be assigned to <who>, <why>
      When Ben assigns <who> the internal note "Ask for the contract" on Omar's application
      Then it is refused: "The note cannot be assigned to <who>."

      Examples:
        | who  | why            |
        | Cora | another broker |
        | Omar | the borrower   |

    Scenario: A borrower cannot write notes
      When Omar writes the customer-visible note "Hello" on Omar's application
      Then it is refused: "A borrower may not write notes."

    Scenario: A broker cannot finish somebody else's note
      When Bella marks the note "Please send a payslip" as done
      Then it is refused: "You cannot change this note: Ben wrote it, and it is not assigned to you."

    Scenario: A broker cannot postpone somebody else's note
      When Bella asks for a reminder of the note "Please send a payslip" on 17 March 2035
      Then it is refused: "You cannot change this note: Ben wrote it, and it is not assigned to you."

    Scenario: A broker finishes a note that is assigned to them
      Given Ben has assigned Bella the internal note "Ask for the contract" on Omar's application
      And Bella has opened the page of Omar's application
      When Bella marks the note "Ask for the contract" as done
      And Bella opens the page of Omar's application
      Then Bella reads "Ask for the contract" on the page

  Rule: Notifications are seen only by their owner

    Scenario: A broker's notification does not appear in other inboxes
      Given Omar has applied for $250,000.00 through Bella
      And Ben has switched off in-app for "application status"
      When Bella moves Omar's application to "Pre-approval"
      Then Bella has 1 unread notification
      But Ben has 0 unread notifications
      And Cora has 0 unread notifications
