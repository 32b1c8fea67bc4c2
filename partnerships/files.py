"""Taking files in and giving them out.

A file is never served by its path and never shown by the browser inside our own origin: it leaves through a view that has asked the
policy, as an attachment.
"""

import hashlib
import re
import secrets
import unicodedata
from pathlib import PurePosixPath
from typing import IO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.http import FileResponse
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from partnerships.pdfs import check_active

LONGEST_NAME = 120
PDF_MAGIC = b"%PDF-"


def private_path(instance: object, filename: str) -> str:
    """For FileField(upload_to=...): a random name in a folder of the model's; nothing of the original name but its kind."""
    folder = instance._meta.label_lower.replace(".", "/")  # type: ignore[attr-defined]
    suffix = PurePosixPath(clean_name(filename)).suffix.lower()
    return f"{folder}/{secrets.token_hex(16)}{suffix if re.fullmatch(r'[.][a-z0-9]{1,8}', suffix) else ''}"


def clean_name(name: str, suffix: str = "") -> str:
    """A file's own name, fit to be shown and to stand in a header: no folders, no control or direction marks, not too long.

    With a `suffix`, it ends in that: what was checked to be a PDF is not to be opened as something else by its name.
    """
    name = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    name = "".join(" " if c.isspace() else c for c in name if c.isspace() or unicodedata.category(c)[0] != "C")
    name = re.sub(r'[<>:"|?*;]', "", re.sub(r"\s+", " ", name)).strip(" .")
    path = PurePosixPath(name or "document")
    if suffix and path.suffix.lower() != suffix:
        path = PurePosixPath(f"{path.name}{suffix}")
    return path.stem[: LONGEST_NAME - len(path.suffix[:9])] + path.suffix[:9]


def check_size(file: File) -> None:
    """Raise ValidationError when the file is empty or larger than the house takes."""
    if not file.size:
        raise ValidationError(_("The file is empty."))
    if file.size > settings.UPLOAD_MAX_BYTES:
        raise ValidationError(_("The file is larger than %(most)s.") % {"most": filesizeformat(settings.UPLOAD_MAX_BYTES)})


def check_pdf(file: File) -> None:
    """Raise ValidationError unless the content is that of a PDF, and of one that is nothing but pages (partnerships.pdfs).

    Neither its name nor what the browser says of it counts.
    """
    check_size(file)
    file.seek(0)
    start = file.read(len(PDF_MAGIC))
    file.seek(0)
    if start != PDF_MAGIC:
        raise ValidationError(_("This is not a PDF file."))
    check_active(file)


def sha256(file: File | IO[bytes]) -> str:
    """The hash of the content, read in pieces."""
    found = hashlib.sha256()
    file.seek(0)
    while piece := file.read(65536):
        found.update(piece)
    file.seek(0)
    return found.hexdigest()


def serve_private(file: File, name: str) -> FileResponse:
    """The file as a download under the name. The caller has made sure that the person may have it."""
    response = FileResponse(
        file.open("rb"), as_attachment=True, filename=clean_name(name), content_type="application/octet-stream"
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    # Should a browser show it after all, it is alone in an empty room.
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
