package import Storage

/// A place in the organisation's tree: whoever stands above sees what belongs to those below.
///
/// Source: spec row 2.132.
package struct Role: Sendable, Hashable {
    /// Roles of an organisation at most.
    package static let maximum = 250

    /// The role's id.
    package let id: ID<Role>
    /// As its people call it.
    package let name: String
    /// The role above; nil for the root.
    package let parent: ID<Role>?
    /// How many users have it, inactive ones too.
    package let users: Int
}
