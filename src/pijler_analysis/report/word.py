"""The Word document that lends its styles, page and header to a report in Word.

It is made from pandoc's own reference document at every build: A4, the report's colours, the
draft marks in the header and the data date in the footer of every page.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

DARK, WARM, GREY, RULE = "1D4E66", "B8480F", "5C6770", "B9C2C9"
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PART_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
A4_PAGE = (
    '<w:headerReference w:type="default" r:id="rId90"/>'
    '<w:footerReference w:type="default" r:id="rId91"/>'
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1417" w:right="1247" w:bottom="1417" w:left="1247"'
    ' w:header="709" w:footer="709" w:gutter="0"/>'
)
FONT = "Calibri"
"""Word has it on every computer; a document cannot bring ours along."""

STYLE = r'<w:style [^>]*w:styleId="{}".*?</w:style>'
BUILT_IN = ("heading", "toc", "TOC", "Body", "Title", "Subtitle", "Date", "caption")
SPACING = '<w:spacing w:before="{}" w:after="{}"/>'
COLOUR = '<w:color w:val="{}"/>'


@dataclass(frozen=True)
class Look:
    """A paragraph style: sizes in half points, spacing in twentieths of a point."""

    name: str
    size: int
    colour: str = ""
    based_on: str = "Normal"
    paragraph: str = ""
    bold: bool = False

    def xml(self, style: str) -> str:
        """Write the style as Word keeps it."""
        weight = "<w:b/>" if self.bold else ""
        colour = COLOUR.format(self.colour) if self.colour else ""
        own = "" if self.name.startswith(BUILT_IN) else ' w:customStyle="1"'
        return (
            f'<w:style w:type="paragraph"{own} w:styleId="{style}"><w:name w:val="{self.name}"/>'
            f'<w:basedOn w:val="{self.based_on}"/><w:next w:val="BodyText"/><w:qFormat/>'
            f"<w:pPr>{self.paragraph}</w:pPr>"
            f"<w:rPr>{weight}{colour}"
            f'<w:sz w:val="{self.size}"/><w:szCs w:val="{self.size}"/></w:rPr></w:style>'
        )


def _heading(level: int, size: int, before: int) -> Look:
    outline = f'<w:outlineLvl w:val="{level - 1}"/>'
    keep = f"<w:keepNext/><w:keepLines/>{SPACING.format(before, 100)}{outline}"
    return Look(f"heading {level}", size, DARK, paragraph=keep, bold=True)


def _contents(level: int) -> Look:
    leader = '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9412"/></w:tabs>'
    indent = f'<w:ind w:left="{240 * (level - 1)}"/>'
    return Look(f"toc {level}", 20, paragraph=leader + SPACING.format(0, 60) + indent)


LOOKS = {
    "BodyText": Look("Body Text", 20, paragraph=SPACING.format(0, 140)),
    "Compact": Look("Compact", 19, based_on="BodyText", paragraph=SPACING.format(30, 30)),
    "Title": Look("Title", 48, DARK, paragraph=SPACING.format(480, 60), bold=True),
    "Subtitle": Look("Subtitle", 26, paragraph=SPACING.format(0, 240)),
    "Author": Look("Author", 20, GREY, paragraph=SPACING.format(0, 20)),
    "Date": Look("Date", 20, GREY, paragraph=SPACING.format(0, 360)),
    "Heading1": _heading(1, 36, 480),
    "Heading2": _heading(2, 26, 280),
    "Heading3": _heading(3, 22, 240),
    "TOCHeading": Look("TOC Heading", 26, DARK, paragraph=SPACING.format(240, 120), bold=True),
    "TOC1": _contents(1),
    "TOC2": _contents(2),
    "Caption": Look("caption", 17, GREY, paragraph=SPACING.format(60, 160)),
    "TableCaption": Look("Table Caption", 17, GREY, based_on="Caption",
                         paragraph=f"<w:keepNext/>{SPACING.format(200, 60)}"),
    "TableGroup": Look("Table Group", 19, based_on="Compact",
                       paragraph=f"<w:keepNext/>{SPACING.format(30, 30)}"),
    "Lead": Look("Lead", 26, DARK, based_on="BodyText",
                 paragraph=f"<w:keepNext/>{SPACING.format(0, 140)}"),
    "Verdict": Look("Verdict", 20, based_on="BodyText", paragraph=(
        '<w:tabs><w:tab w:val="left" w:pos="340"/></w:tabs>'
        f'{SPACING.format(0, 80)}<w:ind w:left="340" w:hanging="340"/>')),
    "Source": Look("Source", 17, GREY, based_on="BodyText", paragraph=SPACING.format(60, 200)),
}  # fmt: skip
_LINE = '<w:{} w:val="single" w:sz="{}" w:color="{}"/>'
TABLE_LOOK = (
    '<w:style w:type="table" w:default="1" w:styleId="Table"><w:name w:val="Table"/>'
    '<w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr><w:tblBorders>'
    f"{_LINE.format('top', 10, DARK)}{_LINE.format('bottom', 10, DARK)}</w:tblBorders>"
    '<w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar>'
    "</w:tblPr><w:trPr><w:cantSplit/></w:trPr>"
    '<w:tblStylePr w:type="firstRow"><w:pPr><w:keepNext/></w:pPr>'
    f"<w:rPr><w:b/>{COLOUR.format(DARK)}</w:rPr>"
    f"<w:tcPr><w:tcBorders>{_LINE.format('bottom', 4, RULE)}</w:tcBorders></w:tcPr>"
    "</w:tblStylePr></w:style>"
)


def reference_document(default: bytes, *, marks: Sequence[str], footer: str) -> bytes:
    """Dress pandoc's reference document.

    Parameters
    ----------
    default : bytes
        pandoc's own ``reference.docx``.
    marks : sequence of str
        Words for the header of every page.
    footer : str
        The footer's text; the page number follows it.

    Returns
    -------
    bytes
        A Word document; the same input gives the same bytes.
    """
    with zipfile.ZipFile(io.BytesIO(default)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    for name, change in CHANGES.items():
        parts[name] = change(parts[name].decode()).encode()
    parts["word/header1.xml"] = _header(marks).encode()
    parts["word/footer1.xml"] = _footer(footer).encode()
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content)
    return target.getvalue()


def _page(document: str) -> str:
    return document.replace("<w:sectPr>", f"<w:sectPr>{A4_PAGE}")


def _styles(styles: str) -> str:
    """Put our looks in the place of those they stand for, and the new ones after them."""
    styles = styles.replace('w:val="4F81BD" w:themeColor="accent1"', f'w:val="{DARK}"')
    looks = {style: look.xml(style) for style, look in LOOKS.items()} | {"Table": TABLE_LOOK}
    for style, xml in looks.items():
        styles = re.sub(STYLE.format(style), "", styles, flags=re.DOTALL)
        styles = styles.replace("</w:styles>", f"{xml}</w:styles>")
    return styles


def _theme(theme: str) -> str:
    return re.sub(r'<a:latin typeface="Aptos[^"]*"', f'<a:latin typeface="{FONT}"', theme)


def _content_types(types: str) -> str:
    parts = "".join(
        f'<Override PartName="/word/{part}1.xml" ContentType="{PART_TYPE}.{part}+xml"/>'
        for part in ("header", "footer")
    )
    return types.replace("</Types>", f"{parts}</Types>")


def _relations(relations: str) -> str:
    links = "".join(
        f'<Relationship Type="{RELATION}/{part}" Id="rId{number}" Target="{part}1.xml"/>'
        for part, number in (("header", 90), ("footer", 91))
    )
    return relations.replace("</Relationships>", f"{links}</Relationships>")


CHANGES = {
    "word/document.xml": _page,
    "word/styles.xml": _styles,
    "word/theme/theme1.xml": _theme,
    "[Content_Types].xml": _content_types,
    "word/_rels/document.xml.rels": _relations,
}


def _run(text: str, *, colour: str, size: int, bold: bool = False) -> str:
    weight = "<w:b/>" if bold else ""
    look = f'<w:rPr>{weight}<w:color w:val="{colour}"/><w:sz w:val="{size}"/></w:rPr>'
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _header(marks: Sequence[str]) -> str:
    text = _run(" · ".join(marks), colour=WARM, size=18, bold=True)
    paragraph = f'<w:p><w:pPr><w:jc w:val="right"/></w:pPr>{text}</w:p>'
    return f"{DECLARATION}<w:hdr {NAMESPACES}>{paragraph}</w:hdr>"


def _footer(footer: str) -> str:
    text = _run(f"{footer} · ", colour=GREY, size=16)
    number = _run("1", colour=GREY, size=16)
    page = f'<w:fldSimple w:instr=" PAGE ">{number}</w:fldSimple>'
    return f"{DECLARATION}<w:ftr {NAMESPACES}><w:p>{text}{page}</w:p></w:ftr>"
