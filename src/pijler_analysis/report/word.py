"""The Word document that lends its styles, page and header to a report in Word.

It is made from pandoc's own reference document at every build: A4, the report's colours, the
draft marks in the header and the data date in the footer of every page.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

DARK, WARM, GREY = "1D4E66", "B8480F", "5C6770"
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
    '<w:pgMar w:top="1417" w:right="1361" w:bottom="1417" w:left="1361"'
    ' w:header="709" w:footer="709" w:gutter="0"/>'
)
# Style id, name in Word, size in half points, colour: the two kinds of our own.
EXTRA_STYLES = (("Lead", "Lead", 26, DARK), ("Source", "Source", 17, GREY))
THEME_COLOUR = re.compile(
    r'w:color w:val="(?:0F4761|365F91|4F81BD)" w:themeColor="accent1"(?: w:themeShade="\w+")?'
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
    styles = THEME_COLOUR.sub(f'w:color w:val="{DARK}"', styles)
    extra = "".join(
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{style}">'
        f'<w:name w:val="{name}"/><w:basedOn w:val="BodyText"/><w:qFormat/>'
        f'<w:rPr><w:color w:val="{colour}"/><w:sz w:val="{size}"/></w:rPr></w:style>'
        for style, name, size, colour in EXTRA_STYLES
    )
    return styles.replace("</w:styles>", f"{extra}</w:styles>")


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
