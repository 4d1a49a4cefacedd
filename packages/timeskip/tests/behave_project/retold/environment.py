from project.under_test import PROJECT

import timeskip.behave

timeskip.behave.install(globals(), PROJECT)
