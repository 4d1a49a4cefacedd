Feature: The live channel admits only logged-in people and survives wrong requests
  The channel carries people's financial data. It sends nothing before it knows who is listening, closes
  when somebody may no longer listen, and answers a wrong request instead of hanging up. A tab that is
  refused is told why, so that it can say so instead of reconnecting without end.

  Background:
    Given Bella is a broker who works with Ben
    And Omar has applied for $250,000.00 through Bella

  Rule: Only logged-in people of this site can connect

    Scenario: A tab without a login is refused
      When somebody without a login connects
      Then the tab is closed at once with 4401 "You are not logged in."

    Scenario: A tab of a deactivated person is refused
      Given Bella's login has been taken away
      When Bella connects with the old login
      Then the tab is closed at once with 4401 "You are not logged in."

    Scenario Outline: A page of the origin <origin> is refused
      When Bella connects from "<origin>"
      Then the tab is closed at once with 4403 "This page belongs to another site."

      Examples:
        | origin                         | why                      |
        | https://evil.example           | another site             |
        | https://localhost.evil.example | another site in disguise |
        | null                           | a page without an origin |

    Scenario: A program that names no origin is refused
      When Bella connects without an origin
      Then the tab is closed at once with 4403 "This page belongs to another site."

    Scenario: A tab that connects to an unknown address is told so
      When Bella connects to "/ws/elsewhere/"
      Then the tab is closed at once with 4404 "There is no live channel at this address."

  Rule: Tabs are disconnected when their login ends

    Scenario: Deactivating a person closes their tabs
      Given Bella is online in 2 tabs
      When Bella's login is taken away
      Then Bella's connections are closed

    Scenario: Logging out closes every tab of that browser
      Given Bella is online in 2 tabs
      When Bella logs out in that browser
      Then Bella's connections are closed

    Scenario: A tab that is closed by logging out is told why
      Given Bella is online
      When Bella logs out in that browser
      Then Bella's tab is closed with 4401 "You have been logged out."

    Scenario: Deleting a session closes only the tab of that browser
      Given Bella is online
      And Bella is online in another browser
      When the session of Bella's browser is deleted
      Then Bella's tab is closed with 4401 "You have been logged out."
      And Bella's other browser is still connected

    Scenario: A tab is closed when its session expires after 14 days
      Given today is Monday 3 March 2025
      And Bella is online
      When 14 days pass
      And Ben moves Omar's application to "Declined" because "The income does not carry it"
      Then Bella's tab is closed with 4401 "You have been logged out."
      And Bella sees nothing live

    Scenario: Logging out in one browser leaves another browser connected
      Given Bella is online
      And Bella is online in another browser
      When Bella logs out in that browser
      Then Bella's other browser is still connected

    Scenario: Deactivating one person leaves other people connected
      Given Bella is online
      And Ben is online
      When Bella's login is taken away
      Then Ben's connection is still open

    Scenario: A deactivated person receives neither notifications nor e-mails
      Given Bella's login has been taken away
      When Ben moves Omar's application to "Declined" because "The income does not carry it"
      Then Bella is told nothing
      And Bella receives no e-mail

  Rule: A person has at most 20 tabs open at a time

    Scenario: The twenty-first tab is refused
      Given Bella is online in 20 tabs
      When Bella opens another tab
      Then the tab is closed at once with 4429 "You have too many pages open."

    Scenario: Closing one of twenty tabs makes room for another
      Given Bella is online in 20 tabs
      And Bella has closed a tab
      When Bella opens another tab
      Then Bella sees 0 unread

    Scenario: A refused tab does not count towards the limit
      Given Bella is online in 20 tabs
      And Bella has opened another tab
      And Bella has closed a tab
      When Bella opens another tab
      Then Bella's other browser is still connected

    Scenario: Twenty tabs of one person leave room for another person
      Given Bella is online in 20 tabs
      When Ben comes online
      Then Ben's connection is open

  Rule: A tab sends at most 30 requests in 10 seconds

    Scenario: The thirtieth request is answered
      Given Bella is online
      When Bella's browser asks for the count 30 times
      Then Bella's browser is answered 30 times
      And Bella sees no error

    Scenario: The thirty-first request within 10 seconds is refused
      Given Bella is online
      When Bella's browser asks for the count 31 times
      Then Bella's browser is answered 30 times
      And Bella sees the error "too_many_requests"
      And Bella's connection is still open

    Scenario: A tab that waits for 10 seconds is answered again
      Given Bella is online
      And Bella's browser has asked for the count 31 times
      And Bella has seen the error "too_many_requests"
      When 10 seconds pass
      And Bella's browser asks for the count
      Then Bella sees no error

    Scenario: A tab that goes on after 30 refusals is closed
      Given Bella is online
      When Bella's browser asks for the count 61 times
      Then Bella's tab is closed with 4408 "This page sent too many requests."

    Scenario: A tab that floods leaves the person's other tab open
      Given Bella is online in 2 tabs
      When Bella's browser asks for the count 61 times
      Then Bella's other browser is still connected

  Rule: A wrong request is answered, and the connection stays open

    Scenario Outline: A request <what> is answered with the error <code>
      Given Bella is online
      When Bella's browser sends '<frame>'
      Then Bella sees the error "<code>"
      And Bella's connection is still open

      Examples:
        | frame                 | code         | what                  |
        | [1, 2]                | malformed    | that is not an object |
        | {"type": "jump"}      | unknown_type | of an unknown type    |
        | {"type": "mark_read"} | bad_field    | without an id to mark |

    Scenario: A frame of 16 KiB is read and answered
      Given Bella is online
      When Bella's browser sends 16384 letters
      Then Bella sees the error "malformed"

    Scenario: A frame longer than 16 KiB is refused
      Given Bella is online
      When Bella's browser sends 16385 letters
      Then Bella sees the error "too_large"
      And Bella's connection is still open

    Scenario: A binary frame is answered with an error
      Given Bella is online
      When Bella's browser sends 3 binary bytes
      Then Bella sees the error "binary"
      And Bella's connection is still open

    Scenario: A tab that sent a wrong request still gets live updates
      Given Bella is online
      And Bella's browser has sent 'hello'
      When Bella moves Omar's application to "Pre-approval"
      Then Bella sees "HL-OMAR (Omar) is now at “Pre-approval”." live
