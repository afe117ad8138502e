"""Words of work in English and in Vietnamese: a question in one language finds rows in the other.

A row of the table is one meaning; its words on either side say the same. Add a pair here and nowhere else.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from typing import Final

from weeklog.language.folding import folded, lowered
from weeklog.language.stems import stem
from weeklog.vocabulary import Language

_PAIRS: Final = """
meeting = họp
bug = lỗi, bugfix, hotfix
error = lỗi
fix = sửa, sửa lỗi, khắc phục
test = kiểm thử
security = bảo mật, an ninh
deploy, deployment = triển khai
release, released = phát hành
start-up, startup, cold start = khởi động
app, application = ứng dụng
version = phiên bản
monitoring = giám sát, theo dõi
database = cơ sở dữ liệu
network, networking = mạng
frontend, interface = giao diện
presentation, slides = thuyết trình, bài thuyết trình
report = báo cáo
final = cuối kỳ
mid-term, midterm = giữa kỳ
backup = sao lưu
restore = khôi phục
architecture = kiến trúc
diagram = sơ đồ
cost, costs = chi phí
invoice, invoices = hóa đơn, hoá đơn
contract = hợp đồng
permission, permit = giấy phép
loyalty, loyalty stamps = tích điểm
charge, charged = trừ tiền, thu tiền
pipeline = đường ống
function = hàm
server = máy chủ
warehouse = kho hàng, kho
truck, trucks, lorry = xe tải
crane, cranes = cẩu, cần cẩu
ship, ships, vessel = tàu
gate, gates = cổng
parcel = bưu kiện
time zone, timezone = múi giờ
vulnerability, vulnerabilities = lỗ hổng
chapter = chương
schedule = lịch, lịch trình
late, delay, delayed = trễ, muộn, chậm
slow = chậm
fast, faster = nhanh
restart, restarted, reboot = khởi động lại
notification, notifications, message, messages = thông báo
send, sent = gửi
twice, double = hai lần, 2 lần
font, fonts, letters = chữ, phông chữ
big, bigger, large = to, lớn, to hơn, lớn hơn
small, smaller, shrink, cut = giảm, thu nhỏ, nhỏ hơn
size = kích thước
image, picture = ảnh, hình ảnh
page = trang
label, labels = nhãn
labelling, labeling, annotate, annotation = gán nhãn
calibrate, calibration, calibrated = hiệu chỉnh
temperature, temperatures = nhiệt độ
measure, measured, measuring = đo
refrigerated, reefer, reefers = lạnh, container lạnh
sensor, sensors = cảm biến
battery, batteries = pin
lamp, lamps, light, lights = đèn
infrared = hồng ngoại
collision, collisions = va chạm
synchronise, synchronize, sync, synchronised, synchronized = đồng bộ
round, rounding, rounded = làm tròn
defective, broken, faulty = hỏng
printer = máy in
print = in
password = mật khẩu
access = quyền truy cập, truy cập
account = tài khoản
user, users = người dùng
customer, customers, client = khách hàng
patient, patients = bệnh nhân
nurse, nurses = y tá
doctor = bác sĩ
kitchen = bếp, nhà bếp
shop, shops, store, stores = cửa hàng
team = nhóm, đội
mentor, supervisor = người hướng dẫn
review = đánh giá
feedback = góp ý, nhận xét, phản hồi
data = dữ liệu
sample = mẫu
table = bảng
index = chỉ mục
query = truy vấn
migrate, migrated, migration = di chuyển, chuyển đổi
guide, tutorial = hướng dẫn
course = khóa học, khoá học, khóa, khoá
lesson = bài học
learn, learned, learnt, study, studied = học, tìm hiểu
read = đọc
write, wrote = viết
draw, drew = vẽ
document, documentation, docs = tài liệu
note, notes = ghi chú
handover = bàn giao
install, installed = cài đặt
configure, configured, configuration = cấu hình
performance = hiệu năng
memory = bộ nhớ
crash, crashed = sập
outage = mất kết nối
power cut, blackout = mất điện, cúp điện, cắt điện
memory leak = rò rỉ bộ nhớ
load test = kiểm thử tải
alert = cảnh báo
dashboard = bảng điều khiển
login, sign-in = đăng nhập
payment = thanh toán
order, orders = đơn hàng
delivery = giao hàng
driver, drivers = tài xế
map = bản đồ
phone = điện thoại
mail, email = thư
exam, exams = thi, kỳ thi
holiday = nghỉ lễ
sick, ill = ốm, bị ốm, bệnh
fever = sốt
approve, approved, approval = duyệt, phê duyệt
request, asked, wanted, wants = yêu cầu, muốn
discuss, discussed, discussion = trao đổi, thảo luận, bàn
problem, problems, issue, issues = vấn đề, khó khăn, trục trặc
code review = xem lại mã
website = trang web
model = mô hình
training = huấn luyện, đào tạo
experiment = thí nghiệm
survey = khảo sát
translate, translation = dịch
language = ngôn ngữ
accessibility = trợ năng
keyboard = bàn phím
dark mode, dark theme = giao diện tối, chế độ tối
key = khóa, khoá
minutes = biên bản
branch = nhánh
merge, merged = gộp
conflict = xung đột
chart = biểu đồ
form = biểu mẫu
button = nút
screen = màn hình
scan, scanned = quét
scanner = máy quét
upload, uploaded = tải lên
download, downloaded = tải xuống
speed = tốc độ
filter = bộ lọc
search = tìm kiếm
patch = bản vá
upgrade, upgraded = nâng cấp
update, updated = cập nhật
debug, debugged = gỡ lỗi
environment = môi trường
variable = biến
library = thư viện
protocol = giao thức
station = trạm
flood, floods = lũ
rain = mưa
river = sông
water level, water levels = mực nước
pressure = áp suất
solder, soldered = hàn
licence, license = giấy phép
antenna = ăng ten, ăng-ten
boat = thuyền
budget = ngân sách
workshop = hội thảo
interview = phỏng vấn
statistics = thống kê
plan = kế hoạch
idea = ý tưởng
design, designed = thiết kế
prototype = nguyên mẫu
check, checked = kiểm tra
hospital = bệnh viện
device, equipment = thiết bị
cable = cáp
power supply = nguồn điện
goods = hàng hóa, hàng hoá
stock, inventory = tồn kho
barcode = mã vạch
signature = chữ ký
authentication = xác thực
encryption = mã hóa, mã hoá
certificate = chứng chỉ
domain = tên miền
virtual machine = máy ảo
cloud = đám mây
cluster = cụm
storage = lưu trữ
incident = sự cố
recovery, recover = khôi phục, phục hồi
latency = độ trễ
out of memory = hết bộ nhớ, tràn bộ nhớ
freeze, froze, frozen, hang = đơ, treo, đóng băng
optimise, optimize, optimised, optimized = tối ưu
rewrite, rewrote = viết lại
refactor, refactored = tái cấu trúc
clean, cleaned = dọn, vệ sinh
hand in, submit, submitted = nộp
present, presented = trình bày
meet, met = gặp
route, routes = tuyến, tuyến đường
price = giá
fee = phí
purchase, bought, buy = mua
template = mẫu
variable name = tên biến
convert, converted = chuyển đổi, đổi
collect, collected = thu thập
compare, compared = so sánh
visit, visited = thăm, đến thăm
pack, packed, packing = đóng gói
repair, repaired = sửa chữa
calibration report = báo cáo hiệu chuẩn
calibrate, calibration, calibrated = hiệu chuẩn
drift, drifts = lệch, trôi
warning, warnings = cảnh báo
village, villages = làng, xã
save, saved, saves = tiết kiệm
close, closed, turn off, turned off, shut down = tắt
coverage = độ phủ
postpone, postponed = hoãn
cache = bộ nhớ đệm
queue = hàng đợi
rat, rats, mouse, mice, rodent, rodents = chuột
fraud, scam, phishing = lừa đảo
fuse, fuses = cầu chì
gasket, seal = gioăng
leak, leaks, leaked = rò, rò rỉ, rò nước
university, college = đại học, trường đại học
school = trường, trường học
anonymise, anonymize, anonymising, anonymizing, anonymised, anonymized = ẩn danh
text message, text messages, texts, sms = tin nhắn
reminder, reminders = nhắc lịch, lời nhắc, tin nhắc
clinic = phòng khám
x-ray = x quang, x-quang
orchard, garden, gardens, farm, farms = vườn
fish = cá, con cá
curtain, curtains = màn
fire = cháy, chữa cháy, ngăn cháy
microphone, microphones, mic, mics, micro = micro
wireless, radio = không dây
wi-fi, wifi = mạng không dây
stage = sân khấu
audience, spectators = khán giả
record, recorded, recording = thu âm, ghi âm
frog, frogs = ếch
network cable = dây mạng
wire, wires = dây
crimp, crimped = bấm
orchestra pit = hố nhạc
water = nước
irrigation, irrigate, watering = tưới
tree, trees, plant, plants = cây
durian = sầu riêng
pomelo = bưởi
neighbour, neighbor = hàng xóm, láng giềng
replace, replaced, swap, swapped = thay
power, electricity = điện
rent, rented = thuê
borrow, borrowed = mượn
lend, lent = cho mượn
paint, painted = sơn
weld, welded = hàn
pump, pumps = bơm, máy bơm
pipe, pipes = ống
valve, valves = van
door, doors = cửa
roof = mái
wall, walls = tường
room = phòng
desk = bàn
chair, chairs = ghế
car = xe, ô tô
van = xe
student, students = sinh viên, học sinh
teacher = giáo viên, thầy, cô giáo
child, children, kids = trẻ em
farmer, farmers = nông dân
supplier, suppliers = nhà cung cấp
complaint, complaints, complained = phàn nàn, khiếu nại
training session = buổi tập huấn
clock = đồng hồ
mistake, mistakes = sai sót, nhầm
noise = tiếng ồn
reception, front desk = lễ tân, quầy lễ tân
waste, wasted, use up = lãng phí
intercom = bộ đàm
palace = cung điện
success, succeed, succeeded = thành công
reject, rejected = từ chối
explain, explained = giải thích
agree, agreed = đồng ý
accident, accidents = tai nạn
danger, dangerous = nguy hiểm
safe, safety = an toàn
hurt, injured, injury = bị thương
lost, missing = thất lạc
found = tìm thấy, phát hiện
answer, reply, replied = trả lời
call, called = gọi điện
weigh, weight = cân nặng
seed, seeds = hạt giống
fertiliser, fertilizer = phân bón
harvest, harvested = thu hoạch
animal, animals = động vật
bread = bánh mì
cake, cakes = bánh kem
flour = bột mì
oven = lò nướng
coffee = cà phê
fruit = trái cây, hoa quả
wheel, wheels = bánh xe
engine, motor = động cơ
fuel, petrol = nhiên liệu
screw, screws, bolt, bolts = bu lông
concrete = bê tông
reader, readers = bạn đọc
shelf, shelves = giá sách
photo, photos, photograph = ảnh chụp
song, songs = bài hát
costume, costumes = trang phục
actor, actors = diễn viên
rehearsal, rehearsals = tổng duyệt, diễn tập
performance, show = buổi diễn
ceremony = buổi lễ
guest, guests, visitor, visitors = khách tham quan
museum = bảo tàng
library = thư viện
lab, laboratory = phòng thí nghiệm
factory = nhà máy
office = văn phòng
hotel = khách sạn
bank = ngân hàng
discount = giảm giá
refund, refunded = hoàn tiền
receipt = biên lai
deadline = hạn chót
overtime = tăng ca, làm thêm giờ
shift, shifts = ca trực
night shift = ca đêm
intern, interns = thực tập sinh
volunteer, volunteers = cộng tác viên, tình nguyện viên
boss, manager = quản lý
director = giám đốc
colleague, colleagues = đồng nghiệp
owner = chủ đầu tư
police = công an
firefighter, firefighters, fire brigade = cứu hỏa, lính cứu hoả
inspection = kiểm định, kiểm tra
quality = chất lượng
quantity = số lượng
result, results = kết quả
average = trung bình
accuracy, accurate = độ chính xác, chính xác
recognise, recognize, recognition = nhận dạng, nhận diện
label, labelled = dán nhãn
sound = âm thanh
"""


def _rows() -> Iterator[tuple[list[str], list[str]]]:
    for line in _PAIRS.strip().splitlines():
        here, there = ([word.strip() for word in side.split(",")] for side in line.split("="))
        yield here, there


def _table(*, synonyms: bool) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for here, there in _rows():
        for side, other in ((here, there), (there, here)):
            for word in side:
                same = [one for one in side if one != word] if synonyms else []
                keys = {folded(word), _marked(word), *([_stemmed(word)] if synonyms and side is here else [])}
                for key in keys:
                    found.setdefault(key, []).extend((*other, *same))
    return {word: tuple(dict.fromkeys(others)) for word, others in found.items()}


def _marked(words: str) -> str:
    """The same wherever a syllable carries its tone: `hoá` and `hóa`."""
    bare = folded(words)
    if bare == lowered(words):
        return bare
    marks = sorted(one for one in unicodedata.normalize("NFD", lowered(words)) if not one.isascii())
    return f"{bare} {''.join(marks)}"


def _stemmed(words: str) -> str:
    """`fixed` is said as `fix` is. Vietnamese words have no endings."""
    return " ".join(map(stem, words.split()))


_TRANSLATIONS: Final = _table(synonyms=False)
_OTHERWISE: Final = _table(synonyms=True)
VIETNAMESE_COMPOUNDS: Final = frozenset(word for _, there in _rows() for word in there if " " in word)
COMPOUNDS: Final[Mapping[Language, frozenset[str]]] = {
    "en": frozenset(word for here, _ in _rows() for word in here if " " in word),
    "vi": VIETNAMESE_COMPOUNDS,
}
LONGEST_PHRASE: Final = max(len(word.split()) for word in _OTHERWISE)  # words


def also_said(words: str) -> tuple[str, ...]:
    """What a word or phrase is in the other language; none when the table does not hold it."""
    return _look_up(_TRANSLATIONS, words)


def said_otherwise(words: str) -> tuple[str, ...]:
    """Other words for the same in either language, as a search that ranks may use them."""
    found = _look_up(_OTHERWISE, words)
    return found or _OTHERWISE.get(_stemmed(words.lower()), ())


def _look_up(table: Mapping[str, tuple[str, ...]], words: str) -> tuple[str, ...]:
    """What is typed without accents may be any of the words that look so; `trẻ` is not `trễ`."""
    key = _marked(words)
    return table.get(key) or table.get(key.removesuffix("s"), ())
