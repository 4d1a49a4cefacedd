Feature: Real time

  Rule: Durations are real although the clock is frozen

    Scenario: a day passes in a moment
      Given a step takes 300 real milliseconds
      When 1 day passes
      Then nobody has a letter

  Rule: A scenario that hangs is ended, and the run goes on

    Scenario: a step hangs
      Given a step hangs

    Scenario: a step that swallows exceptions hangs
      Given a step hangs and swallows every exception

    Scenario: a socket hangs
      Given Bella is a broker who works with Ben
      And Bella is online
      When Bella's browser sends a request that hangs in the database

    Scenario: the next one is not disturbed
      Given Bella is a broker who works with Ben
      And Bella is online
      When Bella's browser asks for the count
      Then Bella sees 0 unread
