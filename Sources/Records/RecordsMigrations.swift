package import Storage

/// The schema of this domain.
package enum RecordsMigrations {
    /// The steps in order.
    package static let all: [Migration] = []
}
