"""The shape of the house: who may import whom, where things lie, how long a file may grow, what no page may contain."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

pytestmark = pytest.mark.embedded

ROOT = settings.BASE_DIR
PACKAGES = ("ubc", "partnerships", "objectives", "risks", "assessments", "rmp")
# Folders under templates/ that no app of ours is named after.
SHARED = {"components", "people"}
OTHERS = {"account", "admin", "allauth", "bootstrap5", "mfa", "usersessions"}  # templates of libraries, in our look
ROOT_PAGES = {"base", "error", "400", "403", "403_csrf", "404", "413", "500"}
LONGEST = {".py": 400, ".css": 400, ".js": 300, ".html": 200, ".typ": 400}


def python_files():
    for package in PACKAGES:
        yield from (file for file in (ROOT / package).rglob("*.py") if "migrations" not in file.parts)


def templates():
    return sorted((ROOT / "templates").rglob("*.*"))


def name(file):
    return str(file.relative_to(ROOT))


# --- imports ----------------------------------------------------------------------------------------------------------


def lint_imports(folder):
    program = Path(sys.executable).with_name("lint-imports")
    return subprocess.run([program, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False)


def test_the_roof_stands_on_the_rooms_and_the_rooms_on_the_kernel():
    result = lint_imports(ROOT)
    assert result.returncode == 0, result.stdout


PLANTED = {
    "partnerships/clock.py": "objectives.models",  # the kernel imports a room
    "partnerships/querysets.py": "partnerships.records.models",  # the ground floor of the kernel imports an upper one
    "objectives/apps.py": "ubc.views",  # a room imports the roof
    "rmp/plan/apps.py": "objectives.models",  # a room imports another without being allowed to
}


def test_an_import_in_the_wrong_direction_is_found(tmp_path):
    ignore = shutil.ignore_patterns("__pycache__", "tests")
    for package in PACKAGES:
        shutil.copytree(ROOT / package, tmp_path / package, ignore=ignore)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    assert lint_imports(tmp_path).returncode == 0
    for file, imported in PLANTED.items():
        with (tmp_path / file).open("a") as source:
            source.write(f"\nimport {imported}\n")

    result = lint_imports(tmp_path)
    assert result.returncode == 1
    for file, imported in PLANTED.items():
        importer = file.removesuffix(".py").replace("/", ".")
        # import-linter names the end points, or the layers they lie in
        assert re.search(rf"{re.escape(importer)} -> {re.escape(imported)}", result.stdout), result.stdout


# --- places -----------------------------------------------------------------------------------------------------------


def test_every_models_module_belongs_to_an_installed_app():
    found = {
        ".".join(file.relative_to(ROOT).parent.parts)
        for package in PACKAGES
        for file in [*(ROOT / package).rglob("models.py"), *(ROOT / package).rglob("models/__init__.py")]
    }
    found = {module.removesuffix(".models") for module in found}
    installed = {
        config.name for config in apps.get_app_configs() if config.models_module and config.name.split(".")[0] in PACKAGES
    }
    assert found == installed


def test_every_template_lies_under_the_name_of_its_app():
    ours = [config for config in apps.get_app_configs() if config.name.split(".")[0] in PACKAGES]
    homes = {config.label for config in ours} | {config.name.replace(".", "/") for config in ours} | SHARED | OTHERS
    folder = ROOT / "templates"
    homeless = [
        name(file)
        for file in folder.rglob("*.*")
        if not any(str(home) in homes for home in file.relative_to(folder).parents)
        and not (file.parent == folder and file.stem in ROOT_PAGES)
    ]
    assert homeless == []
    assert [name(file) for package in PACKAGES for file in (ROOT / package).rglob("templates") if file.is_dir()] == []


def test_no_file_grows_too_long():
    files = [*python_files(), *templates(), *(ROOT / "static" / "ubc").rglob("*.*")]
    lengths = {name(file): len(file.read_bytes().splitlines()) for file in files if file.suffix in LONGEST}
    assert {file: length for file, length in lengths.items() if length > LONGEST[Path(file).suffix]} == {}


# --- pages ------------------------------------------------------------------------------------------------------------

# What the content security policy would not let work, whether written in a template or made in Python.
FORBIDDEN = {
    "a style attribute": re.compile(r"""[\s"']style\s*=\s*["'{]"""),
    "an event handler": re.compile(r"""\son[a-z]+\s*=\s*["'{]"""),
    "a script in the page": re.compile(r"<script(?![^>]*\ssrc=)", re.IGNORECASE),
    "a style sheet in the page": re.compile(r"<style(?![^>]*\snonce=)", re.IGNORECASE),
    "a script as an address": re.compile(r"javascript:", re.IGNORECASE),
}


# A mail knows no content security policy, and mail programs know no style sheets of a server.
MAILS = {"templates/outbox/letter.html"}


def forbidden(text):
    return [what for what, pattern in FORBIDDEN.items() if pattern.search(text)]


def tags(python):
    """What looks like HTML in a Python file."""
    return "\n".join(re.findall(r"<[a-zA-Z][^>]*>", python))


def test_no_page_has_script_or_style_of_its_own():
    texts = {name(file): file.read_text() for file in templates() if name(file) not in MAILS}
    texts |= {name(file): tags(file.read_text()) for file in python_files() if "tests" not in file.relative_to(ROOT).parts}
    assert {file: found for file, text in texts.items() if (found := forbidden(text))} == {}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('<p style="color: red">', "a style attribute"),
        ("<p\n  style='{{ x }}'>", "a style attribute"),
        ('<button onclick="go()">', "an event handler"),
        ("<script>go()</script>", "a script in the page"),
        ('<SCRIPT type="module">', "a script in the page"),
        ("<style>p {}</style>", "a style sheet in the page"),
        ('<a href="javascript:go()">', "a script as an address"),
    ],
)
def test_what_may_not_be_in_a_page_is_found(text, found):
    assert forbidden(text) == [found]


def test_pages_made_in_python_are_looked_at_too():
    source = """table(style="plain", only="x"); x = '<p class="a" style="b">'"""
    assert forbidden(tags(source)) == ["a style attribute"]


def test_what_may_be_in_a_page_is_left_alone():
    assert forbidden('<script src="x.js" defer></script><path fill="none" d="M0 0"/><a data-style="x" hx-on-x>only = "x"') == []


UNESCAPED = re.compile(r"\|\s*safe\b|\bmark_safe\(|\bSafeString\(|autoescape off")


def unexplained(text, comment):
    """Lines that switch escaping off without a comment on them or on the line above."""
    lines = text.splitlines()
    return [
        number
        for number, line in enumerate(lines, start=1)
        if UNESCAPED.search(line) and not any(comment in near for near in lines[max(0, number - 2) : number])
    ]


def test_whatever_is_not_escaped_says_why():
    files = [(file, "{#") for file in templates() if file.suffix != ".txt"] + [
        (file, "#") for file in python_files() if "tests" not in file.relative_to(ROOT).parts
    ]
    assert {name(file): found for file, comment in files if (found := unexplained(file.read_text(), comment))} == {}


def test_what_is_not_escaped_is_found():
    assert unexplained("{{ a|safe }}\n{{ b }}\n{% autoescape off %}", "{#") == [1, 3]
    assert unexplained("{# cleaned by nh3 #}\n{{ a|safe }}\n\n{{ a | safe }}", "{#") == [4]
    assert unexplained("return mark_safe(html)  # cleaned", "#") == []
