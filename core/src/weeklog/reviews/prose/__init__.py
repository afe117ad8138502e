"""Facts in words: `write_lines` says them in English or in Vietnamese. Pure.

People's words are quoted as they stand, with their own verbs. A language is one `Phrases` in `phrases`.
"""
