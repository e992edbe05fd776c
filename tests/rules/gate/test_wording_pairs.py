"""The list of wrong pairs: its shape, its peace with itself, and its silence on right text."""

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.law import law

GROUPS = law("wording/pairs")["group"]
PAIRS = [(wrong, right, unless) for group in GROUPS for wrong, right, *unless in group["pairs"]]
WRONG = {wrong: (right, unless) for wrong, right, unless in PAIRS}
LENGTHS = sorted({len(wrong) for wrong in WRONG})

# Every sentence is right, and holds the characters of a wrong form side by side.
RIGHT_SENTENCES = [
    "公布署名文章三篇。",
    "面对严峻工作形势，会议作了分析。",
    "各方究竟争取到什么，尚无定论。",
    "系列讲座落幕。",
    "建成一座标志性建筑。",
    "各参赛队按排名先后领奖。",
    "摊位以抽签定位的方式分配。",
    "科室作出回复盖章后寄出。",
    "该栋宿舍须撤消防栓两处。",
    "毕竟标准不同，不宜比较。",
    "课题组研究竞争政策。",
    "鼓励企业用自己经营所得扩大投入。",
    "截至年末经批准的项目共十二个。",
    "月末按规定报送报表。",
    "专家强调拔尖人才的培养。",
    "部门承担登记薄弱环节的整改。",
    "成立既有专家又有居民的评议组。",
    "教育部暑期安全提示已转发各校。",
    "引导群众养成锻炼习惯。",
    "攻坚难度大，攻坚巨大成果来之不易。",
    "矿冶理工类专业扩招。",
    "推广湿法冶金和新的方法冶炼工艺。",
    "贯彻职业教育法，习惯彻底改变。",
    "除骨折除外的病例均已出院。",
    "违规订立的合同无效，法规订立程序应当公开。",
    "方案已经明确订立依据。",
    "变更叠加多项政策的补助标准。",
    "网络信号实现一批覆盖、双重覆盖。",
    "利用通信仿真平台开展演练。",
    "明确派遣责任，各党派谴责暴力行径。",
    "派遣留学生五名，派遣产业工人培训。",
    "举办春季精彩纳入展演的节目评选。",
    "风光揽胜步道开放。",
    "双方认真缔结友好关系，金融恰好提供支持。",
    "统计阻挡次数，查办阻挡案件。",
    "推广林下栽培技术和控制栽培密度的办法。",
    "组织仲裁培训，发放杜仲栽植补助。",
    "会议记载决定事项三项。",
    "工作做风险评估要依法进行。",
    "选派未遂条款的研究人员。",
    "意思唯一，不得作两种解释。",
    "论坛围绕著作权保护展开。",
    "随著作权登记证一并发还。",
    "该校法规纳入必修课程。",
    "晚报刊登纪念文章。",
    "预防泛滥的外来物种。",
    "请综合考虑假期出行需求。",
    "依法收取租凭证工本费的做法已取消。",
    "公路沿线部署光伏设施。",
    "群众热切期盼解决择校问题。",
    "帮助了解绝对误差的含义，缓解绝对贫困。",
    "拒绝定点采购，杜绝策划虚假活动。",
    "此次活动包括展览和论坛。",
    "将名著重印，把天赋于事业者选入人才库。",
    "设备产生的组合谐波低于限值。",
    "作出给予防护补贴的决定。",
    "保障群众平安生产生活。",
    "草原那么辽阔，这一标准那么明确。",
    "是否那么严重，有待核实。",
    "推进土壤改良措施和盐碱地改良措施落地。",
    "新建宽敞市民广场，开辟宽敞群众活动场地。",
    "该镇党委全称为中共中心镇委员会。",
    "主要担任人大代表联络工作。",
    "国家女子曲棍球队取得进展中国家队再添新员。",
    "系统录入优质星级饭店名录。",
    "各级文化与旅游部门、住房与城乡建设部门参加。",
    "公正书写历史。",
    "会议广泛围绕民生议题展开。",
    "请登记律师事务所名称。",
    "海警巡逻缉毒，若干予以通报的情形另行公布。",
    "引爆露营热潮，举办思辨论坛。",
    "双方商定补充份额，窗帘裁剪采用环保面料。",
    "工程沿排水勾缝处渗漏。",
    "医院开设门诊贵宾服务以外的普通通道。",
    "我国籍贯登记沿用旧制，田径营地已开放。",
    "代表团到堪察加考察。",
    "停用防护拦截网，拆除公告拦截装置。",
    "出售运煤汽车两辆、天然汽水一批。",
    "大冶超市开展自查。",
    "这份报告的处份额分配合理。",
    "法院认定，被告在答辩认为部分的意见不成立。",
    "随即然后两字不宜连用。",
    "建立既符合实际又便于操作的制度。",
    "移交待办事项，落实外交待遇。",
    "驾驶员应当按排班表到岗，水泵按排量选型。",
    "值守点配发的蚊帐目前已全部到位，蚊帐单价不变。",
    "边坡下方新建三座落石防护棚，新增两座标识牌。",
    "轮渡假日加开航班，摆渡假日照常。",
    "未经监理签认的工程量不予算入本期计量。",
    "系统按标签属性自动归类，合同审签定于周五。",
    "后台数据取自已联网的监测点。",
    "连续两周未前往现场的，由办公室提醒。",
    "请资深人员授课，夜深人静时段不得施工。",
    "工程年末按时完工，学期末来函已经答复。",
    "执法人员在次要道路巡查，节余在次年使用。",
    "有关事项叫做为民办实事工程。",
    "各窗口交付件数实时显示，支付件数按日统计。",
    "智能机器人材料搬运系统投入使用，承包人材料齐全。",
    "一季度完成份额过半，在6月份内完工，请按月份量化目标。",
    "执法台账附有记录相关影像，登录相应平台查询。",
    "砂石料不得分批露天堆放。",
    "值班人员应当立即上报消防部门，并通报消息。",
    "设备按装置类型登记，部件按装配图核对。",
    "资金用于产业结构调结构稳增长，着力调结构。",
    "意见征集专栏截止日期另行公布。",
    "消防员驾驶航空器开展救援，雇佣有经验的船员。",
    "法院二审请求事项不变，一审请求已经支持。",
    "张贴应急须知，核定范围内外合计。",
    "大局部署已经明确，顾大局部门要带头。",
    "进一步标准化作业流程，各单位位次变化列明。",
    "海警巡逻列入计划，职工习惯穿救生衣上岗。",
    "培训结合做好预防犯罪工作，惩治规模犯罪。",
    "引导学生防犯罪、防溺水，预防犯错。",
    "从末班车发车起，还末端用户一个便利。",
]


def alarms(text: str) -> list[str]:
    """The wrong forms of `text`, but for those that stand inside a longer right string."""
    return [wrong for wrong, at in _places(text) if not _excused(text, at, wrong)]


def _places(text: str) -> Iterator[tuple[str, int]]:
    for at in range(len(text)):
        for length in LENGTHS:
            if text[at : at + length] in WRONG and at + length <= len(text):
                yield text[at : at + length], at


def _excused(text: str, at: int, wrong: str) -> bool:
    for right in WRONG[wrong][1]:
        start = at - right.index(wrong)
        if start >= 0 and text.startswith(right, start):
            return True
    return False


def test_every_group_says_what_it_is_and_what_it_rests_on() -> None:
    keys = [group["key"] for group in GROUPS]
    assert len(keys) == len(set(keys))
    for group in GROUPS:
        assert re.fullmatch(r"[a-z]+(-[a-z]+)?", group["key"])
        assert group["name"]
        assert group["source"]
        assert isinstance(group["verified"], bool)
        assert group["severity"] in {"block", "warn", "inform"}


def test_every_pair_is_a_wrong_form_a_right_one_and_the_exceptions() -> None:
    for group in GROUPS:
        for pair in group["pairs"]:
            assert len(pair) >= 2
            assert all(isinstance(word, str) and word == word.strip() for word in pair)
            assert len(pair[0]) >= 2
            assert pair[0] != pair[1]


def test_there_are_enough_pairs_and_none_twice() -> None:
    assert len(PAIRS) >= 5500
    assert len(WRONG) == len(PAIRS)


def test_only_what_was_read_in_a_published_table_counts_as_verified() -> None:
    assert [group["key"] for group in GROUPS if group["verified"]] == ["published"]


def test_every_exception_holds_its_wrong_form_once_and_passes_whole() -> None:
    for wrong, _, unless in PAIRS:
        assert len(unless) == len(set(unless))
        for right in unless:
            assert right.count(wrong) == 1, (wrong, right)
            assert right != wrong
            assert alarms(right) == [], (wrong, right)


def test_no_right_form_is_taken_for_a_wrong_one() -> None:
    assert {right: alarms(right) for _, right, _ in PAIRS if alarms(right)} == {}


def test_a_wrong_form_within_another_is_mended_to_the_same() -> None:
    for outer, (right, _) in WRONG.items():
        for inner, _ in _places(outer):
            if inner != outer and inner in alarms(outer):
                assert outer.replace(inner, WRONG[inner][0]) == right, (inner, outer)


def test_every_wrong_form_is_found_in_plain_text() -> None:
    assert [wrong for wrong in WRONG if wrong not in alarms(f"“{wrong}”")] == []


def test_right_words_that_meet_by_chance_are_left_alone() -> None:
    assert {sentence: alarms(sentence) for sentence in RIGHT_SENTENCES if alarms(sentence)} == {}


def test_the_right_sentences_are_many_and_all_near_misses() -> None:
    assert len(set(RIGHT_SENTENCES)) >= 60
    for sentence in RIGHT_SENTENCES:
        assert any(wrong in sentence for wrong in WRONG), sentence


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        pytest.param("会议布署了下一步工作", "布署", id="word-of-the-list"),
        pytest.param("中标侯选人公示", "侯选人", id="inside-a-longer-word"),
        pytest.param("公布署名文章，布署工作", "布署", id="beside-its-exception"),
        pytest.param("完善听政会制度", "听政会", id="damaged-copy"),
        pytest.param("夯实根底设施", "根底设施", id="exchanged-for-a-synonym"),
        pytest.param("未经批准的混泥土工程", "混泥土", id="transport"),
        pytest.param("对巡查问题遂项整改", "遂项", id="one-sign-of-a-plain-word"),
        pytest.param("坚决遏至事故发生", "遏至", id="typed-by-sound"),
        pytest.param("党员要以身作责", "以身作责", id="idiom"),
        pytest.param("验收合格后方可人库", "方可人库", id="only-in-company"),
    ],
)
def test_a_wrong_form_is_found(sentence: str, wrong: str) -> None:
    assert alarms(sentence) == [wrong]


@given(st.lists(st.sampled_from(sorted(WRONG)), min_size=1, max_size=8))
def test_mending_once_is_enough(words: list[str]) -> None:
    assert alarms("；".join(WRONG[word][0] for word in words)) == []
