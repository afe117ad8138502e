"""What can be said about a week, from its rows alone. Pure: no clock, no database.

| module | decides |
|---|---|
| `rows` | what is read for a review |
| `terms`, `subjects` | which words tell what a text is about, in English and Vietnamese |
| `numbered` | which one of its kind a text names: ward 7 and not ward 4 |
| `clauses` | the single statements of an entry's Markdown, and what each says: done, failing, blocked, away, learnt |
| `parts` | whether only a part of something is said to be done |
| `linking` | which entries an objective or an achievement is about, and how sure that is |
| `hints` | weak signs, before nothing is said to be linked |
| `themes` | what several entries share |
| `outcomes` | what was finished, is in progress or blocked, as a summary tells it |
| `against` | what the entries have against an achievement: parts, counts, bounds, denied acts, what is still open |
| `progress` | how far an objective has come, and what contradicts it |
| `open_work` | what is unfinished, blocked, or was carried over |
| `week` | all of it together: `find_facts` |
"""
