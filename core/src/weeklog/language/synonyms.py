"""Words of one language that people use for the same thing at work: who asks for the "kids" finds the "pupils".

A line is one meaning. These are near in meaning, not equal: a search that ranks counts them for less than the word itself,
and nothing is counted or denied by them. Add a line here and nowhere else; an ending makes no difference.
"""

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Final

from weeklog.language.folding import folded
from weeklog.language.stems import stem
from weeklog.language.translations import said_otherwise

_ENGLISH: Final = """
kid, child, children, pupil, schoolchildren, youngster, student
scared, afraid, frightened, terrified, screamed, panic
angry, annoyed, upset, complain, mad, furious
happy, glad, pleased, liked, satisfied, praise, compliment, impressed
praise, compliment, like, thank, positive feedback, well done
sad, disappointed, unhappy, frustrated
paperwork, documentation, document, form, report
teach, taught, showed, explain, train, instruct, tutorial
learn, figure out, find out, realise, realize, understand, discover
fix, repair, mend, solve, resolve, correct, patch
fault, defect, broken, damaged, faulty, failure, dead
break, broke, fail, crash, die, collapse, go down
crash, collision, bump, hit, accident
accident, incident, mishap, injury, hurt
problem, issue, trouble, difficulty, error, bug, glitch, fault
cause, reason, because, root cause, culprit
noise, noisy, hum, rattle, crackle, buzz, loud
slow, sluggish, lag, latency, delay, takes long
fast, quick, faster, speed, speed up, optimise, performance, quicker, lazily, index
late, overdue, delay, behind
wait, pending, stuck, blocked, out of stock, delayed
blocked, stuck, waiting, held up, hanging
reject, refuse, decline, turn down, turned down, said no, deny
accept, approve, agree, sign off, signed off, confirm, green light
cancel, drop, abandon, give up, gave up, scrap, call off
postpone, move, delay, reschedule, put off
begin, start, kick off, kick-off, launch
finish, complete, done, end, wrap up, close
launch, release, go live, went live, publish, roll out, deploy, ship
remove, delete, take out, throw away, clear, purge
add, insert, introduce, extend
change, alter, modify, adjust, update, edit, switch
choose, pick, select, decide
meeting, sync, call, talk, stand-up, discussion, session
chat, talk, conversation, discuss
visit, trip, tour, come, came, go to
guest, visitor, visit
boss, manager, director, head, chief, supervisor, lead
colleague, co-worker, coworker, teammate, crew
customer, client, guest, buyer, shopper
user, customer, people
supplier, vendor, manufacturer, provider, seller
buy, purchase, order, procure, acquire
pay, payment, bill, invoice, fee
money, price, cost, budget, dong, euro, dollar, quote, paid, expensive, cheap, invoice
cheap, inexpensive, affordable, saving
expensive, costly, above the budget, price
salary, wage, pay
deliver, ship, arrive, come, bring
parcel, package, box, shipment
car, vehicle, van, truck
lorry, truck, van
bike, bicycle, motorbike, scooter
house, building, home
room, hall, space, office
kitchen, canteen, pantry
lift, elevator
reception, front desk, counter, lobby
toilet, bathroom, restroom
store, shop, warehouse, stock
photo, picture, image, photograph, shot
film, video, clip, footage, recording, movie
drawing, sketch, plan, plot, diagram, layout
map, chart, plan
poster, flyer, leaflet, brochure
slides, presentation, deck, talk
present, presentation, demo, show
book, manual, guide, handbook, documentation
paper, article, thesis, publication
text, message, sms, note
email, mail, e-mail, letter
scam, phishing, fraud, fake, spam
hacker, attack, breach, phishing
password, login, credential, account
computer, pc, laptop, machine, workstation
screen, monitor, display, panel
phone, mobile, handset, cell
printer, print, toner
internet, network, wi-fi, connection, web
website, web page, site, page
server, machine, host, vm
cable, wire, cord, lead
plug, socket, connector, outlet
light, lamp, bulb, fixture, led
battery, accumulator, charge, power pack
power, electricity, current, outage
heat, hot, warm, temperature, overheat
cold, chill, cool, frozen, refrigerated
wet, water, rain, flood, leak, damp, spill
leak, drip, spill, seep, flood
dirty, dust, clogged, grease, algae
clean, wash, wipe, rinse, hygiene
smell, odour, stink
rust, corrosion
crack, fracture, split, tear
hole, gap, scour, pit
deep, depth, deeper
height, tall, high
weight, heavy, weigh, load
length, long, distance
width, wide
thickness, thick
loud, volume, noise
measure, test, gauge, record, reading, sounding
count, number, tally, inventory
average, mean
accuracy, precise, precision, error, exact
rate, ratio, percent, percentage, share
result, outcome, finding, score
goal, target, objective, aim
success, succeed, passed, reached, worked
compare, comparison, versus, benchmark
check, verify, inspect, test, audit, validate
inspect, inspection, survey, check
search, look for, find, seek
lost, missing, disappeared, vanish
found, discovered, noticed, spotted
forget, forgot, overlooked, missed
mistake, error, wrong, slip, blunder
wrong, incorrect, error, mistaken, broken, off by
rule, policy, regulation, standard, guideline
law, regulation, permit, licence
safety, safe, hazard, protection, danger
danger, hazard, risk, unsafe
gear, equipment, tool, kit, device
harness, rope, belt
rope, cord, line, steel rope
door, gate, entrance
window, glass, pane
wall, partition
floor, ground
roof, ceiling
garden, yard, park, plant
plant, crop, tree, vegetable, seedling
field, bed, plot, farm
animal, dog, cat, pet
insect, bug, pest, mite
sick, ill, disease, fever, unwell
doctor, dr, physician, vet
nurse, carer
medicine, drug, pill
exam, test, quiz, examination
course, class, lesson, training, workshop
school, pupil, class, teacher
university, college, faculty, professor
holiday, day off, leave, vacation
party, celebration, birthday, farewell
lunch, meal, dinner, eat, food
coffee, tea, break
music, song, band, sound
theatre, stage, show, play, performance
premiere, opening night, opening
rehearsal, run-through, practice, dry run
audience, spectator, crowd, visitors, people
ticket, booking, reservation
book, booking, reserve, reservation
queue, line, waiting
schedule, timetable, calendar, rota, plan
deadline, due, overdue
weekend, saturday, sunday
night, evening, overnight
translate, translation, vietnamese, english
write, draft, document, wrote
read, study, paper
sign, signature, signed
print, printed, printer
copy, duplicate, backup
backup, restore, copy, snapshot
space, storage, disk, room, capacity, gb
memory, ram, leak
data, dataset, record, file
database, sql, query, table
query, sql, index, request
spreadsheet, excel, sheet, csv, table
dashboard, chart, graph, panel
graph, chart, plot, diagram
code, script, program, software
script, program, tool, automate
app, application, program, software
feature, function, option
bug, defect, error, issue
password, secret, key
merge, combine, join, unify
install, set up, setup, mount, put up, hang, hung
configure, set up, settings, setup
upgrade, update, newer version
move, relocate, transfer, migrate
carry, lift, haul
help, assist, support, helped, together
ask, request, question, wanted
answer, reply, respond
promise, agree, commit
idea, proposal, suggestion, concept
suggest, propose, recommend, advise
improve, better, enhance, faster, optimise
worse, degrade, drop, decline
increase, rise, grow, raise, more
decrease, reduce, lower, cut, fall, shrink, save, freed
save, reduce, freed, cut
win, award, prize, success
responsible, in charge, owner, own
new, first, recent
spare, replacement, reserve, extra
replace, swap, exchange, change
part, component, piece, module
machine, device, equipment, unit
engine, motor, drive
robot, arm, machine
drive, driven, ride, steer
camera, webcam, lens
microphone, mic
speaker, loudspeaker
intercom, walkie-talkie, headset
label, tag, sticker, mark, annotate
colour, color, paint, shade
paint, coat, varnish
wood, timber, board
metal, steel, iron
plastic, polymer
glue, adhesive, tape
screw, bolt, nut
drill, bore
weld, solder
solder, soldering, crimp
saw, cut
sew, stitch
oven, stove, bake
bread, cake, dough, pastry
recipe, ingredient
flour, sugar
fridge, freezer, refrigerator, cold room
container, box, crate
ship, vessel, boat
port, harbour, quay, pier, berth
bridge, span, girder
road, street, way
train, railway
plane, flight, airport
weather, rain, storm, wind, typhoon
storm, typhoon, wind, gale
sensor, probe, gauge, detector
alarm, alert, warning, notification
fire, smoke, burn
"""

_VIETNAMESE: Final = """
trẻ em, trẻ, bọn trẻ, học sinh, em nhỏ, thiếu nhi, trẻ con
sợ, hoảng, hét, la hét
khen, thích, hài lòng, tích cực, khen ngợi
chê, phàn nàn, khiếu nại, không hài lòng
dạy, chỉ, hướng dẫn, giảng, đào tạo, chỉ cho
học, tìm hiểu, rút ra, bài học, hiểu
sửa, khắc phục, sửa chữa, chữa, vá
hỏng, hư, lỗi, trục trặc, chết, sự cố, hỏng hóc
lỗi, sự cố, trục trặc, vấn đề, sai
kẹt, tắc, nghẽn, bị chặn
chờ, đợi, chưa có, hết hàng
từ chối, bác, không duyệt, không đồng ý
duyệt, đồng ý, chấp thuận, phê duyệt, ký
bỏ, hủy, huỷ, dừng, từ bỏ
hoãn, dời, lùi
bắt đầu, khởi động, khởi công
xong, hoàn thành, kết thúc, hoàn tất
nguyên nhân, lý do, vì, do, tại
họp, buổi họp, trao đổi, gặp, cuộc họp
sếp, quản lý, giám đốc, trưởng nhóm
đồng nghiệp, nhóm, anh em
khách, khách hàng, người mua
nhà cung cấp, hãng, bên bán
mua, đặt, đặt hàng, đặt mua
tiền, chi phí, giá, đồng, triệu, nghìn, ngân sách, báo giá, kinh phí
lương, trợ cấp
ảnh, hình, hình ảnh, chụp
phim, video, clip
bản vẽ, sơ đồ, thiết kế
thuyết trình, trình bày, slide
tin nhắn, nhắn, nhắn tin
thư, email, mail
lừa đảo, giả mạo
máy tính, máy, laptop
màn hình, hiển thị
mạng, internet, kết nối, đường truyền
dây, cáp, dây cáp
đèn, bóng đèn, chiếu sáng
pin, ắc quy, ắc-quy
điện, nguồn, nguồn điện
nóng, nhiệt, nhiệt độ, quá nhiệt
lạnh, đông lạnh, mát
nước, mưa, ngập, rò
bẩn, bụi, tắc
rửa, vệ sinh, lau, dọn
gỉ, rỉ sét, ăn mòn
sâu, độ sâu, hố
đo, kiểm tra, thử
đếm, kiểm kê
so sánh, đối chiếu
kiểm tra, thử, thử nghiệm, nghiệm thu
mất, thất lạc, biến mất
quên, sót, bỏ sót
an toàn, bảo hộ
nguy hiểm, rủi ro
thiết bị, dụng cụ, máy móc
cửa, cổng
cây, cây trồng, vườn
bệnh, ốm, sốt
bác sĩ, bs
lễ tân, quầy
nghỉ, nghỉ phép, ngày nghỉ
khán giả, người xem
diễn tập, tổng duyệt, chạy thử, tập
khai mạc, khai trương, ra mắt, công diễn
lịch, kế hoạch, lịch trình
hạn, hạn chót
dữ liệu, số liệu
sao lưu, bản sao
khôi phục, phục hồi
mã, code, lập trình
cài, cài đặt, lắp, lắp đặt, gắn
giảm, tiết kiệm, hạ
tăng, nâng
nhanh, tốc độ, tối ưu
chậm, lâu, trễ
thay, đổi, thay thế
bộ đàm, intercom
cảm biến, đầu dò
cảnh báo, báo động
màu, sơn
va, va chạm, đâm, tông
bài học, kinh nghiệm, học được
vẽ, thiết kế, vẽ lại
chủ đầu tư, khách hàng
bàn giao, chuyển giao
"""


# A Vietnamese word of one syllable is often several words: it is not the same as the English one, only near.
_ACROSS: Final = """
speaker, speakers, loudspeaker, loa
waste, wasted, use up, tốn
litre, litres, liter, lít
scene, cảnh
colour, color, colours, colors, màu
reject, rejected, bác
lost, missing, mất
forget, forgot, forgotten, quên
ask, asked, hỏi
call, called, gọi
wait, waiting, chờ, đợi
count, counted, đếm
weigh, weight, cân
heavy, nặng
hot, nóng
cold, lạnh
wet, ướt
dry, dried, khô, sấy
dirty, bẩn
dust, bụi
burn, burnt, burned, cháy
smoke, khói
wind, gió
storm, bão
sea, biển
bridge, cầu
road, đường
tunnel, hầm
pier, pillar, trụ
soil, đất
dog, dogs, chó
cat, cats, mèo
chicken, chickens, gà
pig, pigs, heo, lợn
cow, cows, bò
milk, sữa
cake, cakes, bánh
flour, bột
sugar, đường
oven, lò
rice, gạo, cơm
vegetable, vegetables, rau
medicine, drug, drugs, thuốc
blood, máu
tooth, teeth, răng
oil, dầu
fuel, petrol, xăng
brake, brakes, phanh, thắng
screw, screws, bolt, bolts, ốc, vít
drill, drilled, khoan
cut, sawed, cắt
glue, glued, keo, dán
wood, gỗ
steel, thép
iron, sắt
glass, kính
plastic, nhựa
paper, giấy
ink, mực
book, books, sách
newspaper, newspapers, báo
page, pages, trang
shelf, shelves, kệ
box, boxes, hộp, thùng
bag, bags, túi
ticket, tickets, vé
film, video, phim
music, nhạc
rehearsal, rehearsals, tập
guest, guests, visitor, visitors, khách
tax, thuế
salary, wage, lương
deadline, hạn
shift, shifts, ca
boss, manager, sếp
owner, chủ
"""


def _lines() -> Iterator[list[str]]:
    for line in f"{_ENGLISH}\n{_VIETNAMESE}\n{_ACROSS}".splitlines():
        if line.strip():
            yield [word.strip() for word in line.split(",")]


def _key(words: str) -> str:
    return " ".join(stem(word) for word in words.lower().split())


@cache
def _table() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for line in _lines():
        for word in line:
            for key in {_key(word), folded(word)} if not word.isascii() else {_key(word)}:
                found.setdefault(key, {}).update(dict.fromkeys(one for one in line if one != word))
    return {word: tuple(others) for word, others in found.items()}


def is_known(word: str) -> bool:
    """Whether it is a word of a meaning here: then it is no slip of another."""
    return _key(word) in _table()


@lru_cache(maxsize=4096)
def near_in_meaning(words: str) -> tuple[str, ...]:
    """Words near in meaning, in either language, without those that say just the same."""
    same = (words, *said_otherwise(words))
    near = [other for one in same for other in _table().get(_key(one), ())]
    translated = [other for one in near for other in said_otherwise(one)]
    return tuple(one for one in dict.fromkeys((*near, *translated)) if one not in same)
