"""The command's types of the API's JSON are compared with the description of the API."""

import json
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, NotRequired, get_args, get_origin, get_type_hints, is_typeddict

import pytest

from weeklog.json_values import is_object
from weeklog_cli import wire, wire_feedback, wire_figures, wire_files, wire_pages

SCHEMAS: dict[str, Any] = json.loads(Path(__file__).with_name("openapi.json").read_text())["components"][
    "schemas"
]
# The types that no other holds, with the schema of each.
ROOTS: dict[type, str] = {
    wire.Absence: "Absence", wire.Achievement: "Achievement", wire.Asked: "Asked", wire.Substitute: "Substitute",
    wire.Supervisor: "Supervisor", wire.AuditLine: "AuditLine", wire.Assistant: "AssistantState",
    wire.CarriedOver: "CarriedOver", wire.Conversation: "Conversation", wire.DeletedEntry: "DeletedEntry",
    wire.Difference: "Difference", wire.Entry: "EntryUnderstood", wire.EntryChange: "EntryChange", wire.Hit: "Hit",
    wire.Invitation: "InvitationMade", wire.Me: "Me", wire.Member: "MemberState", wire.MyAssistant: "MyAssistant",
    wire.NewPerson: "PersonMade",
    wire.NewToken: "TokenMade", wire.Objective: "Objective", wire.ObjectivesCarried: "ObjectivesCarried",
    wire.PasswordLink: "PasswordLinkMade", wire.Problem: "Problem", wire.Programme: "ProgrammeState",
    wire.PublicKey: "PublicKey", wire.Delivery: "Delivery", wire.MailSettings: "MailSettings",
    wire.WebhookMade: "WebhookMade",
    wire.CalendarFeed: "CalendarFeed", wire.CalendarFeedMade: "CalendarFeedMade", wire.Webhook: "WebhookState",
    wire.WebhookSecret: "WebhookSecret", wire.WebhookDelivery: "WebhookDelivery", wire.Reply: "Reply",
    wire.OpenInvitation: "InvitationState",
    wire.SuggestionsMade: "SuggestionsMade", wire.SubscribedCalendar: "SubscribedCalendar",
    wire.CodeHost: "CodeHost", wire.CodeHostMade: "CodeHostMade",
    wire.ScheduledQuestion: "ScheduledQuestion", wire.QuestionRun: "QuestionRun", wire.Review: "ReviewRead",
    wire.ReviewRun: "ReviewRun", wire.Session: "SessionState", wire.SecondFactor: "SecondFactorState",
    wire.SecondFactorBegun: "SecondFactorBegun",
    wire.Token: "TokenState", wire.Week: "WeekState", wire.WeekCopied: "WeekCopied", wire.WeekSummary: "WeekSummary",
    wire_pages.Calendar: "CalendarProposal",
    wire_feedback.Comment: "CommentState", wire_feedback.Notice: "NoticeState",
    wire_feedback.Overview: "Overview",
    wire_feedback.Submissions: "Submissions", wire_feedback.Waiting: "Waiting",
    wire_files.AccountReport: "AccountReport", wire_files.Quotas: "Quotas", wire.Person: "Person",
    wire.ProgrammeMark: "ProgrammeOfMe",
    wire_figures.Competency: "Competency", wire_figures.PersonFigures: "PersonFigures",
    wire_figures.ProgrammeFigures: "ProgrammeFigures", wire_figures.WeekFigures: "WeekFigures",
    wire_figures.Worked: "WeekFigures",
    wire_files.Artifact: "ArtifactState",
    wire_files.ArtifactWithRevisions: "ArtifactWithRevisions", wire_pages.Drift: "TranslationDrift",
    wire_pages.Finding: "LintFinding", wire_pages.ImportJob: "ImportState", wire_pages.Question: "Question",
    wire_pages.Settled: "Settlement", wire_pages.StoredPage: "PageState",
}  # fmt: skip
PLAIN = {"string": str, "integer": int, "number": float, "boolean": bool, "null": types.NoneType}


def differences(told: Any, schema: dict[str, Any], place: str, seen: set[Any]) -> Iterator[str]:
    """What the command expects and the description does not promise."""
    if "$ref" in schema:
        schema = SCHEMAS[schema["$ref"].rsplit("/", 1)[-1]]
    if get_origin(told) is NotRequired:
        told = get_args(told)[0]
    if told in (Any, object):
        return
    if choices := schema.get("anyOf") or schema.get("oneOf"):
        for choice in choices:
            yield from _one_of(told, choice, place, seen)
    elif is_typeddict(told):
        yield from _fields(told, schema, place, seen)
    else:
        yield from _one_of(told, schema, place, seen)


def _one_of(told: Any, schema: dict[str, Any], place: str, seen: set[Any]) -> Iterator[str]:
    """`told` has to have a member that takes what the schema describes."""
    members = get_args(told) if isinstance(told, types.UnionType) else (told,)
    found = [list(_single(one, schema, place, seen)) for one in members]
    if all(found):
        yield from found[0]


def _single(told: Any, schema: dict[str, Any], place: str, seen: set[Any]) -> Iterator[str]:
    if get_origin(told) is Literal:
        values = schema.get("enum") or ([schema["const"]] if "const" in schema else None)
        if values is None or not set(values) <= set(get_args(told)):
            yield f"{place}: {values or schema} is not within {told}"
    elif is_typeddict(told):
        yield from differences(told, schema, place, seen)
    elif get_origin(told) in (list, dict):
        yield from _held(told, schema, place, seen)
    elif get_origin(told) is not tuple and PLAIN.get(schema.get("type", "string")) not in (
        (int, float) if told is float else (told,)
    ):
        yield f"{place}: {schema} is not {told}"


def _held(told: Any, schema: dict[str, Any], place: str, seen: set[Any]) -> Iterator[str]:
    """Of a list or an object: what it holds."""
    kind, where = ("array", "items") if get_origin(told) is list else ("object", "additionalProperties")
    if "$ref" not in schema and schema.get("type") != kind:
        yield f"{place}: no {kind}: {schema}"
    elif is_object(held := schema.get(where)):
        yield from differences(get_args(told)[-1], held, f"{place}[]", seen)


def _fields(told: Any, schema: dict[str, Any], place: str, seen: set[Any]) -> Iterator[str]:
    if (told, json.dumps(schema, sort_keys=True)) in seen:
        return
    seen |= {(told, json.dumps(schema, sort_keys=True)), told}
    if schema.get("additionalProperties") is True and "properties" not in schema:
        return  # described as an object alone
    for name, annotation in get_type_hints(told, include_extras=True).items():
        described = schema.get("properties", {}).get(name)
        if described is None:
            if get_origin(annotation) is not NotRequired:
                yield f"{place}.{name} is not in the description"
            continue
        # A default of null is not described.
        answered = (
            name in schema.get("required", ())
            or "default" in described
            or {"type": "null"} in described.get("anyOf", ())
        )
        if not answered and get_origin(annotation) is not NotRequired:
            yield f"{place}.{name} may be left out"
        yield from differences(annotation, described, f"{place}.{name}", seen)


@pytest.mark.parametrize("told", ROOTS, ids=lambda told: f"{told.__module__.rsplit('.')[-1]}.{told.__name__}")
def test_the_command_expects_what_the_api_describes(told: type) -> None:
    assert list(differences(told, SCHEMAS[ROOTS[told]], told.__name__, set())) == []


def test_no_type_of_the_command_is_left_out() -> None:
    seen: set[Any] = set()
    for told, schema in ROOTS.items():
        list(differences(told, SCHEMAS[schema], told.__name__, seen))
    all_of_them = {
        one
        for module in (wire, wire_feedback, wire_figures, wire_files, wire_pages)
        for one in vars(module).values()
        if is_typeddict(one)
    }
    assert {one.__name__ for one in all_of_them - seen} == set()


def test_a_field_that_is_not_described_is_found() -> None:
    described: dict[str, Any] = {"type": "object", "properties": {"id": {"type": "integer"}}, "required": []}
    assert list(differences(wire.Conversation, described, "Conversation", set())) == [
        "Conversation.id may be left out", "Conversation.id: {'type': 'integer'} is not <class 'str'>",
    ]  # fmt: skip
