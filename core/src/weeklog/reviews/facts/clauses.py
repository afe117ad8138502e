"""The single statements of a Markdown text, and what each of them says."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from weeklog.language.short_forms import written_out
from weeklog.reviews.facts.parts import says_part

_BREAK: Final = re.compile(r"<br\s*/?>|\n", re.IGNORECASE)
_BULLET: Final = re.compile(r"^(\s*)((?:(?:[-*+•–]|\d{1,2}[.)]|\[[ xX]\])\s+)*)")
_SENTENCE_END: Final = re.compile(r"(?<=[\w)”\"'`])[.;!?]\s+(?=[^\W\d_a-z]|[a-zà-ỹ])")
_ABBREVIATED: Final = re.compile(r"\b(?:e\.g|i\.e|vs|etc|v\.v|Mr|Ms|Dr|No)$", re.IGNORECASE)
LONGEST_CLAUSE: Final = 2_000  # characters that are read for what they say


@lru_cache(maxsize=8192)
def clauses_of(text: str) -> tuple[str, ...]:
    """Items and sentences, each on one line and without bullets."""
    return tuple(clause for _, clause in headed_clauses_of(text))


@lru_cache(maxsize=8192)
def headed_clauses_of(text: str) -> tuple[tuple[str, str], ...]:
    """Each clause behind the heading that it stands under (`Build a VPC:`, above its parts); empty when there is
    none."""
    found: list[tuple[str, str]] = []
    heading, above = "", _NO_PLACE
    for line in _BREAK.split(text):
        place, words = _placed(line)
        if not words:
            continue
        if heading and not _is_under(place, above):
            heading = ""
        found += ((heading, clause) for clause in _sentences(words))
        if not heading and is_heading(words):
            heading, above = words.rstrip(":").rstrip(), place
    return tuple(found)


_Place = tuple[int, str]  # characters of indentation, and the bullet
_NO_PLACE: Final[_Place] = (0, "")


def _placed(line: str) -> tuple[_Place, str]:
    match = _BULLET.match(line)
    assert match is not None  # every part of it may be empty
    return (len(match[1]), match[2].strip()), " ".join(line[match.end() :].split())


def _is_under(place: _Place, heading: _Place) -> bool:
    """Further in, or behind a bullet of another kind."""
    return place[0] > heading[0] or (place[0] == heading[0] and place[1][:1] not in ("", heading[1][:1]))


def _sentences(line: str) -> tuple[str, ...]:
    parts: list[str] = []
    begin = 0
    for match in _SENTENCE_END.finditer(line):
        if not _ABBREVIATED.search(line[max(0, match.start() - 5) : match.start()]):
            parts.append(line[begin : match.start()].strip())
            begin = match.end()
    parts.append(line[begin:].strip().rstrip(".;"))
    return tuple(part for part in parts if part)


def is_heading(text: str) -> bool:
    """`Project Execution:` alone announces what comes behind it, and claims nothing."""
    plain = text.strip().strip("*_#").strip()
    return plain.endswith(":") and "\n" not in text.strip()


@dataclass(frozen=True, slots=True)
class Said:
    """What a clause says; several may hold."""

    done: bool
    failing: bool
    open: bool
    blocked: bool
    unblocked: bool
    study: bool
    hands_on: bool
    learnt: bool
    asks_feedback: bool
    has_feedback: bool


_DONE = (
    r"\b(?:finali[sz]ed|completed?|finished|done|shipped|merged|launched|delivered|released|deployed|published"
    r"|submitted|went live|"
    r"is live|are live|passed|closed|wrapped up)\b|\b(?:đã xong|xong|hoàn thành|hoàn tất|hoàn thiện|đã nộp|đã gộp)\b"
)
_NOT_DONE = (
    r"\b(?:not|\w+n['’]t|never|half|almost|nearly|to be|will be|be|before|until|once|when|if|partly|partially|must be"
    r"|should be|yet to be)\s+"
    r"(?:yet\s+|fully\s+|quite\s+|been\s+)?(?:finali[sz]ed|completed?|finished|done|shipped|merged|launched|delivered"
    r"|released|deployed|"
    r"published|submitted|passed|closed)\b|\b(?:chưa|không|sắp|gần|sẽ|cần|phải)\s+(?:\w+\s+)?(?:xong|hoàn thành|hoàn "
    r"tất|hoàn thiện|nộp|gộp)\b"
)
_FAILING = (
    r"\b(?:does|do|did|is|are|was|were)(?:\s+still)?(?:\s+not|n['’]t)\s+(?:yet\s+)?(?:work|working|load|run|running"
    r"|start|build|connect|respond|compile)\b|"
    r"\bnot working\b|\bstill (?:fails?|failing|broken|crash\w*|wrong|red)\b|\b(?:fails?|failing|crashes|crashing"
    r"|broken|broke)\b|"
    r"\b(?:không chạy|chưa chạy|không hoạt động|chưa hoạt động|vẫn lỗi|bị lỗi|vẫn hỏng|bị hỏng)\b"
)
_MENDED = (
    r"\b(?:fix(?:ed|es|ing)?|solved?|resolved?|repaired|mended|no longer|never|stopped|instead of|quarantined?"
    r"|removed?|without|"
    r"(?:does|do|did)(?:\s+not|n['’]t)\s+(?:fail|crash|break))\b|\b(?:đã sửa|sửa|khắc phục|hết lỗi|không còn)\b"
)
_OPEN = (
    r"\b(?:continu(?:e|ed|es|ing)|still|not yet|in progress|ongoing|half\W?(?:done|way)|asking for|asked for|waiting"
    r"|to be (?:done|finished|continued)|"
    r"remains?|remaining|unfinished|incomplete|wip|not (?:yet\s+)?(?:finished|done|complete|completed|ready|final"
    r"|merged))\b|"
    r"\b(?:tiếp tục|vẫn|chưa|đang|còn)\b"
)
_BLOCKED = (
    r"\b(?:blocked|blocker|stuck|held up|on hold)\b|\bwait(?:ing|ed)?\s+(?:for|on)\b|\b(?:can(?:not|['’]t| "
    r"not))\s+(?:go on|continue|proceed|start|access|log in|deploy|test)\b|"
    r"\b(?:bị chặn|bị vướng|vướng mắc|bị kẹt|đang chờ|còn chờ|vẫn chờ|phải chờ|chờ (?:duyệt|cấp|phản hồi|anh|chị))\b"
)
_UNBLOCKED = (
    r"\b(?:unblocked|no longer (?:blocked|stuck|waiting)|(?:not|\w+n['’]t) (?:blocked|stuck|waiting)|got "
    r"(?:the\s+)?(?:access|answer|quota|approval|key|permission)s?|"
    r"access granted|waited for|was (?:blocked|stuck)|(?:explain|page|about|how|what|the) blocked|block(?:ed)? "
    r"(?:status|list|users?|ips?|requests?|ports?|state|threads?|public|access|accounts?))\b|"
    r"\b(?:hết vướng|đã được cấp|đã có quyền|không còn (?:vướng|chờ|bị chặn))\b|\bawait\w* (?:in|keyword)\b|\bwaiting "
    r"(?:room|list|time)\b|\bwait(?:ing)? for (?:element|selector|condition|event)s?\b"
)
_AWAY = (
    r"^(?:(?:i\s+)?(?:was|am)\s+|took\s+(?:a\s+)?)?(?:(?:half[- ]day|full[- ]day)\s+)?(?:on\s+|off\s+)?(?:(?:sick"
    r"|annual|medical|personal|unpaid|bereavement|parental)\s+(?:leave|day)|"
    r"leave|day off|days off|off|out sick|sick|ill|vacation|pto|(?:public |national |bank )?holiday|compensatory "
    r"(?:leave|day))"
    r"(?=$|[\s,.;:(–-]+(?:until|till|from|for|today|all|the whole|this|due|because|\(|–|-|on|in|with|a\b|morning"
    r"|afternoon|fever|flu|tết|lễ|national|independence|$))|"
    r"^(?:xin\s+|được\s+)?nghỉ(?:\s+(?:ốm|phép|bệnh|lễ|tết|làm|học|bù|nửa ngày|buổi|thi|cả ngày|hôm nay)\b|$"
    r"|\s*[,.:(–-])"
)
_STUDY = (
    r"^(?:\w+\s+){0,2}?(?:learn(?:ed|t|ing)?|stud(?:y|ied|ying)|read(?:ing)?(?!(?: \w+){1,4} (?:as|into|via)\b)"
    r"|research(?:ed|ing)?|explor(?:e|ed|ing)|understand(?:ing)?|understood|watch(?:ed|ing)?|"
    r"review(?:ed|ing)? (?:knowledge|theory|notes)|attend(?:ed|ing)?|get(?:ting)? (?:familiar|acquainted))\b"
    r"|^(?:\w+\s+){0,2}?(?:học|tìm hiểu|nghiên cứu|đọc|ôn|ôn tập|làm quen|xem video)\b"
)
_HANDS_ON = (
    r"\b(?:labs?|hands[- ]on|practi[cs]e[ds]?|practi[cs]ing|build|built|creat(?:e|ed|ing)|configur(?:e|ed|ing)"
    r"|set(?:ting)? up|deploy(?:ed|ing)?|implement(?:ed|ing)?|cod(?:e|ed|ing)|"
    r"wr(?:ite|ote|itten|iting)|test(?:ed|ing)?|launch(?:ed)?|install(?:ed|ing)?|migrat(?:e|ed|ing))\b|\b(?:thực hành"
    r"|tạo|cấu hình|cài đặt|triển khai|xây dựng|viết|lập trình|kiểm thử)\b"
)
_LEARNT = (
    r"\b(?:learn(?:ed|t)|understood|figured out|reali[sz]ed|found out|discovered|distinguished|lessons?(?: learn\w*)?"
    r"|takeaways?|now know|now understand)\b|"
    r"\b(?:học được|hiểu được|hiểu rõ|nắm được|nắm vững|rút ra|nhận ra|bài học|phân biệt được)\b"
)
_ASKS = (
    r"\b(?:ask(?:ed|ing|s)?|request(?:ed|ing|s)?|wait(?:ed|ing)? for|sent)\b[^.;]{0,60}\b(?:feedback|reviews?"
    r"|comments?|opinions?|advice)\b|"
    r"\bask(?:ed|ing)? [^.;]{0,40}\bto review\b|\b(?:xin|nhờ|hỏi|chờ|gửi)\b[^.;]{0,40}\b(?:góp ý|nhận xét|phản hồi|ý "
    r"kiến|xem giúp|xem lại|đánh giá)\b"
)
_HAS = (
    r"\b(?:she|he|they) (?:suggested|recommended|advised|pointed out|(?:asked|told|reminded) (?:me|us) to)\b|"
    r"\b(?:feedback|comments?|suggestions?|remarks?)\b[^.;]{0,40}\b(?:from|by|of)\b|\breviews? (?:from|by) (?:(?:my"
    r"|the|our)\s+)?(?:mentor|lead|supervisor|team|group|teacher|client)|\b(?:mentor|lead|supervisor|reviewer|teacher"
    r"|client|customer)s?(?:['’]s?)?(?:\s+\w+)?\s+(?:said|suggested|asked|told|pointed|feedback|comments?|recommended"
    r"|reviewed|wants?|wanted|liked)\b|"
    r"\b(?:based on|after|following|applied|addressed|per|with) (?:\w+\s+){0,4}(?:feedback|reviews?|comments?"
    r"|suggestions?)\b|\breviewed by\b|"
    r"\b(?:theo|sau|dựa trên|nhận|được) (?:\w+\s+){0,4}(?:góp ý|nhận xét|phản hồi)\b|\b(?:anh|chị|thầy|cô|mentor) "
    r"(?:\w+ )?(?:góp ý|nhận xét|phản hồi|khuyên|dặn|gợi ý|bảo)\b"
)
_UNTOUCHED = (
    r"\b(?:not|never|\w+n['’]t)\s+(?:yet\s+|even\s+|been\s+)*(?:start(?:ed)?|begun|touch(?:ed)?|tried|attempt(?:ed)?"
    r"|(?:get|got|getting) (?:to|round|around)|look(?:ed)? at|open(?:ed)?|order(?:ed)?|do it)\b"
    r"|\bnot (?:this|until next) (?:week|month|time|sprint)\b|\bno time (?:for|to)\b|\b(?:postponed|put off"
    r"|deferred)\b|\b(?:chưa|ch|không|ko|k) (?:đụng|bắt đầu|động|đặt|kịp|mở)\b"
    r"|\bđể (?:sau\b|(?:tuần|tháng|hôm|đợt) (?:sau|tới|khác))"
)
# Read in lower case: a search that ignores case takes four times as long.
_PATTERNS: Final = {
    name: re.compile(pattern)
    for name, pattern in {
        "done": _DONE, "not_done": _NOT_DONE, "failing": _FAILING, "mended": _MENDED, "open": _OPEN,
        "blocked": _BLOCKED,
        "unblocked": _UNBLOCKED, "study": _STUDY, "hands_on": _HANDS_ON, "learnt": _LEARNT, "asks": _ASKS, "has": _HAS,
    }.items()
}  # fmt: skip


_IS_AWAY: Final = re.compile(_AWAY)
_IS_UNTOUCHED: Final = re.compile(_UNTOUCHED)


def says_away(text: str) -> bool:
    """Whether a text as a whole tells of a day off."""
    return _IS_AWAY.match(text.strip()[:LONGEST_CLAUSE].lower()) is not None


def says_untouched(clause: str) -> bool:
    """Whether it names a work only to say that nothing was done on it."""
    return _IS_UNTOUCHED.search(clause[:LONGEST_CLAUSE].lower()) is not None and not said(clause).done


@lru_cache(maxsize=8192)
def said(clause: str) -> Said:
    read = written_out(clause[:LONGEST_CLAUSE].lower())

    def holds(name: str) -> bool:
        return _PATTERNS[name].search(read) is not None

    asks = holds("asks")
    unblocked = holds("unblocked")
    failing = holds("failing") and not holds("mended")
    done = holds("done")
    unfinished = holds("not_done") or (done and says_part(read))
    return Said(
        done=done and not unfinished and not failing,
        failing=failing,
        open=holds("open") or unfinished,
        blocked=holds("blocked") and not unblocked,
        unblocked=unblocked,
        study=holds("study"),
        hands_on=holds("hands_on"),
        learnt=holds("learnt"),
        asks_feedback=asks,
        has_feedback=not asks and holds("has"),
    )
