"""What the screens say of a finding: its rule, why it matters, what removes it, by what source."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from gongkai.demo import paper
from gongkai.media.storing import store
from gongkai.outbound.content import actions as content
from gongkai.outbound.publishing import actions
from gongkai.outbound.publishing.explaining import explanation_of
from gongkai.outbound.publishing.models import Attachment, Edition, Finding
from gongkai.people.models import User
from gongkai.rules.gate import rulebook
from gongkai.rules.gate.hidden_content import Hidden, Kind, rule_of
from tests.apps.publishing.conftest import AT, TEXT, Bureau, write

HIDDEN = (
    Hidden(Kind.TRACKED_CHANGES, 3, "“张**三”"),
    Hidden(Kind.COVERED_TEXT, 1, "第2页"),
    Hidden(Kind.AUTHOR_NAMES, 2, "作者、最后修改者"),
)


@pytest.fixture
def hiding(bureau: Bureau, draft: Edition) -> Edition:
    """A draft whose annex was found to hide something."""
    file = actions.NewFile(
        part="annex", name="附表.docx", public=store(b"x", content_type="text/plain"),
        format="DOCX", text="附表里的文字写在这里。", hidden=HIDDEN,
    )  # fmt: skip
    actions.attach(draft, file, by=bureau.clerk, at=AT)
    actions.check(draft, by=bureau.clerk, at=AT)
    return draft


@pytest.mark.parametrize("rule", [*rulebook.rules(), *map(rule_of, Kind), "own-word/交通局"])
def test_every_rule_has_its_words(rule: str) -> None:
    explained = explanation_of(rule)
    assert explained is not None
    assert all((explained.name, explained.why, explained.fix, explained.source))


def test_a_finding_of_a_rule_that_is_no_more_is_still_shown(
    bureau: Bureau, as_: Callable[[User], Client]
) -> None:
    edition = write(bureau, title="交通局检查情况的通报", text=f"{TEXT}请致电13800138000。")
    Finding.objects.filter(run__edition=edition).update(rule="personal_numbers")
    seen = as_(bureau.clerk).get(f"/office/editions/{edition.pk}/findings/").content.decode()
    assert "发现手机号码" in seen


@pytest.mark.parametrize("screen", ["findings", "review"])
def test_rule_reason_remedy_and_source_stand_beside_the_finding(
    bureau: Bureau, as_: Callable[[User], Client], screen: str
) -> None:
    edition = write(bureau, title="检查情况的通报", text=f"{TEXT}各单位要加强布署。")
    actions.submit(edition, by=bureau.clerk, at=timezone.now())
    seen = as_(bureau.head).get(f"/office/editions/{edition.pk}/{screen}/").content.decode()
    rule = rulebook.explain("wrong-word/布署")
    for words in (rule.name, rule.why, rule.fix, rule.source):
        assert words in seen


def test_hidden_content_of_a_file_is_found_with_its_weight(hiding: Edition) -> None:
    found = Finding.objects.filter(run__edition=hiding, part="attachment")
    assert dict(found.values_list("rule", "severity")) == {
        "hidden-tracked-changes": "warn",
        "hidden-covered-text": "block",
        "hidden-author-names": "inform",
    }
    assert set(found.values_list("label", flat=True)) == {"附表.docx"}


def test_what_a_word_file_hides_is_found_when_it_is_taken_in(bureau: Bureau) -> None:
    at = timezone.now()
    file = paper.word("检查情况的通报", TEXT, formed_on=date(2026, 2, 27))
    received = content.receive(
        content=file, name="通报.docx", unit=bureau.unit, by=bureau.clerk, at=at
    )
    edition = content.take_in(received, at=at).edition
    found = Finding.objects.get(run__edition=edition, rule="hidden-author-names")
    assert "作者、最后修改者" in found.message
    assert found.label == "通报.docx"


def test_the_screen_names_the_file_and_quotes_it_in_outline(
    hiding: Edition, bureau: Bureau, as_: Callable[[User], Client]
) -> None:
    seen = as_(bureau.clerk).get(f"/office/editions/{hiding.pk}/findings/").content.decode()
    assert "文件里有 3 处修订记录（“张**三”）" in seen
    assert "附件“附表.docx”" in seen
    assert "附表里的文字" not in seen


def test_a_copy_for_correction_keeps_what_its_files_hide(hiding: Edition, bureau: Bureau) -> None:
    Attachment.objects.filter(edition=hiding).update(part="source")
    actions.drop(hiding, reason="内容重复", by=bureau.clerk, at=AT)
    again = actions.revise(hiding, by=bureau.clerk, at=AT)
    actions.check(again, by=bureau.clerk, at=AT)
    assert Finding.objects.filter(run__edition=again, rule="hidden-covered-text").exists()


def test_what_a_file_was_found_to_hide_is_frozen_with_its_edition(hiding: Edition) -> None:
    Edition.objects.filter(pk=hiding.pk).update(state=Edition.State.IN_REVIEW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Attachment.objects.filter(edition=hiding).update(hidden=[])


def test_the_findings_cost_the_same_for_one_file_and_for_ten(
    bureau: Bureau, client: Client, draft: Edition, flat_queries: Callable[..., None]
) -> None:
    client.force_login(bureau.clerk)
    public = store(b"x", content_type="text/plain")

    def grow() -> None:
        file = actions.NewFile(
            part="annex", name=f"附表{draft.attachments.count()}.docx", public=public,
            format="DOCX", text="联系人手机13800138000。", hidden=HIDDEN,
        )  # fmt: skip
        actions.attach(draft, file, by=bureau.clerk, at=AT)
        found = actions.check(draft, by=bureau.clerk, at=AT).findings.filter(severity="block")
        actions.excuse(found.last(), reason="逐页看过没有问题", by=bureau.clerk, at=AT)

    flat_queries(f"/office/editions/{draft.pk}/findings/", grow)
