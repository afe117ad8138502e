import json
from contextlib import suppress

from weeklog_local.home import Home
from weeklog_local.private_files import write_private
from weeklog_local.settings import Settings


def banner(settings: Settings, home: Home, seconds: float | None) -> str:
    """The last thing that a start prints: where to look, and how to get in."""
    served = f"served after {seconds:.1f} s" if seconds is not None else "not served yet"
    lines = [
        f"weeklog   {settings.address}   ({served})",
        *_sign_in(settings, home),
        "Ctrl-C stops it; the data stays.",
    ]
    return "\n" + "".join(f"  {line}\n" for line in lines) + "\n"


def _sign_in(settings: Settings, home: Home) -> list[str]:
    with suppress(FileNotFoundError, ValueError):
        demo = json.loads(home.demo.read_text())
        if demo["url"] != settings.address:  # started on another port this time
            demo["url"] = settings.address
            write_private(home.demo, json.dumps(demo, indent=2) + "\n")
        mentor = demo.get("mentor")
        return [
            f"sign in   {demo['email']}   {demo['password']}",
            *([f"mentor    {mentor['email']}   {mentor['password']}"] if mentor else []),
            f"token     {demo['token']}",
            f"          (also in {home.demo})",
        ]
    return ["sign in   with an account of this database"]
