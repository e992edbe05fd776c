"""The lint of 申请材料: what must be brought, in which form, and what nobody may ask for."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from gongkai.rules.gate.findings import Severity
from gongkai.rules.guides.doubts import GuideDoubt, demand, doubt, missing, words_in
from gongkai.rules.guides.service_guides import Material, Necessity, Original, ServiceGuide

ELEMENTS = {
    "original": "是原件还是复印件",
    "medium": "是纸质还是电子",
    "copies": "份数",
    "origin": "来源渠道",
    "necessity": "是否必要",
}


def lint_materials(guide: ServiceGuide, on: date) -> Iterator[GuideDoubt]:
    for at, material in enumerate(guide.materials, start=1):
        yield from _material(f"materials.{at}", at, material)
        yield from _demanded(f"materials.{at}", material)
    yield from _application_form(guide)
    names = Counter(material.name.strip() for material in guide.materials)
    for name in (name for name, count in names.items() if name and count > 1):
        yield doubt("materials", Severity.WARN, f"材料“{name}”列了不止一次。", "material")


def _material(element: str, at: int, material: Material) -> Iterator[GuideDoubt]:
    name = material.name.strip()
    if not name:
        yield missing(f"{element}.name", f"第 {at} 项材料的名称", Severity.BLOCK, "material")
        return
    for attribute, label in ELEMENTS.items():
        if getattr(material, attribute) is None:
            yield missing(
                f"{element}.{attribute}", f"材料“{name}”{label}", Severity.WARN, "material"
            )
    if material.copies is not None and material.copies < 1:
        yield doubt(
            f"{element}.copies", Severity.WARN, f"材料“{name}”的份数不到 1 份。", "material"
        )
    if material.necessity is Necessity.LATER and not material.remark.strip():
        label = f"容缺材料“{name}”什么时候补交"
        yield missing(f"{element}.remark", label, Severity.WARN, "material")
    if material.original is Original.COPY and "原件" in name:
        message = f"材料“{name}”名称里写原件，类型却是复印件。"
        yield doubt(f"{element}.original", Severity.WARN, message, "material")


def _demanded(element: str, material: Material) -> Iterator[GuideDoubt]:
    name = material.name.strip()
    rules = demand("catch_all")
    catch_alls = [*words_in(name, rules["words"])]
    if not catch_alls and name.endswith(tuple(rules["endings"])):
        catch_alls = [name]
    for word in catch_alls[:1]:
        message = f"材料“{name}”是兜底说法（“{word}”），请逐项列明，或者删去。"
        yield doubt(f"{element}.name", Severity.BLOCK, message, "catch_all")
    for word in words_in(name, demand("proof")["words"]):
        message = (
            f"“{word}”在不应由村（居）委会出具的证明之列，请核对由谁出具、依据什么；"
            "没有依据的应当取消。"
        )
        yield doubt(f"{element}.name", Severity.WARN, message, "proof")


def _application_form(guide: ServiceGuide) -> Iterator[GuideDoubt]:
    """A licence needs a sample of its application (行政许可法 art. 30)."""
    words = demand("form")["words"]
    forms = [
        (at, material)
        for at, material in enumerate(guide.materials, start=1)
        if any(word in material.name for word in words)
    ]
    if guide.is_licence and guide.materials and not forms:
        message = f"材料里没有申请书（名称含“{'”“'.join(words)}”）。"
        yield doubt("materials", Severity.WARN, message, "form")
    severity = Severity.BLOCK if guide.is_licence else Severity.WARN
    for at, material in forms:
        if not material.sample.strip():
            label = f"“{material.name}”的示范文本"
            yield missing(f"materials.{at}.sample", label, severity, "form")
        if not material.blank_form.strip():
            label = f"“{material.name}”的空白表格"
            yield missing(f"materials.{at}.blank_form", label, Severity.WARN, "form")
