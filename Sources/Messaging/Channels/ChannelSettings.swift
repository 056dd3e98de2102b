package import Identity
import Storage
import WhatsAppCloud

/// What a team decides about a channel.
package struct ChannelSettings: Sendable {
    /// Groups of numbers at most; Meta allows 20 to a business.
    package static let maximumNumbers = 100

    let nickname: String
    let newPeople: ChannelAccount.NewPeople
    let assignment: UserSelection

    /// Checks the inputs; whether the assignees are there is told on saving.
    ///
    /// - Parameters:
    ///   - nickname: 1…100 characters.
    ///   - newPeople: What becomes of a person who is not in the CRM.
    ///   - assignment: Whom new people go to, in turn; none means the channel's owner.
    /// - Throws: ``InvalidInput`` naming the input.
    package init(
        nickname: String,
        newPeople: ChannelAccount.NewPeople,
        assignment: UserSelection
    ) throws(InvalidInput) {
        self.nickname = try TextRule.line(nickname, field: "nickname", maximum: 100)
        self.newPeople = newPeople
        guard assignment.members.count <= UserSelection.maximum else {
            throw InvalidInput(
                field: "assignment",
                code: "too_many",
                detail: "At most \(UserSelection.maximum) users, groups or roles."
            )
        }
        self.assignment = assignment
    }

    /// Checks against the database.
    func requireAssignees(_ tx: any ReadTransaction, organization: ID<Organization>) throws {
        guard try UserSelectionQueries.isKnown(tx, organization: organization, assignment) else {
            throw InvalidInput(
                field: "assignment",
                code: "not_valid",
                detail: "There is no such active user, group or role."
            )
        }
    }

    /// Checks ids of numbers as somebody chose them.
    ///
    /// - Parameter phoneNumberIDs: Meta's ids.
    /// - Returns: Each once, one at least.
    /// - Throws: ``InvalidInput`` naming `numbers`.
    package static func numbers(_ phoneNumberIDs: [String]) throws(InvalidInput) -> [String] {
        var numbers: [String] = []
        for id in phoneNumberIDs {
            let id = try MetaID.checked(id, field: "numbers")
            if !numbers.contains(id) { numbers.append(id) }
        }
        if numbers.isEmpty {
            throw InvalidInput(field: "numbers", code: "required", detail: "Choose a number at least.")
        }
        guard numbers.count <= maximumNumbers else {
            throw InvalidInput(field: "numbers", code: "too_many", detail: "At most \(maximumNumbers) numbers.")
        }
        return numbers
    }
}

extension ProbedAccount {
    /// The numbers that were chosen, each of which can be used.
    func chosen(_ phoneNumberIDs: [String]) throws(InvalidInput) -> [ProbedNumber] {
        var chosen: [ProbedNumber] = []
        for id in phoneNumberIDs {
            guard let number = numbers.first(where: { $0.remote.id == id }) else {
                throw InvalidInput.foreignNumber(id, field: "numbers")
            }
            guard number.standing == .ready else {
                throw InvalidInput(
                    field: "numbers",
                    code: "not_usable",
                    detail: "\(number.remote.displayNumber) cannot be used: \(number.standing.rawValue)."
                )
            }
            chosen.append(number)
        }
        return chosen
    }
}
