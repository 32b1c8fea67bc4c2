"""Text as people wrote it, made safe."""

import pytest

from partnerships.records.templatetags.records import markdown


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("**bold** and *soft*", "<p><strong>bold</strong> and <em>soft</em></p>\n"),
        ("one\ntwo", "<p>one<br>\ntwo</p>\n"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
        ("<img src=x onerror=alert(1)>", "<p>&lt;img src=x onerror=alert(1)&gt;</p>\n"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>\n"),
        (
            "![x](https://spy.example/p.png)",
            '<p>!<a href="https://spy.example/p.png" rel="noopener noreferrer nofollow">x</a></p>\n',
        ),
        ("[x](https://a.example)", '<p><a href="https://a.example" rel="noopener noreferrer nofollow">x</a></p>\n'),
        (None, ""),
    ],
)
def test_markdown(source, html):
    assert markdown(source) == html
