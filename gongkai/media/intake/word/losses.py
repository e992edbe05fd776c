"""What of a Word document did not come along, said in Chinese sentences with counts."""

from collections import Counter

from gongkai.media.intake.ooxml import Package
from gongkai.media.intake.word.names import NS, all_of, q, text_of, w
from gongkai.media.intake.word.revising import Settled

_SENTENCES = {
    "text box": "有 {n} 个文本框：其中的文字已移到所在段落之后，位置和边框未保留。",
    "chart": "有 {n} 个图表未收入，请改用图片或表格。",
    "diagram": "有 {n} 个 SmartArt 图示未收入，请改用图片。",
    "object": "有 {n} 个嵌入对象（如 Excel 表、公式 3.0）未收入，只保留能显示的预览图。",
    "metafile": "有 {n} 幅 EMF/WMF 图未收入，请改用 PNG 或 JPEG。",
    "word art": "有 {n} 处艺术字未收入。",
    "shape": "有 {n} 个线条或图形未收入。",
    "linked picture": "有 {n} 幅外部链接图片未收入（不访问外部地址），请插入图片本身。",
    "missing picture": "有 {n} 幅图片在文件中缺失，未收入。",
    "unshown picture": "有 {n} 幅图片格式不支持或已损坏，未收入。",
    "too many pictures": "图片过多，有 {n} 幅未收入。",
    "form field": "有 {n} 个表单域或内容控件只保留当前文字，不能再填写。",
    "contents line": "目录 {n} 行未收入，网页按标题另列目录。",
    "contents field": "有 {n} 个自动目录未收入，网页按标题另列目录。",
    "page field": "有 {n} 处页码域未收入。",
    "ruby": "有 {n} 处拼音指南只保留文字，拼音未收入。",
    "coloured": "有 {n} 处彩色文字未保留颜色，请核对颜色是否有含义。",
    "underlined": "有 {n} 处下划线未保留，请核对下划线是否有含义。",
    "highlighted": "有 {n} 处突出显示（底色）未保留，请核对底色是否有含义。",
    "struck": "有 {n} 处删除线未保留，文字仍在，请核对这些文字是否应当删去。",
    "emphasis mark": "有 {n} 处着重号未保留。",
    "note in table": "表格中有 {n} 个脚注，已移到文末。",
    "header": "页眉 {n} 处未收入正文：{detail}。",
    "footer": "页脚 {n} 处未收入正文：{detail}。",
    "watermark": "有 {n} 处水印未收入。",
    "font": "文件嵌入的 {n} 个字体文件未收入，网页用通用字体显示。",
    "media": "有 {n} 个音频或视频未收入。",
    "imported": "有 {n} 个嵌入的子文档（altChunk、主控文档）未收入，请先合并为一个文档。",
    "number": "有 {n} 个自动编号已转为文字。",
    "symbol": "有 {n} 个符号字体的特殊符号可能无法显示，请核对。",
}


def sentences(losses: Counter[str], details: dict[str, str]) -> list[str]:
    said = [
        sentence.format(n=losses[kind], detail=details.get(kind, ""))
        for kind, sentence in _SENTENCES.items()
        if losses[kind]
    ]
    words = [kind.partition(": ")[2] for kind in losses if kind.startswith("word art: ")]
    if words:
        said.append("艺术字的内容是：" + "；".join(words) + "。")
    return said


def settled_sentences(settled: Settled) -> list[str]:
    said = []
    if settled.deletions or settled.insertions:
        said.append(
            f"修订记录已按“接受全部修订”处理：删除 {settled.deletions} 处，"
            f"插入 {settled.insertions} 处。"
        )
    if settled.format_changes:
        said.append(f"格式修订记录 {settled.format_changes} 处已清除。")
    if settled.comments:
        said.append(f"批注 {settled.comments} 条已清除。")
    if settled.hidden:
        said.append(f"隐藏文字 {_signs(settled.hidden)} 个字已清除。")
    if settled.covered:
        said.append(f"涂黑的文字 {_signs(settled.covered)} 个字已换成“█”，请核对。")
    return said


def _signs(texts: list[str]) -> int:
    return sum(len("".join(text.split())) for text in texts)


def count_surroundings(package: Package, losses: Counter[str], details: dict[str, str]) -> None:
    """Headers, footers, watermarks, embedded fonts and the like, which no paragraph holds."""
    main = package.main()
    for kind in ("header", "footer"):
        words: list[str] = []
        for name in package.of_kind(main, kind):
            tree = package.tree(name)
            if tree is None:
                continue
            marks = list(tree.iter(q("v:textpath")))
            marks += [
                node
                for node in tree.iter(q("v:shape"))
                if "WaterMark" in (node.get("id") or "") and node.find(q("v:textpath")) is None
            ]
            losses["watermark"] += len(marks)
            fields = sum(1 for _ in tree.iter(w("instrText"), w("fldSimple")))
            text = text_of(tree).strip(" —-–·0123456789第页共\n")
            if fields:
                losses["page field"] += 1
            if text:
                losses[kind] += 1
                words.append(text[:40])
        if words:
            details[kind] = "；".join(dict.fromkeys(words))
    losses["font"] += sum(
        1 for name in package.parts if name.startswith("word/fonts/") or name.endswith(".odttf")
    )
    losses["media"] += sum(
        1
        for name in package.parts
        if name.lower().endswith((".mp3", ".mp4", ".wav", ".avi", ".wmv"))
    )
    body = package.main_tree()
    losses["imported"] += len(all_of(body, "w:altChunk", "w:subDoc"))
    losses["symbol"] += len(all_of(body, "w:sym"))
    losses["note in table"] += sum(
        1
        for table in body.iter(f"{{{NS['w']}}}tbl")
        if next(table.iterancestors(w("tbl")), None) is None
        for _ in table.iter(w("footnoteReference"), w("endnoteReference"))
    )
