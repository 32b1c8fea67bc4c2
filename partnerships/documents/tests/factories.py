"""Makes documents for tests: rows past the services, and files of each kind that is taken."""

import io
import zipfile
import zlib

import factory
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from factory.django import DjangoModelFactory

from partnerships.access.spaces import Visibility
from partnerships.documents.levels import ClassificationLevel
from partnerships.documents.models import Document, DocumentVersion
from partnerships.tests.factories import PartnershipFactory, UserFactory

PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\nstartxref\n9\n%%EOF\n"


def level(rank=1):
    """The level of the house's scheme: 0 public, 1 parties, 2 named parties, 3 own party, 4 restricted persons."""
    return ClassificationLevel.objects.get(scheme__code="house", rank=rank)


class DocumentFactory(DjangoModelFactory):
    """Joint by default, with one version and no file in the storage."""

    class Meta:
        model = Document
        skip_postgeneration_save = True

    partnership = factory.SubFactory(PartnershipFactory)
    author = factory.SubFactory(UserFactory)
    party = None
    visibility = factory.LazyAttribute(lambda o: Visibility.PRIVATE if o.party else Visibility.SHARED)
    title = factory.Sequence(lambda n: f"Document {n:03}")
    level = factory.LazyFunction(level)
    number, kind, size = 1, "pdf", len(PDF)
    version = 1

    @factory.post_generation
    def first(self, create, extracted, **kwargs):
        DocumentVersionFactory(document=self, author=self.author)


class DocumentVersionFactory(DjangoModelFactory):
    class Meta:
        model = DocumentVersion

    document = factory.SubFactory(DocumentFactory)
    author = factory.SubFactory(UserFactory)
    number, kind, size, name, sha256 = 1, "pdf", len(PDF), "plan.pdf", "0" * 64
    file = "documents/documentversion/none.pdf"


# --- files ------------------------------------------------------------------------------------------------------------
def upload(content=PDF, name="plan.pdf"):
    return SimpleUploadedFile(name, content, content_type="text/html")


def chunk(name, data=b""):
    return len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")


def png(*more):
    head = (1).to_bytes(4, "big") * 2 + b"\x08\x00\x00\x00\x00"
    parts = (chunk(b"IHDR", head), *more, chunk(b"IDAT", zlib.compress(b"\x00\x00")), chunk(b"IEND"))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00" + bytes(40) + b"\xff\xd9"


def archive(parts, prefix=b"", comment=b"", compression=zipfile.ZIP_DEFLATED):
    """An archive of (name or ZipInfo, content)."""
    out = io.BytesIO()
    out.write(prefix)
    with zipfile.ZipFile(out, "w", compression) as made:
        for name, content in parts:
            made.writestr(name, content)
        made.comment = comment
    return out.getvalue()


def docx(*more, main="word/document.xml", types="<Types/>", **kwargs):
    return archive([("[Content_Types].xml", types), (main, "<document/>"), *more], **kwargs)


def odt(*more, kind="text"):
    mime = zipfile.ZipInfo("mimetype")
    return archive([(mime, f"application/vnd.oasis.opendocument.{kind}"), ("content.xml", "<office/>"), *more])


TAKEN = {
    "pdf": ("plan.pdf", PDF),
    "png": ("photo.PNG", png()),
    "jpeg": ("photo.jpeg", JPEG),
    "docx": ("minutes.docx", docx()),
    "xlsx": ("costs.xlsx", docx(main="xl/workbook.xml")),
    "pptx": ("talk.pptx", docx(main="ppt/presentation.xml")),
    "odt": ("minutes.odt", odt()),
    "ods": ("costs.ods", odt(kind="spreadsheet")),
    "odp": ("talk.odp", odt(kind="presentation")),
    "text": ("Größe.csv", "year;size\n2031;ü\n".encode()),
}


def stored(content, name="x"):
    """A file as a check gets it."""
    return ContentFile(content, name=name)
