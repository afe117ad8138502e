"""One line typed in a hurry -> an entry: `Thu fixed the build #infra https://…`. In English and Vietnamese; pure.

The rules, so that one can foresee what happens:

- **Only the two ends of the text are taken away.** A status mark (`[ ]`, `[!]`, `todo:`, `blocked:`, `đang
  làm:`) stands at the start; a day, hours (`2h`, `90m`, `1h30`), tags and bare addresses at the start or at
  the end. Whatever lies between is the text, word for word.
- **A day is taken once**, from the start if one is there. At the end it is left alone behind a word that ties
  it to the sentence (`for Thursday`, `trước thứ 5`); `on Thu`, `hôm thứ 5`, `ngày 8/10` are taken whole.
- **A weekday is the last one up to today**; of what is planned, the next one from today. Nothing else is
  guessed: a day that is in no week of the programme is refused. What has a day to come, and no status, is
  planned.
- **What looks like a day and is none, or two, is refused** when it stands at the start: `last week`, `cuối
  tuần`, `thurday`; `last Monday` on a Wednesday. `last Thursday` then is one day, whichever way it is meant.
- **Vietnamese counts without accents too**, but for `thu 3` before a word that may be English.
- **`8/10` is the 8th of October** where that is a day of the programme, else the 10th of August.
- **A tag begins with a letter** (`#123` is none). Tags and links within the sentence count, and stay where
  they are; so does `[words](address)`, wherever it stands. Nothing is read in `code`.
"""

from weeklog.quick_add.reading import QuickEntry, Understood, read_quick

__all__ = ["QuickEntry", "Understood", "read_quick"]
