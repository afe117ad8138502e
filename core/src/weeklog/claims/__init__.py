"""Whether a sentence stands on the records that it cites. Pure; it serves whoever lets a model write.

`problems_of(sentence, Cited(...))` answers every claim that no record bears out: a number, a day, a name, a cause,
a state. What it cannot judge it does not bless: words that no record holds are a problem too.
"""
