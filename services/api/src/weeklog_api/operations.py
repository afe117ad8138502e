"""Every operation of the API. To read their signatures takes a process half a second, so it is done once."""

from functools import cache
from typing import Final

from fastapi import APIRouter
from fastapi.routing import APIRoute

from weeklog_api import health, problems, reference
from weeklog_api.absences import routes as absences
from weeklog_api.archive import routes as archive
from weeklog_api.artifacts import routes as artifacts
from weeklog_api.audit import routes as audit
from weeklog_api.calendar_feeds import routes as calendar_feeds
from weeklog_api.calendars import routes as calendars
from weeklog_api.code_hosts import routes as code_hosts
from weeklog_api.comments import routes as comments
from weeklog_api.competencies import routes as competencies
from weeklog_api.completions import routes as completions
from weeklog_api.consents import routes as consents
from weeklog_api.conversations import routes as conversations
from weeklog_api.deliveries import routes as deliveries
from weeklog_api.entries import routes as entries
from weeklog_api.exports import routes as exports
from weeklog_api.figures import routes as figures
from weeklog_api.instance import routes as instance
from weeklog_api.invitations import routes as invitations
from weeklog_api.members import routes as members
from weeklog_api.notices import routes as notices
from weeklog_api.overviews import routes as overviews
from weeklog_api.programmes import routes as programmes
from weeklog_api.proposals import routes as proposals
from weeklog_api.providers import routes as providers
from weeklog_api.queue import routes as queue
from weeklog_api.quotas import routes as quotas
from weeklog_api.reports import routes as reports
from weeklog_api.responses import routes as responses
from weeklog_api.reviews import routes as reviews
from weeklog_api.scheduled_questions import routes as scheduled_questions
from weeklog_api.search import routes as search
from weeklog_api.sign_in import oidc_routes as oidc
from weeklog_api.sign_in import routes as sign_in
from weeklog_api.sign_in import second_factor_routes as second_factor
from weeklog_api.signatures import routes as signatures
from weeklog_api.sites import routes as sites
from weeklog_api.streams import routes as streams
from weeklog_api.submissions import routes as submissions
from weeklog_api.substitutes import routes as substitutes
from weeklog_api.suggestions import routes as suggestions
from weeklog_api.supervisors import routes as supervisors
from weeklog_api.usage import routes as usage
from weeklog_api.webhooks import routes as webhooks
from weeklog_api.weeks import routes as weeks

_FEATURES: Final = (
    entries,
    weeks,
    programmes,
    members,
    invitations,
    sites,
    artifacts,
    exports,
    archive,
    quotas,
    conversations,
    scheduled_questions,
    completions,
    responses,
    providers,
    consents,
    proposals,
    suggestions,
    calendars,
    code_hosts,
    usage,
    reviews,
    signatures,
    reports,
    deliveries,
    webhooks,
    absences,
    figures,
    competencies,
    calendar_feeds,
    audit,
    search,
    comments,
    queue,
    submissions,
    substitutes,
    supervisors,
    overviews,
    notices,
    sign_in,
    oidc,
    second_factor,
    streams,
    instance,
    health,
    reference,
)


@cache
def operations() -> APIRouter:
    router = APIRouter(
        generate_unique_id_function=_operation_id,
        responses={
            "4XX": {"model": problems.Problem, "description": "Refused, with the reason and the remedy"}
        },
    )
    for feature in _FEATURES:
        router.include_router(feature.router)
    return router


def _operation_id(route: APIRoute) -> str:
    """What generated clients call it."""
    return route.name
