"""What stands in the way of setting a sign, keeping a board, opening a door, issuing a badge."""

from collections.abc import Iterator
from datetime import date

from gongkai.outbound.on_duty import queries
from gongkai.outbound.on_duty.models import Badge, Sign, SignBoard
from gongkai.people.models import PostHolding, Role, Unit, User
from gongkai.people.queries import holds


def to_setting(sign: Sign, *, by: User, on: date) -> Iterator[str]:
    if sign.user_id == by.pk:
        return
    if not queries.boards_set_by(by, on=on).filter(pk=sign.board_id).exists():
        yield "只能改自己的去向；同事的去向由本单位负责人、窗口人员或者公开办代改。"


def to_keeping(unit: Unit, *, by: User, on: date) -> Iterator[str]:
    if not queries.units_kept_by(by, on=on).filter(pk=unit.pk).exists():
        yield "去向牌和岗位证由本单位负责人或者公开办管理，需要时请系统管理员添加角色。"


def to_board(board: SignBoard) -> Iterator[str]:
    if not board.first_asked.strip() or not board.phone.strip():
        yield "请填写首问联系人和电话：有人不在时，来的人总要找得到人。"
    if board.closes <= board.opens:
        yield "下班时间要晚于上班时间。"


def to_putting_up(board: SignBoard, person: User, substitute: User | None) -> Iterator[str]:
    if person.agency_id != board.unit.agency_id or not person.is_active:
        yield "只能把本机关在职的工作人员写上去向牌。"
    if Sign.objects.filter(user=person).exists():
        yield "这位同事已经在一块去向牌上了；请先从那块牌上取下。"
    if substitute is None:
        yield "请选替岗人：人不在时，牌上要写明找谁。"
    elif substitute.pk == person.pk:
        yield "替岗人要是另一位同事。"
    elif substitute.agency_id != board.unit.agency_id:
        yield "替岗人要是本机关的同事。"


def to_opening_doors(unit: Unit, *, by: User, on: date) -> Iterator[str]:
    if by.agency_id != unit.agency_id or not holds(by, Role.OPERATOR, on=on):
        yield "门口终端由系统管理员开通和停用。"


def to_issuing(badge: Badge, *, on: date) -> Iterator[str]:
    if not badge.number.strip() or not badge.name.strip():
        yield "请填写证号和证上姓名。"
    if badge.user.agency_id != badge.unit.agency_id or badge.post.unit_id != badge.unit_id:
        yield "人员和岗位要属于这个单位所在的机关。"
    held = PostHolding.objects.current(on).filter(user=badge.user, post=badge.post)
    if not held.exists():
        yield "这位同事今天不在这个岗位上；请先登记任职。"
    standing = Badge.objects.filter(user=badge.user, post=badge.post, voided_at=None)
    if standing.exists():
        yield "这个岗位已经有一张有效的证；遗失或者更换的，请在那张证上选“作废并补发”。"
    same = Badge.objects.filter(unit__agency=badge.unit.agency_id, number=badge.number)
    if same.exclude(user=badge.user_id).exists():
        yield "这个证号已经发给别人，请换一个。"


def to_voiding(badge: Badge, reason: str) -> Iterator[str]:
    if badge.voided_at is not None:
        yield "这张证已经作废。"
    if not reason.strip():
        yield "请写明作废原因。"
    elif "\0" in reason:
        yield "作废原因里有看不见的控制字符，请重新输入。"
