"""A request that makes something is done once by its `Idempotency-Key`, or is harmless to repeat for a reason."""

from tests.contracts.test_openapi import openapi

_STATE = "sets a state: twice is once"
_FILE = "what it holds is known again"
REPEATED = {
    "/v1/reviews/approve": "what is approved already is refused, and named",
    "/v1/reviews/{review_id}/opened": "the same version is open still",
    "/v1/verify": "nothing is written",
    "/v1/sessions": "a sign-in: nobody is known yet whose key it could be",
    "/v1/password-links/{secret}": "the link is good for once",
    "/v1/invitations/{secret}/accept": "who has joined is told so",
    "/v1/people": "an address has one account",
    "/v1/me/password": _STATE,
    "/v1/me/second-factor": "a new secret for the one that was not confirmed",
    "/v1/me/second-factor/confirm": "a code is taken once",
    "/v1/stream-tickets": "good for once and for a moment; nothing is kept",
    "/v1/entries/quick-preview": "nothing is written",
    "/v1/proposals/{proposal_id}/accept": "accepted twice, it is written once",
    "/v1/proposals/{proposal_id}/dismiss": _STATE,
    "/v1/suggestions": "an item is suggested once, by its key",
    "/v1/suggestions/calendar": "an event is suggested once, by its id in the calendar",
    "/v1/suggestions/{suggestion_id}/accept": "accepted twice, it is logged once",
    "/v1/suggestions/{suggestion_id}/dismiss": _STATE,
    "/v1/comments/{thread_id}/resolve": _STATE,
    "/v1/comments/{thread_id}/reopen": _STATE,
    "/v1/notices/{notice_id}/read": _STATE,
    "/v1/replies/{reply_id}/stop": _STATE,
    "/v1/weeks/{number}/review": "while one is being made, asking again asks for nothing more",
    "/v1/programme/archive": _STATE,
    "/v1/programme/unarchive": _STATE,
    "/v1/programme/leave": _STATE,
    "/v1/programme/hand-over": _STATE,
    "/v1/calendars/{calendar_id}/refresh": "one that is being read is not read twice",
    "/v1/programme/webhooks/{webhook_id}/test": "one test more; each shows in the log",
    "/v1/code-hosts/{code_host_id}/events": "a body that comes again does nothing",
    "/v1/instance/jobs/{job_id}/retry": "one that is tried again is no failed job",
    "/v1/programme/invitations/{invitation_id}/mail": "refused while it is on its way",
    "/v1/programme/assistant/test": "one small question more; the last answer counts",
    "/v1/pages/import": _FILE,
    "/v1/pages/inbox/settle": _STATE,
    "/v1/account/import": _FILE,
    "/v1/artifacts": _FILE,
    "/v1/artifacts/{artifact_id}/revisions": _FILE,
    "/v1/chat/completions": "in OpenAI's form, which knows no such key",
    "/v1/responses": "in OpenAI's form, which knows no such key",
}


def test_what_makes_something_is_done_once_by_its_key() -> None:
    posts = {path: methods["post"] for path, methods in openapi()["paths"].items() if "post" in methods}
    keyed = {
        path
        for path, one in posts.items()
        if "Idempotency-Key" in {parameter["name"] for parameter in one.get("parameters", ())}
    }
    assert posts.keys() - keyed - REPEATED.keys() == set()
    assert keyed & REPEATED.keys() == set()
