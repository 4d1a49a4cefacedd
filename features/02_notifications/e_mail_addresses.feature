Feature: E-mail addresses are checked and converted for the mail server
  A customer's address may have letters of any script in its domain. Mail servers know such a domain by another
  name, its punycode; people see the address as it was typed. An address that cannot receive e-mail is reported
  at once, and not after days of retries.

  Background:
    Given Ada is an admin
    And Bella is a broker who works with Ben
    And Omar has applied for $250,000.00 through Bella

  Rule: A domain with letters outside ASCII is sent as punycode

    Scenario Outline: E-mail for <address> is sent to <sent to>
      Given Omar has no login
      And Omar's e-mail address has been changed to "<address>"
      When Bella moves Omar's application to "Pre-approval"
      Then the mail server receives an e-mail for "<sent to>"
      And Omar receives an e-mail "We are preparing indicative terms for your loan HL-OMAR"

      Examples:
        | address                     | sent to                     | why                                    |
        | omar@münchen.example        | omar@xn--mnchen-3ya.example | an umlaut                              |
        | omar@MÜNCHEN.example        | omar@xn--mnchen-3ya.example | domains are the same in any case       |
        | omar@xn--mnchen-3ya.example | omar@xn--mnchen-3ya.example | typed as punycode                      |
        | omar@例え.テスト            | omar@xn--r8jz45g.xn--zckzah | another script                         |
        | omar@straße.example         | omar@xn--strae-oqa.example  | strasse.example may be somebody else's |
        | Omar@Example.COM            | Omar@example.com            | only a domain is the same in any case  |
        | o'mar+loan@example.co.uk    | o'mar+loan@example.co.uk    | signs before the @                     |

    Scenario: People see the address as it was typed
      Given Omar has no login
      And Omar's e-mail address has been changed to "omar@münchen.example"
      And the mail server permanently refuses Omar's address
      When Bella moves Omar's application to "Pre-approval"
      Then Ben is told "The e-mail “We are preparing indicative terms for your loan HL-OMAR” to omar@münchen.example could not be delivered."

    Scenario: An e-mail is not repeated to another spelling of the address
      Given Omar has no login
      And Omar's e-mail address has been changed to "omar@münchen.example"
      And Bella has moved Omar's application to "Pre-approval"
      And Omar received an e-mail "We are preparing indicative terms for your loan HL-OMAR"
      And Omar's e-mail address has been changed to "omar@XN--MNCHEN-3YA.example"
      When the status "pre_approval" of Omar's application is announced
      Then Omar receives no further e-mail

  Rule: Before the @, an address holds ASCII characters only

    Scenario: An address with an umlaut before the @ is refused when it is entered
      When Omar's e-mail address is changed to "ömar@example.com"
      Then it is refused: "The part of an e-mail address before the @ may contain only unaccented letters, digits and symbols."

  Rule: E-mail to an invalid address fails at the first try and is reported

    Scenario Outline: E-mail for the invalid address <address> fails at once
      Given Omar has no login
      And Omar's e-mail address has been changed to "<address>"
      When Bella moves Omar's application to "Pre-approval"
      Then the e-mail to Omar has failed
      And Omar receives no e-mail
      And these people are told "The e-mail “We are preparing indicative terms for your loan HL-OMAR” to <address> could not be delivered."
        | person |
        | Ben    |
        | Ada    |

      Examples:
        | address                           | why                           |
        | omar@example..com                 | an empty part of the domain   |
        | omar@example.com, eve@example.com | two addresses                 |
        | Omar <omar@example.com>           | a name besides the address    |
        | omar                              | no domain                     |
        | omar@☃.example                    | a domain that nobody can have |

    Scenario: E-mail to an invalid address fails even while the server is down
      Given Omar has no login
      And Omar's e-mail address has been changed to "omar@example..com"
      And the mail server is down
      When Bella moves Omar's application to "Pre-approval"
      Then the e-mail to Omar has failed

  Rule: A waiting e-mail is sent to its reader's current address

    Scenario: An e-mail that waits for the mail server goes to the corrected address
      Given it is Monday 3 March 2025 09:00
      And Omar has no login
      And the mail server is down
      And Bella has moved Omar's application to "Pre-approval"
      And Omar's e-mail address has been changed to "omar@new.example"
      And the mail server has recovered
      When Monday 3 March 2025 09:15 comes
      Then Omar receives an e-mail "We are preparing indicative terms for your loan HL-OMAR"
