"""What leaves every Office Open XML file on its way out: authors, objects, outside links, Exif."""

import re
from collections import Counter

from lxml import etree

from gongkai.media.intake.ooxml import Package, Relationship
from gongkai.media.intake.package import rels_name
from gongkai.media.intake.pictures import without_metadata
from gongkai.media.intake.word.names import R_NS, all_of, q, remove, unwrap

_TAIL = re.compile(r"[^/]+$")
# Named by the end of the relationship's type, with what a person would call it.
UNWANTED = {
    "comments": "批注", "commentsExtended": "批注", "commentsIds": "批注",
    "commentsExtensible": "批注", "commentAuthors": "批注作者", "people": "审阅人名单",
    "person": "审阅人名单", "threadedComment": "批注", "authors": "批注作者",
    "custom-properties": "自定义属性", "customXml": "自定义 XML 数据", "thumbnail": "缩略图",
    "vbaProject": "宏", "attachedTemplate": "模板路径", "printerSettings": "打印机设置",
    "oleObject": "嵌入对象", "package": "嵌入的工作簿等文件", "control": "ActiveX 控件",
    "ctrlProp": "表单控件", "mailMergeSource": "邮件合并数据源", "glossaryDocument": "文档部件",
    "keyMapCustomizations": "按键设置", "connections": "数据连接", "queryTable": "数据查询",
    "externalLink": "外部工作簿链接", "pivotCacheDefinition": "数据透视表缓存",
    "pivotTable": "数据透视表定义", "calcChain": "计算链", "tags": "程序标记",
    "handoutMaster": "讲义母版", "notesSlide": "演讲者备注", "customData": "自定义数据",
    "revisionHeaders": "共享工作簿修订记录", "revisionLog": "共享工作簿修订记录",
    "usernames": "共享工作簿用户名单", "activeXControlBinary": "ActiveX 控件",
    "digital-signature/origin": "数字签名", "origin": "数字签名", "xlExternalLinkPath": "外部链接",
    "volatileDependencies": "外部数据", "wsSortMap": "排序记录", "slicer": "切片器",
    "slicerCache": "切片器", "stylesWithEffects": "旧样式副本", "microsoft": "程序标记",
    "audio": "音频", "video": "视频", "media": "音频或视频", "aFChunk": "嵌入的子文档",
    "subDocument": "子文档链接", "frame": "框架链接", "classificationlabels": "分类标签",
    "changesInfo": "修改记录", "revisionInfo": "修改记录",
}  # fmt: skip
_UNSAID = {"计算链", "程序标记", "旧样式副本", "打印机设置", "按键设置"}


def strip_package(package: Package) -> list[str]:
    """Cut unwanted parts and links everywhere, empty the properties, clean the pictures."""
    removed: Counter[str] = Counter()
    for part in ["", *sorted(package.reachable())]:
        if part.endswith(".rels") or (part and rels_name(part) not in package.parts):
            continue
        gone = package.cut(part, _is_unwanted)
        for link in gone:
            removed[_called(link)] += 1
        if gone and part:
            _drop_references(package, part, {link.id for link in gone})
    for kind in _UNSAID:
        del removed[kind]
    said = [f"{kind}（{count} 处）已移除。" for kind, count in sorted(removed.items())]
    said += _properties_said(package)
    package.reset_properties()
    said += _strip_pictures(package)
    return said


def _is_unwanted(link: Relationship) -> bool:
    return (
        _tail(link) in UNWANTED
        or (link.is_external and _tail(link) != "hyperlink")
        or (
            link.is_external
            and not link.target.lower().startswith(("http://", "https://", "mailto:"))
        )
    )


def _tail(link: Relationship) -> str:
    found = _TAIL.search(link.kind)
    return found[0] if found else ""


def _called(link: Relationship) -> str:
    if link.is_external:
        return "指向本地文件的链接" if _tail(link) == "hyperlink" else "外部文件链接"
    return UNWANTED.get(_tail(link), _tail(link))


_WHOLE = {
    q("o:OLEObject"), q("c:externalData"), q("w:control"), q("w:altChunk"), q("w:subDoc"),
    q("w:attachedTemplate"), q("w:dataSource"), q("w:headerSource"),
}  # fmt: skip


def _drop_references(package: Package, part: str, gone: set[str]) -> None:
    """What pointed at a part that is gone would make Word call the file damaged."""
    if not part.endswith(".xml"):
        return
    tree = package.tree(part)
    if tree is None:
        return
    for node in [node for node in tree.iter() if isinstance(node.tag, str)]:
        for attribute in [name for name in node.attrib if node.get(name) in gone]:
            if str(attribute).startswith(f"{{{R_NS}}}"):
                _cut_off(node, str(attribute))


def _cut_off(node: etree._Element, attribute: str) -> None:
    if node.tag in _WHOLE or etree.QName(node).localname in _LISTED:
        remove(node)
        return
    del node.attrib[attribute]
    if node.tag == q("w:hyperlink"):
        # The words of a link in a text stay; a link of a sheet is nothing else.
        if not node.get(q("w:anchor")):
            unwrap(node)
    elif etree.QName(node).localname == "hyperlink":
        remove(node)


_LISTED = {
    "legacyDrawing", "legacyDrawingHF", "pivotCache", "externalReference", "pageSetup", "control",
    "handoutMasterId", "custData", "tags", "oleObj", "audioFile", "videoFile", "wavAudioFile",
    "hlinkClick", "hlinkHover", "snd", "media", "embed", "oleObject",
}  # fmt: skip


def _properties_said(package: Package) -> list[str]:
    said = []
    for kind, wanted in (
        ("core-properties", {"creator": "作者", "lastModifiedBy": "最后修改者"}),
        ("extended-properties", {"Company": "单位", "Manager": "经理", "Template": "模板名"}),
    ):
        for name in package.of_kind("", kind):
            tree = package.tree(name)
            for node in tree if tree is not None else []:
                label = wanted.get(etree.QName(node).localname)
                if label and (node.text or "").strip() not in {"", "Normal.dotm"}:
                    said.append(f"{label}信息已清除。")
    return said


def _strip_pictures(package: Package) -> list[str]:
    changed = 0
    for name in package.reachable():
        if name.lower().endswith((".png", ".jpg", ".jpeg")) and name in package.parts:
            bare = without_metadata(package.parts[name])
            if bare != package.parts[name]:
                package.parts[name] = bare
                changed += 1
    return [f"{changed} 幅图片的拍摄信息等元数据已清除。"] if changed else []


def strip_revision_ids(root: etree._Element) -> None:
    """rsid marks tell in which sitting each run was typed; paragraph ids serve comments."""
    for node in root.iter():
        if not isinstance(node.tag, str):
            continue
        for name in [name for name in node.attrib if _REVISION_ID.search(str(name))]:
            del node.attrib[name]
    for listed in all_of(root, "w:rsids", "w:rsid"):
        remove(listed)


_REVISION_ID = re.compile(r"\}(?:rsid\w*|paraId|textId|docId)$")
