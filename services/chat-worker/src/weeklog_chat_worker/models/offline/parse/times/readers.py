"""What each form of a date means: groups of a pattern to the periods that they name. Pure, one table of readers.

The patterns stand in the languages' `dates.toml`, under the readers' names.
"""

from collections.abc import Mapping

from weeklog_chat_worker.models.offline.parse.times import days_said as days
from weeklog_chat_worker.models.offline.parse.times import weeks_said as weeks
from weeklog_chat_worker.models.offline.parse.times.days import Reader

READERS: Mapping[str, Reader] = {
    "iso": days.iso,
    "named": days.named,
    "numeric": days.numeric,
    "numeric range": days.numeric_range,
    "day of month": days.day_of_month,
    "programme day": days.programme_day,
    "edge days": days.edge_days,
    "edge weeks": days.edge_weeks,
    "next days": days.next_days,
    "days of month": days.days_of_month,
    "week ago today": days.week_ago_today,
    "day word": days.day_word,
    "days ago": days.days_ago,
    "recent days": days.recent_days,
    "last days": days.last_days,
    "weekday": weeks.weekday,
    "weekday of month": weeks.weekday_of_month,
    "weekdays with days": weeks.weekdays_with_days,
    "weekdays ago": weeks.weekdays_ago,
    "last weekdays": weeks.last_weekdays,
    "every": weeks.every,
    "weekend": weeks.weekend,
    "weeks": weeks.weeks,
    "ordinal week": weeks.ordinal_week,
    "week end": weeks.week_end,
    "week of month": weeks.week_of_month,
    "final week": weeks.final_week,
    "first weeks": weeks.first_weeks,
    "so many weeks": weeks.so_many_weeks,
    "last weeks": weeks.last_weeks,
    "step week": weeks.step_week,
    "weeks ago": weeks.weeks_ago,
    "weeks ago to the day": weeks.weeks_ago_to_the_day,
    "anchor week": weeks.anchor_week,
    "anchor day": weeks.anchor_day,
    "anchor": weeks.anchor,
    "that": weeks.that,
    "event": weeks.event,
    "later": weeks.later,
    "month": weeks.month,
}
