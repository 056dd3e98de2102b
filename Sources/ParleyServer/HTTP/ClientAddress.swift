import HTTPTypes
import Hummingbird

/// Finds the client's network address, also behind the one proxy that is trusted.
struct ClientAddress: Sendable {
    let trustedProxy: AddressRange?

    /// The peer, or what a trusted proxy says: the last member of `X-Forwarded-For`, which that proxy itself wrote.
    func of(_ request: Request, context: ParleyContext) -> String {
        guard let trustedProxy, trustedProxy.contains(context.peerAddress),
            let name = HTTPField.Name("X-Forwarded-For"), let header = request.headers[name],
            let last = header.split(separator: ",").last
        else { return context.peerAddress }
        return String(last.filter { !$0.isWhitespace })
    }
}
