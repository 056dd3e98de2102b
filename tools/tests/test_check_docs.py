import pytest
from check_docs import problems, protocols_in


def messages(text: str, *others: str) -> list[tuple[int, str]]:
    return problems(text, protocols_in([text, *others]))


@pytest.mark.parametrize(
    "text",
    [
        "package func f() {}",
        "package static let a = 1",
        "static package let a = 1",
        "package final class A {}",
        "package init(a: Int) {}",
        "package typealias A = Int",
        "package private(set) var a = 1",
        "@MainActor package func f() {}",
        "// Not a doc comment.\npackage struct A {}",
        "/// Too far away.\n\npackage struct A {}",
        "/// Of another.\nlet a = 1\npackage let b = 2",
        "@available(\n    *, deprecated\n)\npackage func f() {}",
        "/// Documented.\npackage struct A { package let a: Int }",
        "package extension A {}",
        "extension A {\n    package func run() {}\n}",
    ],
)
def test_a_missing_doc_comment_is_found(text):
    assert len(messages(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "/// Documented.\npackage func f() {}",
        "/// Documented.\n@MainActor\npackage func f() {}",
        "/// Documented.\n@available(\n    *, deprecated,\n    message: \"(\"\n)\npackage func f() {}",
        "/// Documented.\n@Sendable package func f() {}",
        "/// Documented.\n// swift-format-ignore\npackage func f() {}",
        "package import Storage",
        "func f() {}\nprivate let a = 1",
        "// package func f() {}",
        "let text = \"package func f() {}\"",
        "let package = 1\nlet b = package",
        "/// Documented.\npackage enum A {\n    case one\n}",
        "/// Documented.\npackage protocol A {\n    func f()\n}",
        "extension A: CustomStringConvertible {\n    package var description: String { \"\" }\n}",
        "extension [UInt8]: Comparable {\n    package static func < (a: A, b: A) -> Bool { true }\n}",
        "extension A: Decodable where B: Decodable {\n    package init(from decoder: any Decoder) {}\n}",
    ],
)
def test_what_is_documented_or_needs_nothing_passes(text):
    assert messages(text) == []


def test_members_that_a_protocol_of_ours_asks_for_are_documented_there():
    protocol = "protocol Reader {\n    func read() -> Int\n}\nprotocol Writer: Reader {}"
    conforming = "struct A: Writer {\n    package func read() -> Int { 1 }\n    package func other() {}\n}"
    assert messages(conforming, protocol) == [(3, "`func other()` has no doc comment")]


def test_the_line_number_is_the_declarations():
    assert messages("import A\n\n@MainActor\npackage func f(a: Int) -> Int {\n")[0][0] == 4
