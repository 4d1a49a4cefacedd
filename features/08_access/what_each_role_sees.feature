Feature: Everybody sees their own, and no more
  A broker must not learn of another broker's customers, nor a customer of the lender's thoughts.
  What somebody may not see looks as if it were not there.

  Background:
    Given Ada is an admin
    And Bella is a broker who works with Ben
    And Cora is a broker who works with Carl

  Rule: Admins see every application, everybody else their own

    Scenario: Two books
      Given Omar has applied for $250,000.00 through Bella
      And Nora has applied for $90,000.00 through Cora
      Then Ada sees the applications of Nora and Omar
      And Ben sees the application of Omar
      And Bella sees the application of Omar
      And Carl sees the application of Nora
      And Cora sees the application of Nora
      And Omar sees the application of Omar

    Scenario: A co-borrower sees the application that is also theirs
      Given Omar has applied for $250,000.00 through Bella
      And Nora borrows together with Omar
      Then Nora sees the applications of Nora and Omar

    Scenario: Two brokers who work with the same BDM do not see each other's
      Given Dora is a broker who works with Ben
      And Omar has applied for $250,000.00 through Bella
      Then Dora sees no application

    Scenario: Somebody without an application sees none
      Given Omar has applied for $250,000.00 through Bella
      Then Cora sees no application

  Rule: What somebody may not see looks as if it were not there

    Scenario Outline: <who> cannot move another's application
      Given Omar has applied for $250,000.00 through Bella
      And Nora has applied for $90,000.00 through Cora
      When <who> moves Omar's application to "Pre-approval"
      Then it is refused: "There is no application HL-OMAR."
      And Omar's application is still at "Inquiry"

      Examples:
        | who  | why                 |
        | Cora | another broker      |
        | Carl | another broker's BDM |
        | Nora | another borrower    |

    Scenario: Nor open it by its reference
      Given Omar has applied for $250,000.00 through Bella
      When Cora opens Omar's application
      Then it is refused: "There is no application HL-OMAR."

    Scenario: Its broker opens it
      Given Omar has applied for $250,000.00 through Bella
      When Bella opens Omar's application
      Then the application "HL-OMAR" is on the screen

    Scenario: Nor write a note on it
      Given Omar has applied for $250,000.00 through Bella
      When Cora writes the internal note "Hello" on Omar's application
      Then it is refused: "There is no application HL-OMAR."
      And Ada sees no note

  Rule: Notes are the lender's unless they are meant for the customer

    Background:
      Given Omar has applied for $250,000.00 through Bella
      And Ben has written the internal note "The income looks thin" on Omar's application
      And Ben has written the customer-visible note "Please send a payslip" on Omar's application
      And Bella has written the internal note "Omar prefers the telephone" on Omar's application

    Scenario Outline: <who> sees every note
      Then <who> sees the notes
        | note                       |
        | The income looks thin      |
        | Please send a payslip      |
        | Omar prefers the telephone |

      Examples:
        | who | why                      |
        | Ada | an admin sees everything |
        | Ben | it is Ben's application  |

    Scenario: A broker sees those for the customer, and the broker's own
      Then Bella sees the notes
        | note                       |
        | Please send a payslip      |
        | Omar prefers the telephone |

    Scenario: A borrower sees those for the customer
      Then Omar sees the note
        | note                  |
        | Please send a payslip |

    Scenario Outline: <who> sees none of them
      Then <who> sees no note

      Examples:
        | who  | why                    |
        | Cora | another broker         |
        | Carl | another broker's BDM   |

    Scenario: A broker sees a note that is assigned to them
      Given Ben has assigned Bella the internal note "Ask for the contract" on Omar's application
      Then Bella sees the notes
        | note                       |
        | Please send a payslip      |
        | Omar prefers the telephone |
        | Ask for the contract       |

    Scenario Outline: A note is not assigned to <who>
      When Ben assigns <who> the internal note "Ask for the contract" on Omar's application
      Then it is refused: "The note cannot be assigned to <who>."

      Examples:
        | who  | why                                 |
        | Cora | another broker could not even see it |
        | Omar | a borrower                          |

    Scenario: A borrower writes no notes
      When Omar writes the customer-visible note "Hello" on Omar's application
      Then it is refused: "A borrower may not write notes."

    Scenario: A broker does not finish a note that is somebody else's
      When Bella marks the note "Please send a payslip" as done
      Then it is refused: "You cannot change this note: Ben wrote it, and it is not assigned to you."

    Scenario: A broker does not put off a note that is somebody else's
      When Bella asks for a reminder of the note "Please send a payslip" on 17 March 2035
      Then it is refused: "You cannot change this note: Ben wrote it, and it is not assigned to you."

    Scenario: A broker finishes a note that is assigned to the broker
      Given Ben has assigned Bella the internal note "Ask for the contract" on Omar's application
      And Bella has opened the page of Omar's application
      When Bella marks the note "Ask for the contract" as done
      And Bella opens the page of Omar's application
      Then Bella reads "Ask for the contract" on the page

  Rule: Notifications belong to their owner alone

    Scenario: A broker's inbox is not the BDM's
      Given Omar has applied for $250,000.00 through Bella
      And Ben has switched off in-app for "application status"
      When Bella moves Omar's application to "Pre-approval"
      Then Bella has 1 unread notification
      But Ben has 0 unread notifications
      And Cora has 0 unread notifications
