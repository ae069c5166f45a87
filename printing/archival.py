"""What makes a PDF archival: PDF/A-2b (ISO 19005-2). Metadata as XMP, the meaning of colours, the language, the title on show."""

import re
from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import Any
from xml.sax.saxutils import escape

from PIL import ImageCms
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>vi-VN</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{producer}</pdf:Producer><pdf:Keywords>{author}</pdf:Keywords><xmp:CreatorTool>{producer}</xmp:CreatorTool>
<xmp:CreateDate>{moment}</xmp:CreateDate><xmp:ModifyDate>{moment}</xmp:ModifyDate>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""

PRODUCER = "Mot Cua"


def as_archival(canvas: Canvas, title: str, author: str, subject: str) -> None:
    """Say in the open document what an archive asks for. Call before `save`."""
    document: Any = canvas._doc  # pyright: ignore[reportAttributeAccessIssue]
    canvas.setProducer(PRODUCER)
    canvas.setCreator(PRODUCER)
    canvas.setKeywords(author)
    # The same second as in the document's information, which readers compare.
    moment = datetime.fromtimestamp(int(document._timeStamp.t)).astimezone().isoformat()
    said = _XMP.format(
        title=escape(title), author=escape(author), subject=escape(subject), producer=PRODUCER, moment=moment
    )
    metadata = pdfdoc.PDFStream(content=said.encode())
    metadata.dictionary["Type"] = pdfdoc.PDFName("Metadata")
    metadata.dictionary["Subtype"] = pdfdoc.PDFName("XML")
    metadata.filters = []  # archives read it without unpacking
    profile = pdfdoc.PDFStream(content=_colour_profile())
    profile.dictionary["N"] = 3
    profile.dictionary["Alternate"] = pdfdoc.PDFName("DeviceRGB")
    intent = pdfdoc.PDFDictionary(
        {
            "Type": pdfdoc.PDFName("OutputIntent"),
            "S": pdfdoc.PDFName("GTS_PDFA1"),
            "OutputConditionIdentifier": pdfdoc.PDFString("sRGB IEC61966-2.1"),
            "Info": pdfdoc.PDFString("sRGB IEC61966-2.1"),
            "DestOutputProfile": document.Reference(profile, "colourProfile"),
        }
    )
    catalog = document.Catalog
    catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents"]
    catalog.Metadata = metadata
    catalog.OutputIntents = pdfdoc.PDFArray([intent])
    canvas.setViewerPreference("DisplayDocTitle", "true")


def _with_line_ends(write: Callable[[Any, Any], bytes]) -> Callable[[Any, Any], bytes]:
    """reportlab's streams, as ISO 19005-2, 6.1.7.1 wants them: a line end before `endstream`, and no empty list of filters."""

    def written(stream: Any, document: Any) -> bytes:
        head, keyword, body = write(stream, document).partition(b"stream\n")
        return re.sub(rb"/Filter \[\s*\] ?", b"", head) + keyword + body.removesuffix(b"endstream\n") + b"\nendstream\n"

    return written


_streams: Any = pdfdoc.PDFStream
_streams.format = _with_line_ends(_streams.format)


@cache
def _colour_profile() -> bytes:
    """sRGB, as LittleCMS makes it."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
