import Hummingbird
import Identity
import NIOCore

/// A request before anyone is signed in.
struct ParleyContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// Who holds the other end of the connection; a proxy's address behind a proxy.
    let peerAddress: String
    /// The connection itself, for streams that are written to from elsewhere.
    let channel: any Channel
    /// Who is asking, once ``CredentialMiddleware`` knows.
    var signedIn: SignedIn?
    /// What writes of this session must carry.
    var csrfToken: String?

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        channel = source.channel
        peerAddress = source.channel.remoteAddress?.ipAddress ?? "unknown"
    }

    var requestDecoder: JSONBodyDecoder { JSONBodyDecoder() }
    var responseEncoder: JSONBodyEncoder { JSONBodyEncoder() }
    /// The largest JSON body; files have limits of their own.
    var maxUploadSize: Int { 1_048_576 }
}

/// A request of someone who is signed in.
///
/// It cannot be made without.
struct SignedInContext: ChildRequestContext {
    var coreContext: CoreRequestContextStorage
    let user: SignedIn
    let channel: any Channel
    let csrfToken: String?

    init(context: ParleyContext) throws {
        guard let signedIn = context.signedIn else { throw Problem.notSignedIn }
        coreContext = context.coreContext
        user = signedIn
        channel = context.channel
        csrfToken = context.csrfToken
    }

    var requestDecoder: JSONBodyDecoder { JSONBodyDecoder() }
    var responseEncoder: JSONBodyEncoder { JSONBodyEncoder() }
    var maxUploadSize: Int { 1_048_576 }
}
