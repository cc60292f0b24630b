"""A synthetic patient's record, as files that a biller drops; and what she would quote of them.

One claim was denied: an injection into the lower back on March 4, 2026. `CLAIM` is it, as
`tests.remittances` sends it. `chart_pdf` is the chart as a clinic prints it, with all that a print
has besides notes; `follow_up_docx` a note as a Word file; `portal_text` a message; `other_pdf` came
with them and is about somebody else. `CRITERIA` is what the payer's policy asks for; of one of them
the files say nothing. `CHOSEN` is what stands in the files, word for word, for the others.

In the texts "~" is where a long word may be broken at the end of a line.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.sax.saxutils import escape

from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, NumberObject

from tests import evidence_texts as texts
from tests.remittances import Service, SyntheticClaim

with warnings.catch_warnings():
    # Without Pillow it takes no images; the one here is put in by hand.
    warnings.simplefilter("ignore")
    from fpdf import FPDF

__all__ = [
    "CHOSEN", "CLAIM", "CRITERIA", "FILES", "NOTES", "PAGES", "SCAN", "UNDOCUMENTED", "Chosen",
    "PrintedNote", "Printer", "chart_pdf", "follow_up_docx", "other_pdf", "portal_text",
]  # fmt: skip

CLAIM = SyntheticClaim(
    charge="640",
    services=(Service(procedure="62323", charge="640", cas=(("CO", "50", "640"),)),),
)
"""For PAT EXAMPLE, as the other remittances of the tests; no other fact differs."""

CRITERIA = """\
An epidural steroid injection in the lumbar region is covered when all of the following are met:
1. The patient has pain that runs down a leg in the area of one nerve root, for four weeks or
longer.
2. The pain is severe (6 or more of 10) and limits function, as measured on a validated scale.
3. At least four weeks of conservative care, including supervised therapy or home exercise and at
least one drug, have not helped enough, were not tolerated or cannot be given.
4. MRI or CT shows contact or compression of a nerve root that agrees with the symptoms.
5. The injection is given under fluoroscopy or CT, with contrast to prove where the needle is.
6. A psychological screening was done before the injection and is in the record.
"""
"""What a policy asks, as somebody pastes it."""
UNDOCUMENTED = 5
"""The criterion that the files do not document, from 0."""

PAGES = 12
SCAN = 9
"""The page of the chart that is only a picture, from 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedNote:
    """A note in the chart."""

    title: str
    """As it stands."""
    page: int
    """Where it begins, from 1."""
    day: str
    author: str


NOTES = (
    PrintedNote(title="PROGRESS NOTE", page=1, day="2025-11-18", author="Jordan Example, MD"),
    PrintedNote(
        title="PHYSICAL THERAPY DISCHARGE SUMMARY",
        page=3,
        day="2026-01-13",
        author="Casey Sample, PT, DPT",
    ),
    PrintedNote(
        title="MRI LUMBAR SPINE WITHOUT CONTRAST",
        page=5,
        day="2026-01-22",
        author="Riley Example, MD",
    ),
    PrintedNote(title="PAIN CONSULTATION", page=6, day="2026-02-03", author="Alex Example, MD"),
    PrintedNote(title="PROCEDURE NOTE", page=10, day="2026-03-04", author="Alex Example, MD"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A sentence that a biller chooses."""

    criterion: int
    """From 0."""
    kind: str
    text: str
    """Word for word, with its white space folded and its broken words joined."""
    file: str
    page: int
    """From 1."""
    last: int = 0
    """The page that it ends on, where that is another."""
    day: str = ""


CHOSEN = (
    Chosen(
        criterion=0,
        kind="symptom",
        text="Since the first week of October she has had sharp pain from the left buttock down "
        "the outside of the thigh and shin to the top of the foot, with tingling of the great toe.",
        file="chart.pdf",
        page=1,
        day="2025-11-18",
    ),
    Chosen(
        criterion=0,
        kind="finding",
        text="Straight leg raising on the left is positive at 35 degrees and brings on the pain "
        "down to the great toe; crossed straight leg raising is negative.",
        file="chart.pdf",
        page=7,
        day="2026-02-03",
    ),
    Chosen(
        criterion=0,
        kind="finding",
        text="Great toe extension is 4 of 5 on the left.",
        file="chart.pdf",
        page=7,
        day="2026-02-03",
    ),
    Chosen(
        criterion=1,
        kind="symptom",
        text="The pain is 8 out of 10 on most days and has been there for four months.",
        file="chart.pdf",
        page=6,
        day="2026-02-03",
    ),
    Chosen(
        criterion=1,
        kind="function",
        text="Oswestry Disability Index 54 percent, which is severe disability.",
        file="chart.pdf",
        page=7,
        day="2026-02-03",
    ),
    Chosen(
        criterion=1,
        kind="function",
        text="I cannot stand at the sink long enough to wash the dishes.",
        file="chart.pdf",
        page=8,
        day="2026-02-03",
    ),
    Chosen(
        criterion=1,
        kind="function",
        text="She can walk from the car to the door of the pharmacy and has to sit down before "
        "she can go on, and she has given up her two mornings a week at the school library.",
        file="chart.pdf",
        page=1,
        last=2,
        day="2025-11-18",
    ),
    Chosen(
        criterion=2,
        kind="failed_treatment",
        text="She attended 12 visits of supervised physical therapy from November 24, 2025 to "
        "January 13, 2026 and did the home program on most days, without lasting relief of the "
        "leg pain.",
        file="chart.pdf",
        page=3,
        day="2026-01-13",
    ),
    Chosen(
        criterion=2,
        kind="failed_treatment",
        text="Naproxen 500 mg twice a day for three weeks did not ease the leg and gave her "
        "stomach pain, so it was stopped.",
        file="chart.pdf",
        page=2,
        day="2025-11-18",
    ),
    Chosen(
        criterion=2,
        kind="failed_treatment",
        text="Gabapentin 900 mg a day makes me so dizzy that I hold on to the wall, and the leg "
        "hurts as before.",
        file="portal.txt",
        page=1,
        day="2026-02-20",
    ),
    Chosen(
        criterion=3,
        kind="finding",
        text="At L4-L5 a left paracentral disc extrusion of 7 mm displaces and compresses the "
        "left L5 nerve root in the lateral recess.",
        file="chart.pdf",
        page=5,
        day="2026-01-22",
    ),
    Chosen(
        criterion=3,
        kind="rationale",
        text="The picture agrees with the complaint: left L5 radiculopathy from the disc "
        "extrusion at L4-L5.",
        file="chart.pdf",
        page=7,
        day="2026-02-03",
    ),
    Chosen(
        criterion=4,
        kind="finding",
        text="Under fluoroscopy, 2 mL of iohexol spread along the left L5 root and in the "
        "epidural space, without entry into a vessel.",
        file="chart.pdf",
        page=10,
        day="2026-03-04",
    ),
    Chosen(
        criterion=-1,
        kind="function",
        text="Two weeks after the injection the leg pain is 3 out of 10, and she walks for "
        "twenty minutes and is back at the school library.",
        file="follow-up.docx",
        page=1,
        day="2026-03-18",
    ),
)


class Printer:
    """Prints pages as a chart is printed: a banner above, what printed it below, text between."""

    def __init__(self, banner: str, pages: int, *, size: float = 12, leading: float = 19) -> None:
        self.file = FPDF(unit="pt", format="letter")
        self.file.set_auto_page_break(False)
        self.file.set_creation_date(datetime(2026, 3, 20, tzinfo=UTC))
        self.banner, self.pages, self.size, self.leading = banner, pages, size, leading
        self.y = 0.0

    def page(self) -> None:
        """Begin a page, with what stands on every one."""
        file = self.file
        file.add_page()
        file.set_font("helvetica", "B", 9)
        file.text(54, 40, self.banner)
        file.set_font("helvetica", size=8)
        file.text(
            54, 52, "Example Spine and Pain Clinic - 1 Example Street, Example City, OH 43000"
        )
        file.line(54, 58, 558, 58)
        file.line(54, 738, 558, 738)
        file.text(54, 750, "Printed on 03/20/2026 8:14 AM by the records desk")
        file.text(490, 750, f"Page {file.page} of {self.pages}")
        file.text(54, 762, "Confidential: for the person named above and those who treat her.")
        file.set_font("helvetica", size=self.size)
        self.y = 84.0

    def line(self, text: str = "", *, x: float = 54, bold: bool = False) -> None:
        """Print one line, on the next page where this one is full."""
        if self.y > 720:
            self.page()
        if bold:
            self.file.set_font("helvetica", "B", self.size)
        if text:
            self.file.text(x, self.y, text)
        if bold:
            self.file.set_font("helvetica", size=self.size)
        self.y += self.leading

    def text(self, text: str) -> None:
        """Print paragraphs, headings in bold, items of lists and lines that name something."""
        for block in text.strip().split("\n\n"):
            lines = block.split("\n")
            if len(lines) == 1 and block.endswith(":"):
                self.line(block, bold=True)
            else:
                for part in re.split(r"\n(?=- |[A-Z][\w ]+: )", block):
                    self.paragraph(part.replace("\n", " "))

    def paragraph(self, text: str, *, x: float = 54, width: float = 440) -> None:
        for line in self.wrapped(text, width):
            self.line(line, x=x)

    def columns(self, left: str, right: str) -> None:
        """Print two columns side by side, row by row as a screen has them."""
        sides = [list(self.wrapped(text, 225)) for text in (left, right)]
        for row in range(max(map(len, sides))):
            for x, side in zip((54, 322), sides, strict=True):
                if row < len(side) and side[row]:
                    self.file.text(x, self.y, side[row])
            self.y += self.leading

    def table(self, rows: Sequence[Sequence[str]], places: Sequence[float]) -> None:
        for row in rows:
            for x, cell in zip(places, row, strict=True):
                self.file.text(x, self.y, cell)
            self.file.line(54, self.y + 4, 558, self.y + 4)
            self.y += self.leading

    def wrapped(self, text: str, width: float) -> Iterator[str]:
        """Break a text into lines, within a word where "~" allows it."""
        for block in text.split("\n"):
            line = ""
            for word in block.split(" "):
                parts = word.split("~")
                while parts:
                    start = f"{line} " if line else ""
                    fits = self._fitting(start, parts, width)
                    if not fits and line:
                        yield line
                        line = ""
                        continue
                    line = start + "".join(parts[: fits or len(parts)])
                    parts = parts[fits or len(parts) :]
                    if parts:
                        yield f"{line}-"
                        line = ""
            yield line

    def output(self) -> bytes:
        return bytes(self.file.output())

    def _fitting(self, start: str, parts: Sequence[str], width: float) -> int:
        """Give how many parts of a word fit behind the start of a line, with a hyphen."""
        for count in range(len(parts), 0, -1):
            line = start + "".join(parts[:count]) + "-" * (count < len(parts))
            if self.file.get_string_width(line) <= width:
                return count
        return 0


def chart_pdf() -> bytes:
    """Print the chart: five notes on `PAGES` pages, of which page `SCAN` is a picture."""
    chart = Printer("EXAMPLE, PAT   DOB: 07/09/1952   MRN: EX-004417   Sex: F", PAGES)
    bodies = (texts.PROGRESS, texts.THERAPY, texts.IMAGING, texts.CONSULTATION, texts.PROCEDURE)
    for note, body in zip(NOTES, bodies, strict=True):
        chart.page()
        assert chart.file.page == note.page
        chart.line(note.title, bold=True)
        chart.text(body)
        if note.title == "PAIN CONSULTATION":
            chart.page()
            chart.text(texts.CONSULTATION_FINDINGS)
            chart.table(texts.LABS, (60, 220, 340, 470))
            chart.line()
            chart.text(texts.ASSESSMENT)
            chart.page()
            chart.line("PATIENT QUESTIONNAIRE, filled in on 02/03/2026", bold=True)
            chart.line()
            chart.columns(texts.QUESTIONS, texts.TREATMENTS)
            chart.page()
    chart.page()
    chart.text(texts.PROCEDURE_AFTER)
    assert chart.file.page == PAGES
    return _with_scan(chart.output())


def follow_up_docx() -> bytes:
    """Give the visit after the injection as a Word file, with a header, a table and a list."""
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    package = "http://schemas.openxmlformats.org/package/2006"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    body = "".join(_word(block) for block in texts.FOLLOW_UP)
    header = _word("EXAMPLE, PAT   DOB: 07/09/1952   MRN: EX-004417")
    section = '<w:sectPr><w:headerReference w:type="default" r:id="rId1"/></w:sectPr>'
    names = f'xmlns:w="{word}" xmlns:r="{office}"'
    files = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{kind}.document.main+xml"/>'
        f'<Override PartName="/word/header1.xml" ContentType="{kind}.header+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
        f'Type="{office}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="rId1" Type="{office}/header" Target="header1.xml"/></Relationships>',
        "word/document.xml": f"<w:document {names}><w:body>{body}{section}</w:body></w:document>",
        "word/header1.xml": f"<w:hdr {names}>{header}</w:hdr>",
    }
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in files.items():
            packed.writestr(zipfile.ZipInfo(name, (2026, 3, 20, 8, 14, 0)), head + text)
    return result.getvalue()


def portal_text() -> bytes:
    """Give a message of the patient as a portal saves it."""
    return texts.PORTAL.encode()


def other_pdf() -> bytes:
    """Print two pages of somebody else's chart."""
    chart = Printer("SAMPLE, ROBIN   DOB: 02/11/1948   MRN: EX-009926   Sex: M", 2)
    chart.page()
    chart.line("PROGRESS NOTE", bold=True)
    chart.text(texts.OTHER)
    chart.page()
    chart.text(texts.OTHER_PLAN)
    return chart.output()


FILES = {
    "chart.pdf": chart_pdf,
    "follow-up.docx": follow_up_docx,
    "portal.txt": portal_text,
    "other.pdf": other_pdf,
}
"""What is dropped, by name."""


def _with_scan(content: bytes) -> bytes:
    """Put a picture in place of the page that is a scan: grey words, none of which is text."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    width, height = 153, 198
    rows = []
    for y in range(height):
        row = bytearray(b"\xf4" * width)
        written = 14 < y < 170 and y % 6 < 3
        for x in range(14, width - 14):
            word = (x * 7 + (y // 6) * 31) % 47
            if written and word > 8:
                row[x] = 0x50
        rows.append(bytes(row))
    picture = DecodedStreamObject()
    picture.set_data(zlib.compress(b"".join(rows), 9))
    for name, value in {
        "/Type": NameObject("/XObject"),
        "/Subtype": NameObject("/Image"),
        "/Width": NumberObject(width),
        "/Height": NumberObject(height),
        "/ColorSpace": NameObject("/DeviceGray"),
        "/BitsPerComponent": NumberObject(8),
        "/Filter": NameObject("/FlateDecode"),
    }.items():
        picture[NameObject(name)] = value
    drawing = DecodedStreamObject()
    drawing.set_data(b"q 612 0 0 792 0 0 cm /Scan Do Q")
    page = writer.pages[SCAN - 1]
    pictures = DictionaryObject({NameObject("/Scan"): writer._add_object(picture)})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): pictures})
    page[NameObject("/Contents")] = writer._add_object(drawing)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def _word(block: str | tuple[tuple[str, ...], ...]) -> str:
    if isinstance(block, str):
        return f'<w:p><w:r><w:t xml:space="preserve">{escape(block)}</w:t></w:r></w:p>'
    rows = (
        "".join(f"<w:tc><w:p><w:r><w:t>{escape(cell)}</w:t></w:r></w:p></w:tc>" for cell in row)
        for row in block
    )
    grid = '<w:gridCol w:w="3000"/>' * len(block[0])
    return (
        f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>"
        + "".join(f"<w:tr>{cells}</w:tr>" for cells in rows)
        + "</w:tbl>"
    )
