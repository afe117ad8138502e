from pydantic import Field

from weeklog.settings import Settings


class SchedulerSettings(Settings):
    due_every_seconds: float = Field(default=30.0, ge=0.2, le=600)  # how often the due Fridays are looked for
    ask_every_seconds: float = Field(default=15.0, ge=0.2, le=600)  # how often due scheduled questions are
    calendars_every_seconds: float = Field(default=30.0, ge=0.2, le=600)  # how often due calendars are
    unindexed_every_seconds: float = Field(default=5.0, ge=0.2, le=600)  # how often unread rows are
    remind_every_seconds: float = Field(default=60.0, ge=0.2, le=600)  # how often it is asked what is missing
    mail_every_seconds: float = Field(
        default=15.0, ge=0.2, le=600
    )  # how often it is asked whom a mail is due
    warehouse_every_seconds: float = Field(
        default=3600.0, ge=1, le=86_400
    )  # how often the warehouse is brought up to date
    post_every_seconds: float = Field(
        default=5.0, ge=0.2, le=600
    )  # how often what webhooks are told is looked for
    watch_every_seconds: float = Field(default=5.0, ge=0.2, le=30)  # how often queues are counted
    canary_every_seconds: float = Field(default=30.0, ge=0.2, le=60)  # how often each queue is proved
    poll_seconds: float = Field(default=0.5, ge=0.05, le=5)  # how often due jobs are, besides being told of
    catch_up_days: int = Field(default=28, ge=1, le=366)  # how far back a missed Friday is still made up for
    spread_seconds: float = Field(default=0.0, ge=0, le=3600)  # over which one Friday's reviews begin
