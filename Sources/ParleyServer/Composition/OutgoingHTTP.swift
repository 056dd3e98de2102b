package import AsyncHTTPClient
package import NIOCore

/// How this program calls others.
package enum OutgoingHTTP {
    /// Connections to one host at once: the calls that a busy number has under way, with room for its neighbours.
    private static let connectionsPerHost = 256

    /// A client that gives up on whoever says nothing for a while; how long the whole may take is the caller's matter.
    ///
    /// It follows nobody elsewhere: what it carries is meant for the host it was told.
    ///
    /// - Parameter silence: The longest pause in an answer.
    /// - Returns: The client; whoever asked for it shuts it down.
    package static func client(silence: TimeAmount = .seconds(30)) -> HTTPClient {
        HTTPClient(
            eventLoopGroupProvider: .singleton,
            configuration: HTTPClient.Configuration(
                redirectConfiguration: .disallow,
                timeout: HTTPClient.Configuration.Timeout(connect: .seconds(10), read: silence),
                connectionPool: HTTPClient.Configuration.ConnectionPool(
                    idleTimeout: .seconds(60),
                    concurrentHTTP1ConnectionsPerHostSoftLimit: connectionsPerHost
                )
            )
        )
    }
}
