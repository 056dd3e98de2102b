package import Identity
package import Storage

extension MergeScope {
    /// Merge fields that belong together.
    package struct Group: Sendable {
        /// Whose they are.
        package enum Kind: String, Sendable, Codable, CaseIterable {
            /// The record's own.
            case record
            /// Of the record that a lookup names.
            case lookup
            /// Of the user that a field names.
            case user
            /// Of the record's owner.
            case owner
            /// Of whoever sends.
            case sender
            case organization
        }

        /// Whose they are.
        package let kind: Kind
        /// The lookup or user field that leads there.
        package let field: Field?
        /// In both languages.
        package let labels: (english: String, chinese: String)
        /// At least one.
        package let choices: [Choice]
    }

    /// A merge field to choose.
    package struct Choice: Sendable {
        /// To be put into the text, in the reader's language.
        package let token: String
        /// In both languages.
        package let labels: (english: String, chinese: String)
        /// What the value is.
        package let type: FieldType
        /// The field with the value; nil for users' and the organisation's.
        package let field: ID<Field>?
    }

    /// What can be chosen: the record's own, then what its lookups and user fields name, its owner, the sender, the organisation.
    ///
    /// - Parameter language: The reader's.
    /// - Returns: The groups; none is empty.
    package func groups(in language: Language) -> [Group] {
        let own = fields.filter(\.isMergeable).map { choice(.field($0.id), $0, language) }
        var groups = [
            Group(kind: .record, field: nil, labels: (module.labelEnglish, module.labelChinese), choices: own)
        ]
        for field in fields {
            switch field.type {
            case .lookup:
                let targets = (field.lookupModule.flatMap { linked[$0] } ?? []).filter(\.isMergeable)
                let choices = targets.map { choice(.linked(lookup: field.id, field: $0.id), $0, language) }
                groups.append(
                    Group(
                        kind: .lookup,
                        field: field,
                        labels: (field.labelEnglish, field.labelChinese),
                        choices: choices
                    )
                )
            case .user:
                let choices = people(.field(field.id), language)
                groups.append(
                    Group(kind: .user, field: field, labels: (field.labelEnglish, field.labelChinese), choices: choices)
                )
            default: continue
            }
        }
        groups.append(general(.owner, MergeWords.owner, people(.owner, language)))
        groups.append(general(.sender, MergeWords.user, people(.sender, language)))
        let organization = choice(.organization, MergeWords.organizationName, .text, language)
        groups.append(general(.organization, MergeWords.organization, [organization]))
        return groups.filter { !$0.choices.isEmpty }
    }

    /// What a source is called beside others of its text, such as `First Name` or `Account.Phone`.
    ///
    /// - Parameters:
    ///   - source: What is merged.
    ///   - language: The reader's.
    /// - Returns: The label; where the reader may not see it, only that there is something.
    package func label(of source: MergeSource, in language: Language) -> String {
        guard let path = path(of: source, language, { $0.label(in: language) }) else {
            return MergeWords.hidden.label(in: language)
        }
        switch source {
        case .field, .linked, .person(.field, _), .person(.owner, _):
            return String(path.dropFirst(module.label(in: language).count + 1))
        case .person(.sender, _), .organization: return path
        }
    }

    private func people(_ person: MergeSource.Person, _ language: Language) -> [Choice] {
        MergeSource.Attribute.allCases.map { attribute in
            let type: FieldType = attribute == .email ? .email : .text
            return choice(.person(person, attribute), MergeWords.of(attribute), type, language)
        }
    }

    private func general(_ kind: Group.Kind, _ words: MergeWords.Words, _ choices: [Choice]) -> Group {
        Group(kind: kind, field: nil, labels: (words.english, words.chinese), choices: choices)
    }

    private func choice(_ source: MergeSource, _ field: Field, _ language: Language) -> Choice {
        let labels = (field.labelEnglish, field.labelChinese)
        return Choice(token: token(for: source, language: language), labels: labels, type: field.type, field: field.id)
    }

    private func choice(
        _ source: MergeSource,
        _ words: MergeWords.Words,
        _ type: FieldType,
        _ language: Language
    ) -> Choice {
        let labels = (words.english, words.chinese)
        return Choice(token: token(for: source, language: language), labels: labels, type: type, field: nil)
    }
}
