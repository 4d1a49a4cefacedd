@closed
Feature: A closed office

  Scenario: Nobody comes
    Given a desk

  Scenario: Nobody goes
    Given a chair
