import ArgumentParser

/// The one program.
@main
struct Parley: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "parley",
        abstract: "Business messaging inside a CRM.",
        discussion: "Every option can also be given as PARLEY_… in the environment.",
        subcommands: [
            Serve.self, Simulate.self, Migrate.self, Examine.self, Admin.self, Phone.self, BenchClient.self,
        ]
    )
}
