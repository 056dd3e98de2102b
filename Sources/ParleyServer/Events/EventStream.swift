import Identity
import NIOCore
import Storage

/// One open stream: a person's connection, written to directly, since a task for each would cost more than the writing.
final class EventStream: Sendable {
    /// Whose stream it is, as the credential that opened it proved.
    let user: SignedIn
    var organizationID: Int64 { user.organization.rawValue }
    var userID: Int64 { user.user.rawValue }
    let openedAt = ContinuousClock.now
    /// The client has everything up to here from elsewhere.
    let position: Int64
    let channel: any Channel
    private let end: AsyncStream<Never>.Continuation

    init(for user: SignedIn, after position: Int64, on channel: any Channel, end: AsyncStream<Never>.Continuation) {
        self.user = user
        self.position = position
        self.channel = channel
        self.end = end
    }

    /// Lets the request's handler finish the answer.
    func finish() {
        end.finish()
    }
}
