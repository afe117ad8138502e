import sys

from weeklog_local.console import Console
from weeklog_local.errors import LocalError
from weeklog_local.instance import run_instance
from weeklog_local.settings import read_settings
from weeklog_local.supervisor import Supervisor

USAGE = """weeklog-local [run]          start everything and keep it running; settings are WEEKLOG_ variables
weeklog-local instance …    back up, restore, check or upgrade it: --help says how"""


def run() -> None:
    if sys.argv[1:] not in ([], ["run"]) and sys.argv[1:2] != ["instance"]:
        sys.exit(USAGE)
    try:
        if sys.argv[1:2] == ["instance"]:
            sys.exit(run_instance(read_settings(), sys.argv[2:]))
        Supervisor(read_settings(), Console(sys.stdout)).run()
    except LocalError as error:
        sys.exit(f"\n{error}")
    except KeyboardInterrupt:
        sys.exit(130)
