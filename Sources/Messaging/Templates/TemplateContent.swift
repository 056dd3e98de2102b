package import Storage

/// What a template holds beside its body; stored as JSON.
///
/// Texts with merge fields stand in it as ``MessageTemplate/body`` does: as typed in a request, by the fields' ids in the database.
///
/// Source: spec rows 2.20 to 2.22.
package struct TemplateContent: Codable, Sendable, Equatable {
    /// What stands above the body.
    package struct Header: Codable, Sendable, Equatable {
        /// One kind only.
        package enum Kind: String, Codable, Sendable, CaseIterable {
            case text
            case image
            case video
            case document
        }

        /// What it is.
        package var kind: Kind
        /// The words of a text, with one merge field at most.
        package var text: String?
        /// The file of any other kind.
        package var file: File?
        /// What Meta's reviewers see in the place of the merge field.
        package var sample: String?

        /// What stands above the body.
        package init(kind: Kind, text: String? = nil, file: File? = nil, sample: String? = nil) {
            self.kind = kind
            self.text = text
            self.file = file
            self.sample = sample
        }
    }

    /// A file of ours; what it holds never changes.
    package struct File: Codable, Sendable, Equatable {
        /// The file's id.
        package var id: ID<TemplateFile>
        /// What it is called.
        package var name: String
        /// Its media type, by content.
        package var type: String
        /// What it holds, by the name of the file store.
        package var digest: String
        /// Bytes.
        package var size: Int
    }

    /// What can be tapped.
    package struct Button: Codable, Sendable, Equatable {
        /// What a tap does.
        package enum Kind: String, Codable, Sendable, CaseIterable {
            /// Sends the label back.
            case quickReply = "quick_reply"
            /// Opens an address.
            case url
            /// Calls a number.
            case phone
        }

        /// What a tap does.
        package var kind: Kind
        /// What stands on it.
        package var label: String
        /// Where it leads, with one merge field at most, at the end.
        package var url: String?
        /// Whom it calls: international form in the database.
        package var phone: String?
        /// What Meta's reviewers see in the place of the merge field.
        package var sample: String?

        /// Something to tap.
        package init(
            kind: Kind,
            label: String,
            url: String? = nil,
            phone: String? = nil,
            sample: String? = nil
        ) {
            self.kind = kind
            self.label = label
            self.url = url
            self.phone = phone
            self.sample = sample
        }
    }

    /// What stands above the body.
    package var header: Header?
    /// The smaller line below.
    package var footer: String?
    /// What can be tapped, in order.
    package var buttons: [Button]
    /// What Meta's reviewers see in the places of the body's merge fields, in order.
    package var samples: [String]

    /// Why it cannot be sent from here, where it was made elsewhere: a word for the screen.
    package var unusable: Unusable?
    /// Of what was made elsewhere, all parts as Meta wrote them.
    var original: String?

    /// What a template made elsewhere may have that cannot be sent from here.
    package enum Unusable: String, Codable, Sendable, CaseIterable {
        /// A category that people choose nowhere here, such as one-time codes.
        case category
        /// A header that is neither text nor a file, or a file that only Meta has.
        case header
        /// A button of another kind.
        case buttons
        /// Cards, offers and whatever else Meta may add.
        case parts
        /// Places that have names, or whose numbers do not follow each other.
        case variables
    }

    /// What a template holds beside its body: nothing, if nothing is named.
    package init(header: Header? = nil, footer: String? = nil, buttons: [Button] = [], samples: [String] = []) {
        self.header = header
        self.footer = footer
        self.buttons = buttons
        self.samples = samples
    }

    /// All texts with merge fields.
    var mergeTexts: [String] { [header?.text].compactMap(\.self) + buttons.compactMap(\.url) }
}

extension TemplateContent.File {
    init(_ file: TemplateFile) {
        self.init(id: file.id, name: file.name, type: file.type, digest: file.digest, size: file.size)
    }
}
