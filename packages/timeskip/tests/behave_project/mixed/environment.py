import os
from datetime import date

import timeskip.behave
from timeskip.gherkin import DAY, Word, to_day, use_phrases

use_phrases([Word("day", DAY, date, to_day, "Friday 7 March 2025")])
timeskip.behave.install(globals(), clock=os.environ["TIMESKIP_CLOCK"])
