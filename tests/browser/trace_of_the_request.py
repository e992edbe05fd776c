"""What the page of the request must tell of each day, written down by hand from the law.

Workdays are those of the notice of holidays for 2026: a make-up Sunday on 20 September, three days
off from 25 September, seven from 1 October, a make-up Saturday on 10 October. Who is asked on
29 September and answers on 14 October keeps the days in between out of the term (条例 art. 33).
"""

from tests.browser.citizens import Line

COUNTED, NOT = "计入", "不计"
ASKED = "申请需要补正，自收到补正材料次日起重新计算，本日不计"
CONSULTING = "正在征求第三方意见，不计入答复期限"
WAITING = "等待申请人补正，不计入答复期限"
SATURDAY, SUNDAY = "周六休息日", "周日休息日"
MID_AUTUMN = "中秋节放假"


def _day(number: int, kind: str = "工作日") -> str:
    return f"{kind}，计入期限：第{number}个工作日，共30个"


TRACE: list[Line] = [
    ("2026-09-20", NOT, "收到申请之日：邮寄并须签收的，以本机关签收之日为收到申请之日"
     "（条例第三十一条）；当日不计入，自次日起计算（民法典第二百零一条）"),
    ("2026-09-21", NOT, ASKED),
    ("2026-09-22", NOT, ASKED),
    ("2026-09-23", NOT, WAITING),
    ("2026-09-24", NOT, "收到补正材料，自次日起计算答复期限"),
    ("2026-09-25", NOT, MID_AUTUMN),
    ("2026-09-26", NOT, MID_AUTUMN),
    ("2026-09-27", NOT, MID_AUTUMN),
    ("2026-09-28", COUNTED, _day(1)),
    ("2026-09-29", COUNTED, _day(2)),
    ("2026-09-30", NOT, CONSULTING),
    ("2026-10-01", NOT, CONSULTING),
    ("2026-10-02", NOT, CONSULTING),
    ("2026-10-03", NOT, CONSULTING),
    ("2026-10-04", NOT, CONSULTING),
    ("2026-10-05", NOT, CONSULTING),
    ("2026-10-06", NOT, CONSULTING),
    ("2026-10-07", NOT, CONSULTING),
    ("2026-10-08", NOT, CONSULTING),
    ("2026-10-09", NOT, CONSULTING),
    ("2026-10-10", NOT, CONSULTING),
    ("2026-10-11", NOT, CONSULTING),
    ("2026-10-12", NOT, CONSULTING),
    ("2026-10-13", NOT, CONSULTING),
    ("2026-10-14", NOT, CONSULTING),
    ("2026-10-15", COUNTED, _day(3)),
    ("2026-10-16", COUNTED, _day(4)),
    ("2026-10-17", NOT, SATURDAY),
    ("2026-10-18", NOT, SUNDAY),
    ("2026-10-19", COUNTED, _day(5)),
    ("2026-10-20", COUNTED, _day(6)),
    ("2026-10-21", COUNTED, _day(7)),
    ("2026-10-22", COUNTED, _day(8)),
    ("2026-10-23", COUNTED, _day(9)),
    ("2026-10-24", NOT, SATURDAY),
    ("2026-10-25", NOT, SUNDAY),
    ("2026-10-26", COUNTED, _day(10)),
    ("2026-10-27", COUNTED, _day(11)),
    ("2026-10-28", COUNTED, _day(12)),
    ("2026-10-29", COUNTED, _day(13)),
    ("2026-10-30", COUNTED, _day(14)),
    ("2026-10-31", NOT, SATURDAY),
    ("2026-11-01", NOT, SUNDAY),
    ("2026-11-02", COUNTED, _day(15) + "；本日延长答复期限10个工作日"
     "（经本机关政府信息公开工作机构负责人同意，并告知申请人）"),
    ("2026-11-03", COUNTED, _day(16)),
    ("2026-11-04", COUNTED, _day(17)),
    ("2026-11-05", COUNTED, _day(18)),
    ("2026-11-06", COUNTED, _day(19)),
    ("2026-11-07", NOT, SATURDAY),
    ("2026-11-08", NOT, SUNDAY),
    ("2026-11-09", COUNTED, _day(20)),
    ("2026-11-10", COUNTED, _day(21)),
    ("2026-11-11", COUNTED, _day(22)),
    ("2026-11-12", COUNTED, _day(23)),
    ("2026-11-13", COUNTED, _day(24)),
    ("2026-11-14", NOT, SATURDAY),
    ("2026-11-15", NOT, SUNDAY),
    ("2026-11-16", COUNTED, _day(25)),
    ("2026-11-17", COUNTED, _day(26)),
    ("2026-11-18", COUNTED, _day(27)),
    ("2026-11-19", COUNTED, _day(28)),
    ("2026-11-20", COUNTED, _day(29)),
    ("2026-11-21", NOT, SATURDAY),
    ("2026-11-22", NOT, SUNDAY),
    ("2026-11-23", COUNTED, _day(30)),
]  # fmt: skip

HAPPENED = [
    "2026-09-20 收到",
    "2026-09-22 要求补正：请写明是施工合同还是监理合同，以及合同的年份",
    "2026-09-24 收到补正材料",
    "2026-09-29 征求第三方意见",
    "2026-10-14 第三方答复",
    "2026-11-02 延长答复期限：见《政府信息公开申请延期答复告知书》（文号）",
    "2026-11-23 答复",
]
