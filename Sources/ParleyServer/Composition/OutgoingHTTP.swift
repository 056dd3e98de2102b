package import AsyncHTTPClient
package import NIOCore

/// How this program calls others.
package enum OutgoingHTTP {
    /// A client that gives up on whoever says nothing for a while; how long the whole may take is the caller's matter.
    ///
    /// - Parameter silence: The longest pause in an answer.
    /// - Returns: The client; whoever asked for it shuts it down.
    package static func client(silence: TimeAmount = .seconds(30)) -> HTTPClient {
        HTTPClient(
            eventLoopGroupProvider: .singleton,
            configuration: HTTPClient.Configuration(timeout: HTTPClient.Configuration.Timeout(read: silence))
        )
    }
}
