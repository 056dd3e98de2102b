/// Patterns of `LIKE` for what somebody typed; the query says `ESCAPE '\\'`.
package enum LikePattern {
    /// Finds text that contains what was typed, on a folded column.
    static func containing(_ typed: String) -> String { "%" + escaped(TypedKey.fold(typed)) + "%" }

    /// Text that stands for itself in a pattern.
    ///
    /// - Parameter text: Any text.
    /// - Returns: The text, with a backslash before whatever means something in a pattern.
    package static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("%", with: "\\%").replacing("_", with: "\\_")
    }
}
