import Foundation

/// A step of sending at which a test has the program end, as in a power cut, to see what is found afterwards.
///
/// The variable `PARLEY_CRASH_AT` names a file; the step that is written in it is the last one that is reached. Programs that are
/// built for release know none of this.
enum CrashPoint: String, Sendable {
    /// Rows are taken and marked as leaving, and the transaction has not ended.
    case claimed
    /// That is written, and the call has not left.
    case sending
    /// Meta has answered, and nothing of that is written.
    case answered
    /// What came of it is written.
    case recorded

    #if DEBUG
        private static let path = ProcessInfo.processInfo.environment["PARLEY_CRASH_AT"]
    #endif

    func reach() {
        #if DEBUG
            guard let path = Self.path, let step = FileManager.default.contents(atPath: path) else { return }
            if String(decoding: step, as: UTF8.self) == rawValue { kill(getpid(), SIGKILL) }
        #endif
    }
}
