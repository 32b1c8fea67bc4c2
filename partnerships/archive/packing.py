"""One file of many, the same bytes for the same contents: fixed order, fixed times, and a manifest with the hash of each."""

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import IO, Any

from partnerships.canonical import canonical_json, digest

MANIFEST = "manifest.json"
FORMAT = "concord-archive/1"
# The earliest that a ZIP knows; the time of packing would make every packing another file.
EPOCH = (1980, 1, 1, 0, 0, 0)
CORE = "docProps/core.xml"


def entry(name: str) -> zipfile.ZipInfo:
    """The head of a file in a ZIP with nothing in it that depends on when or where it was packed."""
    info = zipfile.ZipInfo(name, EPOCH)
    info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
    return info


def manifest(files: Mapping[str, bytes], about: dict[str, Any]) -> bytes:
    """The list of what is in it, with hashes; `content_sha256` is the hash of the list."""
    listed = [
        {"path": name, "sha256": hashlib.sha256(files[name]).hexdigest(), "size": len(files[name])} for name in sorted(files)
    ]
    return canonical_json({"format": FORMAT, **about, "files": listed, "content_sha256": digest(listed)}).encode()


def pack(files: Mapping[str, bytes], about: dict[str, Any], out: IO[bytes]) -> None:
    """Write the ZIP: the manifest, then the files by name."""
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(entry(MANIFEST), manifest(files, about))
        for name in sorted(files):
            archive.writestr(entry(name), files[name])


def without_times(book: bytes) -> bytes:
    """A workbook as openpyxl wrote it, without the times at which it did."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as source, zipfile.ZipFile(out, "w") as target:
        for name in sorted(source.namelist()):
            data = source.read(name)
            if name == CORE:
                data = re.sub(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*", rb"\g<1>1980-01-01T00:00:00Z", data)
            target.writestr(entry(name), data)
    return out.getvalue()


def faults(source: IO[bytes]) -> Iterator[str]:
    """What is wrong with an archive, a line each; nothing when every file is what its manifest says."""
    try:
        archive = zipfile.ZipFile(source)
    except zipfile.BadZipFile:
        yield "this is not a ZIP file"
        return
    with archive:
        names = archive.namelist()
        if MANIFEST not in names:
            yield "there is no manifest"
            return
        try:
            told = json.loads(archive.read(MANIFEST))
            listed = {str(one["path"]): one for one in told["files"]}
        except (ValueError, KeyError, TypeError, zipfile.BadZipFile):
            yield "the manifest cannot be read"
            return
        if told.get("format") != FORMAT:
            yield f"the format is {told.get('format')}, not {FORMAT}"
        if digest(told["files"]) != told.get("content_sha256"):
            yield "the manifest was changed"
        for name in sorted({name for name in names if names.count(name) > 1}):
            yield f"{name} is there twice"
        for name in sorted(set(names) - {MANIFEST} - set(listed)):
            yield f"{name} is not in the manifest"
        for name, one in sorted(listed.items()):
            if name not in names:
                yield f"{name} is missing"
                continue
            try:
                data = archive.read(name)
            except zipfile.BadZipFile:
                yield f"{name} is damaged"
                continue
            if hashlib.sha256(data).hexdigest() != one.get("sha256") or len(data) != one.get("size"):
                yield f"{name} was changed"
