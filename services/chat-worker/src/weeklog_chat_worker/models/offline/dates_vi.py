"""Forms of dates in Vietnamese: a reader of `dates.py`, and the pattern that it reads. The first that is found decides."""

_D = r"\d{1,2}"
_DS = rf"{_D}(?:\s*(?:,|và|hoặc|hay|đến|tới|-|–)\s*(?:(?:hết\s+)?ngày\s+)?{_D})*"
_Y = r"(?:\s*(?:,|năm|/)?\s*(?P<y>\d{4}))?(?!\w)"
_N = r"(?:thứ\s+|số\s+)?<num>(?!\w)(?!\s+(?:việc|ngày|công|mục|task))"
_NS = rf"{_N}(?:\s*(?:,|và|hoặc|hay|đến|tới|với|so\s+với|hơn|-|–)\s*(?:tuần\s+)?{_N})*"

DATES = (
    ("week end", r"\b(?:đến|tới|cho\s+đến)\s+(?:hết|cuối)\s+tuần(?:\s+(?:đó|ấy|này))?(?!\w)(?!\s+(?:\d|trước|sau|rồi|tới|thứ))"),
    ("iso", r"\b(?P<iso>\d{4}-\d{1,2}-\d{1,2})\b"),
    ("numeric range", r"(?:ngày\s+)?(?<![\d/])(?P<d>\d{1,2})\s*(?:-|–|đến|tới)\s*(?:(?:hết\s+)?ngày\s+)?(?P<dm>\d{1,2}/\d{1,2}(?:/\d{4})?)(?![\d/])"),
    ("numeric", r"(?:\b(?:ngày|mùng|mồng|hôm)\s+)?(?<![\d/.\-])(?P<dm>\d{1,2}[/\-]\d{1,2}[/\-]\d{4})(?![\d/])"),
    ("numeric", r"(?:\b(?:ngày|mùng|mồng|hôm)\s+)?(?<![\d/.])(?P<dm>\d{1,2}/\d{1,2}(?:/\d{2})?)(?![\d/])"),
    ("named", rf"(?:\b(?:ngày|mùng|mồng|hôm)\s+)?(?<!\d)(?P<d>{_DS})\s+tháng\s+(?P<m>\d{{1,2}}|<month>)(?!\w){_Y}"),
    ("event", r"\b(?P<unit>hôm|ngày|tuần)\s+(?:(?P<before>trước)|(?P<after>sau)|có|diễn\s+ra)\s+(?:buổi|cuộc|hôm|đợt|ngày)\s+(?P<event>(?!(?:nào|này|đó|ấy|kia|qua|nay|trước)(?!\w))[^\W\d][^\x00,;?!]*?)(?:\s+(?:thì|đến\s+nay|tới\s+giờ|trở\s+đi))?(?=\s*(?:[,;?!]|$|\x00|(?:thì|tôi|em|mình)(?!\w)))"),
    ("final week", r"\btuần\s+(?:cuối\s+cùng|cuối|chót)(?!\w)(?!\s+(?:tháng|cùng\s+tôi))"),
    ("edge days", r"\b(?P<n><num>)\s+ngày\s+(?:(?P<first>đầu(?:\s+tiên)?)|cuối(?:\s+cùng)?)\s+(?:của\s+)?tháng\s+(?:(?P<m>\d{1,2}|<month>)(?!\w)|(?P<step>này|trước|sau)(?!\w))"),
    ("edge weeks", r"\b(?P<n><num>)\s+tuần\s+(?:(?P<first>đầu(?:\s+tiên)?)|cuối(?:\s+cùng)?)\s+(?:của\s+)?tháng\s+(?:(?P<m>\d{1,2}|<month>)(?!\w)|(?P<step>này|trước|sau)(?!\w))"),
    ("first weeks", r"\b(?P<n><num>)\s+tuần\s+đầu(?:\s+tiên)?(?!\w)"),
    ("last weeks", r"(?<!thứ\s)\b(?P<n><num>|mấy|vài)\s+tuần\s+(?:vừa\s+qua|vừa\s+rồi|gần\s+đây|gần\s+nhất|qua)(?!\w)"),
    ("last days", r"\b(?P<n><num>|mấy|vài)\s+(?:ngày|hôm)\s+(?:nay|vừa\s+qua|vừa\s+rồi|gần\s+đây|gần\s+nhất|qua)(?!\w)"),
    ("later", r"\b(?P<n><num>)\s+(?P<unit>ngày|hôm|tuần)\s+(?:sau\s+đó|sau\s+nữa|(?P<before>trước\s+đó|trước\s+nữa))(?!\w)"),
    ("recent days", r"\b(?:gần\s+đây|dạo\s+này|dạo\s+gần\s+đây)(?!\s+nhất)(?!\w)"),
    ("weeks ago", r"\b(?:cách\s+đây|trước\s+đây)\s+(?P<n><num>)\s+tuần\b|(?<!thứ\s)(?<!\w)(?P<n2><num>)\s+tuần\s+(?:trước|về\s+trước)(?!\w)"),
    ("days ago", r"\b(?:cách\s+đây|trước\s+đây)\s+(?P<n><num>)\s+(?:ngày|hôm)\b|(?<!thứ\s)(?<!\w)(?P<n2><num>)\s+(?:ngày|hôm)\s+(?:trước|về\s+trước)(?!\w)"),
    ("anchor week", r"\btuần\s+(?:(?P<before>trước\s+đó|liền\s+trước|kề\s+trước)|(?P<after>sau\s+đó|tiếp\s+theo|kế\s+tiếp|liền\s+sau)|đó|ấy)(?!\w)"),
    ("anchor day", r"\b(?:hôm|ngày)\s+(?:(?P<before>trước\s+đó|liền\s+trước)|(?P<after>sau\s+đó|hôm\s+sau|tiếp\s+theo|kế\s+tiếp|sau)|đó|ấy)(?!\w)"),
    ("anchor", r"^\W*(?:còn|thế|thế còn|vậy còn)\s+(?:cái\s+|hôm\s+|tuần\s+)?(?:(?P<before>trước\s+đó\s+nữa|trước\s+đó)|(?P<after>sau\s+đó|tiếp\s+theo))(?!\w)"),
    ("week of month", r"\btuần\s+(?:(?P<final>cuối(?:\s+cùng)?)|(?:thứ\s+)?(?P<n><num>|<ord>))\s+(?:của\s+)?tháng\s+(?:(?P<m>\d{1,2}|<month>)(?!\w)|(?P<step>này|trước|sau|tới|vừa\s+rồi|vừa\s+qua)(?!\w))"),
    ("weekend", r"\bcuối\s+tuần\s+(?:thứ\s+)?(?P<n><num>)(?!\w)(?!\s+tháng)"),
    ("weekend", r"\bcuối\s+tuần(?:\s+(?P<step>trước|rồi|vừa\s+rồi|vừa\s+qua|qua|này|tới|sau)(?!\w))?(?!\s*\d)(?!\w)"),
    ("weeks", rf"\b(?P<between>giữa\s+)?(?:các\s+)?tuần\s+(?P<n>{_NS})"),
    ("ordinal week", r"\btuần\s+(?:thứ\s+)?(?P<n><ord>)(?!\w)"),
    ("step week", r"(?<!mấy\s)(?<!nhiêu\s)\btuần\s+(?P<step><step>)(?!\w)"),
    ("day word", r"\b(?P<word><dayword>)(?!\w)"),
    ("every", r"\b(?:các|những|mỗi|mọi|vào\s+các|hằng|hàng)\s+(?:ngày\s+|hôm\s+)?(?P<wd><wd>)(?!\w)(?!\s+(?:tuần|ngày|\d))"),
    ("weekday", r"\b(?P<wd><wd>)(?!\w)(?:\s+(?P<step>trước|vừa\s+rồi|vừa\s+qua|này|tới(?!\s+(?:giờ|nay|hôm|ngày|tuần)(?!\w)))(?!\w)(?!\s+tôi))?"),
    ("month", r"\b(?:(?P<half>nửa\s+đầu)|(?P<rest>nửa\s+(?:cuối|sau))|(?P<early>đầu)|(?P<mid>giữa)|(?P<late>cuối))\s+tháng(?:\s+(?:(?P<m>\d{1,2}|<month>)(?!\w)(?:\s*(?:năm|/)\s*(?P<y>\d{4}))?|(?P<step>này|trước|sau|tới|vừa\s+rồi|vừa\s+qua)(?!\w)))?"),
    ("month", r"\btháng\s+(?:(?P<m>\d{1,2}|<month>)(?!\w)(?:\s*(?:năm|/)\s*(?P<y>\d{4}))?|(?P<step>này|trước|sau|tới|vừa\s+rồi|vừa\s+qua)(?!\w))"),
    ("event", r"\b(?:(?P<since_it>kể\s+từ|từ)|(?P<after_it>sau)|(?P<before_it>trước))\s+(?:buổi|cuộc|hôm|đợt|khi)\s+(?P<event>(?!(?:nào|này|đó|ấy|kia|qua|nay|trước)(?!\w))[^\W\d][^\x00,;?!]*?)(?:\s+(?:thì|đến\s+nay|tới\s+giờ|trở\s+đi))?(?=\s*(?:[,;?!]|$|\x00|(?:thì|tôi|em|mình)(?!\w)))"),
    ("day of month", r"\b(?:ngày|hôm|mùng|mồng)\s+(?P<d>\d{1,2})(?![\w/])"),
)  # fmt: skip
