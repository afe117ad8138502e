"""`quick` instead of `text`: what is understood becomes the fields, what is sent as a field is not looked for."""

from datetime import date

from weeklog.errors import Invalid
from weeklog.quick_add import read_quick
from weeklog_api.entries.schemas import EntryNew, ResourceNew, Understood
from weeklog_api.identity import Identity


def understand(
    identity: Identity, new: EntryNew, today: date
) -> tuple[EntryNew, tuple[Understood, ...] | None]:
    """An entry with its `text`, and what was understood; None when nothing had to be."""
    if new.quick is None:
        if new.text is None:
            raise Invalid.field("text", "must not be left out: send `text`, or `quick` to have it understood")
        return new, None
    if new.text is not None:
        raise Invalid.field("quick", "stands beside `text`: send one of the two")
    read = read_quick(
        new.quick,
        today,
        identity.own_programme.weeks,
        status=new.status,
        dated=new.start_on is not None or new.end_on is not None,
        counted=new.hours is not None,
    )
    found = tuple(ResourceNew(title=title, url=url) for title, url in read.links)
    understood = tuple(
        Understood(words=one.words, meaning=one.meaning, value=one.value) for one in read.understood
    )
    first = new.start_on or read.first
    entry = new.model_copy(
        update={
            "text": read.text,
            "quick": None,
            "start_on": first,
            "end_on": new.end_on or read.last,
            "status": new.status or read.status or ("planned" if first and first > today else None),
            "hours": new.hours or read.hours,
            "tags": tuple(dict.fromkeys((*new.tags, *read.tags))),
            "resources": (*new.resources, *found),
        }
    )
    return entry, understood
