"""What is known about language: one kit for quick add, search, the assistant, reviews, reminders and pages. Pure.

| module | decides |
|---|---|
| `characters` | which characters text may hold, its composed form (NFC), what a tag may be |
| `folding` | case and accents: `Tuần` and `tuan` compare as equal |
| `typos` | how far two words are apart, and which word was meant |
| `stems` | the stem of a word, the words that tell what a text is about, `write-up` beside `writeup` |
| `numbers` | numbers and number words, also ordinal ones |
| `calendar_names` | weekdays and months: read and written |
| `translations` | words of work in both languages, and synonyms |
| `english`, `vietnamese` | the words of each language, as data |
"""
