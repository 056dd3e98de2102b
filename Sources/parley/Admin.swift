import ArgumentParser
import ParleyServer

/// What whoever runs the server does from the command line.
struct Admin: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make organisations, users and API tokens; reset passwords.",
        subcommands: [
            CreateOrganizationCommand.self, CreateUserCommand.self, CreateTokenCommand.self, ResetPasswordCommand.self,
        ]
    )
}

/// How a password reaches the program: never as an argument, which other users of the machine can see.
struct PasswordOptions: ParsableArguments {
    @Flag(help: "Read the password from standard input, one line. Without this one is made up and printed.")
    var passwordStdin = false

    func password() throws -> (text: String, isMadeUp: Bool) {
        guard passwordStdin else { return (Maintenance.randomPassword(), true) }
        guard let line = readLine(strippingNewline: true) else {
            throw ValidationError("No password on standard input.")
        }
        return (line, false)
    }
}

struct CreateOrganizationCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create-organization",
        abstract: "Make an organisation and its first administrator."
    )

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var passwords: PasswordOptions
    @Option(help: "The organisation's name.") var name: String
    @Option(help: "The administrator's email address.") var email: String
    @Option(help: "The administrator's name.") var user: String
    @Option(help: "IANA time zone (default: UTC).") var timeZone: String?
    @Option(help: "Two-letter country for phone numbers without a country code.") var country: String?
    @Option(help: "zh-CN or en.") var language = "zh-CN"

    func run() async throws {
        let password = try passwords.password()
        let maintenance = try Maintenance(database)
        let id = try await maintenance.createOrganization(
            name: name,
            timeZone: timeZone,
            country: country,
            email: email,
            userName: user,
            password: password.text,
            language: language
        )
        print("organization \(id)")
        if password.isMadeUp { print("password \(password.text)") }
    }
}

struct CreateUserCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create-user",
        abstract: "Add a user to an organisation."
    )

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var passwords: PasswordOptions
    @Option(help: "The organisation's id, as create-organization printed it.") var organization: String
    @Option(help: "Email address to sign in with.") var email: String
    @Option(help: "The user's name.") var name: String
    @Option(help: "zh-CN or en.") var language = "zh-CN"
    @Flag(help: "Give the profile Administrator instead of Standard.") var administrator = false
    @Option(help: "The name of their role (default: the root role, which sees everybody's records).") var role: String?

    func run() async throws {
        let password = try passwords.password()
        let maintenance = try Maintenance(database)
        let id = try await maintenance.createUser(
            organization: organization,
            email: email,
            name: name,
            password: password.text,
            language: language,
            isAdministrator: administrator,
            role: role
        )
        print("user \(id)")
        if password.isMadeUp { print("password \(password.text)") }
    }
}

struct CreateTokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create-token",
        abstract: "Make an API token that acts as a user; it is shown once."
    )

    @OptionGroup var database: DatabaseOptions
    @Option(help: "The user's email address.") var email: String
    @Option(help: "What the token is for.") var name: String
    @Option(help: "read or write; may be given twice.") var scope: [String] = ["read"]
    @Option(help: "Days until it runs out (default: never).") var days: Int?

    func run() async throws {
        let maintenance = try Maintenance(database)
        print(try await maintenance.createToken(email: email, name: name, scopes: scope, days: days))
    }
}

struct ResetPasswordCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reset-password",
        abstract: "Set a user's password and end all of their sessions."
    )

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var passwords: PasswordOptions
    @Option(help: "The user's email address.") var email: String

    func run() async throws {
        let password = try passwords.password()
        try await Maintenance(database).resetPassword(email: email, password: password.text)
        print(password.isMadeUp ? "password \(password.text)" : "The password is set.")
    }
}

extension Maintenance {
    init(_ database: DatabaseOptions) throws {
        let configuration = try ServerConfiguration(database)
        self.init(configuration: configuration, logger: configuration.bootstrapLogging())
    }
}
