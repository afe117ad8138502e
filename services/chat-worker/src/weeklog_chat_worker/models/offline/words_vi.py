"""Vietnamese, as a table: what the offline assistant knows of the language. Add a word here and nowhere else.

It is written with its diacritics. The same table without them reads questions that are typed without
(`vocabulary.without_marks`).
"""

from weeklog_chat_worker.models.offline.dates_vi import DATES
from weeklog_chat_worker.models.offline.vocabulary import Vocabulary, without_marks

_TASK = r"(?:công\s+việc|đầu\s+việc|nhiệm\s+vụ|việc|mục|task|tasks|dòng|ghi\s+chép|bản\s+ghi|entry|entries)"
_ME = r"(?:tôi|em|mình|tớ|anh|chị|cháu|tui)"
# Given names that are no common words.
_NAME = r"(?:bình|cường|dũng|duy|đạt|đức|giang|hà|hải|hằng|hạnh|hiếu|hiền|hoàng|hùng|huy|hương|khánh|khoa|kiên|lan|linh|loan|long|minh|nam|nga|ngân|ngọc|nguyên|nhi|nhung|phong|phúc|phương|quân|quang|quốc|quỳnh|sơn|tâm|tân|thắng|thảo|thịnh|thủy|thư|tiến|trang|trí|trinh|trung|tú|tuấn|tùng|uyên|vân|việt|vinh|vũ|vy|yến)"

INTENTS = (
    ("greet", r"^\W*(?:xin\s+)?chào(?:\s+(?:bạn|em|anh|chị))?\W*$|^\W*(?:cảm\s+ơn|cám\s+ơn|hello|hi|alo|ok)(?:\s+(?:bạn|em|anh|chị|nhiều|nhé))*\W*$"),
    ("help", r"^\W*(?:trợ\s+giúp|giúp\s+(?:tôi|em|mình))\W*$|\bbạn\s+(?:có\s+thể\s+)?(?:làm|trả\s+lời|giúp)\s+(?:được\s+)?(?:tôi\s+|em\s+|mình\s+)?(?:những\s+)?gì\b|\bbạn\s+là\s+(?:ai|gì)\b|\btôi\s+(?:có\s+thể\s+)?hỏi\s+(?:được\s+)?(?:những\s+)?gì\b"),
    ("propose objective", rf"^[^\w\x00]*(?:hãy\s+|giúp\s+{_ME}\s+)*(?:thêm|đặt|tạo|lập|ghi)\s+(?:cho\s+{_ME}\s+)?(?:một\s+|1\s+)?mục\s+tiêu\b\s*(?:mới\b)?\s*(?:cho\b|trong\b|là\b)?\s*(?:\x00+)?\s*[:,]?\s*(?:là\s+)?(?P<what>(?!gì\b|nào\b)\S.*)$"),
    ("propose status", rf"^[^\w\x00]*(?:hãy\s+|giúp\s+{_ME}\s+)*(?:đánh\s+dấu|chuyển|đặt|đổi)\s+(?P<what>.+?)\s+(?:là\s+|thành\s+|sang\s+|thành\s+trạng\s+thái\s+)?(?:đã\s+)?(?P<to>xong|hoàn\s+thành|hoàn\s+tất|đang\s+làm|bị\s+chặn|đang\s+vướng|đang\s+kẹt|dự\s+định|dự\s+kiến|kế\s+hoạch|bỏ|hủy|huỷ)\W*$"),
    ("propose entry", rf"^[^\w\x00]*(?:hãy\s+|giúp\s+{_ME}\s+)*(?:ghi\s+lại|ghi\s+nhận|ghi\s+chú|ghi|thêm|log)\s+(?!được\b|gì\b|những\b|bao\b|chép\b|mấy\b)(?:(?:một\s+|1\s+)?{_TASK}\s*(?:mới\s*)?[:,]?\s*|rằng\s+|là\s+|:\s*|lại\s+)*(?P<what>\S.*)$"),
    ("beyond doing", rf"^[^\w\x00]*(?:hãy\s+|làm\s+ơn\s+|giúp\s+{_ME}\s+|bạn\s+có\s+thể\s+)*(?:(?:xóa|xoá|gỡ|hủy\s+bỏ)(?!\w)|(?:sửa|đổi|cập\s+nhật)\s+(?:lại\s+)?(?:mục|việc|entry|giúp|ngày|mật\s+khẩu|tên)(?!\w)|(?:gửi|xuất|in|tải)\s+(?!cho\s+{_ME}\b|{_ME}\b)\w+|đặt\s+lịch|nhắc\s+{_ME}\s+(?!lại\b|là\b))"),
    ("comments", r"\bai\b.*\b(?:nhận\s+xét|góp\s+ý|phản\s+hồi|bình\s+luận|comment)"),
    ("beyond why", r"\btại\s+sao\b|\bvì\s+sao\b|\bsao\s+(?:tôi|em|mình|lại)\b|\blý\s+do\b|\blí\s+do\b|\bnguyên\s+nhân\b|\bdo\s+đâu\b"),
    ("beyond feeling", r"\bcảm\s+(?:thấy|giác|xúc)\b|\btâm\s+trạng\b|\bvui\b|\bbuồn\b|\bmệt\b|\bcăng\s+thẳng\b|\btự\s+hào\b|(?<!giải\s)(?<!chú\s)(?<!sở\s)\bthích\b(?!\s+hợp)|\bchán\b|\byêu\s+thích\b|\bhài\s+lòng\b|\báp\s+lực\b"),
    ("beyond hours", r"\b(?:bao\s+nhiêu|mấy)\s+(?:giờ|tiếng|phút|giây|thời\s+gian)(?!\w)|\blúc\s+mấy\b|\btăng\s+ca\b|\blàm\s+thêm\s+giờ\b|\bsố\s+giờ\b"),
    ("beyond opinion", r"\b(?:tốt|giỏi|(?<!gì\s)hay|khó|dễ|quan\s+trọng|thú\s+vị|hiệu\s+quả|hữu\s+ích|ấn\s+tượng|xuất\s+sắc)\s+(?:nhất|hơn|không|chưa|đến\s+đâu|thế\s+nào|như\s+thế\s+nào)(?!\w)|\b(?:tốt|giỏi|hiệu\s+quả|năng\s+suất)\b(?=.*\b(?:không|thế\s+nào|ra\s+sao)\b)|\bnên\s+(?:làm|học|chọn|dùng|ưu\s+tiên|bắt|nghỉ|viết|thử|tập\s+trung)|\bcó\s+nên\b|\btheo\s+bạn\b|\bbạn\s+(?:nghĩ|thấy|khuyên|đánh\s+giá)\b|\bý\s+kiến\b|\blời\s+khuyên\b|\bkhuyên\b|\bđánh\s+giá\s+(?:về\s+|xem\s+)?(?:tôi|em|mình|năng\s+lực|hiệu\s+quả)|\bđiểm\s+(?:mạnh|yếu|số)\b|\bxếp\s+loại\b|\bnăng\s+suất\b|\bcó\s+ổn\s+không\b|\btiến\s+bộ\b|\b(?:đúng|kịp|trễ|chậm)\s+tiến\s+độ\b|\b(?:chăm(?:\s+chỉ)?|lười|siêng|giỏi)\b|\bthế\s+nào\s+(?:là\s+)?tốt\b|\bhiệu\s+quả\s+(?:ra\s+sao|thế\s+nào|không)"),
    ("beyond others", rf"^\W*(?P<name>{_NAME})\s*\x00*\s*(?:đã\s+|đang\s+|có\s+)?(?:làm|viết|học|hoàn\s+thành)\b"),
    ("beyond others", r"\b(?:các\s+)?(?:đội|team|lớp|phòng|bộ\s+phận|công\s+ty|bên|ông|bà)\s+(?:khác|bên\s+cạnh|kia)(?!\w)|\b(?:đồng\s+nghiệp|bạn\s+cùng|bạn\s+bè|sếp|quản\s+lý|thực\s+tập\s+sinh|người|thành\s+viên|nhóm)\s+(?:khác|của|tôi|em|mình|nào|nhóm|lớp|thực\s+tập|đã|làm|có)\b(?!\s+hướng)|\bđồng\s+nghiệp\b(?=.*\b(?:gì|bao\s+nhiêu|nào)\b)|\bnhững\s+người\b|\bmọi\s+người\b|\bngười\s+khác\b|\b(?:anh|chị|bạn|cô|chú)\s+(?!ấy\s+có)(?:ấy|ta)\b|\b(?:anh|chị|bạn|cô|chú)\s+[^\W\d]+\s*\x00+\s*(?:đã\s+|đang\s+|có\s+)?(?:làm|viết|học|hoàn\s+thành|xong)\b|\bhọ\s+(?:đã\s+)?(?:làm|có|viết)\b|\b(?:anh|chị|bạn)\s+(?!có\b|làm\b|đã\b|là\b|biết\b|tôi\b|đang\b|trong\b|ở\b)[^\W\d]+\s+(?:đã\s+|đang\s+)?(?:làm|viết|học|hoàn\s+thành|xong)\b"),
    ("beyond future", rf"^\W*liệu\b|\b(?:{_ME}|chương\s+trình|việc\s+này|nó)\s+(?:có\s+)?sẽ\b(?!\s+(?:làm|phải\s+làm))|\bcó\s+(?:đậu|đỗ|trượt)\s+(?:\w+\s+)?không\W*$|\bsẽ\s+(?:ra\s+sao|thế\s+nào|đậu|đỗ|trượt|thành\s+công|thất\s+bại|mưa|xảy)|\bdự\s+đoán\b|\bdự\s+báo\b|\btương\s+lai\b"),
    ("beyond world", r"^\W*bạn\s+(?:đã\s+|đang\s+)?(?:ăn|sống|ở|ngủ|uống|thích|yêu|khỏe|khoẻ|mấy\s+tuổi|tên)(?!\w)|\b(?:gia\s+đình|bố\s+mẹ|sở\s+thích)\s+(?:của\s+)?bạn\b|\bthời\s+tiết\b|\btrời\b.*\b(?:mưa|nắng|nóng|lạnh|đẹp|bão)\b|\bngười\s+yêu\b|\bcó\s+(?:vợ|chồng|bồ)\b|\bkể\s+(?:cho\s+)?(?:\w+\s+)?(?:nghe\s+)?(?:một\s+)?(?:câu\s+)?chuyện\b|\blương\b|\bthu\s+nhập\b|\bkiếm\s+được\b|\bbao\s+nhiêu\s+tiền\b|\bthủ\s+đô\b|\bkể\s+chuyện\b|\bchuyện\s+cười\b|\bbài\s+thơ\b|\bbài\s+hát\b|\btin\s+tức\b|^\W*dịch\b|\bdịch\s+(?:giúp|câu|sang|đoạn)\b|\bgiá\s+(?:vàng|cổ\s+phiếu|bitcoin)\b|\btỷ\s+giá\b|\btỉ\s+giá\b|\btổng\s+thống\b|\bsinh\s+nhật\b|\bsố\s+điện\s+thoại\b|\bmật\s+khẩu\b|\bbao\s+nhiêu\s+tuổi\b|\băn\s+(?:trưa|sáng|tối|gì)\b|\bbóng\s+đá\b|\b\d+\s*(?:[-+*x×]|cộng|trừ|nhân|chia)\s*\d+\s*(?:bằng|=|là)|\bviết\s+(?:(?:giúp|cho|hộ)\s+(?:tôi|em|mình)\s+)?(?:một\s+|1\s+|cái\s+)?(?:e?mail|thư|bài|đoạn|hàm|chương\s+trình)\b|\blàm\s+(?:thế\s+nào|sao)\s+(?:để|mà)?\b|\bcách\s+(?:để|nào|cài|viết|làm|dùng)\b|\bgiải\s+thích\b|\bnghĩa\s+là\s+gì\b|\bcó\s+nghĩa\b|^(?!.*\b(?:link|links|url|tài\s+liệu|liên\s+kết|đường\s+dẫn|nguồn)\b).*\bở\s+đâu\b"),
    ("mentor", r"\b(?:mentor|người\s+hướng\s+dẫn)\b.*\btên\s+(?:là\s+)?gì\b|\b(?:mentor|người\s+hướng\s+dẫn|thầy\s+hướng\s+dẫn|cô\s+hướng\s+dẫn|anh\s+hướng\s+dẫn)\b.*\blà\s+ai\b|\bai\s+(?:là\s+(?:mentor|người\s+hướng\s+dẫn)|(?:đang\s+)?hướng\s+dẫn)\b|\btên\s+(?:của\s+)?(?:mentor|người\s+hướng\s+dẫn)\b"),
    ("lead", r"\bai\s+(?:phụ\s+trách|quản\s+lý|dẫn\s+dắt|đứng\s+đầu)\s+chương\s+trình\b|\b(?:trưởng\s+chương\s+trình|người\s+phụ\s+trách\s+chương\s+trình)\s+là\s+ai\b"),
    ("me", rf"\b{_ME}\s+(?:là\s+ai|tên\s+(?:là\s+)?gì)\b|\btên\s+(?:của\s+)?{_ME}\s+là\s+gì\b"),
    ("beyond who", r"\bai\b|\bvới\s+ai\b"),
    ("weekday", r"^\W*\x00+\s*(?:là\s+|rơi\s+vào\s+)?thứ\s+(?:mấy|gì)\W*$|^\W*\x00+\s*(?:có\s+)?(?:phải|là|phải\s+là)\s*\x00+\s*(?:không|chưa|phải\s+không)\W*$"),
    ("today", r"^\W*\x00+\s*(?:là\s+)?(?:ngày\s+(?:bao\s+nhiêu|mấy|gì|nào)|thứ\s+mấy)\W*$"),
    ("weeks left", r"\bcòn\s+(?:lại\s+)?(?:bao\s+nhiêu|mấy)\s+(?:tuần|ngày)\b|\b(?:bao\s+nhiêu|mấy)\s+(?:tuần|ngày)\s+(?:nữa|còn\s+lại)\b|\bbao\s+lâu\s+nữa\b"),
    ("programme", r"\bngày\s+(?:đầu\s+tiên|cuối\s+cùng|cuối)\s+(?:của\s+)?(?:chương\s+trình|kỳ\s+thực\s+tập|đợt\s+thực\s+tập|khóa\s+thực\s+tập)\b|\b(?:chương\s+trình|kỳ\s+thực\s+tập|đợt\s+thực\s+tập|khóa\s+thực\s+tập|thực\s+tập)\b.*\b(?:bắt\s+đầu|kết\s+thúc|kéo\s+dài|bao\s+nhiêu\s+tuần|mấy\s+tuần|bao\s+lâu|tên)\b|\btên\s+(?:của\s+)?chương\s+trình\b|\bkhi\s+nào\s+(?:chương\s+trình|kỳ\s+thực\s+tập|thực\s+tập)\b|\b(?:bao\s+nhiêu|mấy)\s+tuần\s+(?:tất\s+cả|tổng\s+cộng)\b|\bngày\s+(?:bắt\s+đầu|kết\s+thúc)\s+(?:của\s+)?(?:chương\s+trình|kỳ\s+thực\s+tập|thực\s+tập)\b|\bchương\s+trình\b.*\b(?:tuần|gì)\b"),
    ("sized", r"\b(?P<unit>ngày|hôm|tuần|tháng|thẻ|tag|nhãn)\s+nào\b.*?\b(?:có|làm|ghi|log)\s+(?:được\s+|đúng\s+|chỉ\s+)*(?:(?P<more>hơn|trên|nhiều\s+hơn)\s+|(?P<least>ít\s+nhất|từ)\s+|(?P<fewer>dưới|ít\s+hơn)\s+|(?P<most>nhiều\s+nhất|tối\s+đa)\s+)?(?P<n><num>)\s+(?:công\s+việc|đầu\s+việc|việc|mục|task|entry)\b"),
    ("rank", r"\b(?:bận|rảnh|nhàn|rỗi|thảnh\s+thơi|vất|cực|nhiều|ít|thấp|cao)\s+(?:rộn\s+|rỗi\s+|nhã\s+|vả\s+)?(?:(?:công\s+)?việc\s+|task\s+|mục\s+tiêu\s+|ngày\s+|ghi\s+chép\s+)?nhất(?!\w)|\bnhiều\b.*\bnhất(?!\w)|\bít\b.*\bnhất(?!\w)"),
    ("which week", r"\b(?:được|qua|đi)\s+(?:mấy|bao\s+nhiêu)\s+tuần\s+rồi\W*$|\b(?:là|đang\s+(?:ở|là|trong)?|thuộc|nằm\s+trong|ở|rơi\s+vào|trong)\s*tuần\s+(?:thứ\s+)?(?:mấy|nào|bao\s+nhiêu)(?!\w)(?!.*\b(?:nhất|làm)\b)|\btuần\s+(?:hiện\s+tại|này)\s+là\s+tuần\b|\x00\s+là\s+tuần\s+(?:thứ\s+)?(?:mấy|nào|bao\s+nhiêu)|^\W*\x00*\s*tuần\s+mấy\W*$"),
    ("week days", r"^\W*\x00+\s*(?:bắt\s+đầu|kết\s+thúc|diễn\s+ra)\s*(?:và\s+kết\s+thúc\s+)?(?:từ|vào|lúc)?\s*(?:ngày\s+(?:nào|mấy|bao\s+nhiêu)|khi\s+nào|hôm\s+nào|thứ\s+mấy)|\b(?:khi\s+nào|ngày\s+nào|bao\s+giờ)\s+(?:thì\s+)?(?:bắt\s+đầu|kết\s+thúc)?\s*\x00+\s*(?:bắt\s+đầu|kết\s+thúc)?\W*$|\bngày\s+(?:đầu\s+tiên|cuối\s+cùng|bắt\s+đầu|kết\s+thúc)\s+(?:của\s+)?\x00|^\W*\x00+\s*(?:là\s+)?từ\s+ngày\s+nào|\b(?:gồm|kéo\s+dài)\s+(?:từ\s+)?(?:những\s+)?ngày\s+nào"),
    ("review", r"\b(?:nộp|gửi|duyệt)\s+(?:bản\s+)?tổng\s+kết\b"),
    ("missing", rf"\bghi\s+(?:đủ|đầy\s+đủ)(?!\w)|\b(?:tuần|ngày|hôm)\s+nào\b.*\b(?:không|chưa|trống|thiếu|quên|bỏ\s+trống|bỏ\s+sót)\b(?!\W*$)|\b(?:những\s+|các\s+)?(?:ngày|tuần|hôm)\s+(?:\w+\s+)?(?:không\s+có|chưa\s+có|trống|bỏ\s+trống|không\s+ghi|chưa\s+ghi|không\s+làm)\b|\b(?:tuần|ngày|hôm)\s+nào\s+(?:\w+\s+)?(?:trống|chưa\s+ghi|không\s+ghi)|\b(?:{_ME})\s+(?:có\s+)?(?:quên|bỏ\s+sót)\b(?!.*\b(?:gì|giúp|nhắc|mất)\b)"),
    ("compare", r"\bso\s+(?:sánh|với)\b|\bkhác\s+(?:nhau|biệt|gì)\b|\b(?:nhiều|ít|bận|rảnh)\s+(?:việc\s+)?hơn\b"),
    ("longest", r"\b(?:lâu|dài|ngắn|nhanh)\s+nhất(?!\w)|\bkéo\s+dài\s+(?:nhiều|hơn|mấy)\b|(?<!bao\s)\bnhiều\s+ngày\b(?!\s+nhất)"),
    ("average", r"\btrung\s+bình\b|\bbình\s+quân\b"),
    ("groups", r"\b(?:mỗi|từng|theo|theo\s+từng)\s+(?:tuần|ngày|thẻ|tag|nhãn|trạng\s+thái|thứ|tháng)(?!\w)"),
    ("tags", r"\b(?:công\s+nghệ|kỹ\s+năng|công\s+cụ)\s+(?:nào|gì)(?!\w)|\b(?:những\s+|các\s+|có\s+|bao\s+nhiêu\s+|mấy\s+)(?:tag|thẻ|nhãn)s?\b|\b(?:tag|thẻ|nhãn)\s+(?:nào|gì)\b|\b(?:tag|thẻ|nhãn)\s+của\s+(?:tôi|em|mình)\b"),
    ("comments", r"\bnhận\s+xét\b|\bbình\s+luận\b|\bphản\s+hồi\b|\bgóp\s+ý\b|\bcomment\b|\bfeedback\b|\b(?:mentor|người\s+hướng\s+dẫn)\b.*\b(?:nói|viết|bảo)\s+gì\b"),
    ("review", r"\b(?:bản\s+|bài\s+)?(?:tổng\s+kết|review)\b(?=.*(?:\x00|\b(?:nộp|gửi|duyệt|chưa|nào|trạng\s+thái|viết\s+gì|nói\s+gì|có\s+gì|không|gì)\b))|\bbản\s+tổng\s+kết\b|\x00+\s*(?:đã\s+|có\s+)?(?:được\s+)?(?:nộp|duyệt|phê\s+duyệt)(?!\w)|\b(?:nộp|duyệt)\s*\x00"),
    ("objectives", r"\bmục\s+tiêu\b|\bmục\s+đích\b|\bobjectives?\b|\bgoals?\b"),
    ("achievements", r"\bkết\s+quả\b|\bthành\s+(?:tựu|quả|tích)\b|\bđạt\s+được\b|\bthu\s+hoạch\b|\bachievements?\b"),
    ("links", r"\b(?:link|links|liên\s+kết|đường\s+dẫn|tài\s+liệu|nguồn\s+tham\s+khảo|tham\s+khảo|url|urls|nguồn)\b"),
    ("carried", r"\b(?:chuyển|mang|dời|kéo)\s+(?:sang|qua|từ|tiếp|tiếp\s+sang)(?!\w)|\b(?:dồn|đẩy|lùi|dời|hoãn|kéo|chuyển|mang|để)\s*(?:lại\s+)?\x00*\s*(?:sang|qua|đến|tới)\s*(?:tuần|\x00)|\b(?:kéo|dồn|đẩy|chuyển|mang|dời)\s*\x00+\s*sang\b|\bchuyển\s+tiếp\b|\bkéo\s+từ\b|\btuần\s+thứ\s+<num>\s+liên\s+tiếp\b|\bdang\s+dở\s+lâu\b|\bmở\s+lâu\b"),
    ("status", r"\b(?:xong|hoàn\s+thành|hoàn\s+tất|kết\s+thúc|làm)\s+(?:hết\s+)?chưa\W*$|\btrạng\s+thái\s+(?:của\s+)?(?!nào)\w|\bđã\s+(?:làm\s+)?(?:xong|hoàn\s+thành)\b.*\bchưa\W*$|\b(?:đến|tới)\s+đâu(?:\s+rồi)?\W*$"),
    ("open", rf"\b(?:trễ|quá)\s+hạn\b|\bviệc\s+mở\b|\bchưa\s+(?:được\s+)?(?:làm\s+)?(?:sửa|fix|xử\s+lý|giải\s+quyết|xong|hoàn\s+thành|hoàn\s+tất|kết\s+thúc|đóng|làm)(?!\w)|\bdang\s+dở\b|\btồn\s+đọng\b|\bcòn\s+(?:lại|mở|tồn|sót|đang|nợ|phải|cần|dở|việc|những|gì|{_TASK})(?!\w)|\bđang\s+(?:làm|mở|thực\s+hiện|dở)\s*(?:{_TASK}|gì|dở|những|$)|\bcần\s+làm\b|\bphải\s+làm\b|\bđang\s+mở\b|\bkhông\s+(?:làm\s+)?xong\b|\bviệc\s+(?:nào\s+)?đang\s+làm\b|\bđang\s+làm\b"),
    ("count", r"\bbao\s+nhiêu\b|\bmấy\s+(?:buổi|cuộc|lượt|cái|bài|lỗi|bug|meeting|thứ\s+gì|công|việc|ngày|lần|mục|task|hôm|tuần|entry|dòng|ghi|bản|đầu|nhiệm)\b|\bsố\s+(?:lượng|việc|công\s+việc|ngày|lần|mục)\b|\btổng\s+(?:số|cộng)\b|\bđếm\b|\bbao\s+lâu\b"),
    ("list", rf"\b(?:làm|liệt\s+kê|tìm|tìm\s+kiếm|cho\s+(?:{_ME}\s+)?(?:xem|biết)|xem|hiển\s+thị|kể|tóm\s+tắt|việc|công\s+việc|{_TASK}|khi\s+nào|bao\s+giờ|lúc\s+nào|hôm\s+nào|ngày\s+nào|tuần\s+nào|tháng\s+nào|có|gì|những\s+gì|học|viết|ghi|nhắc|về|lần|nội\s+dung|hoạt\s+động|nào|từng|dùng|gặp|đọc|tham\s+gia|nghỉ)(?!\w)|\b(?:không|chưa)\W*$"),
)  # fmt: skip

FLAGS = {
    "how many": r"\bbao\s+nhiêu\b|\bmấy\s+(?:buổi|cuộc|lượt|cái|bài|lỗi|bug|meeting|công|việc|ngày|lần|mục|task|hôm|tuần|entry|dòng|ghi|bản|đầu|nhiệm|tag|thẻ|link|tài|nhận)|\bsố\s+lượng\b|\btổng\s+số\b|\bđếm\b|\bsố\s+(?:việc|ngày|lần|mục)\b",
    "days": r"\b(?:bao\s+nhiêu|mấy|số)\s+(?:ngày|hôm)(?!\w)|\bbao\s+lâu\b",
    "weeks": r"\b(?:bao\s+nhiêu|mấy|số)\s+tuần(?!\w)",
    "per week": r"\b(?:tuần\s+(?:nào|bận|rảnh|nhiều|ít)|(?:mỗi|từng|theo|theo\s+từng)\s+tuần)(?!\w)",
    "per weekday": r"\bthứ\s+(?:nào|mấy)\b|\b(?:mỗi|từng|theo)\s+thứ(?!\w)|\bngày\s+nào\s+trong\s+tuần(?!\w)",
    "per day": r"\b(?:(?:ngày|hôm)\s+(?:nào|bận|rảnh|nhiều|ít)|(?:mỗi|từng|theo|theo\s+từng)\s+ngày)(?!\w)",
    "per tag": r"\b(?:tag|tags|thẻ|nhãn|chủ\s+đề)\b",
    "per status": r"\btrạng\s+thái\b",
    "per month": r"\btháng\s+nào\b|\b(?:mỗi|từng|theo)\s+tháng\b",
    "first": r"\b(?:cũ\s+nhất|lần\s+đầu|đầu\s+tiên|sớm\s+nhất|bắt\s+đầu|lần\s+đầu\s+tiên)\b",
    "last": r"\b(?:lần\s+cuối|cuối\s+cùng|gần\s+đây\s+nhất|gần\s+nhất|mới\s+nhất|lần\s+gần|vừa\s+rồi|lần\s+trước|muộn\s+nhất)\b",
    "which week": r"\btuần\s+(?:nào|mấy|thứ\s+mấy)\b",
    "which day": r"\b(?:khi\s+nào|bao\s+giờ|lúc\s+nào|(?:ngày|hôm)\s+nào|thứ\s+mấy)\b",
    "least": r"\b(?:ít|rảnh|nhàn|rỗi|thảnh\s+thơi|ngắn|thấp|nhanh)\s+(?:\w+\s+){0,2}(?:nhất|hơn)(?!\w)",
    "not": r"\b(?:không|chưa)\b(?!\W*$)",
    "met": r"\b(?:đạt|hoàn\s+thành|xong|hoàn\s+tất|đã\s+làm)\b",
    "open objective": r"\b(?:chưa|còn|dang\s+dở|đang\s+mở)\b(?!\W*$)(?!\s+(?:của|tuần))",
    "missed": r"\b(?:trượt|bỏ\s+lỡ|lỡ|không\s+đạt|thất\s+bại)\b",
    "carried": r"\b(?:chuyển|mang|dời)\s+(?:sang|qua|tiếp)\b",
    "everything": r"\b(?:hết|tất\s+cả|mọi\s+việc)\b",
    "yes or no": r"\b(?:không|chưa)\W*$|^\W*(?:có|đã|có\s+phải)\b.*\b(?:không|chưa)\W*$",
    "end": r"\bkết\s+thúc\b|\bcuối\s+cùng\b",
    "days off": r"\bngày\s+làm\s+việc\b",
    "search": r"\b(?:nhắc\s+(?:đến|tới)|có\s+chữ|chứa|có\s+từ|đề\s+cập)\b|^\W*tìm\b|\b(?:ghi|viết)\s+(?:gì\s+)?về\b|\b(?:việc|mục|công\s+việc)\s+(?:nào\s+)?về\b",
    "whole week": r"\b(?:làm\s+(?:được\s+)?(?:những\s+)?(?:gì|việc\s+gì|công\s+việc\s+gì)|có\s+(?:những\s+)?gì|tóm\s+tắt|xem|cho\s+xem|hiển\s+thị|thế\s+nào|ra\s+sao|nội\s+dung)\b",
    "tagged": r"\b(?:gắn\s+(?:thẻ|nhãn|tag)|(?:thẻ|nhãn|tag))\s+[\"'“]?#?(?P<tag>(?!nào\b|gì\b|của\b|nhiều\b|ít\b|được\b|còn\b|thì\b)[\w][\w./-]*)",
    "verb": r"(?P<verb>(?!))",
    "counted": r"(?P<noun>(?!))",
    "weeks open": r"\btuần\s+thứ\s+(?P<ord><num>)\b|\b(?P<n><num>)\s+tuần\b",
    "value": r"\bbao\s+nhiêu(?=\W*$)|\b(?:hết|tốn)\s+bao\s+nhiêu(?!\w)",
    "in total": r"\b(?:tổng|tất\s+cả|cả\s+thảy|toàn\s+bộ|từ\s+trước|từ\s+đầu|đến\s+nay|tới\s+nay|đến\s+giờ|tới\s+giờ)\b",
    "money": r"\b(?:tiền|chi\s+phí|giá|hóa\s+đơn|hoá\s+đơn)\b",
    "share": r"\b(?:phần\s+trăm|tỷ\s+lệ|tỉ\s+lệ)\b",
    "those": r"\b(?:đó|này|ấy|chúng|kia)\b",
    "submitted": r"\b(?:nộp|gửi)\b",
    "approved": r"\b(?:duyệt|phê\s+duyệt)\b",
    "topic": r"\b(?:về|liên\s+quan\s+đến|với|nhắc\s+đến|đề\s+cập\s+đến)\s+",
}  # fmt: skip

STATUSES = {
    "open": r"\bchưa\s+(?:được\s+)?(?:làm\s+)?(?:sửa|fix|xử\s+lý|giải\s+quyết|xong|hoàn\s+thành|hoàn\s+tất|đóng|làm)(?!\w)|\bdang\s+dở\b|\bđang\s+mở\b|\bcòn\s+(?:mở|dở|lại|tồn)(?!\w)",
    "done": r"\b(?:xong|hoàn\s+thành|hoàn\s+tất)(?!\w)",
    "doing": r"\bđang\s+(?:làm|thực\s+hiện|tiến\s+hành)(?!\w)",
    "planned": r"\b(?:đang\s+chờ|chờ\s+làm|sắp\s+làm|sắp\s+tới|chuẩn\s+bị\s+làm|đang\s+đợi|dự\s+định|dự\s+kiến|lên\s+kế\s+hoạch|kế\s+hoạch|định\s+làm|sẽ\s+làm)(?!\w)",
    "blocked": r"\b(?:bị\s+chặn|bị\s+kẹt|đang\s+kẹt|bị\s+vướng|đang\s+vướng|vướng\s+mắc|bế\s+tắc)(?!\w)",
    "dropped": r"\b(?:đã\s+bỏ|bị\s+bỏ|bị\s+hủy|đã\s+hủy|bị\s+huỷ|đã\s+huỷ|hủy|huỷ|hủy\s+bỏ)(?!\w)",
}  # fmt: skip

FOLLOW_UP = r"^\W*(?:thế\s+còn|vậy\s+còn|còn\s+về|thế\s+thì|vậy\s+thì|thế|vậy|và)\b|^\W*còn\s+(?:\x00|[^\x00]{1,40}\bthì\s+sao\b)|\bthì\s+sao\b|\b(?:trong\s+số\s+|trong\s+)?(?:những\s+|các\s+)?(?:số|việc|công\s+việc|mục|cái)\s+(?:đó|này|ấy)(?!\w)|^\W*(?:những\s+)?cái\s+nào(?!\w)|\bchúng\b|\btrong\s+(?:số\s+)?đó\b|^\W*còn\b(?=[^?]*\?*$)(?!\s+(?:việc|công|gì|những|lại|bao|mấy|dang|mở|đang|phải|cần|nhiệm|đầu|task))"

FILLERS = frozenset({
    "lưu", "lưu lại", "đính kèm", "cái nào", "mục nào",
    "bây giờ", "định", "hiện tại", "hiện giờ", "hiện nay", "hiện", "thực tập", "kỳ thực tập", "đợt thực tập", "danh sách", "chỉ", "riêng", "sang", "tỷ lệ", "tỉ lệ", "khác", "ngoài ra", "đi làm", "nhàn", "tổng kết", "từng",
    "bữa trước", "tầm", "nguyên", "suốt", "dành", "tiếp", "ok", "điểm nổi bật", "nổi bật", "điểm nhấn", "đáng chú ý", "phần trăm", "cũ", "điểm qua", "xử", "nhìn lại",
    "tính", "tính tới", "tính đến", "tính từ", "kể từ",
    "bữa", "dạo", "dạo này", "lúc đó", "chủ yếu", "nói chung", "kiểu", "kiểu như",
    "quên mất", "mất", "quên béng", "béng", "tổng hợp", "gom", "lấy", "đưa", "trình bày", "chia sẻ", "nào đó", "đại khái", "sơ sơ", "nhanh", "gọn",
    "buổi", "cuộc", "lượt", "cho đến nay", "tính đến nay", "đến giờ", "tới giờ", "từ trước đến nay", "xưa nay",
    "quên", "nhớ lại", "ơi", "dạ", "thưa", "tí", "tẹo", "xíu", "chút", "hồi", "giùm", "hộ", "dùm", "cảm ơn", "cám ơn", "bấy giờ", "ủa", "à", "ờ",
    "ừ", "đâu", "thấy", "vụ", "chuyện", "phần", "toàn bộ", "tất tần tật", "hình như", "chắc", "khoảng chừng", "link", "các bạn", "ấy nhỉ", "đụng đến",
    "làm về", "dính", "dính tới", "thông tin", "chi tiết", "cụ thể", "giải quyết", "xử lý", "thống kê", "báo giúp", "nhắc giúp", "nhắc lại", "ấy à", "thế nhỉ",
    "tôi", "em", "mình", "tớ", "anh", "chị", "cháu", "tui", "bạn", "ta", "chúng", "đã", "đang", "sẽ", "vừa", "mới", "có", "không", "chưa",
    "làm", "gì", "nào", "những", "các", "một", "mọi", "mỗi", "vào", "trong", "ở", "tại", "của", "cho", "và", "hay", "hoặc", "là",
    "thì", "mà", "với", "về", "từ", "đến", "tới", "hết", "ngày", "tuần", "tháng", "thứ", "hôm", "năm", "nay", "qua", "này", "đó", "ấy", "kia",
    "trước", "sau", "nữa", "rồi", "nhiêu", "mấy", "lần", "khi", "lúc", "giờ", "được", "bị", "cả",
    "tìm", "xem", "biết", "kể", "việc", "mục", "dòng", "ghi",
    "lại", "ra", "còn", "vẫn", "hãy", "giúp", "xin", "ạ", "nhé", "nhỉ", "vậy", "thế", "sao", "đi",
    "nhắc", "chứa", "chữ", "task", "tasks", "entry", "entries", "worklog", "log", "xong",
    "đếm", "nhất", "hơn", "kém", "so",
    "bận", "rảnh", "ít", "nhiều", "tiên", "gần", "đây", "như", "cũng", "để", "đấy", "nên", "bằng", "theo", "trên",
    "dưới", "thẻ", "nhãn", "tag", "gắn", "dang", "dở", "mở", "do",
    "lâu", "rằng", "hỏi", "muốn", "cần", "phải", "nằm", "viết", "loại",
    "khoảng", "ai", "sớm", "muộn", "bỏ", "hủy", "lên", "bên", "ngoài", "thêm", "thử", "nó", "hàng", "mồng", "mùng", "dùng", "sử dụng", "đặt", "đề ra", "tồn đọng", "lịch", "đạt", "nhớ", "coi", "đụng", "đụng tới", "vay", "vầy", "nha", "hả", "hở", "hen", "nè", "á", "cái", "lo",
    "tất cả", "tất", "toàn", "liệt kê", "tìm kiếm", "hiển thị", "tóm tắt", "công việc", "công chuyện", "đầu việc", "nhiệm vụ", "ghi chép", "bản ghi",
    "nhật ký", "vui lòng", "liên quan", "đề cập", "hoàn thành", "hoàn tất", "thực hiện", "tiến hành", "hoạt động", "nội dung", "số lượng", "tổng số",
    "tổng cộng", "số", "so sánh", "kết thúc", "bắt đầu", "chủ đề", "trạng thái", "dự định", "dự kiến", "kế hoạch", "lên kế hoạch", "kéo dài",
    "diễn ra", "thuộc", "thuộc về", "thời gian", "xảy ra", "bao gồm", "gồm", "bên cạnh", "bao nhiêu", "bao lâu", "bao giờ", "cuối cùng", "cuối",
    "cùng", "đầu tiên", "lần đầu", "đầu", "ban đầu", "giữa", "trong khoảng",
})  # fmt: skip

MARKERS = frozenset({
    "ko", "đc", "dc", "hqua", "hnay", "j", "ngoài", "trừ", "cuối", "tháng",
    "tôi", "tuần", "gì", "ngày", "làm", "những", "bao", "nhiêu", "mục", "tiêu", "của", "trong", "nào", "hôm", "thứ", "việc", "chưa",
    "xong", "còn", "đã", "có", "mấy", "nhất", "liệt", "kê", "tìm", "cho", "về", "từ", "đến", "là", "và", "không", "khi", "qua", "này", "trước",
    "em", "mình", "các", "được", "công", "đánh", "dấu", "thêm", "ghi", "lại", "với", "sao", "thì", "thế", "hoàn", "thành", "kết", "quả", "nhận", "xét",
    "người", "hướng", "dẫn", "chào", "cảm", "ơn", "so", "sánh", "nữa", "ai", "lần", "nay", "bài", "tài", "liệu", "vào", "đang", "chương", "trình", "tại", "đó",
    "thời", "tiết", "lương", "nên", "thấy",
})  # fmt: skip

# As people write in a hurry, and the words that they mean.
SHORT_FORMS = (
    (r"(?<!\w)(?:ko|k|hok|hông|hong|khum|kg|k0)(?!\w)", "không"), (r"(?<!\w)j(?!\w)", "gì"), (r"(?<!\w)r(?=\W*$)", "rồi"), (r"(?<!\w)(?:dc|đc|đk|dk)(?!\w)", "được"),
    (r"(?<!\w)hqua(?!\w)", "hôm qua"), (r"(?<!\w)(?:hnay|hn)(?!\w)", "hôm nay"), (r"(?<!\w)ntn(?!\w)", "như thế nào"), (r"(?<!\w)vs(?!\w)", "với"), (r"(?<!\w)bn(?!\w)", "bao nhiêu"),
    (r"(?<!\w)bao\s+nhiu(?!\w)", "bao nhiêu"), (r"(?<!\w)mk(?!\w)", "mình"), (r"(?<!\w)trc(?!\w)", "trước"), (r"(?<!\w)bh(?!\w)", "bao giờ"), (r"(?<!\w)(?:zậy|zay|z)(?!\w)", "vậy"),
    (r"(?<!\w)lm(?!\w)", "làm"), (r"(?<!\w)cmt(?!\w)", "nhận xét"), (r"(?<!\w)(?:đg|dg)(?!\w)", "đang"), (r"(?<!\w)(?:nhg|nhug|nhưg)(?!\w)", "những"), (r"(?<!\w)tgian(?!\w)", "thời gian"), (r"(?<!\w)(?:xog)(?!\w)", "xong"),
    (r"(?<!\w)cviec(?!\w)|(?<!\w)cviệc(?!\w)", "công việc"), (r"(?<!\w)(?:đến|tới|den|toi)\s+h(?!\w)", "đến giờ"),
    # Particles at the end say nothing.
    (r"(?:\s+(?:nhỉ|nhi|ạ|vậy|nhé|nhe|hả|ha|nha|hen|thế|ta|á|vay))+(?=\W*$)", ""),
)  # fmt: skip

VIETNAMESE = Vocabulary(
    code="vi",
    weekdays={
        **{f"thứ {word}": number for number, words in enumerate(
            (("2", "hai"), ("3", "ba"), ("4", "tư", "bốn"), ("5", "năm"), ("6", "sáu"), ("7", "bảy", "bẩy")), 1) for word in words},
        **{f"t{number + 1}": number for number in range(1, 7)},
        "chủ nhật": 7, "chúa nhật": 7, "cn": 7,
    },
    months={
        "một": 1, "giêng": 1, "hai": 2, "ba": 3, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10,
        "mười một": 11, "mười hai": 12, "chạp": 12,
    },
    numbers={
        "một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9, "mười": 10,
        "mười một": 11, "mười hai": 12,
    },
    ordinals={"đầu tiên": 1, "đầu": 1, "nhất": 1, "nhì": 2},
    vague={"mấy": 3, "vài": 3, "dăm": 4},
    days={
        "hôm nay": 0, "bữa nay": 0, "sáng nay": 0, "chiều nay": 0, "tối nay": 0, "hôm qua": -1, "bữa qua": -1, "tối qua": -1, "chiều qua": -1,
        "sáng qua": -1, "ngày hôm qua": -1, "ngày hôm nay": 0, "hôm kia": -2, "hôm kìa": -3, "hôm trước": -1, "ngày mai": 1, "ngày kia": 2,
        "ngày mốt": 2, "mai": 1,
    },
    steps={
        "trước": -1, "rồi": -1, "vừa rồi": -1, "vừa qua": -1, "qua": -1, "này": 0, "hiện tại": 0, "nay": 0, "sau": 1, "tới": 1, "kế": 1,
        "trước nữa": -2, "kia": -2, "trước trước": -2, "sau nữa": 2,
    },
    dates=DATES,
    joints={
        "of": r"\s*,?\s*(?:của|trong|ở|vào|thuộc)?\s*",
        "to": r"\s*(?:đến|tới|cho\s+đến|cho\s+tới|-|–)\s*(?:hết\s+)?",
        "and": r"\s*(?:và|đến)\s*",
        "between": r"\b(?:giữa|từ)\s+$",
        "since": r"\b(?:kể\s+từ|bắt\s+đầu\s+từ)\s+$",
"from": r"\btừ\s+$",
        "onwards": r"",
        "or later": r"\s*(?:trở\s+đi|trở\s+về\s+sau|trở\s+lại\s+đây|(?:cho\s+)?(?:đến|tới)\s+(?:nay|giờ)|hoặc\s+(?:muộn|sau)\s+hơn)(?!\w)",
        "or earlier": r"\s*(?:(?:trở|đổ)\s+về\s+trước|hoặc\s+(?:sớm|trước)\s+hơn)(?!\w)",
        "after": r"\bsau\s+$",
        "before": r"\btrước\s+$",
        "until": r"\b(?:đến\s+hết|cho\s+đến|tính\s+đến|đến|tới)\s+$",
        "shift": r"\b(?P<n><num>)\s+(?P<unit>ngày|tuần)\s+(?:(?P<after>sau|kể\s+từ)|trước)\s+$",
        "week of": r"\btuần\s+(?:có|chứa|của)\s+$",
        "except": rf"\b(?:ngoài(?!\s+(?:ra|giờ)(?!\w))(?:\s+(?:việc|chuyện|vụ))?|(?:ngoại\s+|loại\s+)?trừ|(?:không|chưa)\s+(?:tính|kể|bao\s+gồm|liên\s+quan(?:\s+gì)?(?:\s+(?:đến|tới))?|dính(?:\s+gì)?\s+(?:đến|tới)|phải(?:\s+là)?|về)|bỏ\s+qua)(?!\w)\s+(?P<what>(?!tuần\b)[^\x00;?!]+?)(?:\s+ra(?!\w))?(?=\s*(?:,?\s*(?<!\w)(?:thì|trong|vào|{_ME}|có|còn|là|làm|ở|những|liệt\s+kê|cho|bao\s+nhiêu|mấy)(?!\w)|,?\s*\x00|[;?!]|$))",
        "except time": rf"(?<!\w)(?:ngoài|(?:ngoại\s+|loại\s+)?trừ|(?:không|chưa)\s+(?:tính|kể|bao\s+gồm|gồm|phải(?:\s+là)?)|bỏ\s+qua|bỏ)\s+(?:(?P<other>[^\x00;?!]{{2,60}}?)\s*(?:,|(?<!\w)(?:và|với|hoặc|hay)(?!\w))\s*)?(?:(?:{_TASK}|của|trong|vào|ở|các|những|cái|ra)\s+)*$",
        "except more": r"\s*(?:,|(?<!\w)(?:và|với|hoặc|hay)(?!\w))\s*(?!(?:bao|mấy|có|những|liệt|cho|còn|em|tôi|mình|thì|ra)(?!\w))(?=[^\W\d])",
        "statement": r"(?:em|tôi|mình|tớ|vì|chắc|cảm\s+ơn|chào)(?!\w)(?!.*(?<!\w)(?:gì|nào|mấy|bao|đâu|không|chưa|sao|muốn|cần)(?!\w))",
        "kinds of link": r"(?!)",
        "top": r"\btop\s+(?P<n><num>)(?!\w)|\b(?P<n2><num>)\s+(?:tuần|ngày|tag|thẻ|nhãn|tháng|chủ\s+đề)\b(?=.*\bnhất(?!\w))",
        "some": r"(?<!tuần\s)(?<!thứ\s)(?<!\w)(?P<n><num>)\s+(?:công\s+việc|đầu\s+việc|việc|mục|task|entry|link|cái)\s+(?:\w+\s+)?(?:gần\s+(?:đây\s+)?nhất|mới\s+nhất|cũ\s+nhất|cuối(?:\s+cùng)?|sau\s+cùng|đầu(?:\s+tiên)?)(?!\w)(?P<n2>)",
        "preface": r"^\W*(?:sếp|mentor|thầy|cô|anh|chị)\s+(?:\w+\s+)?(?:hỏi|muốn\s+biết|bảo|cần\s+biết)\s+(?:(?:em|tôi|mình)\s+)?(?=(?:tuần|ngày|hôm|tháng|từ|em|tôi|mình|có|bao|việc|là)(?!\w))",
        "begins": r"\b(?:bắt\s+đầu|lần\s+đầu|đầu\s+tiên)\b",
        "refers back": r"\b(?:sau|trước)\s+(?:đó|nữa)(?!\w)|\b(?:tuần|hôm|ngày)\s+(?:đó|ấy)(?!\w)",
        "more tags": r"\s*(?:,|(?<!\w)(?:hoặc|hay|và)(?!\w))\s*#?(?!(?:trong|tuần|tháng|ngày|có|là|không|bao|mấy)(?!\w))[^\W\d]",
        "items": r"\s*,\s*(?:và\s+)?|\s+(?:và|hay|hoặc|với|lẫn)\s+",
        "doing": r"học|sửa|viết|đọc|gặp|fix|nghiên\s+cứu|tìm\s+hiểu|tham\s+gia",
        "kept": r"(?:giữa|cuối|đầu)\s+(?:kỳ|khóa|khoá)(?!\w)|kết\s+nối|số\s+liệu|đầu\s+tư",
        "in topic": r"\W*(?:(?:cái|các|những|việc|phần|vụ|chuyện|và|hoặc|hay)\W+)*",
        "kind of": r"(?!)",
        "or": r"\s+(?:hoặc|hay)(?:\s+là)?\s+",
        "several": r"\s*[?;]\s*(?:và\s+|rồi\s+)?(?=\w)|\s*,?\s+(?:và|rồi|với\s+lại|đồng\s+thời)\s+(?=(?:có\s+)?(?:bao\s+nhiêu|mấy|liệt\s+kê|cho|còn|mục\s+tiêu|việc\s+(?:gì|nào)|tuần\s+nào|khi\s+nào)(?!\w))",
    },
    intents=INTENTS,
    flags=FLAGS,
    statuses=STATUSES,
    follow_up=FOLLOW_UP,
    fillers=FILLERS,
    markers=MARKERS,
    units={"ngày": "day", "hôm": "day", "tuần": "week", "tháng": "month", "thẻ": "tag", "tag": "tag", "nhãn": "tag"},
    merged={"lỗi sửa": "lỗi", "bug sửa": "bug", "bug fix": "bug", "lỗi fix": "lỗi", "loi sua": "loi"},
    short_forms=SHORT_FORMS,
    slips=(),
    day_first=True,
)  # fmt: skip

# Common topics in the other language, for a worklog that is written or tagged in English.
ALSO = {
    "cuộc họp": "meeting", "họp": "meeting", "buổi họp": "meeting", "lỗi": "bug", "sửa lỗi": "bug", "kiểm thử": "test", "bảo mật": "security",
    "triển khai": "deploy", "giám sát": "monitoring", "cơ sở dữ liệu": "database", "mạng": "network", "giao diện": "frontend",
    "thuyết trình": "presentation", "báo cáo": "report", "sao lưu": "backup", "khôi phục": "restore", "kiến trúc": "architecture",
    "sơ đồ": "diagram", "chi phí": "cost", "đường ống": "pipeline", "hàm": "function", "máy chủ": "server",
}  # fmt: skip

# And the other way round, for one that is written in Vietnamese.
ALSO_IN_VIETNAMESE = {
    "meeting": "họp", "bug": "bugfix|hotfix|lỗi", "bugfix": "bug", "bugfixe": "bug", "report": "báo cáo", "final": "cuối kỳ", "mid-term": "giữa kỳ", "midterm": "giữa kỳ", "security": "bảo mật",
    "warehouse": "kho hàng|kho", "parcel": "bưu kiện", "time zone": "múi giờ", "timezone": "múi giờ", "vulnerability": "lỗ hổng",
    "vulnerabilities": "lỗ hổng", "diagram": "sơ đồ", "presentation": "thuyết trình", "monitoring": "giám sát", "backup": "sao lưu",
    "network": "mạng", "networking": "mạng", "interface": "giao diện", "chapter": "chương", "schedule": "lịch",
}  # fmt: skip

VIETNAMESE_PLAIN = without_marks(VIETNAMESE)
