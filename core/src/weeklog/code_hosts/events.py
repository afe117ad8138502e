"""From what GitHub and GitLab post to what each author did. Pure.

Pushed commits and merged requests count; everything else is no work of anybody. Of a payload only the fields below are
looked at.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Final, Literal
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime, BaseModel, BeforeValidator, Field

from weeklog.language.characters import composed
from weeklog.suggestions.items import Item, commit_key
from weeklog.vocabulary import CodeHostKind

MOST_LINE: Final = 300  # characters
MOST_URL: Final = 2000  # characters
MOST_TEXT: Final = 4000  # characters of any text that are looked at
_UNSTORABLE: Final = re.compile("[\x00\ud800-\udfff]")
_MERGE: Final = re.compile(r"Merge (?:pull request #|branch '|branches '|remote-tracking branch |tag ')")
_NUMBER: Final = re.compile(r" \(#\d+\)$")  # that GitHub adds when it squashes


@dataclass(frozen=True)
class Done:
    """What somebody did, by the address and the name that the host knows of them; either may be empty."""

    email: str
    login: str
    item: Item


def _plain(sent: object) -> object:
    """A text as it can be stored."""
    if not isinstance(sent, str):
        return sent
    return composed(_UNSTORABLE.sub("", sent[:MOST_TEXT]))


_Text = Annotated[str, BeforeValidator(_plain)]


class _Author(BaseModel):
    email: _Text | None = None
    username: _Text | None = None


class _Commit(BaseModel):
    message: _Text
    timestamp: AwareDatetime  # on its author's clock
    url: str = ""
    author: _Author = _Author()
    distinct: bool = True  # false: it was pushed before


class _Repository(BaseModel):
    name: _Text
    path_with_namespace: _Text = ""  # of GitLab, whose `name` may be any words

    @property
    def short_name(self) -> str:
        return self.path_with_namespace.rpartition("/")[2] or self.name


class _GitHubPush(BaseModel):
    ref: _Text
    repository: _Repository
    commits: list[_Commit] = []


class _GitLabPush(BaseModel):
    ref: _Text
    project: _Repository
    commits: list[_Commit] = []


class _Login(BaseModel):
    login: _Text


class _Branch(BaseModel):
    ref: _Text


class _PullRequest(BaseModel):
    title: _Text
    number: int
    html_url: str
    merged_at: AwareDatetime
    user: _Login
    head: _Branch


class _GitHubMerged(BaseModel):
    action: Literal["closed"]
    pull_request: _PullRequest
    repository: _Repository


class _LastCommit(BaseModel):
    author: _Author = _Author()


class _MergeRequest(BaseModel):
    action: Literal["merge"]
    iid: int
    title: _Text
    url: str
    updated_at: AwareDatetime
    source_branch: _Text
    last_commit: _LastCommit = Field(default_factory=_LastCommit)


class _GitLabMerged(BaseModel):
    object_attributes: _MergeRequest
    project: _Repository


def work_of(kind: CodeHostKind, event: str, payload: object, zone: ZoneInfo) -> list[Done]:
    """`event` as the host names it in its header; `zone` says on which day a request was merged. Nothing where it is
    none of what counts, or looks otherwise than the host documents it."""
    read = _READERS.get((kind, event))
    return read(payload, zone) if read else []


def _github_push(payload: object, _: ZoneInfo) -> list[Done]:
    push = _GitHubPush.model_validate(payload)
    return _pushed("github", push.repository, push.ref, push.commits)


def _gitlab_push(payload: object, _: ZoneInfo) -> list[Done]:
    push = _GitLabPush.model_validate(payload)
    return _pushed("gitlab", push.project, push.ref, push.commits)


def _github_merged(payload: object, zone: ZoneInfo) -> list[Done]:
    if not _is_merged(payload):
        return []
    merged = _GitHubMerged.model_validate(payload)
    request = merged.pull_request
    repository = merged.repository.short_name
    item = _item(
        f"github:{repository}#{request.number}".lower(), repository, request.head.ref,
        request.title, request.merged_at.astimezone(zone), request.html_url,
    )  # fmt: skip
    return [Done("", request.user.login, item)]


def _gitlab_merged(payload: object, zone: ZoneInfo) -> list[Done]:
    if not _is_merged(payload):
        return []
    merged = _GitLabMerged.model_validate(payload)
    request = merged.object_attributes
    repository = merged.project.short_name
    item = _item(
        f"gitlab:{repository}!{request.iid}".lower(), repository, request.source_branch,
        request.title, request.updated_at.astimezone(zone), request.url,
    )  # fmt: skip
    return [Done((request.last_commit.author.email or "").lower(), "", item)]


def _is_merged(payload: object) -> bool:
    match payload:
        case {"action": "closed", "pull_request": {"merged": True}}:
            return True
        case {"object_attributes": {"action": "merge"}}:
            return True
        case _:
            return False


def _pushed(kind: CodeHostKind, repository: _Repository, ref: str, commits: list[_Commit]) -> list[Done]:
    if not ref.startswith("refs/heads/"):
        return []
    name, branch = repository.short_name, ref.removeprefix("refs/heads/")
    return [_commit(kind, name, branch, one) for one in commits if one.distinct and not _is_merge(one)]


def _is_merge(commit: _Commit) -> bool:
    """Payloads tell no parents."""
    return _MERGE.match(commit.message) is not None


def _commit(kind: CodeHostKind, repository: str, branch: str, commit: _Commit) -> Done:
    subject = commit.message.strip().partition("\n")[0]
    item = _item(
        commit_key(repository, commit.timestamp.date(), subject), repository, branch,
        _NUMBER.sub("", subject), commit.timestamp, commit.url,
    )  # fmt: skip
    # GitHub names the account whose confirmed address it is; GitLab names nobody.
    login = commit.author.username or "" if kind == "github" else ""
    return Done((commit.author.email or "").lower(), login, item)


def _item(key: str, repository: str, branch: str, text: str, at: datetime, url: str) -> Item:
    address = url if url.startswith(("https://", "http://")) and len(url) <= MOST_URL else None
    return Item(
        key=key,
        text=text[:MOST_LINE] or "(no message)",
        start_on=at.date(),
        end_on=at.date(),
        topic=f"{repository} ({branch})"[:200],
        url=address,
    )


_READERS: Final[Mapping[tuple[CodeHostKind, str], Callable[[object, ZoneInfo], list[Done]]]] = {
    ("github", "push"): _github_push,
    ("github", "pull_request"): _github_merged,
    ("gitlab", "Push Hook"): _gitlab_push,
    ("gitlab", "Merge Request Hook"): _gitlab_merged,
}
