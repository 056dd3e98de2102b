import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// A link in a message that was accepted: Meta fetches it before the message goes on its way.
struct LinkFetch: Sendable {
    static let timeout: TimeAmount = .seconds(10)

    let key: Conversation.Key
    let messageID: String
    let link: String
    let kind: MediaRules.Kind

    /// Fetches it.
    ///
    /// - Parameter client: The HTTP client.
    /// - Returns: The file, or what is wrong with it.
    func run(_ client: HTTPClient) async -> Result<NewMedia, Fault> {
        do {
            let limit = MediaRules.maximum(of: kind)
            var request = HTTPClientRequest(url: link)
            request.headers.add(name: "User-Agent", value: "facebookexternalua")
            let response = try await client.execute(request, timeout: Self.timeout)
            guard response.status == .ok else {
                return .failure(Fault("Media download failed: HTTP code \(response.status.code)."))
            }
            guard let type = response.headers.first(name: "content-type") else {
                return .failure(Fault("Media download failed: the answer has no Content-Type."))
            }
            let content = try await response.body.collect(upTo: limit)
            if let fault = MediaRules.fault(of: content, type: type, kind: kind) { return .failure(Fault(fault)) }
            let path = link.prefix { $0 != "?" && $0 != "#" }
            let name = path.split(separator: "/").dropFirst(2).last.map(String.init)
            return .success(NewMedia(type: MediaRules.base(type), fileName: name, content: content))
        } catch is NIOTooManyBytesError {
            return .failure(Fault("Media download failed: the file is too large for a \(kind.rawValue)."))
        } catch {
            return .failure(Fault("Media download failed: the link could not be reached."))
        }
    }

    /// Why there is no file.
    struct Fault: Error, Sendable {
        let details: String

        init(_ details: String) { self.details = details }
    }
}

extension World {
    private static let fetchesAtOnce = 8

    /// The links to fetch now, a few at a time.
    mutating func takeFetches() -> [LinkFetch] {
        let taken = fetches.prefix(max(0, Self.fetchesAtOnce - fetching))
        fetches.removeFirst(taken.count)
        fetching += taken.count
        return Array(taken)
    }

    /// Sends a message on its way once its link was fetched, or fails it.
    mutating func finish(_ fetch: LinkFetch, _ result: Result<NewMedia, LinkFetch.Fault>, nowMs: Int64) {
        fetching -= 1
        switch result {
        case .success(let new):
            let file = keep(new, numberID: fetch.key.numberID, lifetimeMs: MediaShelf.uploadedMs, nowMs: nowMs)
            media.cache(fetch.link, file.id, nowMs: nowMs)
            conversations[fetch.key]?.change(fetch.messageID) { $0.attachment?.take(file) }
            plan(fetch.messageID, in: fetch.key, failure: nil, nowMs: nowMs)
        case .failure(let fault):
            failMessage(fetch.messageID, in: fetch.key, code: 131053, details: fault.details, atMs: nowMs)
        }
    }
}
