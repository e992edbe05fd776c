"""A letter with every part a letter can have, to try a template on."""

from datetime import date

from gongkai.rules.letters import Letter


def example_letter(*, is_form: bool) -> Letter:
    """A form has rows where a letter has paragraphs; whoever it is about is nobody."""
    return Letter(
        key="served" if is_form else "R-3.4",
        title="送达回证" if is_form else "政府信息不予公开决定书",
        number="示例公开〔2026〕1号",
        addressee="示例申请人",
        paragraphs=() if is_form else ("这里是正文的第一段。", "这里是正文的第二段。"),
        rows=(("送达文书", "示例文书"), ("备注", "")) if is_form else (),
        remedy="" if is_form else "如对本答复不服，这里写明救济途径。",
        annexes=() if is_form else ("示例附件一", "示例附件二"),
        signer="示例机关",
        signed_on=date(2026, 1, 5),
        contact="示例电话",
    )
