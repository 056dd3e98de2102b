import ArgumentParser
import PhoneNumbers

/// Shows what the program makes of a phone number.
struct Phone: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print a phone number in international form, or \"invalid\" with exit status 1."
    )

    @Option(help: "Two-letter country for numbers without a country code; ZZ means none.")
    var region = "ZZ"

    @Argument(help: "The number as somebody would type it.")
    var number: String

    func run() throws {
        let region = region.uppercased()
        guard let parsed = PhoneNumber(typed: number, defaultRegion: region == "ZZ" ? nil : region) else {
            print("invalid")
            throw ExitCode(1)
        }
        print(parsed.e164)
    }
}
