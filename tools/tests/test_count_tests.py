import pytest
from count_tests import count

JUNIT = """<testsuites><testsuite tests="4">
<testcase name="a"/><testcase name="b"><failure message="no"/></testcase>
<testcase name="c"><error/></testcase><testcase name="d"><skipped/></testcase>
</testsuite></testsuites>"""


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.xml", JUNIT, (1, 2)),
        ("a.xml", "<testsuites/>", (0, 1)),
        ("a.xml", "<testsuites><testca", (0, 1)),
        ("a.log", "# tests 9\n# pass 8\n# fail 1\n# cancelled 0\n", (8, 1)),
        ("a.log", "ℹ pass 8\nℹ fail 0\n", (8, 0)),
        ("a.log", "Segmentation fault", (0, 1)),
    ],
)
def test_results_are_counted(tmp_path, name, text, expected):
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    assert count(file) == expected


def test_a_missing_file_is_a_failure(tmp_path):
    assert count(tmp_path / "none.xml") == (0, 1)
