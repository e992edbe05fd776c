"""A finding is known again after the text around it has moved."""

from gongkai.rules.gate.findings import Finding, Hit, Passage, Place, Severity


def finding_in(text: str, excerpt: str, block: int = 1) -> Finding:
    start = text.index(excerpt)
    passage = Passage(Place("body", block=block), text)
    return passage.finding(
        Hit(start, start + len(excerpt), "wrong-word/按排", Severity.WARN, "错别字")
    )


def test_a_finding_quotes_its_place() -> None:
    finding = finding_in("各单位要按排好工作", "按排", block=3)
    assert finding.excerpt == "按排"
    assert finding.place == Place("body", block=3, start=4, end=6)


def test_the_fingerprint_outlives_moving_the_block_and_adding_text_far_away() -> None:
    sentence = "请各单位结合实际情况认真按排好本季度的政务公开各项工作。"
    before = finding_in(sentence, "按排", block=1)
    after = finding_in("以下内容为新增加的一整句话。" + sentence, "按排", block=7)
    assert after.place != before.place
    assert after.fingerprint == before.fingerprint


def test_the_fingerprint_changes_with_the_words_around() -> None:
    assert (
        finding_in("认真按排工作", "按排").fingerprint
        != finding_in("随意按排工作", "按排").fingerprint
    )


def test_numbers_masked_alike_have_fingerprints_of_their_own() -> None:
    def masked(number: str) -> Finding:
        passage = Passage(Place("body", block=1), number)
        hit = Hit(0, len(number), "mobile-number", Severity.BLOCK, "")
        return passage.finding(hit, excerpt="138****1234")

    assert masked("13800001234").fingerprint != masked("13811111234").fingerprint


def test_the_very_words_of_personal_data_are_not_printed_with_the_finding() -> None:
    passage = Passage(Place("body", block=1), "13800001234")
    finding = passage.finding(
        Hit(0, 11, "mobile-number", Severity.BLOCK, ""), excerpt="138****1234"
    )
    assert finding.exact == "13800001234"
    assert "13800001234" not in repr(finding)
