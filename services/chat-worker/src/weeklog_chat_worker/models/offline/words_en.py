"""English, as a table: what the offline assistant knows of the language. Add a word here and nowhere else."""

from weeklog_chat_worker.models.offline.vocabulary import Vocabulary

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
          "november", "december")  # fmt: skip
_SHORT_WEEKDAYS = {
    "mon": 1,
    "tue": 2,
    "tues": 2,
    "wed": 3,
    "thu": 4,
    "thur": 4,
    "thurs": 4,
    "fri": 5,
    "sat": 6,
    "sun": 7,
}
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
             "eleventh", "twelfth")  # fmt: skip

_D = r"\d{1,2}(?:st|nd|rd|th)?"
_DS = rf"{_D}(?:\s*(?:,\s*and|,|and|or|to|through|until|till|&|-|–)\s*(?:the\s+)?{_D})*"
_Y = r"(?:,?\s+(?P<y>\d{4}|'?2\d(?!\s*[a-z])))?\b"
_N = r"#?<num>(?!\w)"
_NS = (
    rf"{_N}(?:\s*(?:,\s*and|,|and|or|to|through|until|till|vs\.?|versus|with|than|&|-|–)\s*(?:week\s+)?{_N})*"
)

DATES = (
    ("iso", r"\b(?P<iso>\d{4}[-/]\d{1,2}[-/]\d{1,2})\b"),
    ("numeric", r"(?<![\d/.])(?P<dm>\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d{2}))(?![\d/])"),
    ("numeric", r"(?<![\d/.])(?P<dm>\d{1,2}/\d{1,2})(?![\d/])"),
    ("named", rf"\b(?P<between>(?:between|from)\s+)?(?:the\s+)?(?P<d>{_DS})(?:\s+day)?(?:\s+of)?\s+(?P<m><month>)\b\.?{_Y}"),
    ("named", rf"\b(?P<between>(?:between|from)\s+)?(?P<m><month>)\.?\s+(?:the\s+)?(?P<d>{_DS})(?![\d/]){_Y}"),
    ("programme day", r"\b(?:the\s+|my\s+)(?:very\s+)?(?:(?P<first>first)|(?P<last>last|final))\s+day\b(?!\s+(?:of\s+)?(?:\x00|week|last|this|next|the\s+week))(?:\s+of\s+(?:the|my)\s+(?:programme?|internship))?"),
    ("day word", r"\b(?P<word><dayword>)\b"),
    ("final week", r"\b(?:the\s+|my\s+)?(?:final\s+week|last\s+week\s+of\s+(?:the|my)\s+(?:programme?|internship))\b"),
    ("first weeks", r"\b(?:the\s+|my\s+)?first\s+(?P<n><num>)\s+weeks\b"),
    ("last weeks", r"\b(?:the\s+|my\s+)?(?:last|past|previous)\s+(?P<n><num>)\s+weeks\b"),
    ("last days", r"\b(?:the\s+)?(?:last|past|previous)\s+(?P<n><num>)\s+days\b"),
    ("weeks ago to the day", r"\bexactly\s+(?P<n>an?|<num>)\s+weeks?\s+ago\b"),
    ("weeks ago", r"\b(?P<n>an?|<num>|a\s+couple\s+of)\s+weeks?\s+(?:ago|earlier|back)\b"),
    ("days ago", r"\b(?P<n>an?|<num>|a\s+couple\s+of)\s+days?\s+(?:ago|earlier|back)\b"),
    ("step week", r"\b(?:the\s+)?(?P<step>week\s+before\s+last|week\s+after\s+next)\b"),
    ("weekday", r"\b(?:the\s+)?(?P<wd><wd>)\s+(?P<before_last>before\s+last)\b"),
    ("anchor week", r"\b(?:the|that|same)\s+(?:(?P<before>week\s+before(?:\s+that)?|preceding\s+week|prior\s+week|previous\s+week)|(?P<after>week\s+after(?:\s+that)?|following\s+week))\b(?!\s+<month>)"),
    ("anchor week", r"\b(?:that|the\s+same)\s+week\b"),
    ("anchor day", r"\b(?:the|that)\s+(?:(?P<before>day\s+before(?:\s+that)?|previous\s+day)|(?P<after>day\s+after(?:\s+that)?|next\s+day|following\s+day))\b"),
    ("anchor", r"\b(?:the|that)\s+(?:(?P<before>previous\s+one|one\s+before(?:\s+(?:that|it))?|last\s+one)|(?P<after>next\s+one|one\s+after(?:\s+(?:that|it))?|following\s+one))\b"),
    ("anchor day", r"\b(?:that|the\s+same)\s+day\b"),
    ("ordinal week", r"\b(?:the\s+|my\s+)?(?:very\s+)?(?P<n><ord>)\s+week\b(?!\s+in\s+a\s+row)"),
    ("weeks", rf"\b(?P<between>between\s+)?(?:the\s+)?(?:weeks?|wks?)\.?\s*(?:number\s+|no\.?\s*|nr\.?\s*)?(?<![a-z])(?P<n>{_NS})"),
    ("weeks", r"\bw(?P<n>\d{1,2})\b"),
    ("step week", r"\b(?:the\s+)?(?P<step><step>)\s+week\b"),
    ("weekend", r"\b(?:the\s+)?(?P<step><step>)\s+weekend\b"),
    ("weekend", r"\b(?:on\s+|at\s+|over\s+)?(?:the\s+|a\s+)?weekends?\b"),
    ("every", r"\b(?:(?:on|every|each)\s+)?(?P<wd>(?:mon|tues|wednes|thurs|fri|satur|sun)day)s\b"),
    ("every", r"\b(?:every|each)\s+(?P<wd><wd>)\b"),
    ("weekday", r"\b(?:(?P<step><step>)\s+)?(?P<wd><wd>)\b"),
    ("month", r"\b(?:the\s+)?(?:(?P<half>first\s+half)|(?P<rest>second\s+half)|(?P<early>beginning|start|early)|(?P<mid>middle|mid)|(?P<late>end|late))(?:\s+|-)(?:of\s+|in\s+)?(?:(?:the\s+)?month\s+of\s+)?(?:(?P<m><month>)\b(?:\s+(?P<y>\d{4}))?|(?P<step><step>)\s+month|the\s+month)\b"),
    ("month", r"\b(?P<step><step>)\s+month\b"),
    ("month", r"(?:\b(?:in|during|of|for|all|since|until|before|after|about|and|month\s+of)\s+|^\s*)(?P<m><month>)\b\.?(?:\s+(?P<y>\d{4}))?(?!\s+i\b)"),
    ("month", r"\b(?P<m>january|february|april|june|july|august|september|october|november|december)\b(?:\s+(?P<y>\d{4}))?"),
    ("day of month", r"\bon\s+the\s+(?P<d>\d{1,2}(?:st|nd|rd|th))\b"),
)  # fmt: skip

_VERB = r"(?:do(?:ne|ing)?|work(?:ed|ing)?|log(?:ged)?|finish(?:ed)?|complet(?:e|ed)|writ(?:e|ten)|achiev(?:e|ed)|record(?:ed)?)"
_OTHERS = r"(?:colleagues?|co-?workers?|team\s?mates?|classmates?|friends?|boss|manager|interns?|students?|members?|people|person|team|lead|supervisor)"

INTENTS = (
    ("greet", r"^\W*(?:hi|hello|hey|good\s+(?:morning|afternoon|evening)|thanks?|thank\s+you|cheers|bye|ok(?:ay)?)(?:\s+(?:there|again|you|a\s+lot|very\s+much))*\W*$"),
    ("help", r"^\W*help\b|\bwhat\s+(?:can|could)\s+(?:you|i\s+ask)\b|\bwho\s+are\s+you\b|\bwhat\s+are\s+you\b|\bhow\s+do\s+(?:you|i\s+use\s+(?:you|this))\b"),
    ("propose objective", r"^[^\w\x00]*(?:please\s+|can\s+you\s+|could\s+you\s+)*(?:add|set|create|make|propose|new)\s+(?:an?\s+|the\s+|me\s+an?\s+|as\s+an?\s+)?(?:new\s+)?(?:objective|goal|aim)\b\s*(?:for|in|of|this|to)?\s*[:,]?\s*(?:that\s+says\s+|to\s+)?(?P<what>\S.*)$"),
    ("propose status", r"^[^\w\x00]*(?:please\s+|can\s+you\s+|could\s+you\s+)*(?:mark|set|tick|change|move)\s+(?:off\s+)?(?P<what>.+?)\s+(?:as\s+|to\s+|is\s+)?(?P<to>done|finished|completed?|closed|planned|to\s?do|doing|in\s+progress|started|dropped|cancell?ed)\W*$"),
    ("propose status", r"^[^\w\x00]*(?:please\s+|can\s+you\s+|could\s+you\s+)*(?P<to>tick\s+off|close|finish|complete|drop|cancel|start)\s+(?P<what>(?:the|my)\s+.+)$"),
    ("propose entry", r"^[^\w\x00]*(?:please\s+|can\s+you\s+|could\s+you\s+)*(?:log|record|note(?:\s+down)?|write\s+down|add)\s+(?:(?:an?\s+|the\s+)?(?:new\s+)?(?:entry|task|row|note)\b\s*(?:for|on|that|about)?\s*[:,]?\s*|(?:down\s+)?that\s+|:\s*)(?P<what>\S.*)$"),
    ("propose entry", r"^[^\w\x00]*(?:please\s+)?(?:log|record)\s*:?\s+(?P<what>(?!of\b|entries\b|says?\b|for\b|on\b|about\b|in\b|from\b)\S.*)$"),
    ("beyond why", r"^\W*(?:and\s+|but\s+|so\s+)?why\b|\bwhy\s+(?:did|do|was|is|were|are|have|has|should|would|i)\b|\bwhat\s+(?:was\s+the\s+)?(?:reason|cause|made\s+me)\b"),
    ("beyond feeling", r"\bfeel(?:ing|ings|s)?\b|\bfelt\b|\bmood\b|\bhappy\b|\bhappier\b|\bhappiest\b|\bstress(?:ed|ful)?\b|\btired\b|\bproud\b|\benjoy\w*\b|\bbored\b|\bmotivat\w+\b|\bfavou?rite\b|\bdid\s+i\s+like\b|\bdo\s+i\s+like\b|\bfun\b"),
    ("beyond hours", r"\bhow\s+(?:many|much)\s+(?:\w+\s+)?(?:hours?|minutes?|seconds?|time|overtime)\b|\bwhat\s+time\b|\bhours?\s+(?:did|have|per|a)\b|\bovertime\b|\bat\s+what\s+hour\b|\bo'clock\b"),
    ("beyond opinion", r"\bhow\s+(?:well|good|bad|productive|hard|difficult|efficient|confident|satisfied|useful|important|impressive)\b|\bopinion\b|\b(?:do|would|did)\s+you\s+(?:think|like|say|recommend|suggest)\b|\bwhat\s+do(?:es)?\s+\w+\s+think\b|\brecommend\w*\b|\badvi[cs]e\b|\b(?:hard|easi|strang|nic|bor|cool|smart|wis)est\b|\b(?:most|least|more|less|very|so|too|really)\s+(?:interesting|difficult|useful|important|challenging|boring|valuable|enjoyable|impressive|productive|fun|relevant)\b|\b(?:best|worst|better|worse)\b|\bgood\s+at\b|\bgood\s+(?:enough|job|work|week)\b|\bbad\s+(?:job|work|week)\b|\bis\s+it\s+(?:good|bad|enough|worth)\b|\bam\s+i\s+(?!in\b|on\b|at\b|doing\b|working\b|still\b)\w+|\bshould\s+(?:i|we)\b|\bdeserve\b|\bproductive\b|\bstrengths?\b|\bweakness(?:es)?\b|\bgrade\b|\brate\s+my\b|\bhow\s+(?:is|was)\s+my\s+(?:performance|work|progress)\b"),
    ("beyond others", rf"\b(?:did|does|do|has|have|is|are|was|were|will|of|about|from|by|than)\s+(?:my|the|our|other|another|an?|any|some|all|everyone|everybody)\s+(?:other\s+|fellow\s+|whole\s+|rest\s+of\s+the\s+)*{_OTHERS}\b(?:'s)?\s*(?!meeting)|\b(?:everyone|everybody|anyone|anybody|somebody|someone)\s+else\b|\bother\s+{_OTHERS}\b|\b(?:did|does|has)\s+(?:he|she|they)\b|\bthe\s+others\b|\b{_OTHERS}'s\s+(?:work|worklog|log|tasks?|entries|objectives?|week)\b"),
    ("beyond others", r"\b(?:did|has|does|is|was)\s+(?!i\b|we\b|my\b|the\b|it\b|that\b|this\b|these\b|those\b|any\b|a\b|an\b|each\b|every\b|there\b|all\b|both\b|week\b|most\b|you\b|anything\b|something\b|everything\b|nothing\b|what\b|in\b|on\b|from\b|of\b|for\b)[^\W\d]+\s+(?:do|doing|done|work|working|worked|log|logged|finish|finished|complete|completed|write|written|learn|achieve)\b(?!\s*\?*$(?<=\bis\sdone))"),
    ("beyond future", r"\bwill\s+(?:i|we|the|my|it|there)\b(?!\s+(?:do|work|be\s+(?:doing|working)))|\bam\s+i\s+going\s+to\s+(?!do|work)|\bpredict\w*\b|\bforecast\b|\bgoing\s+to\s+(?:pass|fail|succeed|rain|happen)\b|\bin\s+the\s+future\b|\bwhen\s+will\b(?!\s+(?:week|the\s+(?:programme?|internship)))"),
    ("beyond world", r"\bweather\b|\brain(?:y|ing)?\b|\bsunny\b|\bsalar(?:y|ies)\b|\bwages?\b|\bhow\s+much\s+(?:money|did\s+i\s+(?:earn|get\s+paid|make|spend))\b|\b(?:am|was|get|got|be)\s+(?:i\s+)?paid\b|\bearn(?:ed|ing|s)?\b|\bcapital\s+of\b|\bjokes?\b|\bpoem\b|\bsong\b|\bnews\b|\btranslate\b|\bstock\s+price\b|\bexchange\s+rate\b|\bpresident\b|\bbirthday\b|\bphone\s+number\b|\bhome\s+address\b|\bwhat\s+is\s+.*\bpasswords?\b|\bhow\s+old\b|\blunch\b|\bdinner\b|\bbreakfast\b|\blottery\b|\bfootball\b|\bwrite\s+(?:me\s+)?(?:an?\s+)(?:e-?mail|essay|letter|poem|story|report|script|program|function)\b|\bhow\s+(?:do|to|can|could|would|does|should)\s+(?:i|you|one|we|it)?\b|\bexplain\b|\bteach\s+me\b|\bwhat\s+does\s+.+\s+mean\b|\bhow\s+far\b|\bwhere\s+(?:do|did|is|am|was|were)\s+(?!i\s+(?:write|log|mention|read)|the\s+(?:links?|notes?|documentation|lab)|my\s+links?)"),
    ("mentor", r"\bwho\s+(?:is|are|was)\s+my\s+(?:mentors?|supervisors?)\b|\bmy\s+mentor(?:'s)?\s+name\b|\bname\s+of\s+my\s+mentor\b|\bdo\s+i\s+have\s+a\s+mentor\b"),
    ("lead", r"\bwho\s+(?:is|leads|runs)\s+(?:the\s+|my\s+|our\s+)?(?:(?:programme?|internship)(?:'s)?\s*)?(?:lead(?:er)?)?\s*(?:of\s+)?(?:the\s+|my\s+)?(?:programme?|internship|lead(?:er)?)\b"),
    ("me", r"\bwho\s+am\s+i\b|\bwhat\s+is\s+my\s+name\b"),
    ("beyond who", r"\bwho(?:m|se)?\b"),
    ("today", r"\bwhat\s+(?:is\s+)?(?:the\s+)?(?:date|day)\s+(?:is\s+)?(?:it|today)?\s*(?:now|\x00*)?\W*$|\bwhat\s+day\s+is\s+(?:it|today)\b|^\W*what\s+is\s+today\W*$"),
    ("weeks left", r"\bhow\s+(?:many|much)\s+(?:more\s+)?(?:weeks?|days?|time)\s+(?:are\s+|is\s+|do\s+(?:i|we)\s+have\s+)?(?:there\s+)?(?:still\s+)?(?:left|remain\w*|to\s+go)\b|\b(?:weeks?|days?)\s+(?:are\s+)?(?:left|remaining|to\s+go)\b|\bhow\s+long\s+(?:is\s+left|until\s+the\s+end)\b"),
    ("programme", r"\b(?:when|what\s+day)\s+(?:does|did|is|will|do|was)\s+(?:the\s+|my\s+|our\s+|this\s+)?(?:programme?|internship|it\s+all)\b|\bhow\s+(?:many\s+weeks|long)\s+(?:does|do|is|are|in|has)\s+(?:there\s+in\s+)?(?:the\s+|my\s+|our\s+|this\s+)?(?:whole\s+)?(?:programme?|internship)\b|\b(?:name|title)\s+of\s+(?:the|my|our)\s+(?:programme?|internship)\b|\bwhat\s+(?:is|programme?)\s*(?:am\s+i\s+in|(?:the|my)\s+programme?(?:\s+called)?)\b|\b(?:start|end|first|last)\s+(?:date|day)?\s*of\s+(?:the|my)\s+(?:programme?|internship)\b|\bhow\s+many\s+weeks\s+(?:are|is)\s+(?:there\s+)?(?:in\s+total|in\s+all|altogether)?\W*$"),
    ("which week", r"\b(?:what|which)\s+week\s+(?:number\s+)?(?:(?:is|are)\s+(?:it|this|today|now|we)|am\s+i|(?:is|was)\s*\x00+\s*in|does\s*\x00+\s*(?:fall|belong)|contains|includes|was\s+(?:it|that))\b|\b(?:what|which)\s+week\s+(?:is|was)\s*\x00+|\bcurrent\s+week(?:\s+number)?\W*$|\bnumber\s+of\s+(?:the\s+)?current\s+week\b|\bwhat\s+is\s+(?:the\s+)?week\s+number\b"),
    ("week days", r"\bwhen\s+(?:does|did|is|was|will|do)\s*\x00+\s*(?:week\s+)?(?:(?:start|begin|end|finish|over|take\s+place|run|happen)(?:\s+and\s+(?:start|begin|end|finish))?)?\W*$|\b(?:what|which)\s+(?:are\s+)?(?:the\s+)?(?:dates?|days)\s+(?:is|are|of|does|belong|cover\w*|in|make)\b(?!.*\b(?:log|work|did|entr))|\b(?:first|last|start|end)\s+(?:day|date)\s+of\s*\x00|\bwhat\s+(?:date|day)\s+(?:does|did|is|will|was)\s*\x00+\s*(?:start|begin|end|finish)"),
    ("missing", r"^(?!.*\b(?:objectives?|goals?|aims?|links?|tags?)\b).*?(?:\b(?:which|what|any|are\s+there|how\s+many|list|show|find|the)\b.*\b(?:weeks?|days?|weekdays?|working\s+days)\b.*\b(?:no|without|nothing|none|empty|missing|miss(?:ed)?|not\s+(?:log|have|record|write|work)\w*|skip(?:ped)?|gaps?|zero)\b|\bdid\s+i\s+(?:miss|skip|forget)\b|\b(?:days?|weeks?)\s+(?:did\s+i\s+|i\s+|have\s+i\s+)(?:miss|skip|forg[eo]t)|\b(?:empty|missing|missed|skipped|unlogged)\s+(?:weeks?|days?)\b|\bgaps?\s+in\s+my\s+(?:work)?log\b)"),
    ("compare", r"\bcompar\w+\b|\bdifferences?\b|\bversus\b|\bvs\b|\b(?:more|fewer|less|busier|quieter|lighter|heavier|higher|lower)\b.*\b(?:than|or|in)\b|\bbusier\b|\bwhich\s+(?:one\s+)?(?:had|has|was|is)\s+(?:\w+\s+)?(?:more|fewer|less)\b"),
    ("rank", r"\b(?:busiest|quietest|fewest|lightest|heaviest|slowest|fullest|most\s+active|least\s+active)\b|(?<!at )\b(?:most|least)\b(?!\s+recent)|\bhighest\s+number\b|\blowest\s+number\b|\btop\s+(?:\w+\s+)?(?:tags?|topics?|weeks?|days?)\b"),
    ("longest", r"\blongest\b|\bshortest\b|\btook\s+(?:me\s+)?(?:more|longer)\s+than\b|\bmore\s+than\s+(?:one|a|1)\s+day\b|\bmulti-?day\b|\b(?:several|multiple)\s+days\b"),
    ("average", r"\baverage\b|\bmean\s+number\b"),
    ("groups", r"\b(?:how\s+(?:many|often)|number|count|counts|entries|tasks?|list|days|log|logged)\b.*\b(?:per|by|for\s+each|in\s+each|each|every|for\s+every|in\s+every)\s+(?:week|day|tag|status|state|weekday|month)s?\b|\bbreak\s?down\b"),
    ("tags", r"\b(?:what|which|list|show|all|my|how\s+many|of\s+my|the)\s+(?:are\s+|me\s+)?(?:my\s+|all\s+|the\s+|different\s+)*(?:tags|labels|hashtags)\b"),
    ("comments", r"\bcomments?\b|\bfeedback\b|\bremarks?\b|\bwhat\s+did\s+my\s+mentor\s+(?:say|write|think|comment)\b"),
    ("review", r"\b(?:my|the|a|any|which|what|weekly|friday|draft(?:ed)?|submitted|approved|published|of|how\s+many)\s+(?:\x00+(?:'s)?\s+)?(?:weekly\s+|friday\s+)?reviews?\b(?!\s+(?:the|of\s+the|with|cost))|\breviews?\b\s*(?:of|for|from)?\s*\x00|\x00(?:'s)?\s+reviews?\b|\breviewed\s*\x00|\breviews?\s+(?:are|is|have|has|were|was)\b"),
    ("objectives", r"\bobjectives?\b|\bgoals?\b|\baims?\b(?!\s+to\b)|\btargets?\b|\bsupposed\s+to\s+(?:do|achieve)\b"),
    ("achievements", r"\bachiev\w*\b|\baccomplish\w*\b|\boutcomes?\b"),
    ("links", r"\b(?:links?|urls?|resources?|references?|reference\s+materials?|reading\s+materials?|materials?|documentation|websites?)\b"),
    ("carried", r"\bcarr(?:y|ied|ying|ies)\b(?:\s+\w+){0,2}\s*-?over\b|\bcarry-?over\w*\b|\bcarried\b|\bcarry\b|\b<ord>\s+week\s+in\s+a\s+row\b|\b(?:open|unfinished)\s+(?:for|since)\b|\b(?:longest|oldest)\s+open\b|\bhow\s+long\s+(?:has|have|is|are)\b.*\bopen\b|\b<num>\s+weeks\s+in\s+a\s+row\b|\bin\s+(?:its|their)\s+<ord>\s+week\b"),
    ("open", r"(?<!i )(?<!to )\bopen\b(?!\s+(?:the|an?|my|our|up|source)\b)|\bunfinished\b|\bpending\b|\boutstanding\b|\bremain(?:s|ing)?\b|\bleft(?:\s+over)?\b|\bleftovers?\b|\bto\s?-?do(?:s|\s+list)?\b(?!\s+\w)|\bto-do\b|\bin\s+progress\b|\bincomplete\b|\bnot\s+(?:i\s+)?(?:yet\s+)?(?:been\s+)?(?:done|finish(?:ed)?|complete(?:d)?|closed?)\b|\bongoing\b|\bstill\s+(?:have\s+)?to\s+(?:do|finish|complete)\b|\bneeds?\s+to\s+be\s+(?:done|finished)\b|\bstill\s+(?:doing|working|planned)\b|\bdone\s+yet\b(?=.*\bnot\b)|\b(?:anything|something)\s+(?:that\s+i\s+)?(?:have\s+)?not\b"),
    ("status", r"^\W*(?:so\s+|and\s+)?(?:is|are|was|were|has|have)\s+(?!i\b|we\b|there\b).*\b(?:done|finished|completed?|closed|dropped|cancell?ed)\b|\bstatus\s+of\b|\bstate\s+of\s+(?:the|my)\b|\b(?:did|have|had)\s+i\s+(?:already\s+|ever\s+|yet\s+)?(?:finish|complete|clos)\w*\b|\bhow\s+far\s+(?:is|are|did)\b"),
    ("count", r"\bhow\s+(?:many|often|frequently)\b|\bcount\b|\b(?:the\s+)?(?:total\s+)?number\s+of\b|\bhow\s+much\b|\btotal\b|\bhow\s+long\b|\bdays\s+(?:worked|logged)\b"),
    ("list", r"\b(?:when|what|which|where|show|list|find|search|look|give|tell|summari[sz]e|summary|recap|overview|entries|entry|tasks?|did|have|had|was|were|about|mention\w*|regarding|tagged|anything|something|read|describe|happened|everything|work|works|log|logged)\b"),
)  # fmt: skip

FLAGS = {
    "how many": r"\bhow\s+(?:many|often)\b|\bcount\b|\bnumber\s+of\b|\btotal\b",
    "days": r"\bdays\s+(?:worked|logged)\b|\bhow\s+many\s+(?:different\s+|separate\s+|working\s+)?days\b|\bhow\s+long\b|\bnumber\s+of\s+days\b|\bdays\s+did\b|\bcount\b.*\bdays\b",
    "weeks": r"\bhow\s+many\s+(?:different\s+)?weeks\b|\bnumber\s+of\s+weeks\b",
    "per week": r"\b(?:which|what|busiest|quietest|lightest|heaviest|per|by|each|every|slowest|fullest|active)\s+(?:of\s+(?:the|my)\s+)?weeks?\b|\bweeks?\s+(?:had|has|have|did|was|were|with)\b|\bweek\b.*\b(?:most|least|fewest|busiest)\b|\b(?:most|least|fewest|busiest)\b.*\bweek\b",
    "per weekday": r"\bweekdays?\b|\bday\s+of\s+the\s+week\b",
    "per day": r"\b(?:which|what|busiest|quietest|lightest|heaviest|per|by|each|every|slowest|fullest|active)\s+(?:single\s+)?(?:days?|dates?)\b|\b(?:most|least|fewest|busiest)\b.*\bday\b|\bday\s+(?:had|has|have|with|did)\b",
    "per tag": r"\btags?\b|\blabels?\b|\btopics?\b",
    "per status": r"\bstatus(?:es)?\b|\bstates?\b",
    "per month": r"\b(?:which|what|per|by|each|every|busiest|quietest)\s+months?\b",
    "first": r"\bfirst\b(?!\s+(?:week|day|name|revision|version|limit|pages?))|\bearliest\b|\bwhen\s+did\s+i\s+(?:start|begin)\b|\boldest\b|\binitially\b",
    "last": r"\b(?:last|latest|most\s+recent(?:ly)?|lately|newest)\b(?!\s+(?:week|day|name))",
    "which week": r"\b(?:which|what)\s+weeks?\b",
    "which day": r"\bwhen\b|\b(?:which|what)\s+(?:days?|dates?)\b",
    "least": r"\b(?:least|quietest|fewest|lightest|shortest|slowest|lowest|fewer|quieter|less)\b",
    "not": r"\bnot\b|\bmiss(?:ed)?\b|\bunmet\b|\bfail(?:ed)?\b|\bno\b|\bwithout\b|\bnever\b",
    "met": r"\bmet\b|(?<!\bto\s)\bmeet\b|\bdone\b|(?<!\bto\s)\bachieved?\b|\bachieving\b|\bcompleted?\b|\bfinished\b|\breach(?:ed)?\b|\bticked\b|\bfulfill?(?:ed)?\b",
    "open objective": r"\bopen\b|\bunmet\b|\bpending\b|\boutstanding\b|\bremain\w*\b|\bleft\b|\bunfinished\b|\bnot\s+(?:yet\s+)?(?:met|done|achieved|completed?|finished|reached|meet|achieve|reach)\b",
    "missed": r"\bmiss(?:ed)?\b|\bfail(?:ed)?\b",
    "carried": r"\bcarr(?:y|ied)\b",
    "everything": r"\b(?:everything|all\s+(?:of\s+)?(?:my\s+|the\s+)?(?:tasks?|entries|work|it)|all\s+done)\b",
    "yes or no": r"^\W*(?:and\s+|so\s+|but\s+)?(?:did|have|had|has|was|were|is|are|do|does|am|can)\b",
    "end": r"\b(?:end|ends|finish|finishes|over|last\s+day|end\s+date)\b",
    "days off": r"\bworking\s+days?\b|\bweekdays?\b",
    "search": r"\bmention\w*\b|\b(?:entries|entry|tasks?|anything|something|log|notes?|rows?)\s+(?:that\s+)?(?:(?:is|are|were|was)\s+)?(?:about|contain\w*|tagged|with\s+the\s+word|say\w*|on)\b|^\W*(?:please\s+)?(?:find|search)\b|\babout\s+[\"“]",
    "whole week": r"^\W*(?:show|display|open|give|summari[sz]e|summary|recap|overview|describe|tell|what\s+(?:is|was|happened|did\s+i\s+do|have\s+i\s+done|were|had\s+i\s+done|i\s+did))\b",
    "tagged": r"\btagged\s+(?:with\s+|as\s+)?[\"'“]?#?(?P<tag>[\w][\w./-]*)|\b(?:tag|label)\s+[\"'“#](?P<named>[\w][\w./-]*)|\b(?:with|have|has|the)\s+(?:the\s+)?tag\s+[\"'“]?#?(?P<with>[\w][\w./-]*)",
    "verb": r"\b(?:did|have|had|was|were|do|am)\s+(?:i|we)\s+(?:(?:ever|already|also|actually|first|last|just|really|all|only|recently|previously)\s+|<ord>\s+)*(?P<verb>[^\W\d]+)",
    "counted": r"\bhow\s+many\s+(?:different\s+|of\s+my\s+)?(?P<noun>[^\W\d]+)",
    "weeks open": r"\b(?:(?P<ord><ord>)\s+week\b|(?P<n><num>)\s+weeks?\b)",
    "those": r"\b(?:those|these|them|they|it|that|ones?)\b",
    "submitted": r"\bsubmi(?:t|tted)\b",
    "approved": r"\bapproved?\b",
    "topic": r"\b(?:about|on|with|regarding|concerning|mention\w*|for|related\s+to)\s+",
}  # fmt: skip

STATUSES = {
    "open": r"\bstill\s+open\b|\bunfinished\b|\bin\s+progress\s+or\s+planned\b|\bnot\s+(?:i\s+)?(?:yet\s+)?(?:been\s+)?(?:done|finish(?:ed)?|completed?|closed)\b|(?<!i )(?<!to )\bopen\b(?!\s+(?:the|an?|my|our|up|source)\b)",
    "done": r"(?<!\bi\s)(?<!\bget\s)(?<!\bgot\s)(?<!\bgotten\s)(?<!\bi\sever\s)(?<!\balready\s)\bdone\b|(?<!\bi\s)\b(?:finished|completed|closed)\b(?!\s+(?:the|an?|my)\b)|\bdid\s+i\s+(?:finish|complete|close)\b",
    "doing": r"\bin\s+the\s+middle\s+of\b|\b(?:am\s+i|currently|i\s+am)\s+(?:\w+\s+)?(?:working\s+on|doing)\b|\bright\s+now\b|\b(?:in\s+progress|being\s+done|ongoing|under\s+way|underway)\b|\bwith\s+status\s+[\"“']?doing\b|\b(?:are|is|as|marked|status)\s+[\"“']?doing\b",
    "planned": r"\bplanned\b|\bnot\s+(?:yet\s+)?started\b|\bdid\s+i\s+plan\b",
    "dropped": r"\b(?:dropped|cancell?ed|abandoned)\b|\b(?:give|gave|given)\s+up(?:\s+on)?\b|\bdid\s+i\s+(?:drop|cancel|abandon)\b",
}  # fmt: skip

_NATURAL = r"(?:and|but|or|so|ok|okay|then|also)"
FOLLOW_UP = rf"^\W*(?:{_NATURAL}\W+)*(?:what\s+about|how\s+about|and)\b|^\W*(?:same|the\s+same)\b|^\W*{_NATURAL}\b|\b(?:of|among|about|from)\s+(?:those|these|them|it|that)\b|\b(?:those|these|them|they|it)\b|\b(?:is|are|was|were)\s+that\W*$|\bones?\W*$|\bwhich\s+one\b|\bthere\W*$|^\W*(?:just|only)\b"

FILLERS = frozenset({
    "a", "about", "above", "across", "actually", "after", "again", "all", "along", "already", "also", "altogether", "always", "am",
    "an", "and", "any", "anything", "are", "around", "as", "ask", "at", "be", "been", "before", "begin", "began", "being", "between",
    "both", "but", "by", "can", "column", "concerning", "contain", "containing", "contains", "could", "count", "current", "currently",
    "date", "dates", "day", "days", "describe", "did", "different", "display", "do", "does", "doing", "done", "during", "each", "earliest",
    "else", "entire", "entirely", "entries", "entry", "ever", "every", "everything", "exactly", "far", "few", "find", "first", "for", "from", "get",
    "give", "given", "go", "got", "had", "happen", "happened", "happening", "has", "have", "having", "he", "how", "i", "if", "in", "internship",
    "into", "is", "it", "item", "items", "its", "just", "kind", "know", "last", "lately", "latest", "let", "like", "list", "log", "logged", "logs",
    "look", "looking", "made", "make", "many", "may", "me", "mention", "mentioned", "mentioning", "mentions", "might", "mine", "more", "most",
    "much", "my", "myself", "name", "need", "no", "not", "note", "noted", "notes", "nothing", "now", "number", "occur", "of", "off", "often", "on",
    "once", "one", "ones", "only", "or", "other", "our", "out", "over", "overall", "part", "per", "period", "please", "point", "programme",
    "program", "put", "quite", "read", "really", "recap", "recent", "recently", "record", "recorded", "records", "regarding", "related",
    "row", "rows", "s", "said", "same", "say", "says", "search", "see", "she", "should", "show", "since", "so", "some", "something",
    "sort", "spend", "spent", "start", "started", "still", "stuff", "such", "summarise", "summarize", "summary", "take", "taken", "task", "tasks",
    "tell", "term", "than", "that", "the", "their", "them", "then", "there", "these", "they", "thing", "things", "this", "those", "time",
    "times", "to", "today", "together", "told", "too", "took", "topic", "topics", "total", "toward", "under", "until", "up", "us", "use",
    "want", "was", "way", "we", "week", "weeks", "went", "were", "what", "when", "where", "whether", "which", "while", "who", "whole",
    "will", "with", "within", "word", "words", "work", "worked", "working", "worklog", "works", "would", "write", "written", "wrote", "yes", "yet", "you",
    "your", "finish", "finished", "complete", "completed", "finishing", "completing", "busy", "handle", "handled", "tackle",
    "tackled", "involve", "involved", "involving", "include", "included", "including", "thanks", "hey", "hi", "hello", "open", "remaining",
    "status", "state", "tag", "tags", "tagged", "compare", "compared", "comparison", "versus", "vs", "difference", "plan", "planned",
    "activity", "activities", "spoken", "accomplish", "carry", "carried", "occurred", "overview", "long", "dropped", "cancelled", "canceled", "fully",
    "ok", "okay", "well", "how's", "earlier", "later", "there's", "exist", "exists", "happens", "previously", "anywhere", "somewhere", "section",
    "short", "plate", "deliver", "delivered", "used", "using", "brief", "briefly", "half", "pls", "plz", "remind", "kindly", "talk", "talks", "talking", "someone", "somebody", "middle", "end", "ends", "very",
    "right", "month", "months", "busier", "busiest", "quieter", "quietest", "fewest", "fewer", "less", "least", "lighter", "lightest",
    "heaviest", "active", "average", "mean", "highest", "lowest", "longest", "shortest", "longer", "shorter", "empty", "missing", "gap", "gaps", "without",
    "skip", "skipped", "hold", "holds", "own", "someday", "roughly", "touch", "touched", "bit", "lot", "lots",
    "pick", "gone", "going", "goes", "quick", "quickly", "detail", "details", "info", "information", "history", "wk", "wks", "weekly", "daily", "shall",
    "reach", "reached", "drop", "shown", "came", "come", "comes", "because", "onwards", "onward", "everyday", "whatever", "remember",
    "separate", "reported", "sum", "amount", "gave", "that's", "calendar", "next", "previous", "day's", "week's", "dealt", "deal", "never", "left",
})  # fmt: skip

MARKERS = frozenset({
    "what", "when", "which", "where", "who", "how", "did", "do", "does", "the", "is", "are", "was", "were", "my", "on", "in", "of", "and",
    "week", "day", "last", "many", "show", "list", "find", "about", "with", "have", "has", "for", "i", "still", "open", "yesterday",
    "from", "between", "entries", "mark", "log", "add", "that", "as", "it", "there", "any", "before", "after", "compare", "done", "why", *WEEKDAYS,
})  # fmt: skip

ENGLISH = Vocabulary(
    code="en",
    weekdays={name: number for number, name in enumerate(WEEKDAYS, 1)} | _SHORT_WEEKDAYS,
    months={name: number for number, name in enumerate(MONTHS, 1)}
    | {name[:3]: number for number, name in enumerate(MONTHS, 1)}
    | {"sept": 9},
    numbers={name: number for number, name in enumerate(_NUMBERS, 1)},
    vague={"a": 1, "an": 1, "a couple of": 2},
    ordinals={name: number for number, name in enumerate(_ORDINALS, 1)},
    days={
        "today": 0, "tonight": 0, "this morning": 0, "this afternoon": 0, "this evening": 0, "yesterday": -1, "last night": -1,
        "the day before yesterday": -2, "day before yesterday": -2, "tomorrow": 1, "the day after tomorrow": 2,
    },
    steps={
        "last": -1, "previous": -1, "past": -1, "this": 0, "current": 0, "the current": 0, "next": 1, "coming": 1, "following": 1,
        "this past": -1, "week before last": -2, "week after next": 2,
    },
    dates=DATES,
    joints={
        "of": r"\s*(?:,\s*)?\(?\s*(?:of|in|on|during|from)?\s*(?:the\s+)?",
        "to": r"\s*(?:to|until|till|through|up\s+to|-|–)\s*(?:the\s+)?",
        "and": r"\s*(?:and|to|-)\s*(?:the\s+)?",
        "between": r"\b(?:between|from)\s+(?:the\s+)?$",
        "since": r"\b(?:since|starting)\s+(?:the\s+)?$",
        "from": r"\bfrom\s+(?:the\s+)?$",
        "onwards": r"\s*(?:on|onwards?|forward|(?:up\s+|un)?to\s+(?:now|today))\b(?!\s+\w)",
        "after": r"\b(?:after|later\s+than)\s+(?:the\s+)?$",
        "before": r"\b(?:before|earlier\s+than|prior\s+to)\s+(?:the\s+)?$",
        "until": r"(?<!\bi\s)(?<!\bwe\s)\b(?:until|till|up\s+to|by)\s+(?:the\s+)?$",
        "shift": r"\b(?P<n><num>)\s+(?P<unit>day|week)s?\s+(?:(?P<after>after|from)|before)\s+(?:the\s+)?$",
        "week of": r"\b(?:the\s+)?week\s+(?:of|with|containing|around)\s+(?:the\s+)?$",
    },
    intents=INTENTS,
    flags=FLAGS,
    statuses=STATUSES,
    follow_up=FOLLOW_UP,
    fillers=FILLERS,
    markers=MARKERS,
    day_first=False,
)  # fmt: skip
