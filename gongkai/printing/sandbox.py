"""What an office's Word template may do: name a placeholder, repeat a list, skip what is empty.

A template comes from outside and is not trusted. Whatever is not in the short list here is refused
before anything is filled in: no calls, no filters, no arithmetic, no attributes of our own objects.
"""

from collections.abc import Iterator

from jinja2 import StrictUndefined, nodes
from jinja2.exceptions import TemplateSyntaxError
from jinja2.sandbox import SandboxedEnvironment

TEXTS = (
    "标题", "文号", "机关标志", "主送", "救济途径", "联系方式", "落款", "成文日期",
)  # fmt: skip
LISTS = ("正文", "附件", "表格")
COLUMNS = ("项目", "内容")
MOST_TAGS = 300
_PLAIN = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.For,
    nodes.If, nodes.Not, nodes.And, nodes.Or,
)  # fmt: skip


class PlainTemplates(SandboxedEnvironment):
    """Reads templates made of placeholders, lists and conditions, and nothing else."""

    def __init__(self) -> None:
        super().__init__(undefined=StrictUndefined, autoescape=True)
        self.globals.clear()
        self.filters.clear()
        self.tests.clear()

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        if source.count("{{") + source.count("{%") > MOST_TAGS:
            raise TemplateSyntaxError(f"占位符超过{MOST_TAGS}个", 1)
        tree = super()._parse(source, name, filename)
        for line, refusal in _refusals(tree, loops=()):
            raise TemplateSyntaxError(refusal, line)
        return tree


def _refusals(node: nodes.Node, loops: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    if not isinstance(node, _PLAIN):
        yield node.lineno, "模板里只能用占位符、循环和条件"
        return
    if isinstance(node, nodes.For):
        yield from _refusals_of_loop(node, loops)
        loops = (*loops, node.target.name if isinstance(node.target, nodes.Name) else "")
    elif isinstance(node, nodes.Getattr):
        if not isinstance(node.node, nodes.Name) or node.attr not in COLUMNS:
            yield node.lineno, f"“{node.attr}”不能用在点号后面，可以用：{'、'.join(COLUMNS)}"
    elif isinstance(node, nodes.Name) and node.name not in (*TEXTS, *LISTS, *loops):
        yield node.lineno, f"没有“{node.name}”这个占位符，可以用：{'、'.join((*TEXTS, *LISTS))}"
    for child in node.iter_child_nodes():
        yield from _refusals(child, loops)


def _refusals_of_loop(node: nodes.For, loops: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    if loops:
        yield node.lineno, "循环里不能再套循环"
    elif not isinstance(node.iter, nodes.Name) or node.iter.name not in LISTS:
        yield node.lineno, f"只能循环这几项：{'、'.join(LISTS)}"
    elif not isinstance(node.target, nodes.Name) or node.target.name in (*TEXTS, *LISTS):
        yield node.lineno, "循环里的名称不能与占位符相同"
    elif node.test or node.else_ or node.recursive:
        yield node.lineno, "循环只能写成“for 段 in 正文”"
