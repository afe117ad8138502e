"""The process that reads one calendar: a line that says whose it is and which days, then the file; events, or a
fault, as JSON. It ends by itself after some seconds of a processor, and when it wants too much memory."""

import json
import resource
import sys
from dataclasses import asdict
from datetime import date

from weeklog.calendars.reading import NoCalendar, read_events
from weeklog.calendars.whose import Whose

CPU_SECONDS = 8
MOST_MEMORY = 768 * 1024 * 1024  # bytes of address space


def main() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    asked = json.loads(sys.stdin.buffer.readline())
    whose = Whose(asked["email"], asked["zone"])
    since, until = date.fromisoformat(asked["since"]), date.fromisoformat(asked["until"])
    try:
        found = read_events(sys.stdin.buffer.read(), whose, since, until)
        told = {"events": [asdict(one) for one in found]}
    except NoCalendar as fault:
        told = {"fault": str(fault)}
    sys.stdout.write(json.dumps(told, default=str))


if __name__ == "__main__":
    main()
