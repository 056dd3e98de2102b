import FileStore
import Identity
import Messaging
import Storage

struct MessagePageResource: Encodable {
    let messages: [MessageResource]
    let next_cursor: Nullable<String>
}

struct MessageResource: Encodable {
    struct TemplateReference: Encodable {
        let id: ID<MessageTemplate>
        let name: String
    }

    struct Sender: Encodable {
        let id: ID<User>
        let name: String
    }

    struct Fault: Encodable {
        let code: String
    }

    struct ReactionResource: Encodable {
        let direction: String
        let emoji: String
    }

    /// The message it answers; without an id where it was never stored.
    struct Quoted: Encodable {
        let id: Nullable<ID<Message>>
        let direction: Nullable<String>
        let kind: Nullable<String>
        let text: String

        init(_ message: Message?) {
            id = Nullable(message?.id)
            direction = Nullable(message?.direction.rawValue)
            kind = Nullable(message.map { $0.revokedAtMs == nil ? $0.kind.rawValue : "revoked" })
            text = String((message?.text ?? "").prefix(200))
        }
    }

    let id: ID<Message>
    let conversation: ID<Conversation>
    let direction: String
    let kind: String
    let text: String
    let content: MessageContent
    let file: Nullable<MessageFileResource>
    let quoted: Nullable<Quoted>
    let reactions: [ReactionResource]
    let template: Nullable<TemplateReference>
    let status: String
    let outcome_unknown: Bool
    let error: Nullable<Fault>
    let retry_of: Nullable<ID<Message>>
    let retried_by: Nullable<ID<Message>>
    let sender: Nullable<Sender>
    let at: String
    let sent_at: Nullable<String>
    let delivered_at: Nullable<String>
    let read_at: Nullable<String>
    let edited_at: Nullable<String>
    let revoked_at: Nullable<String>

    init(
        _ message: Message,
        file: MessageFile?,
        reactions: [Reaction],
        quoted: Quoted?,
        retriedBy: ID<Message>?
    ) {
        id = message.id
        conversation = message.conversation
        direction = message.direction.rawValue
        kind = message.kind.rawValue
        text = message.text
        content = message.content
        self.file = Nullable(file.map(MessageFileResource.init))
        self.quoted = Nullable(quoted)
        self.reactions = reactions.map { ReactionResource(direction: $0.direction.rawValue, emoji: $0.emoji) }
        template = Nullable(
            message.template.map { TemplateReference(id: $0, name: message.templateName ?? "") }
        )
        status = message.status.rawValue
        outcome_unknown = message.isOutcomeUnknown
        error = Nullable(message.errorCode.map(Fault.init))
        retry_of = Nullable(message.retryOf)
        retried_by = Nullable(retriedBy)
        sender = Nullable(message.sender.map { Sender(id: $0, name: message.senderName ?? "") })
        at = message.atMs.rfc3339
        sent_at = Nullable(message.sentAtMs?.rfc3339)
        delivered_at = Nullable(message.deliveredAtMs?.rfc3339)
        read_at = Nullable(message.readAtMs?.rfc3339)
        edited_at = Nullable(message.editedAtMs?.rfc3339)
        revoked_at = Nullable(message.revokedAtMs?.rfc3339)
    }
}

struct MessageFileResource: Encodable {
    let id: ID<MessageFile>
    let state: String
    let name: String
    let kind: String
    let is_shown: Bool
    let size: Nullable<Int>
    let fault: Nullable<String>

    init(_ file: MessageFile) {
        id = file.id
        state = file.state.rawValue
        name = file.name
        kind = file.kind
        is_shown = file.state == .stored && FileKind.shown(file.kind) != nil
        size = Nullable(file.size)
        fault = Nullable(file.fault)
    }
}
