"""What tells of a person besides numbers: homes, plates, mailboxes, accounts, children, illness.

Each is looked for around a word that must be there, so that texts without it cost nothing.
"""

import re
from collections.abc import Callable, Iterator

from gongkai.rules.gate.findings import Hit
from gongkai.rules.gate.rulebook import rule

Judge = Callable[[str, int], Iterator[Hit]]

HAN = r"\u4e00-\u9fff"
AFTER, BEFORE = 48, 40

CERTIFICATE = re.compile(
    r"(?:(?:号码?|编号|证号|卡号)\s*[：:为是]?|\s*[：:为是]|\s)\s*"
    r"(?P<number>(?=[A-Za-z]{0,3}\d)[A-Z]{0,3}[0-9]{6,18}[0-9Xx]?|[\u519b\u5e7f\u6d77]字第?\d{6,10}号?)(?![0-9A-Za-z*])"
)
CERTIFICATES = (
    "护照", "通行证", "军官证", "士兵证", "社保卡", "社会保障卡", "医保卡", "残疾证", "残疾人证",
    "居留证", "驾驶证", "学籍号", "社保号", "社会保障号",
)  # fmt: skip

ACCOUNT = re.compile(r"[：:为是]?\s*(?P<number>\d[\d \-]{7,28}\d)(?![\d.*万亿元])")
ACCOUNTS = ("账号", "帐号", "卡号", "存折号", "银行账户", "户头")

HOME = re.compile(
    rf"(?:地址|地|址|在|于|所)?[：:为是]?\s*(?P<address>[{HAN}]{{0,20}}?"
    rf"(?:省|市|县|区|州|镇|乡|街道|村|屯|社区|小区|路|街|巷|弄|道|坊|里|苑|园)"
    rf"[{HAN}0-9０-９\-—（）()A-Za-z]{{0,24}}?"
    r"[0-9０-９一二三四五六七八九十百]{1,5}(?:号|室|栋|幢|座|单元|组|队|户)"
    rf"(?:[{HAN}]{{0,6}}[0-9０-９一二三四五六七八九十]{{1,5}}(?:号|室|栋|幢|座|单元|户|楼|层))*)"
)
HOMES = (
    "住址", "家住", "现住", "户籍", "户口所在地", "居住于", "居住在", "家庭地址", "住所地",
    "常住地", "租住", "，住", "：住", "、住", "现居",
)  # fmt: skip
# A body has its 住所 too, and says so in its licence.
BODY = re.compile(
    r"(?:公司|企业|机构|单位|法人|经营者?|合作社|商行|局|厅|委员会|中心)[^。；\n]{0,16}$"
)

DOOR = re.compile(
    r"(?P<address>(?:[0-9０-９一二三四五六七八九十]{1,4}(?:号楼|栋|幢|座|单元)[\s\-—]*)+"
    r"[0-9０-９]{0,2}(?:单元)?[\s\-—]*[0-9０-９]{2,4}[室号户]?)$"
)
OFFICE = re.compile(
    r"办公|大厅|会议|接待|地址[：:]|地点|报名|领取|窗口|联系|受理|服务|咨询|局|政府"
)

PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]"
    r"[A-HJ-NP-Z][·•．.\s]?(?=[A-HJ-NP-Z]{0,5}\d)[A-HJ-NP-Z0-9]{4,5}[A-HJ-NP-Z0-9挂学警港澳]"
    r"(?![A-Za-z0-9])"
)

EMAIL_BEFORE = re.compile(r"[A-Za-z0-9._%+\-]{1,64}$")
EMAIL_AFTER = re.compile(r"@[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63}){1,4}")
OFFICIAL_DOMAIN = re.compile(r"\.(?:gov|mil|edu|org)(?:\.cn)?$|\.政务$")

CHAT = re.compile(
    r"(?:帐号|账号|号码?|ID)?\s*[：:为是]?\s*(?P<number>[A-Za-z0-9][A-Za-z0-9_\-]{4,19})"
)
NOT_A_PERSON = ("公众", "小程序", "群", "服务号", "视频号", "支付", "扫码", "平台", "企业")

SCHOOL = re.compile(
    r"(?:[0-9一二三四五六七八九初高大中小]{1,2}年级?|[初高][一二三])\s*[（(]?\s*"
    r"[0-9一二三四五六七八九十]{0,3}\s*[)）]?\s*班"
)
PERSON = re.compile(
    r"(?:学生|同学|儿童|幼儿|女儿|儿子|孩子|孙子|孙女|男孩|女孩|受害人|被害人|当事人|姓名|某)"
)
AGE = re.compile(r"(?:^|[^0-9])(?P<age>[0-9]|1[0-7]|[一二三四五六七八九]|十[一二三四五六七]?)周?$")

HARDSHIP = re.compile(r"(?:因|原因)?[：:]\s*(?P<cause>[^\s，。；,;]{1,20})")
HARDSHIPS = (
    "致贫原因",
    "返贫原因",
    "低保原因",
    "救助原因",
    "残疾类别",
    "残疾等级",
    "疾病诊断",
    "所患疾病",
    "病情",
)
ILLNESS = re.compile(r"^(?:肝炎|艾滋病|癌症?|肿瘤|白血病|尿毒症|精神分裂症?|抑郁症|糖尿病|残疾)")
ILL_PERSON = re.compile(
    rf"[{HAN}]某{{1,2}}[{HAN}]{{0,4}}，?因?(?:身)?患(?:有|上)?$|(?:本人|其[妻夫父母子女])因?(?:身)?患(?:有|上)?$"
)

COORDINATE = re.compile(
    r"(?:[：:为是]?\s*)(?P<number>\d{1,3}(?:\.\d{4,}°?|°\s*\d{1,2}\s*[′'’]\s*\d{1,2}(?:\.\d+)?\s*[″\"”]?))"
)


def _found_after(text: str, at: int, form: re.Pattern[str], name: str) -> tuple[int, int] | None:
    found = form.match(text[at : at + AFTER])
    return None if found is None else (at + found.start(name), at + found.end(name))


def _stars(text: str, first: int, last: int) -> str:
    """The same length, with so many signs left in sight at either end."""
    return text[:first] + "*" * max(0, len(text) - first - last) + text[len(text) - last :]


def _certificate(label: str) -> Judge:
    def judge(text: str, at: int) -> Iterator[Hit]:
        if span := _found_after(text, at + len(label), CERTIFICATE, "number"):
            number = text[slice(*span)]
            yield rule("certificate-number").hit(
                *span, f"发现{label}号码，应当隐去中间部分", _stars(number, 2, 2)
            )

    return judge


def _account(label: str) -> Judge:
    def judge(text: str, at: int) -> Iterator[Hit]:
        if span := _found_after(text, at + len(label), ACCOUNT, "number"):
            number = text[slice(*span)]
            digits = sum(sign.isdigit() for sign in number)
            if 8 <= digits <= 24:
                yield rule("account-number").hit(
                    *span, f"“{label}”后面的号码可能是个人账号", _stars(number, 0, 4)
                )

    return judge


def _home(label: str) -> Judge:
    def judge(text: str, at: int) -> Iterator[Hit]:
        span = _found_after(text, at + len(label), HOME, "address")
        if span and not BODY.search(text[max(0, at - BEFORE) : at]):
            address = text[slice(*span)]
            yield rule("home-address").hit(
                *span, "发现个人住址，只能写到乡镇、街道", _to_the_township(address)
            )

    return judge


TOWNSHIP = re.compile(rf"^[{HAN}]*?(?:街道(?:办事处)?|[镇乡])|^[{HAN}]{{2,8}}?[市县区]")


def _to_the_township(address: str) -> str:
    """The address as far as 乡镇 or 街道 in sight, the rest as stars."""
    kept = TOWNSHIP.match(address)
    return _stars(address, kept.end() if kept else 0, 0)


def _door(text: str, at: int) -> Iterator[Hit]:
    """室 after a house and a flat number, such as 3栋2单元502室."""
    if at == 0 or not (text[at - 1].isdigit()):
        return
    window = max(0, at - BEFORE)
    found = DOOR.search(text[window : at + 1])
    if found and not OFFICE.search(text[max(0, window - BEFORE) : window + found.start()]):
        start = window + found.start("address")
        yield rule("door-number").hit(
            start, at + 1, "具体到户的地址，确认不是个人住处", _stars(text[start : at + 1], 0, 0)
        )


def plates(text: str) -> Iterator[Hit]:
    for found in PLATE.finditer(text):
        yield rule("licence-plate").hit(
            *found.span(), f"发现车牌号“{_stars(found[0], 4, 1)}”", _stars(found[0], 4, 1)
        )


def _email(text: str, at: int) -> Iterator[Hit]:
    before = EMAIL_BEFORE.search(text[max(0, at - 64) : at])
    after = EMAIL_AFTER.match(text[at : at + 128])
    if before and after and not OFFICIAL_DOMAIN.search(after[0].lower()):
        start, end = at - len(before[0]), at + len(after[0])
        masked = _stars(before[0], 1, 0) + after[0]
        yield rule("email").hit(start, end, "发现非政务域名的邮箱，可能属于个人", masked)


def _chat(label: str) -> Judge:
    def judge(text: str, at: int) -> Iterator[Hit]:
        rest = text[at + len(label) : at + len(label) + AFTER]
        if rest.startswith(NOT_A_PERSON) or text[:at].endswith(("公众", "企业")):
            return
        found = CHAT.match(rest)
        if found and any(sign.isdigit() for sign in found["number"]):
            start = at + len(label) + found.start("number")
            end = at + len(label) + found.end("number")
            yield rule("chat-account").hit(
                start, end, f"发现{label}账号，可能属于个人", _stars(found["number"], 1, 1)
            )

    return judge


def _school(text: str, at: int) -> Iterator[Hit]:
    """A child's class: 某小学三年级（2）班学生."""
    around = text[max(0, at - 16) : at + 24]
    found = SCHOOL.search(around)
    line = text[max(0, at - BEFORE) : at + AFTER]
    if found and PERSON.search(line):
        start = max(0, at - 16) + found.start()
        yield rule("minor").hit(
            start,
            start + len(found[0]),
            "写明了学生的学校和班级，能识别未成年人",
            _stars(found[0], 0, 0),
        )


def _age(text: str, at: int) -> Iterator[Hit]:
    """A named or half-named child with its age: 黄某某，男，12岁."""
    before = text[max(0, at - BEFORE) : at]
    found = AGE.search(before)
    if found is None:
        return
    lead = before[: found.start("age")].rstrip("，, 、年龄")
    if re.search(rf"某某?(?:[，,、（(]?\s*[男女])?$|[{HAN}]{{2,3}}[，,、（(]\s*[男女]$", lead):
        start = at - (len(before) - found.start("age"))
        yield rule("minor").hit(start, at + 1, "写明了未成年人的年龄，连同姓名、性别能识别本人")


def _hardship(label: str) -> Judge:
    def judge(text: str, at: int) -> Iterator[Hit]:
        if span := _found_after(text, at + len(label), HARDSHIP, "cause"):
            yield rule("health-or-hardship").hit(
                at, span[1], f"“{label}”属于敏感个人信息", label + "：" + "*" * (span[1] - span[0])
            )

    return judge


def _illness(text: str, at: int) -> Iterator[Hit]:
    """A person said to be ill: 黄某某身患白血病."""
    found = ILLNESS.match(text[at + 1 : at + 9].lstrip("有上"))
    if found and ILL_PERSON.search(text[max(0, at - 12) : at + 1]):
        end = text.index(found[0], at) + len(found[0])
        yield rule("health-or-hardship").hit(at, end, "写明了个人的病情")


SICK = re.compile(rf"某{{1,2}}(?:系|为|是|属)?[{HAN}]{{2,10}}$")


def _patient(label: str) -> Judge:
    def judge(text: str, at: int) -> Iterator[Hit]:
        """A half-named person called a patient: 农某为艾滋病病毒感染者."""
        if found := SICK.search(text[max(0, at - 14) : at]):
            start = at - len(found[0].lstrip("某系为是属"))
            yield rule("health-or-hardship").hit(start, at + len(label), "写明了个人的病情")

    return judge


def _coordinate(label: str) -> Judge:
    def judge(text: str, at: int) -> Iterator[Hit]:
        if span := _found_after(text, at + len(label), COORDINATE, "number"):
            yield rule("location").hit(at, span[1], "精确坐标，确认不涉密、不涉及个人住处")

    return judge


def judges() -> tuple[tuple[str, Judge], ...]:
    """Every word that opens the way to a trace, with what then looks around it."""
    return (
        *((label, _certificate(label)) for label in CERTIFICATES),
        *((label, _account(label)) for label in ACCOUNTS),
        *((label, _home(label)) for label in HOMES),
        *((label, _hardship(label)) for label in HARDSHIPS),
        *((label, _chat(label)) for label in ("微信", "QQ", "ＱＱ", "qq")),
        *((label, _coordinate(label)) for label in ("北纬", "东经", "经度", "纬度")),
        *((label, _school) for label in ("小学", "中学", "幼儿园", "初中", "高中")),
        *((label, _patient(label)) for label in ("感染者", "患者", "病人")),
        ("室", _door),
        ("岁", _age),
        ("患", _illness),
        ("@", _email),
    )
