import HTTPTypes
import Identity
import Records

extension Problem {
    /// Why people, roles, groups and profiles stay as they are.
    init(_ refusal: PeopleRefusal) {
        switch refusal {
        case .notFound: self = .notFound
        case .lastAdministrator:
            self.init(
                status: .conflict,
                code: "last_administrator",
                detail: "This is the last administrator. Make somebody else one first."
            )
        case .ownAccount:
            self.init(
                status: .conflict,
                code: "own_account",
                detail: "Nobody changes their own profile or deactivates themselves. Another administrator can."
            )
        case .fixedProfile:
            self.init(
                status: .conflict,
                code: "fixed_profile",
                detail: "This profile comes with every organisation and stays. Make one like it and change that."
            )
        case .profileInUse(let users):
            self.init(
                status: .conflict,
                code: "profile_in_use",
                detail: "Users have this profile: \(users). Give them another one first."
            )
        case .rootRole:
            self.init(status: .conflict, code: "root_role", detail: "The root role is where the tree begins. It stays.")
        case .successorNeeded(let count):
            self.init(
                status: .conflict,
                code: "successor_needed",
                detail: "What belongs here goes to a successor first: \(count). Name one."
            )
        case .linkNotValid:
            self.init(
                status: .notFound,
                code: "link_not_valid",
                detail: "This link was used, has run out or was replaced. Ask an administrator for a new one."
            )
        case .inactive:
            self.init(
                status: .conflict,
                code: "user_inactive",
                detail: "This user is deactivated. Reactivate them first."
            )
        }
    }

    /// Why a profile keeps somebody from it.
    init(_ refusal: ModuleNotPermitted) {
        self.init(
            status: .forbidden,
            code: "module_not_permitted",
            detail: "Your profile does not allow to \(refusal.action.rawValue) in \(refusal.module)."
        )
    }

    /// The record is seen, and stays.
    init(_ refusal: RecordNotDeletable) {
        self.init(
            status: .forbidden,
            code: "record_not_deletable",
            detail: "You may not delete this record. Its owner or an administrator may be able to."
        )
    }
}
