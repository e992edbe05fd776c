"""What leaves every Office Open XML file on its way out: authors, objects, outside links, Exif."""

import re

from lxml import etree

from gongkai.media.intake.ooxml import Package, Relationship
from gongkai.media.intake.package import rels_name, resolve
from gongkai.media.intake.pictures import has_place, without_metadata
from gongkai.media.intake.removal import Removal
from gongkai.media.intake.word.names import R_NS, all_of, q, remove, unwrap
from gongkai.rules.gate.hidden_content import Kind

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
_KINDS = {
    "批注": Kind.COMMENTS, "批注作者": Kind.AUTHOR_NAMES, "审阅人名单": Kind.AUTHOR_NAMES,
    "共享工作簿用户名单": Kind.AUTHOR_NAMES, "宏": Kind.MACROS, "演讲者备注": Kind.NOTES_PAGES,
    "共享工作簿修订记录": Kind.TRACKED_CHANGES, "修改记录": Kind.TRACKED_CHANGES,
    "外部工作簿链接": Kind.EXTERNAL_LINKS, "外部链接": Kind.EXTERNAL_LINKS,
    "模板路径": Kind.EXTERNAL_LINKS, "邮件合并数据源": Kind.EXTERNAL_LINKS,
    "数据连接": Kind.EXTERNAL_LINKS, "数据查询": Kind.EXTERNAL_LINKS,
    "外部数据": Kind.EXTERNAL_LINKS, "子文档链接": Kind.EXTERNAL_LINKS,
    "框架链接": Kind.EXTERNAL_LINKS,
    **dict.fromkeys(
        (
            "嵌入对象", "嵌入的工作簿等文件", "ActiveX 控件", "表单控件", "嵌入的子文档",
            "文档部件", "数据透视表缓存", "数据透视表定义", "音频", "视频", "音频或视频", "切片器",
        ),
        Kind.EMBEDDED_OBJECTS,
    ),
}  # fmt: skip
# Kinds that say enough by their own name.
_PLAIN = {Kind.MACROS, Kind.NOTES_PAGES}
_UNSAID = {"计算链", "程序标记", "旧样式副本", "打印机设置", "按键设置"}


def strip_package(package: Package, removal: Removal) -> None:
    """Cut unwanted parts and links everywhere, empty the properties, clean the pictures."""
    for part in ["", *sorted(package.reachable())]:
        if part.endswith(".rels") or (part and rels_name(part) not in package.parts):
            continue
        gone = package.cut(part, _is_unwanted)
        for link in gone:
            _count(package, part, link, removal)
        if gone and part:
            _drop_references(package, part, {link.id for link in gone})
    _count_properties(package, removal)
    package.reset_properties()
    _strip_pictures(package, removal)


def _count(package: Package, part: str, link: Relationship, removal: Removal) -> None:
    if link.is_external:
        called = "指向本地文件的链接" if _tail(link) == "hyperlink" else "外部文件链接"
        removal.add(Kind.EXTERNAL_LINKS, detail=called)
        return
    called = UNWANTED.get(_tail(link), _tail(link))
    if called in _UNSAID:
        return
    kind = _KINDS.get(called, Kind.CUSTOM_PROPERTIES)
    if kind is Kind.COMMENTS:
        # Replies and states stand in parts of their own and repeat what this one counts.
        if _tail(link) == "comments":
            removal.add(kind, _comments_in(package, resolve(part, link.target)))
        return
    if kind is Kind.NOTES_PAGES and not _says_anything(package, resolve(part, link.target)):
        return
    removal.add(kind, detail="" if kind in _PLAIN else called)


def _comments_in(package: Package, name: str) -> int:
    tree = package.tree(name)
    return sum(
        1
        for node in (tree.iter() if tree is not None else ())
        if isinstance(node.tag, str) and etree.QName(node).localname in {"comment", "cm"}
    )


def _says_anything(package: Package, notes: str) -> bool:
    """A notes page that was never written on still repeats the slide's number, as a field."""
    tree = package.tree(notes)
    return tree is not None and any(
        (words.text or "").strip()
        for words in tree.iter(q("a:t"))
        if next(words.iterancestors(q("a:fld")), None) is None
    )


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


def _count_properties(package: Package, removal: Removal) -> None:
    for kind, wanted in (
        ("core-properties", {"creator": "作者", "lastModifiedBy": "最后修改者"}),
        ("extended-properties", {"Company": "单位", "Manager": "经理", "Template": "模板名"}),
    ):
        for name in package.of_kind("", kind):
            tree = package.tree(name)
            for node in tree if tree is not None else []:
                label = wanted.get(etree.QName(node).localname)
                if label and (node.text or "").strip() not in {"", "Normal.dotm"}:
                    removal.add(Kind.AUTHOR_NAMES, detail=label)


def _strip_pictures(package: Package, removal: Removal) -> None:
    for name in package.reachable():
        if name.lower().endswith((".png", ".jpg", ".jpeg")) and name in package.parts:
            bare = without_metadata(package.parts[name])
            if bare != package.parts[name]:
                detail = "含拍摄地点" if has_place(package.parts[name]) else ""
                removal.add(Kind.PICTURE_METADATA, detail=detail)
                package.parts[name] = bare


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
