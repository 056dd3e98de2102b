import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// Reads a request's JSON body, and says what is wrong with one that is not.
struct JSONBodyDecoder: RequestDecoder {
    func decode<Body: Decodable>(_ type: Body.Type, from request: Request, context: some RequestContext) async throws
        -> Body
    {
        let mediaType = request.headers[.contentType]?.split(separator: ";").first?.lowercased()
        guard mediaType == "application/json" else { throw Problem.unsupportedMediaType }
        let buffer: ByteBuffer
        do {
            buffer = try await request.body.collect(upTo: context.maxUploadSize)
        } catch is NIOTooManyBytesError {
            throw Problem.bodyTooLarge(limit: context.maxUploadSize)
        }
        do {
            return try JSONDecoder().decode(Body.self, from: Data(buffer.readableBytesView))
        } catch let error as DecodingError {
            throw Problem.malformed(error)
        }
    }
}

/// Writes a response's JSON body.
///
/// Members are in alphabetical order, so that equal answers are equal bytes.
struct JSONBodyEncoder: ResponseEncoder {
    func encode(_ value: some Encodable, from request: Request, context: some RequestContext) throws -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let data = try encoder.encode(value)
        return Response(
            status: .ok,
            headers: [.contentType: "application/json", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: data))
        )
    }
}

extension Int64 {
    /// Unix milliseconds as RFC 3339 in UTC, the one way times are written in JSON.
    var rfc3339: String {
        let date = Date(timeIntervalSince1970: Double(self) / 1000)
        return Date.ISO8601FormatStyle(includingFractionalSeconds: true).format(date)
    }
}
