Feature: An encryption key that may have leaked is replaced
  Tax file and account numbers are encrypted. When a key may have leaked, every number is encrypted again with a new
  key, and then the old key is deleted.

  Background:
    Given Bella is a broker who works with Ben
    And Omar has applied for $250,000.00 through Bella

  Scenario: A new key re-encrypts every number
    Given a new encryption key has been put in front
    When the command "rotate_encryption_keys" is entered
    Then the command prints
      | line                                          |
      | 2 numbers re-encrypted, 0 already up to date. |
    And the command ends with code 0

  Scenario: A single key re-encrypts no number
    When the command "rotate_encryption_keys" is entered
    Then the command prints
      | line                                          |
      | 0 numbers re-encrypted, 2 already up to date. |

  Scenario: Numbers whose key is lost make the command fail
    Given the encryption key has been lost
    When the command "rotate_encryption_keys" is entered
    Then the command ends with code 1
