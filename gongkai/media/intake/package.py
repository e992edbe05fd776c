"""Zip packages (OOXML, ODF, OFD): checked before reading, written the same each time."""

import posixpath
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from io import BytesIO
from pathlib import Path

from lxml import etree

from gongkai.media.intake import limits
from gongkai.media.intake.taken import CannotTakeIn

# The zip format starts in 1980; a fixed date keeps two copies of one file the same.
EPOCH = (1980, 1, 1, 0, 0, 0)


def open_package(path: Path | BytesIO) -> dict[str, bytes]:
    """All parts by name. Sizes, ratio, number and names are checked before anything is unpacked."""
    try:
        with zipfile.ZipFile(path) as packed:
            entries = [entry for entry in packed.infolist() if not entry.is_dir()]
            _check(entries)
            parts: dict[str, bytes] = {}
            total = 0
            for entry in entries:
                with packed.open(entry) as stream:
                    content = stream.read(entry.file_size + 1)
                total += len(content)
                if len(content) > entry.file_size or total > limits.MAX_UNPACKED:
                    raise CannotTakeIn("压缩包内容与目录不符，疑似恶意文件，已拒绝。")
                parts[entry.filename] = content
            return parts
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as broken:
        raise CannotTakeIn(
            "文件已损坏或不完整，无法打开。请重新导出或重新上传完整的文件。"
        ) from broken
    except RuntimeError as locked:  # zipfile's word for an encrypted entry
        raise CannotTakeIn("文件设有密码，无法读取。请取消密码后重新上传。") from locked


def _check(entries: list[zipfile.ZipInfo]) -> None:
    if not entries:
        raise CannotTakeIn("文件是空的压缩包，没有内容。")
    if len(entries) > limits.MAX_PARTS:
        raise CannotTakeIn(f"文件内部的部件超过 {limits.MAX_PARTS} 个，疑似恶意文件，已拒绝。")
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise CannotTakeIn("文件设有密码，无法读取。请取消密码后重新上传。")
    names = [entry.filename for entry in entries]
    if len(set(names)) != len(names):
        raise CannotTakeIn("文件内部有重名部件，疑似恶意文件，已拒绝。")
    if any(_is_unsafe(name) for name in names):
        raise CannotTakeIn("文件内部含有指向外部目录的部件名，疑似恶意文件，已拒绝。")
    _check_sizes(entries)


def _check_sizes(entries: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    packed = max(1, sum(entry.compress_size for entry in entries))
    too_dense = unpacked > limits.RATIO_COUNTS_FROM and unpacked / packed > limits.MAX_RATIO
    if unpacked > limits.MAX_UNPACKED or too_dense:
        raise CannotTakeIn("文件解压后过大，疑似压缩炸弹，已拒绝。")
    for entry in entries:
        if entry.filename.endswith((".xml", ".rels")) and entry.file_size > limits.MAX_XML_PART:
            raise CannotTakeIn(
                "文件内部有一个部件过大"
                f"（超过 {limits.MAX_XML_PART // limits.MEGABYTE} MB），请拆分后再上传。"
            )


def _is_unsafe(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return name.startswith(("/", "\\")) or ".." in parts or ":" in parts[0] or "\0" in name


def write_package(parts: Mapping[str, bytes], *, first: Iterable[str] = ()) -> bytes:
    """The package with sorted parts and a fixed date; `first` parts lead, the first one stored."""
    leading = [name for name in first if name in parts]
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as out:
        for name in [*leading, *sorted(set(parts) - set(leading))]:
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.create_system = 3
            entry.external_attr = 0o600 << 16
            # ODF wants its mimetype part readable without unpacking.
            plain = name == "mimetype"
            entry.compress_type = zipfile.ZIP_STORED if plain else zipfile.ZIP_DEFLATED
            out.writestr(entry, parts[name])
    return packed.getvalue()


def parse_xml(content: bytes) -> etree._Element:
    """The tree of one XML part: no entities, no DTD, no network, no huge trees."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as broken:
        raise CannotTakeIn(
            "文件内部的内容已损坏或结构异常，无法读取。请在办公软件中打开后另存一份再上传。"
        ) from broken
    if getattr(root.getroottree().docinfo, "doctype", ""):
        raise CannotTakeIn("文件内部含有 DTD 声明（可能用于攻击），已拒绝。")
    return root


def write_xml(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def resolve(part: str, target: str) -> str:
    """The name of the part that a relationship of `part` points to."""
    if target.startswith("/"):
        return posixpath.normpath(target).lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), target))


def rels_name(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")
