"""What the API tells programs to do, in the words of the command: `--json` keeps the API's own."""

from typing import Final

_SAID: Final = (
    ("choose one with PUT", "choose one with `weeklog assistant choose`"),
    ("with ?merge=true", "with --merge"),
    ("an archive as GET /v1/account/export answers it", "an archive that `weeklog account export` wrote"),
    ("what GET /v1/account/export answered", "an archive that `weeklog account export` wrote"),
    ("sign in with POST /v1/sessions, or send `Authorization: Bearer wl_pat_...`", "sign in with `weeklog login`"),
    ("sign in again with POST /v1/sessions", "sign in again with `weeklog login`"),
    ("make a new one with POST /v1/tokens", "sign in again with `weeklog login`"),
    ("open an invitation, or begin one with POST /v1/programmes",
     "accept an invitation with `weeklog programme join`, or begin one with `weeklog programme create`"),
    ("make a link with POST /v1/programme/invitations", "make a link with `weeklog programme invite`"),
    ("hand over first with POST /v1/programme/hand-over, or archive it",
     "hand over first with `weeklog programme hand-over`, or close it with `weeklog programme archive`"),
    ("hand over first with POST /v1/programme/hand-over", "hand over first with `weeklog programme hand-over`"),
    ("POST /v1/programme/hand-over", "`weeklog programme hand-over`"),
    ("with POST /v1/programme/unarchive", "with `weeklog programme archive --undo`"),
    ("begin with POST /v1/me/second-factor", "begin with `weeklog second-factor on`"),
    ("with POST /v1/me/password", "with `weeklog password`"),
    ("see GET /v1/weeks", "see `weeklog programme show`"),
    ("take it from GET /v1/pages/inbox", "take it from `weeklog inbox`"),
    ("with PUT /v1/programme/weeks", "with `weeklog calendar --confirm`"),
    ("POST /v1/weeks/{number}/objectives/carry", "`weeklog objectives carry`"),
    ("send the words as `text` (`weeklog log --plain`)", "add --plain to take the words as they are"),
)  # fmt: skip


def in_commands(said: str) -> str:
    for of_programs, of_the_command in _SAID:
        said = said.replace(of_programs, of_the_command)
    return said
