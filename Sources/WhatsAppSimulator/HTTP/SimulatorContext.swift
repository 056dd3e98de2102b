import Hummingbird
import NIOCore

/// What a handler knows of its request, and the connection, which a scenario may cut.
struct SimulatorContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    private let channel: any Channel

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
    }

    /// Cuts the connection, so that the caller never gets an answer.
    func hangUp() async -> any Error {
        // A connection that is gone already is what was wanted.
        try? await channel.close()
        return CancellationError()
    }
}
