"""Posts as GitHub and GitLab do: their headers, signatures and payloads."""

import hashlib
import hmac
import json
from dataclasses import dataclass
from typing import Any

import httpx

Json = dict[str, Any]


def github_commit(subject: str, email: str, at: str = "2026-10-06T09:00:00+07:00", **more: Any) -> Json:
    sha = hashlib.sha1(f"{subject}{email}{at}".encode(errors="replace"), usedforsecurity=False).hexdigest()
    return {
        "id": sha, "tree_id": sha, "distinct": True, "message": subject, "timestamp": at,
        "url": f"https://github.com/acme/shop/commit/{sha}",
        "author": {"name": "An", "email": email} | more,
        "committer": {"name": "GitHub", "email": "noreply@github.com", "username": "web-flow"},
        "added": [], "removed": [], "modified": ["README.md"],
    }  # fmt: skip


def github_push(*commits: Json, ref: str = "refs/heads/main") -> Json:
    return {
        "ref": ref, "before": "0" * 40, "after": "1" * 40, "created": False, "deleted": False, "forced": False,
        "repository": {"id": 1, "name": "shop", "full_name": "acme/shop", "private": True},
        "pusher": {"name": "an"}, "sender": {"login": "an"}, "commits": list(commits),
        "head_commit": commits[-1] if commits else None,
    }  # fmt: skip


def github_pull(login: str, title: str, *, merged: bool = True, action: str = "closed") -> Json:
    return {
        "action": action, "number": 7,
        "pull_request": {
            "number": 7, "title": title, "html_url": "https://github.com/acme/shop/pull/7", "merged": merged,
            "merged_at": "2026-10-06T18:30:00Z" if merged else None, "user": {"login": login},
            "head": {"ref": "search", "sha": "1" * 40}, "base": {"ref": "main"},
        },
        "repository": {"id": 1, "name": "shop", "full_name": "acme/shop"}, "sender": {"login": "chi"},
    }  # fmt: skip


def gitlab_push(subject: str, email: str) -> Json:
    return {
        "object_kind": "push", "ref": "refs/heads/search", "user_username": "an",
        "project": {"id": 1, "name": "The Shop", "path_with_namespace": "acme/shop"},
        "commits": [{
            "id": "1" * 40, "message": f"{subject}\n\nMore of it.\n", "title": subject,
            "timestamp": "2026-10-06T09:00:00+07:00", "url": "https://gitlab.example.com/acme/shop/-/commit/1",
            "author": {"name": "An", "email": email},
        }],
        "total_commits_count": 1,
    }  # fmt: skip


def gitlab_merge(title: str, email: str, action: str = "merge") -> Json:
    return {
        "object_kind": "merge_request", "user": {"username": "chi", "email": "[REDACTED]"},
        "project": {"id": 1, "name": "The Shop", "path_with_namespace": "acme/shop"},
        "object_attributes": {
            "iid": 3, "title": title, "action": action, "state": "merged", "source_branch": "search",
            "target_branch": "main", "updated_at": "2026-10-06T18:30:00Z",
            "url": "https://gitlab.example.com/acme/shop/-/merge_requests/3",
            "last_commit": {"id": "1" * 40, "author": {"name": "An", "email": email}},
        },
    }  # fmt: skip


@dataclass(frozen=True)
class CodeHostSender:
    client: httpx.AsyncClient
    path: str
    secret: str

    async def github(self, event: str, payload: Any, *, secret: str | None = None) -> httpx.Response:
        body = json.dumps(payload).encode()
        signature = hmac.new((secret or self.secret).encode(), body, hashlib.sha256).hexdigest()
        headers = {"X-GitHub-Event": event, "X-Hub-Signature-256": f"sha256={signature}"}
        return await self._post(body, headers)

    async def gitlab(self, event: str, payload: Any, *, secret: str | None = None) -> httpx.Response:
        headers = {"X-Gitlab-Event": event, "X-Gitlab-Token": secret or self.secret}
        return await self._post(json.dumps(payload).encode(), headers)

    async def _post(self, body: bytes, headers: dict[str, str]) -> httpx.Response:
        return await self.client.post(
            self.path, content=body, headers=headers | {"Content-Type": "application/json"}
        )
