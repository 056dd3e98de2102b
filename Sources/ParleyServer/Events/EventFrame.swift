import Foundation
import NIOCore
import Storage

/// One event as the bytes that every stream gets, made once.
///
/// Source of the format: WHATWG HTML, server-sent events.
struct EventFrame: Sendable {
    let position: Int64
    let organizationID: Int64
    /// The one person it is for; nil for the whole organisation.
    let userID: Int64?
    /// The record and the conversation that it names; who may not see them is not told of it.
    let record: Int64?
    let conversation: Int64?
    let bytes: ByteBuffer
    /// For whoever does not see what it names any more, and has to look again at what they show; nil where that need not be.
    let farewell: ByteBuffer?

    /// What takes a record or a conversation away from people who saw it.
    private static let partings: Set<String> = [
        "record.trashed", "record.purged", "record.converted", "record.owner_changed", "conversation.linked",
    ]

    /// What an event's body may say about where it belongs; the rest of it does not travel.
    private struct Place: Decodable {
        let conversation: String?
        let record: String?
    }

    init(_ event: Event) {
        position = event.position
        organizationID = event.organizationID
        userID = event.userID
        // A body without a place is the usual case of other kinds; it then names its subject only.
        let place = event.body == "{}" ? nil : try? JSONDecoder().decode(Place.self, from: Data(event.body.utf8))
        let subject = String(event.subjectID)
        let conversation = event.kind.hasPrefix("conversation.") ? subject : place?.conversation
        let record = event.kind.hasPrefix("record.") ? subject : place?.record
        self.conversation = conversation.flatMap { Int64($0) }
        self.record = record.flatMap { Int64($0) }
        farewell =
            Self.partings.contains(event.kind)
            ? ByteBuffer(
                string: """
                    id: \(event.position)
                    data: {"kind":"\(event.kind)","subject":"0","conversation":null,"record":null}


                    """
            ) : nil
        bytes = ByteBuffer(
            string: """
                id: \(event.position)
                data: {"kind":"\(event.kind)","subject":"\(subject)",\
                "conversation":\(Self.quoted(conversation)),"record":\(Self.quoted(record))}


                """
        )
    }

    /// Ids are digits, so nothing in them needs escaping.
    private static func quoted(_ id: String?) -> String {
        guard let id, id.allSatisfy(\.isNumber) else { return "null" }
        return "\"\(id)\""
    }

    /// Whether it is for a person.
    func concerns(organizationID: Int64, userID: Int64) -> Bool {
        self.organizationID == organizationID && (self.userID == nil || self.userID == userID)
    }

    /// Tells a client that it has everything up to a position.
    static func ready(at position: Int64) -> ByteBuffer {
        ByteBuffer(string: "event: ready\nid: \(position)\ndata: {}\n\n")
    }

    /// Tells a client to read everything again.
    static let reset = ByteBuffer(string: "event: reset\ndata: {}\n\n")
    /// Keeps a connection, and finds out that one has gone.
    static let heartbeat = ByteBuffer(string: ": \n\n")
    /// How long a client waits before it comes again, milliseconds.
    static let opening = ByteBuffer(string: "retry: 1500\n\n")
}
