from weeklog_chat_worker.tools.entries import Nothing
from weeklog_chat_worker.tools.results import Programme, ProgrammeWeek
from weeklog_chat_worker.tools.worklog import Worklog


async def programme(log: Worklog, _: Nothing) -> Programme:
    """The programme: its weeks and their days, which week it is, how many are left, who mentors the asker."""
    asker = log.asker
    last = max((week.last for week in asker.weeks), default=asker.today)
    return Programme(
        name=asker.programme,
        member=asker.name,
        today=asker.today,
        this_week=asker.week.number if asker.week else None,
        weeks=tuple(
            ProgrammeWeek(number=week.number, first_day=week.first, last_day=week.last)
            for week in asker.weeks
        ),
        weeks_left=sum(week.first > asker.today for week in asker.weeks),
        days_left=max(0, (last - asker.today).days),
        mentors=asker.mentors,
        leads=asker.leads,
    )
