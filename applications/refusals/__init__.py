"""The refusals of the applications app, by noun. Each message says why something was refused."""

from applications.refusals.applications import *
from applications.refusals.bank_files import *
from applications.refusals.documents import *
from applications.refusals.hardship_pauses import *
from applications.refusals.money import *
from applications.refusals.notes import *
from applications.refusals.parties import *
from applications.refusals.people import *
from applications.refusals.reports import *
