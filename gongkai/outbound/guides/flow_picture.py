"""A flow as a drawing inside a page: classes and attributes, no style, so a strict policy holds."""

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from gongkai.rules.guides.flow import Arrow, Box, Flow, Line, Point, Shape

_ROUND = {Shape.END: 14, Shape.STEP: 2, Shape.ASIDE: 2}


def drawn(flow: Flow, *, title: str, told: str) -> SafeString:
    """Inline SVG; `told` says in a sentence where the same is read as words."""
    return format_html(
        '<svg class="flow" xmlns="http://www.w3.org/2000/svg" role="img"'
        ' aria-labelledby="flow-title flow-told" viewBox="0 0 {w} {h}" width="{w}" height="{h}">'
        '<title id="flow-title">{title}</title><desc id="flow-told">{told}</desc>{arrows}{boxes}'
        "</svg>",
        w=_number(flow.width),
        h=_number(flow.height),
        title=title,
        told=told,
        arrows=format_html_join("", "{}", ((_arrow(arrow),) for arrow in flow.arrows)),
        boxes=format_html_join("", "{}", ((_box(box),) for box in flow.boxes)),
    )


def _box(box: Box) -> SafeString:
    if box.shape is Shape.QUESTION:
        outline = format_html(
            '<polygon class="flow__box flow__box--question" points="{}"/>', _points(box.corners)
        )
    else:
        outline = format_html(
            '<rect class="flow__box flow__box--{}" x="{}" y="{}" width="{}" height="{}" rx="{}"/>',
            box.shape.value,
            *map(_number, (box.x, box.y, box.width, box.height)),
            _ROUND[box.shape],
        )
    return format_html(
        "<g>{}{}</g>", outline, format_html_join("", "{}", ((_words(one),) for one in box.lines))
    )


def _arrow(arrow: Arrow) -> SafeString:
    return format_html(
        '<g><polyline class="flow__way" fill="none" points="{}"/>'
        '<polygon class="flow__head" points="{}"/>{}</g>',
        _points(arrow.points),
        _points(arrow.head),
        _words(arrow.label) if arrow.label else "",
    )


def _words(line: Line) -> SafeString:
    return format_html(
        '<text class="{}" text-anchor="middle" font-size="{}" x="{}" y="{}">{}</text>',
        "flow__name" if line.is_strong else "flow__detail",
        *map(_number, (line.size, line.x, line.y)),
        line.text,
    )


def _points(points: Sequence[Point]) -> str:
    return " ".join(f"{_number(point.x)},{_number(point.y)}" for point in points)


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
