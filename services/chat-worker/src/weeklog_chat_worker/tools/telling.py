"""Entries that tell of something: what went wrong, what was learnt. What each says is read as the review reads it."""

import re
from typing import Annotated, Final, Literal

from pydantic import Field

from weeklog.reviews.facts.clauses import clauses_of, said
from weeklog.weeks import reads as worklog
from weeklog_chat_worker.tools.entries import Filter
from weeklog_chat_worker.tools.results import MOST_ENTRIES, Entries, entry_of
from weeklog_chat_worker.tools.worklog import Worklog

_MOST_READ: Final = 400  # the newest entries
_PROBLEM_TAGS: Final = frozenset({"bug", "bugs", "bugfix", "hotfix", "incident", "issue", "lỗi", "sự cố"})
_LEARNING_TAGS: Final = frozenset({"learning", "study", "course", "training", "học", "học tập"})
_PROBLEM: Final = re.compile(
    r"\b(?:bugs?|errors?|fail(?:s|ed|ing|ures?)?|crash\w*|broken?|broke|time-?outs?|outages?|problems?|issues?"
    r"|troubles?|wrong|stuck|blocked|"
    r"dies|died|dying|dead|offline|unreachable|lost|loses|losing|leak\w*|complain\w*|missing|damaged?|faulty|defect\w*"
    r"|flicker\w*|"
    r"chew(?:ed|ing)|burnt|burned|melted|cracked|torn|tore|corrupt\w*|jammed|froze|frozen|hung|glitch\w*|drift(?:s|ed"
    r"|ing)?|overheat\w*|"
    r"fell (?:off|over|down|out)|mistakes?|delayed|refused|denied|incidents?|accidents?|emergenc(?:y|ies)|shut down"
    r"|power cuts?|"
    r"drops? out|dropped out|ran out|went (?:flat|dark|down|off)|noisy|misread|garbled|drained|"
    r"rejected|(?:was|were|is|are) down|lost|gave up|too (?:late|slow|big|strict)|out[- ]of[- ]memory|could not"
    r"|couldn't|cannot|can't|"
    r"tripped|clog(?:s|ged|ging)?|stall(?:s|ed)|spill(?:s|ed|age)?|spilt|flood(?:s|ed|ing)?|cut out|scratch(?:es|ed)"
    r"|short[- ]circuit\w*|"
    r"(?:does|did|do) not work)\b|\b(?:lỗi|hỏng|sự cố|trục trặc|khó khăn|vướng|bị chậm|bị mất|bị lệch|không chạy|kẹt"
    r"|mất (?:kết nối|điện|mạng|sóng|tín hiệu|dữ liệu)|chết|rò rỉ|bị rò|bị tràn|bị đổ|bị nghẹt|bị tắc|bị nứt|bị ướt|"
    r"cháy|gãy|vỡ|đứt|rơi|treo|sập|thiếu|phàn nàn|khiếu nại|nhầm|sai|quá tải|quá nhiệt|không được|không (?:lên|vào|mở"
    r"|gửi|nhận|kết nối))\b",
    re.IGNORECASE,
)
_LEARNING: Final = re.compile(
    r"\b(?:courses?|tutorials?|workshops?|trainings?|lessons?|basics|refresher|surpris\w+|unexpected\w*|turned out"
    r"|did not expect|bất ngờ|hóa ra|hoá ra|không ngờ|khóa học|khoá học|bài học)\b",
    re.IGNORECASE,
)


_OTHERS: Final = re.compile(
    r"\b(?:colleagues?|co-?workers?|team-?mates?|mentors?|supervisors?|seniors?|helped (?:me|us)|help from|thanks to"
    r"|showed (?:me|us)|"
    r"explained to (?:me|us)|taught (?:me|us)|advised|together with|paired|pairing|asked (?!for\b)\w+|(?:checked"
    r"|reviewed|confirmed) by)\b|"
    r"\b(?:đồng nghiệp|mentor|người hướng dẫn|anh chị|giúp (?:em|mình|tôi)|chỉ (?:em|cho em|mình)|hướng dẫn (?:em"
    r"|mình)|nhờ (?:anh|chị|bạn|thầy|cô)|cùng (?:anh|chị|bạn))\b",
    re.IGNORECASE,
)


class Tell(Filter):
    what: Annotated[
        Literal["problems", "learnt", "others"], Field(description="what the entries tell of; others: people")
    ]


async def telling(log: Worklog, wanted: Tell) -> Entries:
    """Entries that tell what went wrong (`problems`), what was learnt (`learnt`), or who had a part in it
    (`others`), oldest first."""
    async with log.begin() as work:
        rows = await work.all(worklog.find_newest_entries, **log.mine, **wanted.values, limit=_MOST_READ)
    tells = _TELLS[wanted.what]
    found = [row for row in reversed(rows) if tells(row)]
    return Entries(total=len(found), entries=tuple(entry_of(log, row) for row in found[-MOST_ENTRIES:]))


def _is_problem(row: worklog.ShownEntryRow) -> bool:
    if row.status in ("blocked", "dropped") or _has_tag(row, _PROBLEM_TAGS) or _PROBLEM.search(row.text):
        return True
    return any(one.failing or one.blocked for one in map(said, clauses_of(row.text)))


def _is_learning(row: worklog.ShownEntryRow) -> bool:
    if row.status == "dropped":
        return False
    if _has_tag(row, _LEARNING_TAGS) or _LEARNING.search(row.text):
        return True
    told = [said(clause) for clause in clauses_of(row.text)]
    return any(one.learnt or (one.study and not one.hands_on) for one in told)


def _is_of_others(row: worklog.ShownEntryRow) -> bool:
    return _OTHERS.search(row.text) is not None


_TELLS: Final = {"problems": _is_problem, "learnt": _is_learning, "others": _is_of_others}


def _has_tag(row: worklog.ShownEntryRow, tags: frozenset[str]) -> bool:
    return any(tag.lower() in tags for tag in row.tags)
