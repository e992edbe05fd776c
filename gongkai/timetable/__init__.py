"""When things are done without being asked: the worker and its timetable."""
