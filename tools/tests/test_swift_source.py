from swift_source import code_only, without_comments


def test_comments_become_spaces_and_lines_stay():
    text = "let a = 1  // package func f\n/* one /* nested */ two\n*/ let b = 2\n"
    code = code_only(text)
    assert "package" not in code and "two" not in code
    assert len(code) == len(text) and code.split("\n")[2].strip() == "let b = 2"


def test_strings_are_blanked_only_where_asked():
    text = 'f("https://example.org", #"raw " // still"#)  // gone'
    assert without_comments(text).rstrip() == text.removesuffix("  // gone")
    assert "example" not in code_only(text) and "still" not in code_only(text)


def test_interpolations_and_multi_line_strings_end_where_they_end():
    text = 'let a = "x \\(f("}") ?? "y") z"; package\nlet b = """\n    package func f "quoted"\n    """; after'
    code = code_only(text)
    assert code.count("package") == 1 and "after" in code


def test_a_lone_quote_ends_with_its_line():
    assert "after" in code_only("let quote = /\"/\nafter")
