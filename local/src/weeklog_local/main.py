import sys

from weeklog_local.console import Console
from weeklog_local.errors import LocalError
from weeklog_local.settings import read_settings
from weeklog_local.supervisor import Supervisor

USAGE = "weeklog-local [run]   start everything and keep it running; settings are WEEKLOG_ variables"


def run() -> None:
    if sys.argv[1:] not in ([], ["run"]):
        sys.exit(USAGE)
    try:
        Supervisor(read_settings(), Console(sys.stdout)).run()
    except LocalError as error:
        sys.exit(f"\n{error}")
    except KeyboardInterrupt:
        sys.exit(130)
