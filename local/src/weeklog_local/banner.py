import json
from contextlib import suppress

from weeklog_local.home import Home
from weeklog_local.private_files import write_private
from weeklog_local.settings import Settings


def banner(settings: Settings, home: Home, seconds: float | None) -> str:
    """The last that a start prints: where to look, how to get in, where the rest is told."""
    ready = f"ready after {seconds:.1f} s" if seconds is not None else "not ready yet"
    lines = [
        f"weeklog   {settings.address}   ({ready}; logs in {home.logs}; Ctrl-C stops it, the data stays)",
        *_sign_in(settings, home),
    ]
    return "\n" + "".join(f"  {line}\n" for line in lines) + "\n"


def _sign_in(settings: Settings, home: Home) -> list[str]:
    with suppress(FileNotFoundError, ValueError):
        demo = json.loads(home.demo.read_text())
        if demo["url"] != settings.address:  # started on another port this time
            demo["url"] = settings.address
            write_private(home.demo, json.dumps(demo, indent=2) + "\n")
        others = [(role, demo[role]) for role in ("mentor", "intern") if role in demo]
        told = "   ".join(f"{role} {of['email']} {of['password']}" for role, of in others)
        return [
            f"sign in   {demo['email']}   {demo['password']}",
            *([f"or as     {told}"] if told else []),
            f"token     {demo['token']}   (all of these also in {home.demo})",
        ]
    return ["sign in   with an account of this database"]
