package import Identity
package import Logging
package import Storage

/// What `parley migrate` and `parley admin` do: the operations of the domains, called by whoever runs the server.
package struct Maintenance: Sendable {
    private let configuration: ServerConfiguration
    private let logger: Logger

    /// Maintenance of the configured database.
    package init(configuration: ServerConfiguration, logger: Logger) {
        self.configuration = configuration
        self.logger = logger
    }

    /// A password that nobody has to think up: about 100 random bits in words' length.
    ///
    /// - Returns: 20 letters and digits in groups.
    package static func randomPassword() -> String {
        let alphabet = Array("abcdefghjkmnpqrstuvwxyz23456789")
        var generator = SystemRandomNumberGenerator()
        let groups = (0..<4).map { _ in
            String((0..<5).map { _ in alphabet[Int.random(in: alphabet.indices, using: &generator)] })
        }
        return groups.joined(separator: "-")
    }

    /// Applies the missing migrations.
    ///
    /// - Returns: What was applied.
    /// - Throws: ``StoreError`` or ``MigrationFailure``.
    package func migrate() async throws -> [String] {
        let store = try await Instance.openStore(configuration, logger: logger)
        do {
            let runner = MigrationRunner(store: store, clock: WallClock(), migrations: Instance.migrations)
            let applied = try await runner.migrate()
            await store.close()
            return applied
        } catch {
            await store.close()
            throw error
        }
    }

    /// Makes an organisation and its administrator.
    ///
    /// - Returns: The organisation's id.
    /// - Throws: ``InvalidInput`` or ``StoreError``.
    package func createOrganization(
        name: String,
        timeZone: String?,
        country: String?,
        email: String,
        userName: String,
        password: String,
        language: String
    ) async throws -> ID<Organization> {
        let organization = try NewOrganization(name: name, timeZone: timeZone, defaultCountry: country)
        let administrator = try NewUser(
            email: email,
            name: userName,
            password: password,
            language: try Self.language(language)
        )
        return try await withInstance { instance in
            let create = instance.createOrganization
            return try await create(organization, administrator: administrator).organization
        }
    }

    /// Adds a user to an organisation.
    ///
    /// - Returns: The user's id.
    /// - Throws: ``InvalidInput``, ``CreateUser/Refusal`` or ``StoreError``.
    package func createUser(
        organization: String,
        email: String,
        name: String,
        password: String,
        language: String,
        isAdministrator: Bool,
        role: String? = nil
    ) async throws -> ID<User> {
        guard let organization = ID<Organization>(organization) else {
            throw InvalidInput(field: "organization", code: "not_valid", detail: "This is not an organisation's id.")
        }
        let user = try NewUser(email: email, name: name, password: password, language: try Self.language(language))
        return try await withInstance { instance in
            let create = CreateUser(
                store: instance.store,
                clock: instance.clock,
                ids: instance.ids,
                hasher: instance.hasher
            )
            let place = try await Self.role(called: role, in: organization, of: instance)
            return try await create(
                user,
                in: organization,
                as: isAdministrator ? .administrator : .standard,
                role: place
            )
        }
    }

    /// Makes an API token.
    ///
    /// - Returns: The token, which is not shown again.
    /// - Throws: ``InvalidInput`` or ``StoreError``.
    package func createToken(email: String, name: String, scopes: [String], days: Int?) async throws -> String {
        let known = scopes.compactMap(APIToken.Scope.init(rawValue:))
        guard !known.isEmpty, known.count == scopes.count else {
            throw InvalidInput(field: "scope", code: "not_valid", detail: "A scope is read or write.")
        }
        return try await withInstance { instance in
            let create = CreateAPIToken(store: instance.store, clock: instance.clock, ids: instance.ids)
            return try await create(name: name, email: email, scopes: Set(known), days: days).text
        }
    }

    /// Sets a user's password.
    ///
    /// - Throws: ``InvalidInput``, ``ChangePassword/Refusal`` or ``StoreError``.
    package func resetPassword(email: String, password: String) async throws {
        let password = try Password(password, field: "password")
        try await withInstance { instance in
            let change = ChangePassword(
                store: instance.store,
                clock: instance.clock,
                ids: instance.ids,
                hasher: instance.hasher
            )
            try await change.reset(email: email, to: password)
        }
    }

    private func withInstance<Result: Sendable>(
        _ work: @Sendable (Instance) async throws -> Result
    ) async throws -> Result {
        let instance = try await Instance.open(configuration, logger: logger)
        do {
            let result = try await work(instance)
            await instance.close(releasing: true)
            return result
        } catch {
            await instance.close(releasing: true)
            throw error
        }
    }

    private static func role(
        called name: String?,
        in organization: ID<Organization>,
        of instance: Instance
    ) async throws -> ID<Role>? {
        guard let name else { return nil }
        let roles = try await instance.store.read { tx in try RoleQueries.all(tx, organization: organization) }
        guard let role = roles.first(where: { $0.name == name }) else {
            throw InvalidInput(field: "role", code: "not_valid", detail: "The organisation has no role of this name.")
        }
        return role.id
    }

    private static func language(_ name: String) throws -> Language {
        guard let language = Language(rawValue: name) else {
            throw InvalidInput(field: "language", code: "not_valid", detail: "A language is zh-CN or en.")
        }
        return language
    }
}
