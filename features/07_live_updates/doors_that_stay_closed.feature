Feature: The live channel opens to people who are logged in, and stays up for clumsy ones
  The channel carries people's money matters. It tells nothing before it knows who listens, closes
  when somebody may no longer listen, and answers a wrong request instead of hanging up.

  Background:
    Given Bella is a broker who works with Ben
    And Omar has applied for $250,000.00 through Bella

  Rule: Nobody listens without a login, or from another site

    Scenario: Nobody is logged in
      When somebody without a login connects
      Then the connection is closed before anything is shown

    Scenario: The login was taken away
      Given Bella's login has been taken away
      When Bella connects with the old login
      Then the connection is closed before anything is shown

    Scenario Outline: A page of another origin: <origin>
      When Bella connects from "<origin>"
      Then the connection is closed before anything is shown

      Examples:
        | origin                         | why                       |
        | https://evil.example           | another site              |
        | https://localhost.evil.example | another site in disguise  |
        | null                           | a page without an origin  |

    Scenario: A program that names no origin
      When Bella connects without an origin
      Then the connection is closed before anything is shown

  Rule: Whoever may no longer listen is disconnected

    Scenario: A login is taken away
      Given Bella is online in 2 tabs
      When Bella's login is taken away
      Then Bella's connections are closed

    Scenario: Somebody logs out
      Given Bella is online in 2 tabs
      When Bella logs out in that browser
      Then Bella's connections are closed

    Scenario: Logging out in one browser leaves the other alone
      Given Bella is online
      And Bella is online in another browser
      When Bella logs out in that browser
      Then Bella's other browser is still connected

    Scenario: Nobody else is disconnected
      Given Bella is online
      And Ben is online
      When Bella's login is taken away
      Then Ben's connection is still open

    Scenario: A deactivated person is told nothing
      Given Bella's login has been taken away
      When Ben moves Omar's application to "Declined"
      Then Bella is told nothing
      And Bella receives no e-mail

  Rule: A wrong request is answered, and the connection stays

    Scenario Outline: A browser sends <what>
      Given Bella is online
      When Bella's browser sends '<frame>'
      Then Bella sees the error "<code>"
      And Bella's connection is still open

      Examples:
        | frame                                  | code         | what                            |
        | hello                                  | malformed    | words                           |
        |                                        | malformed    | nothing at all                  |
        | [1, 2]                                 | malformed    | a list                          |
        | {"type": "mark_read"                   | malformed    | half a request                  |
        | {}                                     | unknown_type | an empty object                 |
        | {"type": "jump"}                       | unknown_type | a request that does not exist   |
        | {"type": 7}                            | unknown_type | a number for a request          |
        | {"type": ["mark_read"]}                | unknown_type | a list for a request            |
        | {"type": "mark_read"}                  | bad_field    | no id                           |
        | {"type": "mark_read", "id": "7"}       | bad_field    | an id in quotation marks        |
        | {"type": "mark_read", "id": true}      | bad_field    | yes for an id                   |
        | {"type": "mark_read", "id": 0}         | bad_field    | an id that cannot be            |
        | {"type": "mark_read", "id": 9223372036854775808} | bad_field | an id beyond all bounds  |
        | {"type": "mark_read", "id": 424242}    | not_found    | an id that is nobody's          |
        | {"type": "since", "sequence": -1}      | bad_field    | a moment before the beginning   |

    Scenario: A frame of 16 KiB is read
      Given Bella is online
      When Bella's browser sends 16384 letters
      Then Bella sees the error "malformed"

    Scenario: A longer one is not
      Given Bella is online
      When Bella's browser sends 16385 letters
      Then Bella sees the error "too_large"
      And Bella's connection is still open

    Scenario: A binary frame
      Given Bella is online
      When Bella's browser sends 3 binary bytes
      Then Bella sees the error "binary"
      And Bella's connection is still open

    Scenario: After an error everything goes on
      Given Bella is online
      And Bella's browser has sent 'hello'
      When Bella moves Omar's application to "Pre-approval"
      Then Bella sees "HL-OMAR (Omar) is now at “Pre-approval”." live
