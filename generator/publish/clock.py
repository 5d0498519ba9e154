"""Which day it is for the pages: a day given, the environment's SOURCE_DATE_EPOCH, or the clock in the newsroom's time zone.

The only module that looks at the clock, and only the commands and the MkDocs hook call it, once a run.
"""

from __future__ import annotations

import datetime
import os
from zoneinfo import ZoneInfo


def today(zone: ZoneInfo) -> datetime.date:
    """The day to make pages as of, when none was given on the command line.

    SOURCE_DATE_EPOCH (seconds since 1970, https://reproducible-builds.org/specs/source-date-epoch/) wins over the clock, so
    that a build can be repeated byte for byte. A value that is no number is ignored.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdecimal() and len(epoch) < 12:
        return datetime.datetime.fromtimestamp(int(epoch), zone).date()
    return datetime.datetime.now(zone).date()
