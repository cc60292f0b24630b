"""Odd and hostile PDFs, each with what reading its text should come to.

`ODD` has them by name. All are small, or become large only when they are unpacked, and then 50 MB
at most.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from tests.unit.packet_files import CATALOG, FONT, changed, encrypted, pdf, stream, words, written

__all__ = ["ODD", "Odd"]

LETTER = b"/MediaBox [0 0 612 792]"
RELIEF = b"No relief from therapy."


@dataclass(frozen=True, slots=True, kw_only=True)
class Odd:
    """A file, and what a reader should do with it."""

    make: Callable[[], bytes]
    should: str
    """What a reader should do, in a sentence."""
    reads: tuple[str, ...] = ()
    """What stands in its text, with white space folded, unless it is refused."""
    never: tuple[str, ...] = ()
    """What does not."""
    blank: tuple[int, ...] = ()
    """Pages, from 1, to be named as having no text, or none that can be used."""
    refused: bool | None = False
    """Whether the whole file is; None where both will do, in time and in plain words."""


def sheet(
    content: bytes = b"",
    *more: bytes,
    resources: bytes = b"/Font << /F1 3 0 R >>",
    entries: bytes = LETTER,
    catalog: bytes = b"",
    contents: bytes = b"5 0 R",
) -> bytes:
    """Make a PDF of one page; `more` are objects 6, 7 and on."""
    tree = b"<< /Type /Pages /Count 1 /Kids [4 0 R] >>"
    shown = b"<< /Type /Page /Parent 2 0 R %b /Resources << %b >> /Contents %b >>"
    top = b"<< /Type /Catalog /Pages 2 0 R %b >>" % catalog
    leaf = shown % (entries, resources, contents)
    return written(top, tree, FONT, leaf, stream(content), *more)


def at(x: float, y: float, text: bytes, size: float = 12, before: bytes = b"") -> bytes:
    """Show a text at a place; bytes, since not all are ASCII."""
    return b"BT %b /F1 %g Tf %g %g Td (%b) Tj ET\n" % (before, size, x, y, text)


def packed(content: bytes) -> bytes:
    return stream(zlib.compress(content, 9), b"/Filter /FlateDecode")


def form(content: bytes, resources: bytes) -> bytes:
    entries = b"/Type /XObject /Subtype /Form /BBox [0 0 612 792] /Resources << %b >>"
    return stream(content, entries % resources)


def to_unicode(*pairs: tuple[str, str], digits: int = 4) -> bytes:
    """Make a CMap from codes in hexadecimal to texts."""
    lines = "".join(f"<{code}> <{text.encode('utf-16-be').hex()}>\n" for code, text in pairs)
    space = f"1 begincodespacerange\n<{'0' * digits}> <{'F' * digits}>\nendcodespacerange\n"
    body = f"{len(pairs)} beginbfchar\n{lines}endbfchar\n"
    return stream(
        f"/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n{space}{body}"
        "endcmap end end\n".encode()
    )


def coded(text: str, cmap: bytes | None, shown: bytes) -> bytes:
    """Show codes in a composite font, below a line in a plain one, with or without a CMap."""
    unicode = b"/ToUnicode 8 0 R" if cmap else b""
    font = b"<< /Type /Font /Subtype /Type0 /BaseFont /AAAAAA+Odd /Encoding /Identity-H "
    font += b"/DescendantFonts [7 0 R] %b >>" % unicode
    below = b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /AAAAAA+Odd /DW 600 "
    below += b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
    drawn = words(text, y=720) if text else b""
    drawn += b" BT /F2 12 Tf 40 700 Td <%b> Tj ET" % shown
    fonts = b"/Font << /F1 3 0 R /F2 6 0 R >>"
    return sheet(drawn, font, below, *([cmap] if cmap else []), resources=fonts)


def spelled(text: str) -> tuple[bytes, bytes]:
    """Give a CMap in which each letter of a text has a code of its own, and its codes."""
    codes = [f"{number:04X}" for number in range(1, len(text) + 1)]
    return to_unicode(*zip(codes, text, strict=True)), "".join(codes).encode()


def drawn(text: str, *, named: bool) -> bytes:
    """Show a text whose letters are little drawings, with names of glyphs that say nothing."""
    letters = sorted(set(text))
    names = b" ".join(b"/g%d" % number for number in range(len(letters)))
    glyphs = b" ".join(b"/g%d 7 0 R" % number for number in range(len(letters)))
    widths = b" ".join([b"600"] * len(letters))
    font = b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 600 700] /FontMatrix [.001 0 0 .001 0 0]"
    font += b" /FirstChar 1 /LastChar %d /Widths [%b]" % (len(letters), widths)
    font += b" /Encoding << /Differences [1 %b] >> /CharProcs << %b >>" % (names, glyphs)
    font += b" /ToUnicode 8 0 R >>" if named else b" >>"
    cmap = to_unicode(
        *((f"{number:02X}", letter) for number, letter in enumerate(letters, 1)), digits=2
    )
    shown = b"".join(b"%02X" % (letters.index(letter) + 1) for letter in text)
    content = b"BT /F2 12 Tf 40 700 Td <%b> Tj ET" % shown
    box = stream(b"600 0 d0 0 0 500 700 re f")
    return sheet(content, font, box, cmap, resources=b"/Font << /F2 6 0 R >>")


def nested_forms(depth: int, times: int = 1) -> bytes:
    """Draw a form that draws a form, and so on, each so many times; the last shows a text."""
    forms = [
        form(b"/X Do " * times, b"/XObject << /X %d 0 R >>" % (7 + level)) for level in range(depth)
    ]
    last = form(at(40, 600, RELIEF), b"/Font << /F1 3 0 R >>")
    resources = b"/Font << /F1 3 0 R >> /XObject << /X 6 0 R >>"
    return sheet(words("Before the forms.") + b" /X Do", *forms, last, resources=resources)


def tree(depth: int) -> bytes:
    """Make a page at the end of a long chain of nodes."""
    nodes = [
        b"<< /Type /Pages /Count 1 /Kids [%d 0 R] /Parent %d 0 R >>" % (level + 1, level - 1)
        for level in range(2, depth + 2)
    ]
    leaf = b"<< /Type /Page /Parent %d 0 R %b /Contents %d 0 R /Resources << /Font << /F1 %d 0 R >>"
    leaf += b" >> >>"
    ends = leaf % (depth + 1, LETTER, depth + 3, depth + 4)
    return written(CATALOG, *nodes, ends, stream(at(40, 700, RELIEF)), FONT)


def twice_saved() -> bytes:
    """Make a file that was saved again with other contents of its page behind its end."""
    first = sheet(words("The first draft."))
    body = stream(at(40, 700, RELIEF))
    offset = len(first)
    found = re.findall(rb"startxref\n(\d+)", first)
    return first + (
        b"5 0 obj\n%b\nendobj\nxref\n5 1\n%010d 00000 n \n" % (body, offset)
        + b"trailer\n<< /Size 6 /Root 1 0 R /Prev %b >>\nstartxref\n" % found[-1]
        + b"%d\n%%%%EOF\n" % (offset + len(b"5 0 obj\n%b\nendobj\n" % body))
    )


def protected(version: int, revision: int, method: bytes) -> bytes:
    """Make a file that says it is encrypted with AES, which nobody can open."""
    length = 32 if version == 4 else 48
    entry = b"<< /Filter /Standard /V %d /R %d /Length %d /P -4 /O <%b> /U <%b> %b" % (
        *(version, revision, 128 if version == 4 else 256, b"41" * length, b"42" * length),
        b"/CF << /StdCF << /CFM /%b /AuthEvent /DocOpen >> >> /StmF /StdCF /StrF /StdCF" % method,
    )
    entry += b" /OE <%b> /UE <%b> /Perms <%b> >>" % (b"43" * 32, b"44" * 32, b"45" * 16)
    trailer = b"/ID [<00> <00>] /Encrypt 6 0 R"
    tree = b"<< /Type /Pages /Count 1 /Kids [4 0 R] >>"
    leaf = b"<< /Type /Page /Parent 2 0 R %b /Contents 5 0 R >>" % LETTER
    return written(CATALOG, tree, FONT, leaf, stream(b"\x93" * 64), entry, trailer=trailer)


def numbered(*labels: bytes) -> bytes:
    """Make two pages that are labeled otherwise than they are counted."""
    tree = b"<< /Type /Catalog /Pages 2 0 R /PageLabels << /Nums [%b] >> >>" % b" ".join(labels)
    return changed(pdf("A page of the front.", "The note itself."), CATALOG, tree)


def lettered(text: str) -> bytes:
    """Place every letter by itself."""
    return b"".join(
        at(40 + 7.2 * place, 700, letter.encode())
        for place, letter in enumerate(text)
        if letter != " "
    )


LINES = (b"She walks twenty feet and", b"then has to sit down. She", b"sleeps in a chair.")
WALKS = "She walks twenty feet and then has to sit down. She sleeps in a chair."
SIDEWAYS = b"BT /F1 12 Tf 0 1 -1 0 300 100 Tm (%b) Tj ET" % RELIEF
FIELD = b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (pain) /V (Pain 8 of 10.) /Rect [40 500 300 "
FIELD += b"520] /AP << /N 7 0 R >> /DA (/F1 12 Tf) >>"
SHOWN = form(at(2, 5, b"Pain 8 of 10."), b"/Font << /F1 3 0 R >>")
OFF = b"/OCProperties << /OCGs [6 0 R] /D << /OFF [6 0 R] >> >>"
ODD_BYTES = b"BI /W 8 /H 8 /BPC 8 /CS /G ID (Not a text.) Tj ET BT (Not it.) Tj  EI\n"
R = (RELIEF.decode(),)

ODD: dict[str, Odd] = {
    # The file as a whole.
    "cut off": Odd(
        make=lambda: pdf("one", "two")[:-350],
        should="Its objects are found without its table, or the file is refused.",
        refused=None,
    ),
    "only a beginning": Odd(
        make=lambda: b"%PDF-1.7\n", should="It is refused as damaged.", refused=True
    ),
    "behind other bytes": Odd(
        make=lambda: b"\0mail\r\n" * 100 + sheet(at(40, 700, RELIEF)),
        should="The bytes before its beginning are passed over, or it is refused.",
        refused=None,
    ),
    "a table of wrong places": Odd(
        make=lambda: sheet(at(40, 700, RELIEF)).replace(b"\n00000000", b"\n00000009"),
        should="The table is made anew, or it is refused.",
        refused=None,
    ),
    "saved twice": Odd(
        make=twice_saved,
        should="What was saved last counts.",
        reads=R,
        never=("The first draft",),
    ),
    "rc4 without a password": Odd(
        make=lambda: encrypted(pdf("No relief."), "RC4-128"),
        should="It opens by itself.",
        reads=("No relief.",),
    ),
    "rc4 with a password": Odd(
        make=lambda: encrypted(pdf("No relief."), "RC4-128", user="secret"),
        should="It is refused: the password is asked for nowhere.",
        refused=True,
    ),
    "aes of 128 bits": Odd(
        make=partial(protected, 4, 4, b"AESV2"), should="It is refused.", refused=True
    ),
    "aes of 256 bits": Odd(
        make=partial(protected, 5, 6, b"AESV3"), should="It is refused.", refused=True
    ),
    # The tree of pages.
    "no page": Odd(
        make=lambda: written(CATALOG, b"<< /Type /Pages /Count 0 /Kids [] >>"),
        should="It is refused: there is nothing in it.",
        refused=True,
    ),
    "a tree that is its own branch": Odd(
        make=lambda: written(CATALOG, b"<< /Type /Pages /Count 9 /Kids [2 0 R] >>"),
        should="It is refused, and soon.",
        refused=None,
    ),
    "a deep tree": Odd(
        make=partial(tree, 2000),
        should="It is read or refused; the depth breaks nothing.",
        refused=None,
    ),
    "parents that go round": Odd(
        make=lambda: written(
            CATALOG,
            b"<< /Type /Pages /Count 1 /Kids [4 0 R] /Parent 2 0 R >>",
            FONT,
            b"<< /Type /Page /Parent 2 0 R /Contents 5 0 R >>",
            stream(at(40, 700, RELIEF)),
        ),
        should="What is not inherited is given up: no size, no fonts.",
        refused=None,
    ),
    "a million pages by its own account": Odd(
        make=lambda: changed(sheet(at(40, 700, RELIEF)), b"/Count 1 ", b"/Count 1000000 "),
        should="Only pages that are there count, or it is refused.",
        refused=None,
    ),
    "an empty page between": Odd(
        make=lambda: pdf("The first page.", "", "The third page."),
        should="The page is named as one without text; the pages keep their numbers.",
        reads=("The first page.", "The third page."),
        blank=(2,),
    ),
    "a page without contents": Odd(
        make=lambda: sheet(contents=b"null"), should="It is a page without text.", blank=(1,)
    ),
    "white space only": Odd(
        make=lambda: pdf("   "), should="It is a page without text.", blank=(1,)
    ),
    "labels of pages": Odd(
        make=partial(numbered, b"0 << /S /r >>", b"1 << /S /D /St 57 >>"),
        should="Pages are counted from 1, whatever they are labeled.",
        reads=("A page of the front.", "The note itself."),
    ),
    # More than a person would write.
    "a million operators": Odd(
        make=lambda: sheet(
            b"", packed(b"0 0 m\n" * 1_000_000 + words("The end.")), contents=b"6 0 R"
        ),
        should="The page is read or named as one that cannot be read, within seconds.",
        refused=None,
    ),
    "a hundred thousand pieces of text": Odd(
        make=lambda: sheet(
            b"",
            packed(b"BT /F1 1 Tf 10 TL 40 700 Td " + b"(x) ' " * 100_000 + b"ET"),
            contents=b"6 0 R",
        ),
        should="The page is read or named as one that cannot be read, within seconds.",
        refused=None,
    ),
    "fifty megabytes of nothing": Odd(
        make=lambda: sheet(b"", packed(b"\0" * 50_000_000), contents=b"6 0 R"),
        should="The page is named as one without text, or the file refused.",
        refused=None,
    ),
    "a string of a megabyte": Odd(
        make=lambda: sheet(b"", packed(at(40, 700, b"x" * 1_000_000)), contents=b"6 0 R"),
        should="It is one word at most, and no rule gets slow by it.",
        refused=None,
    ),
    "arrays in arrays": Odd(
        make=lambda: sheet(words("Before.") + b"[" * 50_000 + b" TJ"),
        should="The page is read as far as it goes, or named as one that cannot be read.",
        refused=None,
    ),
    "states without end": Odd(
        make=lambda: sheet(b"q " * 100_000 + at(40, 700, RELIEF)),
        should="What is saved is never given back; the text is there.",
        refused=None,
    ),
    # Forms.
    "a form in a form": Odd(
        make=partial(nested_forms, 3),
        should="Text in forms is text of the page.",
        reads=("Before the forms.", *R),
    ),
    "forms sixty deep": Odd(
        make=partial(nested_forms, 60),
        should="It is read down to a bound; what stands before is there.",
        refused=None,
    ),
    "forms that double": Odd(
        make=partial(nested_forms, 24, 2),
        should="Sixteen million drawings of one form end soon, at a bound.",
        refused=None,
    ),
    "a form that draws itself": Odd(
        make=lambda: sheet(
            words("Before the form.") + b" /X Do",
            form(b"/X Do", b"/XObject << /X 6 0 R >>"),
            resources=b"/Font << /F1 3 0 R >> /XObject << /X 6 0 R >>",
        ),
        should="It ends; what stands before is there.",
        reads=("Before the form.",),
        refused=None,
    ),
    # Fonts.
    "a font without unicode": Odd(
        make=partial(coded, "", None, b"0024004F0003" * 12),
        should="Nobody knows which letters these are: the page is one whose text cannot be used.",
        blank=(1,),
        refused=None,
    ),
    "a font with unicode": Odd(
        make=lambda: coded("", *spelled("No relief from therapy.")),
        should="It is read by the font's own table.",
        reads=R,
    ),
    "drawn letters with unicode": Odd(
        make=partial(drawn, "No relief from therapy.", named=True),
        should="It is read by the font's own table.",
        reads=R,
    ),
    "drawn letters without unicode": Odd(
        make=partial(drawn, "No relief from therapy.", named=False),
        should="Nobody knows which letters these are: the page is one whose text cannot be used.",
        never=R,
        refused=None,
    ),
    "ligatures": Odd(
        make=lambda: coded(
            "Therapy was",
            to_unicode(("0001", "insu"), ("0002", "\ufb03"), ("0003", "cient.")),
            b"000100020003",
        ),
        should="Joined letters are the letters.",
        reads=("insufficient.",),
    ),
    "bullets of private use": Odd(
        make=lambda: coded(
            "", to_unicode(("0001", "\uf0b7"), ("0002", " Walks 20 feet.")), b"00010002"
        ),
        should="The bullet is a mark of a list or nothing, never a reason to drop the line.",
        reads=("Walks 20 feet.",),
    ),
    "right to left": Odd(
        make=lambda: coded("Interpreter present.", *spelled("\u05dd\u05d5\u05dc\u05e9")),
        should="What is in English is read; the other stands as it comes.",
        reads=("Interpreter present.",),
    ),
    "soft hyphens": Odd(
        make=lambda: changed(
            sheet(at(40, 700, b"Twelve visits of phys\xad") + at(40, 686, b"ical therapy.")),
            b"/BaseFont /Courier",
            b"/BaseFont /Courier /Encoding /WinAnsiEncoding",
        ),
        should="A word that is broken by one is whole again.",
        reads=("physical therapy.",),
    ),
    "a font that is not there": Odd(
        make=lambda: sheet(words("In a font.") + b" BT /F9 12 Tf 40 600 Td (In none.) Tj ET"),
        should="Nothing breaks; what is in a font is read.",
        reads=("In a font.",),
    ),
    # Where text stands.
    "a page on its side": Odd(
        make=lambda: sheet(SIDEWAYS, entries=LETTER + b" /Rotate 90"),
        should="It is read as it is seen.",
        reads=R,
    ),
    "text on its side": Odd(
        make=lambda: sheet(SIDEWAYS), should="It is one line, not one letter a line.", reads=R
    ),
    "a word across the page": Odd(
        make=lambda: sheet(
            b"".join(at(40, 700 - 14 * n, line) for n, line in enumerate(LINES))
            + b"BT /F1 60 Tf .7 .7 -.7 .7 150 600 Tm (COPY) Tj ET"
        ),
        should="A watermark is never inside a sentence.",
        reads=(WALKS,),
    ),
    "lines from the bottom up": Odd(
        make=lambda: sheet(
            b"".join(at(40, 700 - 14 * n, line) for n, line in reversed([*enumerate(LINES)]))
        ),
        should="Lines are read from the top.",
        reads=(WALKS,),
    ),
    "letter by letter": Odd(
        make=lambda: sheet(lettered("No relief from therapy.")),
        should="Letters that touch are a word.",
        reads=R,
    ),
    "gaps for spaces": Odd(
        make=lambda: sheet(b"BT /F1 12 Tf 40 700 Td [(No) -600 (re) 20 (lief) -600 (yet.)] TJ ET"),
        should="A wide gap is a space and a narrow one is none.",
        reads=("No relief yet.",),
    ),
    "bold by printing twice": Odd(
        make=lambda: sheet(at(40, 700, RELIEF) + at(40.4, 700, RELIEF)),
        should="It is read once.",
        reads=R,
        never=("therapy.No", "therapy. No", "NNoo"),
    ),
    "a huge font made small": Odd(
        make=lambda: sheet(b"q .01 0 0 .01 0 0 cm " + at(4000, 70000, RELIEF, size=1200) + b"Q"),
        should="Sizes are those on the page.",
        reads=R,
    ),
    "numbers that are none": Odd(
        make=lambda: sheet(b"1e999 0 0 --5 1.2.3 nan cm\n" + at(40, 700, RELIEF) + b"9" * 5000),
        should="Nothing breaks.",
        refused=None,
    ),
    "beside the paper": Odd(
        make=lambda: sheet(at(40, 700, RELIEF) + at(-5000, 400, b"Cut off by the printer.")),
        should="What no print shows is not quoted.",
        reads=R,
        never=("Cut off by",),
    ),
    "a page around its middle": Odd(
        make=lambda: sheet(
            at(-200, 300, RELIEF), entries=b"/MediaBox [-306 -396 306 396] /UserUnit 2"
        ),
        should="Places count from the page's own corner.",
        reads=R,
    ),
    "three ways to the next line": Odd(
        make=lambda: sheet(
            b"BT /F1 12 Tf 14 TL 40 700 Td (%b) Tj (%b) ' 0 0 (%b) \" ET"
            % (LINES[0], LINES[1], LINES[2])
        ),
        should="Each is a line.",
        reads=(WALKS,),
    ),
    "contents in parts": Odd(
        make=lambda: sheet(
            b"BT /F1 12 Tf 40 700 Td",
            stream(b"(%b)" % RELIEF),
            stream(b"Tj ET"),
            contents=b"[5 0 R 6 0 R 7 0 R]",
        ),
        should="The parts are one.",
        reads=R,
    ),
    "a picture that looks like text": Odd(
        make=lambda: sheet(ODD_BYTES + at(40, 700, RELIEF)),
        should="The bytes of a picture are no text.",
        refused=None,
        never=("Not a text", "Not it"),
    ),
    # What is seen and what is not.
    "invisible text": Odd(
        make=lambda: sheet(at(40, 700, RELIEF, before=b"3 Tr")),
        should="It is how programs put the words under a scan: it counts as text.",
        reads=R,
    ),
    "white text": Odd(
        make=lambda: sheet(at(40, 700, RELIEF, before=b"1 g")),
        should="Colors are not looked at: it is read.",
        reads=R,
    ),
    "a layer that is off": Odd(
        make=lambda: sheet(
            at(40, 700, RELIEF) + b"/OC /L BDC " + at(40, 600, b"An older draft.") + b"EMC",
            b"<< /Type /OCG /Name (Draft) >>",
            resources=b"/Font << /F1 3 0 R >> /Properties << /L 6 0 R >>",
            catalog=OFF,
        ),
        should="What no print shows should not be quoted; a reader that cannot tell may read it.",
        reads=R,
    ),
    "text by another name": Odd(
        make=lambda: sheet(
            b"/Span << /ActualText (relief) >> BDC " + at(40, 700, b"re-lief") + b"EMC"
        ),
        should="The letters shown or the text meant, not both.",
        refused=None,
        never=("re-lief relief", "relief re-lief", "re-liefrelief", "reliefre-lief"),
    ),
    "a field that is filled in": Odd(
        make=lambda: sheet(
            at(40, 700, RELIEF),
            FIELD,
            SHOWN,
            entries=LETTER + b" /Annots [6 0 R]",
            catalog=b"/AcroForm << /Fields [6 0 R] >>",
        ),
        should="The page's own text is read; the value may be, where it is seen.",
        reads=R,
    ),
    "a note stuck on": Odd(
        make=lambda: sheet(
            at(40, 700, RELIEF),
            b"<< /Type /Annot /Subtype /Text /Rect [300 300 320 320] /Contents (Ask billing.) >>",
            entries=LETTER + b" /Annots [6 0 R]",
        ),
        should="What somebody stuck on the page is no part of the record.",
        reads=R,
        never=("Ask billing",),
    ),
    "a form of another kind": Odd(
        make=lambda: sheet(
            words("Please wait."),
            stream(b"<xdp><field>Pain 8 of 10.</field></xdp>"),
            catalog=b"/AcroForm << /XFA 6 0 R /Fields [] >>",
        ),
        should="Only what the page itself shows is read.",
        reads=("Please wait.",),
        never=("Pain 8",),
    ),
    "a file inside": Odd(
        make=lambda: sheet(
            at(40, 700, RELIEF),
            b"<< /Type /Filespec /F (other.txt) /EF << /F 7 0 R >> >>",
            stream(b"Another patient.", b"/Type /EmbeddedFile"),
            catalog=b"/Names << /EmbeddedFiles << /Names [(other.txt) 6 0 R] >> >>",
        ),
        should="What is attached is not the record.",
        reads=R,
        never=("Another patient",),
    ),
}
