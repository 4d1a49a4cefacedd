Feature: The lender grants a borrower in hardship days without reminders
  Somebody who has lost a job is not helped by a reminder. The lender's staff agree on a pause, and may end it
  early or take it back before it begins.

  Background:
    Given it is Friday 14 March 2025 12:00
    And Ada is an admin
    And Bella is a broker who works with Ben
    And Cora is a broker who works with Carl
    And Omar has applied for $250,000.00 through Bella
    And Omar's application is at "Settlement"
    And Omar's funding date is 14 March 2025
    And Ben has moved Omar's application to "Funded"

  Rule: The lender's staff grant a pause

    Scenario Outline: <who> grants a hardship pause
      When <who> grants Omar a hardship pause from 15 March 2025 to 30 April 2025 because "Lost a job"
      Then Omar's loan has these hardship pauses
        | from          | to            | reason     | by    |
        | 15 March 2025 | 30 April 2025 | Lost a job | <who> |

      Examples:
        | who | why               |
        | Ada | an admin          |
        | Ben | the BDM in charge |

    Scenario Outline: <who> may not grant a hardship pause
      When <who> grants Omar a hardship pause from 15 March 2025 to 30 April 2025 because "Lost a job"
      Then it is refused: "<refusal>"
      And Omar's loan has no hardship pause

      Examples:
        | who   | refusal                                    | why                  |
        | Bella | A broker may not change hardship pauses.   | a broker             |
        | Omar  | A borrower may not change hardship pauses. | the borrower         |
        | Cora  | There is no application HL-OMAR.           | another broker       |
        | Carl  | There is no application HL-OMAR.           | another broker's BDM |

    Scenario: A hardship pause needs a reason
      When Ben grants Omar a hardship pause from 15 March 2025 to 30 April 2025 because " "
      Then it is refused: "A hardship pause needs a reason."

    Scenario: A loan that is not funded has no reminders to pause
      Given Nora has applied for $90,000.00 through Bella
      When Ben grants Nora a hardship pause from 15 March 2025 to 30 April 2025 because "Lost a job"
      Then it is refused: "HL-NORA is not funded."

  Rule: The pauses of a loan do not overlap, and none ends before it begins

    Background:
      Given Ada has granted Omar a hardship pause from 15 March 2025 to 30 April 2025 because "Lost a job"

    Scenario Outline: A pause <why> is refused
      When Ada grants Omar a hardship pause from <from> to <to> because "Illness"
      Then it is refused: "<reason>"
      And Omar's loan has these hardship pauses
        | from          | to            | reason     |
        | 15 March 2025 | 30 April 2025 | Lost a job |

      Examples:
        | from          | to           | why                         | reason                                                                                             |
        | 1 April 2025  | 5 April 2025 | within another pause        | The loan already has a hardship pause from 15 March 2025 to 30 April 2025. Choose days outside it. |
        | 30 April 2025 | 31 May 2025  | that begins as another ends | The loan already has a hardship pause from 15 March 2025 to 30 April 2025. Choose days outside it. |
        | 31 May 2025   | 1 May 2025   | that ends before it begins  | A hardship pause cannot end before it begins.                                                      |

    Scenario: A pause may begin on the day after another
      When Ada grants Omar a hardship pause from 1 May 2025 to 31 May 2025 because "Illness"
      Then Omar's loan has these hardship pauses
        | from          | to            |
        | 15 March 2025 | 30 April 2025 |
        | 1 May 2025    | 31 May 2025   |

  Rule: A pause is ended on one of its days, from today on

    Background:
      Given Ben has granted Omar a hardship pause from 20 March 2025 to 30 April 2025 because "Lost a job"

    Scenario Outline: A pause can end on <day>, <why>
      Given it is <today>
      When Ben ends Omar's hardship pause on <day>
      Then Omar's loan has these hardship pauses
        | from          | to    | reason     | by  |
        | 20 March 2025 | <day> | Lost a job | Ben |

      Examples:
        | today                        | day           | why                |
        | Tuesday 25 March 2025 12:00  | 25 March 2025 | today              |
        | Tuesday 25 March 2025 12:00  | 29 April 2025 | a day early        |
        | Tuesday 25 March 2025 12:00  | 30 April 2025 | as it would anyway |
        | Saturday 15 March 2025 12:00 | 20 March 2025 | its first day      |

    Scenario Outline: A pause cannot end on <day>, <why>
      Given it is <today>
      When Ben ends Omar's hardship pause on <day>
      Then it is refused: "<refusal>"
      And Omar's loan has these hardship pauses
        | from          | to            |
        | 20 March 2025 | 30 April 2025 |

      Examples:
        | today                        | day           | refusal                                                | why                |
        | Tuesday 25 March 2025 12:00  | 24 March 2025 | Choose a last day from 25 March 2025 to 30 April 2025. | which has passed   |
        | Tuesday 25 March 2025 12:00  | 1 May 2025    | Choose a last day from 25 March 2025 to 30 April 2025. | after its last day |
        | Saturday 15 March 2025 12:00 | 19 March 2025 | Choose a last day from 20 March 2025 to 30 April 2025. | before it begins   |
        | Thursday 1 May 2025 12:00    | 1 May 2025    | This hardship pause ended on 30 April 2025.            | when it is over    |

    Scenario: A broker may not end a hardship pause
      When Bella ends Omar's hardship pause on 25 March 2025
      Then it is refused: "There is no such hardship pause."

  Rule: A pause is removed only before it begins

    Background:
      Given Ben has granted Omar a hardship pause from 15 March 2025 to 30 April 2025 because "Lost a job"

    Scenario: A hardship pause that has not begun is removed
      When Ben removes Omar's hardship pause
      Then Omar's loan has no hardship pause

    Scenario: A hardship pause that has begun is not removed
      Given it is Saturday 15 March 2025 12:00
      When Ben removes Omar's hardship pause
      Then it is refused: "This hardship pause began on 15 March 2025. End it early instead."

    Scenario: A borrower may not remove a hardship pause
      When Omar removes Omar's hardship pause
      Then it is refused: "A borrower may not change hardship pauses."
