"""Tells a model's thoughts from its answer where both come as one text. Pure.

Servers that do not separate them send `<think>plan</think>Answer`, the same without its opening tag (the prompt
held it), or the channels of gpt-oss (`<|channel|>analysis<|message|>plan<|end|>`). A tag counts at the beginning
of a line only, and not inside a code block, so that an answer may speak about tags.
"""

import re
from dataclasses import dataclass
from typing import Literal

_TAG = r"<(?P<close>/?)(?:think|thinking|thought|thoughts|reasoning|reflection)>"
_MARK = re.compile(rf"{_TAG}|<\|(?P<token>start|channel|message|end|return)\|>", re.IGNORECASE)
_MAY_BECOME_A_MARK = re.compile(r"<(?:/?[a-z]{0,10}|\|[a-z]{0,7}\|?)$", re.IGNORECASE)
_LONGEST_MARK = 12  # characters that may still become a mark, and wait
_FENCE = "```"
_ANSWER_CHANNEL = "final"


@dataclass
class Parts:
    text: str = ""
    thinking: str = ""
    all_was_thinking: bool = False  # the text of every earlier part too: its opening tag never came


class ThoughtSplitter:
    def __init__(self) -> None:
        self._waiting = ""
        self._mode: Literal["text", "thinking", "header"] = "text"
        self._header = ""  # what stands between `<|start|>` or `<|channel|>` and `<|message|>`
        self._told_apart = False  # whether a thought was
        self._line_is_empty = True
        self._behind_a_thought = False  # nothing of the answer was read yet
        self._fences = 0
        self._ticks = 0  # behind the last word, of a fence that may have come in two reads

    def read(self, words: str, *, last: bool = False) -> Parts:
        """What is known of `words` and of what waited; with `last` nothing waits any longer."""
        text, parts, at = self._waiting + words, Parts(), 0
        self._waiting = ""
        for mark in _MARK.finditer(text) if "<" in text else ():
            self._take(parts, text[at : mark.start()])
            if not self._turn(parts, mark):
                self._take(parts, mark[0])
            at = mark.end()
        rest = text[at:]
        begun = None if last else _MAY_BECOME_A_MARK.search(rest, max(0, len(rest) - _LONGEST_MARK))
        if begun:
            self._waiting = begun[0]
            rest = rest[: begun.start()]
        self._take(parts, rest)
        return parts

    def _turn(self, parts: Parts, mark: re.Match[str]) -> bool:
        """Whether it is a mark here, and not something that the answer speaks about."""
        if self._mode == "text" and self._fences % 2:
            return False
        if mark["token"]:
            self._turn_at_mark(mark["token"].lower())
        elif mark["close"]:
            return self._close(parts)
        elif self._mode == "text":
            if not self._line_is_empty:
                return False
            self._begin("thinking")
        return True

    def _turn_at_mark(self, name: str) -> None:
        if name == "message":
            self._begin("text" if self._header.strip() in {"", _ANSWER_CHANNEL} else "thinking")
        elif name in {"start", "channel"}:
            self._mode, self._header = "header", ""
        else:
            self._begin("text")

    def _close(self, parts: Parts) -> bool:
        if self._mode == "thinking":
            self._begin("text")
            return True
        if self._told_apart or not self._line_is_empty:
            return False
        parts.thinking, parts.text = parts.text + parts.thinking, ""
        parts.all_was_thinking = self._told_apart = self._behind_a_thought = True
        return True

    def _begin(self, mode: Literal["text", "thinking"]) -> None:
        self._told_apart = self._told_apart or mode == "thinking"
        self._behind_a_thought = self._told_apart and self._mode != "text"
        self._mode, self._line_is_empty, self._ticks = mode, True, 0

    def _take(self, parts: Parts, words: str) -> None:
        match self._mode:
            case "header":
                self._header += words
                return
            case "thinking":
                parts.thinking += words
            case "text":
                words = self._without_space_behind_a_thought(words)
                parts.text += words
                self._count_fences(words)
        if words:
            line = words.rpartition("\n")[2]
            self._line_is_empty = not line.strip() and ("\n" in words or self._line_is_empty)

    def _without_space_behind_a_thought(self, words: str) -> str:
        """Models write empty lines between the thought and the answer: they are part of neither."""
        if self._behind_a_thought:
            words = words.lstrip()
            self._behind_a_thought = not words
        return words

    def _count_fences(self, words: str) -> None:
        ticked = "`" * self._ticks + words
        self._fences += ticked.count(_FENCE)
        self._ticks = (len(ticked) - len(ticked.rstrip("`"))) % len(_FENCE)
