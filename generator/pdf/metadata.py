"""The file's metadata: the standards that it conforms to, its title, language and dates, its output intent.

XMP is that of ISO 16684-1; what PDF/A asks of it is in ISO 19005-2, 6.6, and PDF/UA in
ISO 14289-1, clause 5.
"""

from __future__ import annotations

import time
from html import escape
from typing import Any

from msgspec import Struct
from reportlab.pdfbase import pdfdoc

from generator.pdf.tags import Raw, string

ICC = "templates/icc/sRGB.icc"
"""The colour profile of the output intent (ISO 19005-2, 6.2.3)."""

PRODUCER = "Piliers (ReportLab)"

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{producer}</pdf:Producer>
<xmp:CreateDate>{date}</xmp:CreateDate>
<xmp:ModifyDate>{date}</xmp:ModifyDate>
<pdfaid:part>{part}</pdfaid:part>
<pdfaid:conformance>{conformance}</pdfaid:conformance>
<pdfuaid:part>{accessibility}</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about=""
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 to which the file conforms</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>
"""


class Profile(Struct, frozen=True):
    """The standards that a file conforms to: a part of PDF/A with its level, and a part of PDF/UA."""

    part: int
    conformance: str
    accessibility: int


ARCHIVAL = Profile(part=2, conformance="A", accessibility=1)
"""ISO 19005-2, level A, and ISO 14289-1."""


class DocumentInfo(Struct, frozen=True):
    """The title, the language (BCP 47) and the time in seconds of the epoch.

    They are in the XMP, in the information dictionary and in the catalog, which must agree (ISO 19005-2, 6.6.3).
    """

    title: str
    language: str
    epoch: int

    def xmp(self, profile: Profile) -> bytes:
        """Return the XMP packet; it describes PDF/UA's property, as ISO 19005-2, 6.6.2.3.3 asks."""
        values = {
            "title": escape(self.title, quote=False),
            "language": escape(self.language, quote=False),
            "producer": PRODUCER,
            "date": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(self.epoch)),
            "part": profile.part,
            "conformance": profile.conformance,
            "accessibility": profile.accessibility,
        }
        return _XMP.format_map(values).encode()


class Info(pdfdoc.PDFInfo):  # type: ignore[misc]
    """The information dictionary, with the title and the dates alone: no author."""

    def __init__(self, info: DocumentInfo) -> None:
        super().__init__()
        self.title = info.title
        self.date = time.strftime("(D:%Y%m%d%H%M%SZ)", time.gmtime(info.epoch))

    def format(self, document: Any) -> bytes:
        """Return the dictionary."""
        return (
            f"<</Title {string(self.title)} /Producer ({PRODUCER}) /CreationDate {self.date} /ModDate {self.date}>>"
        ).encode("ascii")


def declare(document: Any, info: DocumentInfo, profile: Profile, icc: bytes) -> None:
    """Add metadata, the output intent and the viewer preferences to the catalog of ReportLab's ``document``."""
    document.info = Info(info)
    catalog = document.Catalog
    catalog.Metadata = _stream({"Type": "/Metadata", "Subtype": "/XML"}, info.xmp(profile))
    catalog.ViewerPreferences = Raw("<</DisplayDocTitle true>>")
    catalog.MarkInfo = Raw("<</Marked true>>")
    catalog.PageLabels = Raw("<</Nums [0 <</S /D>>]>>")
    colours = document.Reference(_stream({"N": "3"}, icc, [pdfdoc.PDFZCompress])).format(document).decode()
    catalog.__NoDefault__ = [*pdfdoc.PDFCatalog.__NoDefault__, "OutputIntents"]
    catalog.OutputIntents = Raw(
        "[<</Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB IEC61966-2.1) "
        f"/Info (sRGB IEC61966-2.1) /RegistryName (http://www.color.org) /DestOutputProfile {colours}>>]"
    )


def _stream(entries: dict[str, str], content: bytes, filters: list[Any] | None = None) -> Any:
    return pdfdoc.PDFStream(pdfdoc.PDFDictionary(dict(entries)), content, filters)
