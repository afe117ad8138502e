"""Forms of dates in English: a reader of `dates.py`, and the pattern that it reads. The first that is found decides."""

_D = r"\d{1,2}(?:st|nd|rd|th)?"
_DS = rf"{_D}(?:\s*(?:,\s*and|,|and|or|to|through|until|till|&|-|–)\s*(?:the\s+)?{_D})*"
_Y = r"(?:,?\s+(?P<y>\d{4}|'?2\d(?!\s*[a-z])))?\b"
_N = r"#?<num>(?!\w)"
_NS = (
    rf"{_N}(?:\s*(?:,\s*and|,|and|or|to|through|until|till|vs\.?|versus|with|than|&|-|–)\s*(?:week\s+)?{_N})*"
)

DATES = (
    ("week end", r"\b(?:to|until|till|through)\s+(?:the\s+)?(?:end|rest)\s+of\s+(?:that|the|its|this)\s+week\b"),
    ("iso", r"\b(?P<iso>\d{4}[-/]\d{1,2}[-/]\d{1,2})\b"),
    ("numeric", r"(?<![\d/.])(?P<dm>\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d{2}))(?![\d/])"),
    ("numeric", r"(?<![\d/.])(?P<dm>\d{1,2}/\d{1,2})(?![\d/])"),
    ("named", rf"\b(?P<between>(?:between|from)\s+)?(?:the\s+)?(?P<d>{_DS})(?:\s+day)?(?:\s+of)?\s+(?P<m><month>)\b\.?{_Y}"),
    ("named", rf"\b(?:(?:the\s+)?(?:beginning|start|early|middle|mid|end|late)(?:\s+|-)(?:of\s+)?)?(?P<m><month>)\W+(?:let's\s+)?(?:say|like|maybe|around|about|roughly|i\s+mean|probably|between|from)\W+(?:(?:between|from)\s+)?(?:the\s+)?(?P<d>{_DS})(?![\d/]){_Y}"),
    ("named", rf"\b(?P<between>(?:between|from)\s+)?(?P<m><month>)\.?\s+(?:the\s+)?(?P<d>{_DS})(?![\d/]){_Y}"),
    ("edge days", r"\b(?:the\s+)?(?:(?P<first>first)|last|final)\s+(?P<n><num>|few|couple\s+of)\s+days\s+(?:of|in)\s+(?:(?P<m><month>)\b|(?P<step><step>)\s+month\b|(?P<this>the\s+month\b)|week\s+(?P<week><num>)\b|(?:the\s+)?(?P<week_step><step>)\s+week\b)"),
    ("edge weeks", r"\b(?:the\s+)?(?:(?P<first>first)|last|final)\s+(?P<n><num>|few|couple\s+of)\s+weeks\s+(?:of|in)\s+(?:(?P<m><month>)\b|(?P<step><step>)\s+month\b|(?P<this>the\s+month\b))"),
    ("days of month", r"\b(?P<between>(?:between|from)\s+)?(?:the\s+)?(?P<d>\d{1,2}(?:st|nd|rd|th))\s*(?:to|until|till|through|and|-|–)\s*(?:the\s+)?(?P<d2>\d{1,2}(?:st|nd|rd|th))\b(?!\s+(?:of\s+)?(?:<month>|week))"),
    ("next days", r"\b(?:the\s+|over\s+the\s+)?(?:next|coming|following|upcoming)\s+(?P<n><num>|few|couple\s+of)?\s*days\b"),
    ("week ago today", r"\b(?:a|one)\s+week\s+ago\s+(?:today|to\s+the\s+day)\b"),
    ("programme day", r"\b(?:the\s+|my\s+)(?:very\s+)?(?:(?P<first>first)|(?P<last>last|final))\s+day\b(?!\s+(?:of\s+)?(?:\x00|week|last|this|next|the\s+week))(?:\s+of\s+(?:the|my)\s+(?:programme?|internship))?"),
    ("day word", r"\b(?P<word><dayword>)\b"),
    ("final week", r"\b(?:the\s+|my\s+)?(?:final\s+week|last\s+week\s+of\s+(?:the|my)\s+(?:programme?|internship))\b"),
    ("week of month", r"\b(?:the\s+)?(?:(?P<final>last|final)|(?P<n><ord>))\s+week\s+(?:of|in)\s+(?:(?:the\s+)?month\s+of\s+)?(?:(?P<m><month>)\b(?:\s+(?P<y>\d{4}))?|(?P<step><step>)\s+month\b|the\s+month\b)"),
    ("first weeks", r"\b(?:the\s+|my\s+)?first\s+(?P<n><num>)\s+weeks\b"),
    ("last weeks", r"\b(?:the\s+|my\s+)?(?:last|past|previous)\s+(?P<n><num>|few|couple\s+of)\s+weeks\b"),
    ("recent days", r"\b(?:(?<!most\s)recently|lately|(?:in\s+)?recent\s+days|these\s+days)\b"),
    ("last days", r"\b(?:the\s+)?(?:last|past|previous)\s+(?P<n><num>|few|couple\s+of)\s+days\b"),
    ("weeks ago to the day", r"\bexactly\s+(?P<n>an?|<num>)\s+weeks?\s+ago\b"),
    ("later", r"\b(?P<n>an?|<num>)\s+(?P<unit>day|week)s?\s+(?:later|after\s+(?:that|it)|afterwards|(?P<before>before\s+(?:that|it)))\b"),
    ("weeks ago", r"\b(?P<n>an?|<num>|a\s+couple\s+of)\s+weeks?\s+(?:ago|earlier|back)\b"),
    ("days ago", r"\b(?P<n>an?|<num>|a\s+couple\s+of)\s+days?\s+(?:ago|earlier|back)\b"),
    ("step week", r"\b(?:the\s+)?(?P<step>week\s+before\s+last|week\s+after\s+next)\b"),
    ("weekdays ago", r"\b(?P<n><num>|(?:a\s+)?couple\s+of|a\s+few)\s+(?P<wd><wd>)s?\s+(?:ago|back)\b"),
    ("weekday", r"\b(?:the\s+)?(?P<wd><wd>)\s+(?P<before_last>before\s+last)\b"),
    ("event", r"\b(?:on\s+|in\s+)?(?:the|that)\s+(?P<unit>day|week)\s+(?:(?P<before>before)|(?P<after>after|following)|(?:of|with))\s+(?:the|my|our)\s+(?P<event>(?!(?:week|month|day|weekend|beginning|start|end|middle|programme?|internship|first|last|next|previous|final|same|past|other|whole)\b)[^\W\d][^\x00,;?!]*?)(?=\s*(?:(?:in|on|of|during)?\s*\x00|[,;?!]|$|\b(?:what|which|how|did|i|we|and)\b))"),
    ("anchor week", r"\b(?:the|that|same)\s+(?:(?P<before>week\s+before(?:\s+that)?|preceding\s+week|prior\s+week|previous\s+week)|(?P<after>week\s+after(?:\s+that)?|following\s+week))\b(?!\s+(?:<month>|the|my|our|i)\b)"),
    ("anchor week", r"\b(?:that|the\s+same)\s+week\b"),
    ("anchor day", r"\b(?:the|that)\s+(?:(?P<before>day\s+before(?:\s+that)?|previous\s+day)|(?P<after>day\s+after(?:\s+that)?|next\s+day|following\s+day))\b"),
    ("anchor", r"\b(?:the|that)\s+(?:(?P<before>previous\s+one|one\s+before(?:\s+(?:that|it))?|last\s+one)|(?P<after>next\s+one|one\s+after(?:\s+(?:that|it))?|following\s+one))\b"),
    ("anchor day", r"\b(?:that|the\s+same)\s+day\b"),
    ("ordinal week", r"\b(?:the\s+|my\s+)?(?:very\s+)?(?P<n><ord>)\s+week\b(?!\s+in\s+a\s+row)"),
    ("weeks", rf"\b(?P<between>between\s+)?(?:the\s+)?(?:weeks?|wks?)\.?\s*(?:number\s+|no\.?\s*|nr\.?\s*)?(?:(?<![a-z])|(?=\d))(?P<n>{_NS})"),
    ("weeks", r"\bw(?P<n>\d{1,2})\b"),
    ("step week", r"\b(?:the\s+)?(?P<step><step>)\s+week\b"),
    ("weekend", r"\b(?:the\s+)?(?P<step><step>)\s+weekend\b"),
    ("weekend", r"\b(?:on\s+|at\s+|over\s+)?(?:the\s+|a\s+)?weekends?\b"),
    ("every", r"\b(?:(?:on|every|each)\s+)?(?P<wd>(?:mon|tues|wednes|thurs|fri|satur|sun)day)s\b"),
    ("every", r"\b(?:all|any|my)\s+(?:(?:of|my|the)\s+)*(?P<wd><wd>)\s+(?=(?:work|tasks?|entries|stuff|things|logs?)\b)"),
    ("every", r"\b(?:every|each|any)\s+(?P<wd><wd>)\b"),
    ("weekday", r"\b(?:(?P<step><step>)\s+)?(?P<wd><wd>)\b"),
    ("month", r"\b(?:the\s+)?(?:(?P<half>first\s+half)|(?P<rest>second\s+half)|(?P<early>beginning|start|early)|(?P<mid>middle|mid)|(?P<late>end|late))(?:\s+|-)(?:of\s+|in\s+)?(?:(?:the\s+)?month\s+of\s+)?(?:(?P<m><month>)\b(?:\s+(?P<y>\d{4}))?|(?P<step><step>)\s+month|the\s+month)\b"),
    ("month", r"\b(?P<step><step>)\s+month\b"),
    ("month", r"(?:\b(?:in|during|of|for|all|about|and|month\s+of)\s+|(?<=\bsince\s)|(?<=\buntil\s)|(?<=\bbefore\s)|(?<=\bafter\s)|^\s*)(?P<m><month>)\b\.?(?:\s+(?P<y>\d{4}))?(?!\s+i\b)"),
    ("month", r"\b(?P<m>january|february|april|june|july|august|september|october|november|december)\b(?:\s+(?P<y>\d{4}))?"),
    ("event", r"\b(?:the|that)\s+(?P<unit>day|week)\s+(?:(?:when|that|in\s+which|on\s+which)\s+)?(?:i|we)\s+(?P<event>[^\W\d][^\x00,;?!]*?)(?=\s*(?:[,;?!]|$|\b(?:what|which|how|did)\b))"),
    ("event", r"\b(?:(?P<since_it>since)|(?P<after_it>after)|(?P<before_it>before))\s+(?:i|we)\s+(?P<event>[^\W\d][^\x00,;?!]*?)(?=\s*(?:[,;?!]|$|\b(?:what|which|how|did)\b))"),
    ("event", r"\b(?:(?P<since_it>since)|(?P<after_it>after)|(?P<before_it>before)|(?P<until_it>until|till|up\s+to))\s+(?:the|my|our)\s+(?P<event>(?!(?:link|url|list|team|week|month|day|weekend|beginning|start|end|middle|programme?|internship|first|last|next|previous|final|same|past|other|whole)\b)[^\W\d][^\x00,;?!]*?)(?=\s*(?:(?:in|on|of|during)?\s*\x00|[,;?!]|$|\b(?:what|which|how|did|i|we|and)\b))"),
    ("day of month", r"(?:\b(?:on|around|about|since|for|and)\s+|,\s*|^\W*)the\s+(?P<d>\d{1,2}(?:st|nd|rd|th))\b"),
)  # fmt: skip
