"""Sets the clock of every Python process that has this folder on its path; from there it runs on.

How far it is set ahead comes as a difference, so that processes started one after another agree.
"""

import os
import time

import time_machine

time_machine.travel(time.time() + float(os.environ["CLOCK_SECONDS_AHEAD"])).start()
