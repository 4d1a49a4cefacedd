Feature: A lost encryption key is replaced
  Tax file and account numbers are encrypted. Where a key may be known to others, everything is encrypted anew, and
  then the old key is thrown away.

  Background:
    Given Bella is a broker who works with Ben
    And Omar has applied for $250,000.00 through Bella

  Scenario: With a new key in front every number is encrypted anew
    Given a new encryption key has been put in front
    When the command "rotate_encryption_keys" is entered
    Then the command prints
      | line                                          |
      | 2 numbers re-encrypted, 0 already up to date. |
    And the command ends with code 0

  Scenario: With one key alone there is nothing to do
    When the command "rotate_encryption_keys" is entered
    Then the command prints
      | line                                          |
      | 0 numbers re-encrypted, 2 already up to date. |

  Scenario: Numbers of a key that is gone are reported and kept
    Given the encryption key has been lost
    When the command "rotate_encryption_keys" is entered
    Then the command ends with code 1
