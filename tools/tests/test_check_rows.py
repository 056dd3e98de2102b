from check_rows import Citation, problems, python_citations, rows_in_table, swift_citations, table

TABLE = "# Capabilities\n\n| Row | Rule | Check |\n| --- | --- | --- |\n| 1.62 | Rule 9.9 | Check |\n| A-14 | Rule | Check |\n"


def test_rows_are_the_first_column():
    assert rows_in_table(TABLE) == ["1.62", "A-14"]


def test_display_names_are_read():
    text = """
    @Test("1.62 the window closes to the second", arguments: Engine.allCases)
    func windowCloses() {}
    @Test(
        "1.14, A-14 two rows"
    )
    func two() {}
    @Test("no row, although 1.9 stands in it") func none() {}
    // @Test("3.1 commented out") func gone() {}
    @Test(arguments: [1]) func plain() {}
    """
    found = [(citation.row, citation.test) for citation in swift_citations(text, "A.swift")]
    assert found == [("1.62", "windowCloses"), ("1.14", "two"), ("A-14", "two")]


def test_markers_are_read_wherever_they_stand():
    text = (
        "import pytest\npytestmark = [pytest.mark.rows('1.1')]\n"
        "@pytest.mark.rows('1.2', '1.3')\ndef test_a(): pass\n"
        "@pytest.mark.rows('1.4')\nclass TestB:\n    @pytest.mark.slow('1.5')\n    async def test_c(self): pass\n"
    )
    assert sorted(citation.row for citation in python_citations(text, "a.py")) == ["1.1", "1.2", "1.3", "1.4"]


def test_a_row_without_a_test_and_a_test_without_a_row_fail():
    citations = [Citation("1.62", "A.swift", 1, "a"), Citation("7.7", "B.swift", 2, "b")]
    assert problems(["1.62", "A-14"], citations) == [
        "docs/capabilities.md: row A-14 has no test",
        "B.swift:2: b names row 7.7, which docs/capabilities.md lacks",
    ]


def test_a_row_that_stands_twice_fails():
    assert problems(["1.1", "1.1"], [Citation("1.1", "A.swift", 1, "a")]) == ["docs/capabilities.md: row 1.1 stands there twice"]


def test_full_agreement_passes_and_is_shown():
    citations = [Citation("1.62", "A.swift", 1, "a"), Citation("1.62", "t/test_b.py", 2, "test_b")]
    assert problems(["1.62"], citations) == []
    assert table(["1.62"], citations) == "1.62    A.a\n        test_b.test_b"
