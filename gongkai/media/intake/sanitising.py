"""The HTML that may be kept: a short list of elements and attributes, everything else goes."""

import nh3

MATHML = frozenset(
    {
        "math",
        "semantics",
        "mrow",
        "mi",
        "mo",
        "mn",
        "ms",
        "mtext",
        "mspace",
        "msup",
        "msub",
        "msubsup",
        "mfrac",
        "msqrt",
        "mroot",
        "mover",
        "munder",
        "munderover",
        "mtable",
        "mtr",
        "mtd",
        "mlabeledtr",
        "mstyle",
        "mpadded",
        "mphantom",
        "menclose",
        "mmultiscripts",
        "mprescripts",
        "none",
        "mfenced",
        "merror",
    }
)
TAGS = MATHML | frozenset(
    {
        "p",
        "h2",
        "h3",
        "h4",
        "h5",
        "ul",
        "ol",
        "li",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "caption",
        "figure",
        "figcaption",
        "img",
        "a",
        "strong",
        "em",
        "sub",
        "sup",
        "br",
        "blockquote",
        "pre",
        "code",
        "section",
        "hr",
    }
)
_MATHML_ATTRIBUTES = {
    "display", "mathvariant", "stretchy", "fence", "separator", "form", "accent", "accentunder",
    "columnalign", "rowalign", "columnspacing", "rowspacing", "linethickness", "notation",
    "displaystyle", "scriptlevel", "minsize", "maxsize", "lspace", "rspace", "width", "height",
    "depth", "largeop", "movablelimits", "symmetric", "open", "close",
}  # fmt: skip
ATTRIBUTES: dict[str, set[str]] = {tag: {"id"} for tag in TAGS - MATHML} | {
    tag: set(_MATHML_ATTRIBUTES) for tag in MATHML
}
ATTRIBUTES["td"] |= {"colspan", "rowspan"}
ATTRIBUTES["th"] |= {"colspan", "rowspan", "scope"}
ATTRIBUTES["a"] |= {"href"}
ATTRIBUTES["img"] |= {"src", "alt", "width", "height"}
ATTRIBUTES["ol"] |= {"start", "type"}

_SILENT = {
    "script", "style", "template", "iframe", "object", "embed", "noscript", "title",
    "annotation", "annotation-xml", "svg", "textarea", "select", "button",
}  # fmt: skip


def sanitise(html: str) -> str:
    """Only listed elements; links to http(s), mailto and the document itself; own pictures only."""
    return nh3.clean(
        html,
        tags=set(TAGS),
        clean_content_tags=_SILENT,
        attributes=ATTRIBUTES,
        attribute_filter=_keep,
        url_schemes={"http", "https", "mailto", "picture"},
        link_rel=None,
        strip_comments=True,
    )


def _keep(tag: str, attribute: str, value: str) -> str | None:
    if attribute == "href":
        allowed = value.lower().startswith(("http://", "https://", "mailto:", "#"))
        return value if allowed else None
    if attribute == "src":
        return value if value.startswith("picture:") else None
    if attribute in {"colspan", "rowspan", "start"}:
        return value if value.isdecimal() and len(value) <= 5 else None
    return value
