"""What staff type for a letter: its facts one by one, and what becomes of each document."""

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from django import forms

from gongkai.inbound.cases.models import LetterSettings, LetterTemplate
from gongkai.inbound.cases.office.forms import OUTCOME_KINDS
from gongkai.inbound.cases.queries import FROM_REGISTER, Written
from gongkai.people.forms import DayInput, SettingsForm
from gongkai.rules.fees import FeeMode
from gongkai.rules.letter_kinds import LetterFact, LetterKind
from gongkai.rules.letter_texts import LONGEST_FACT
from gongkai.rules.letters import Ruling, Told, asked_of
from gongkai.rules.outcomes import OutcomeKind, outcomes

EXTENDED_TO = "extended_to"
LONGEST_EXTENSION = 1500
MOST_ROWS = 50
SHORT_FACTS = (
    "channel", "application", "inquiry_code", "earlier_number", "competent", "served_document",
    "served_how", "served_at", "asker", "asker_contact", "first_asked", "handed_to",
)  # fmt: skip


class LetterForm(forms.Form):
    """The facts of one kind of letter; what the register knows is not asked for again."""

    def __init__(
        self,
        kind: LetterKind,
        typed: Mapping[str, Any] | None = None,
        *,
        first: Mapping[str, Told],
        most_days: int | None,
        today: date,
    ) -> None:
        super().__init__(typed, initial={**first, "signed_on": today, "days": most_days})
        self.kind = kind
        for fact in kind.facts:
            self._ask(fact, required=True)
        for fact in kind.facts_if_known:
            self._ask(fact, required=False)
        if kind.charges:
            self.fields["mode"] = forms.ChoiceField(
                label="计收方式",
                choices=[("", "请选择"), (FeeMode.PIECES, "按件"), (FeeMode.PAGES, "按量（页）")],
                help_text="一件申请只用一种。按件的，本月此前的件数从登记簿里数。",
                error_messages={"required": "请选择按件还是按量。"},
            )
            self.fields["quantity"] = forms.IntegerField(
                label="件数或者页数",
                min_value=1,
                initial=1,
                error_messages={"required": "请填写件数或者页数。"},
            )
        if kind.is_sheet:
            self.fields["addressee"] = forms.CharField(
                label="收件人", max_length=100, required=False, help_text="不填即申请人。"
            )
        else:
            self.fields["annexes"] = forms.CharField(
                label="附件",
                max_length=2000,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
                help_text="随文书送出的材料，每行一件；没有就不填。",
            )
        self.fields["signed_on"] = forms.DateField(
            label="成文日期",
            widget=DayInput(),
            help_text="印在文书落款处，一般是签发的那天。",
            error_messages={
                "required": "请填写成文日期。",
                "invalid": "请填写日期，例如2026-03-10。",
            },
        )

    def _ask(self, fact: LetterFact, *, required: bool) -> None:
        if fact.key in FROM_REGISTER:
            return
        wrong = {"required": f"{fact.ask}。", "invalid": f"{fact.ask}。"}
        given: dict[str, Any] = {"label": fact.name, "required": required, "error_messages": wrong}
        if fact.key == EXTENDED_TO:
            self.fields["days"] = forms.IntegerField(
                label="延长多少个工作日",
                min_value=1,
                max_value=LONGEST_EXTENSION,
                error_messages={"required": "请填写延长多少个工作日。"},
                help_text="延长后的期限由系统算出，写进文书。",
            )
        elif fact.kind == "date":
            self.fields[fact.key] = forms.DateField(widget=DayInput(), help_text=fact.ask, **given)
        elif fact.kind == "yuan":
            self.fields[fact.key] = forms.IntegerField(min_value=1, help_text=fact.ask, **given)
        else:
            widget = forms.TextInput() if fact.key in SHORT_FACTS else forms.Textarea({"rows": 3})
            self.fields[fact.key] = forms.CharField(
                max_length=LONGEST_FACT, widget=widget, help_text=fact.ask, **given
            )

    def written(self, documents: tuple[Ruling, ...]) -> Written:
        """What was typed, for the letter; what was left out may be."""
        typed = self.cleaned_data
        facts = {fact.key for fact in (*self.kind.facts, *self.kind.facts_if_known)}
        lines = typed.get("annexes", "").splitlines()
        return Written(
            signed_on=typed["signed_on"],
            told={key: typed[key] for key in facts & typed.keys() if typed[key] not in (None, "")},
            documents=documents,
            mode=FeeMode(typed["mode"]) if typed.get("mode") else None,
            quantity=typed.get("quantity") or 0,
            days=typed.get("days"),
            annexes=tuple(line.strip() for line in lines if line.strip()),
            addressee=typed.get("addressee", ""),
        )


class RulingForm(forms.Form):
    """One document of the request and what becomes of it; an empty row is none."""

    document = forms.CharField(label="信息名称", max_length=300, required=False)
    outcome = forms.ChoiceField(label="办理结果", required=False)
    ground = forms.ChoiceField(
        label="不予公开的情形",
        required=False,
        help_text="部分公开的选择；不予公开的，结果已经写明。",
    )
    article = forms.ChoiceField(
        label="依据的条款",
        required=False,
        help_text="本机关不掌握的选择：不存在，或者不属于本机关。",
    )
    withheld = forms.CharField(
        label="不公开的内容", max_length=1000, required=False, help_text="部分公开的填写。"
    )
    way = forms.CharField(
        label="获取方式和途径",
        max_length=1000,
        required=False,
        help_text="公开或者部分公开的填写。",
    )
    reasons = forms.CharField(
        label="理由",
        max_length=LONGEST_FACT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, kind: LetterKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_mixed = kind.outcome is not None and kind.outcome.kind is OutcomeKind.PARTLY_GRANTED
        self.kind = kind
        if not self.is_mixed:
            for name in ("outcome", "ground", "article", "withheld", "way"):
                del self.fields[name]
            return
        known = outcomes().values()
        # A script shows only what the chosen outcome asks for; without one all of it is there.
        self.fields["outcome"].widget.attrs["data-asks"] = ""
        for name in ("ground", "article", "withheld", "way", "reasons"):
            askers = (one.code for one in known if name in asked_of(one))
            self.fields[name].widget.attrs["data-asked-by"] = " ".join(askers)
        grounds = {ground.code: ground for each in known for ground in each.grounds}
        articles = {article for each in known for article in each.articles if not each.grounds}
        classes: dict[str, list[tuple[str, str]]] = {}
        for one in known:
            classes.setdefault(OUTCOME_KINDS[one.kind], []).append((one.code, one.called))
        choices: dict[str, list[Any]] = {
            "outcome": list(classes.items()),
            "ground": [(code, f"{one.article}：{one.ground}") for code, one in grounds.items()],
            "article": [(article, article) for article in sorted(articles)],
        }
        for name, rows in choices.items():
            self.fields[name].choices = [("", "请选择"), *rows]  # type: ignore[attr-defined]

    @property
    def ruling(self) -> Ruling | None:
        typed = self.cleaned_data
        if not any(typed.values()):
            return None
        outcome = self.kind.outcome.code if self.kind.outcome and not self.is_mixed else ""
        return Ruling(
            **{"outcome": outcome} | {key: value for key, value in typed.items() if value}
        )


class RulingFormSet(forms.BaseFormSet):
    """The documents of a request, in order."""

    def rulings(self) -> tuple[Ruling, ...]:
        return tuple(one.ruling for one in self.forms if one.ruling is not None)


def rulings_form(
    kind: LetterKind,
    typed: Mapping[str, Any] | None = None,
    *,
    kept: tuple[Ruling, ...] = (),
    more: int = 1,
) -> RulingFormSet | None:
    """Rows for a letter that answers document by document; none for the others."""
    if not kind.lists_documents:
        return None
    made = forms.formset_factory(
        RulingForm, formset=RulingFormSet, extra=more, max_num=MOST_ROWS, absolute_max=MOST_ROWS
    )
    initial = [{name: getattr(one, name) for name in RulingForm.base_fields} for one in kept]
    return cast(
        RulingFormSet,
        made(typed, initial=initial, prefix="documents", form_kwargs={"kind": kind}),
    )


class HeadForm(SettingsForm):
    """How the agency's letters are headed, and where remedies lead."""

    class Meta:
        model = LetterSettings
        fields = (
            "mark", "number_code", "form", "review_body", "court", "contact", "answer_to",
            "payment",
        )  # fmt: skip
        help_texts = {
            "mark": "文书上方的红色标志，不填即机关名称。",
            "number_code": "文号开头的代字，例如清交公开，印成“清交公开〔2026〕1号”。",
            "review_body": "一般是本级人民政府（行政复议法第二十四条）。答复书的救济途径要写。",
            "court": "对本机关有管辖权的基层人民法院。答复书的救济途径要写。",
            "contact": "印在文书末尾，例如办公室，0000-1234567。",
            "answer_to": "补正材料、书面意见送到哪里：地址、电话、邮箱。",
            "payment": "收费通知书上的缴纳方式。",
        }


class TemplateForm(forms.Form):
    """A Word template of the office's own, or none to go back to ours."""

    shape = forms.ChoiceField(label="用于", choices=LetterTemplate.Shape.choices)
    file = forms.FileField(
        label="Word模板",
        required=False,
        widget=forms.FileInput(attrs={"accept": ".docx", "class": "gk-file"}),
        help_text="用下面的默认模板改：版头、版记、字体都可以改，占位符要留着。不选文件即恢复默认。",
        error_messages={"empty": "文件是空的，请重新选择。"},
    )
