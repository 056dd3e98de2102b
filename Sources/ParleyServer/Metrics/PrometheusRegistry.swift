import CoreMetrics
import Synchronization

/// Collects swift-metrics' counters and timings and prints them as Prometheus' text page.
///
/// Source of the format: Prometheus, Exposition formats, version 0.0.4.
final class PrometheusRegistry: MetricsFactory {
    struct Key: Hashable, Comparable {
        let name: String
        let labels: String

        static func < (left: Key, right: Key) -> Bool { (left.name, left.labels) < (right.name, right.labels) }
    }

    private struct State {
        var counters: [Key: PrometheusCounter] = [:]
        var gauges: [Key: PrometheusGauge] = [:]
        var summaries: [Key: PrometheusSummary] = [:]
    }

    private let state = Mutex(State())

    /// An empty registry.
    init() {}

    /// The page as it stands now.
    ///
    /// - Returns: Text in the exposition format.
    func page() -> String {
        let state = state.withLock { $0 }
        var lines: [String] = []
        lines += Self.lines(of: state.counters, type: "counter") { ["\($0)\($1) \($2.value)"] }
        lines += Self.lines(of: state.gauges, type: "gauge") { ["\($0)\($1) \($2.value)"] }
        lines += Self.lines(of: state.summaries, type: "summary") { name, labels, summary in
            let (count, sum) = summary.value
            return ["\(name)_count\(labels) \(count)", "\(name)_sum\(labels) \(sum)"]
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func lines<Metric>(
        of metrics: [Key: Metric],
        type: String,
        _ format: (String, String, Metric) -> [String]
    ) -> [String] {
        var lines: [String] = []
        var lastName = ""
        for (key, metric) in metrics.sorted(by: { $0.key < $1.key }) {
            if key.name != lastName { lines.append("# TYPE \(key.name) \(type)") }
            lastName = key.name
            lines += format(key.name, key.labels, metric)
        }
        return lines
    }

    func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        let key = Self.key(label, dimensions, suffix: "_total")
        return state.withLock { state in
            if let counter = state.counters[key] { return counter }
            let counter = PrometheusCounter()
            state.counters[key] = counter
            return counter
        }
    }

    func makeRecorder(
        label: String,
        dimensions: [(String, String)],
        aggregate: Bool
    ) -> any RecorderHandler {
        aggregate ? summary(Self.key(label, dimensions)) : gauge(Self.key(label, dimensions))
    }

    func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        gauge(Self.key(label, dimensions))
    }

    func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        summary(Self.key(label, dimensions, suffix: "_seconds"))
    }

    // Labels are bounded, so nothing is ever taken out.
    func destroyCounter(_ handler: any CounterHandler) {}
    func destroyRecorder(_ handler: any RecorderHandler) {}
    func destroyMeter(_ handler: any MeterHandler) {}
    func destroyTimer(_ handler: any TimerHandler) {}

    private func gauge(_ key: Key) -> PrometheusGauge {
        state.withLock { state in
            if let gauge = state.gauges[key] { return gauge }
            let gauge = PrometheusGauge()
            state.gauges[key] = gauge
            return gauge
        }
    }

    private func summary(_ key: Key) -> PrometheusSummary {
        state.withLock { state in
            if let summary = state.summaries[key] { return summary }
            let summary = PrometheusSummary()
            state.summaries[key] = summary
            return summary
        }
    }

    private static func key(_ label: String, _ dimensions: [(String, String)], suffix: String = "") -> Key {
        let metric = plain(label) + suffix
        let pairs = dimensions.map { name, value in
            let escaped = value.flatMap { character in
                switch character {
                case "\\": "\\\\"
                case "\"": "\\\""
                case "\n": "\\n"
                default: String(character)
                }
            }
            return "\(plain(name))=\"\(String(escaped))\""
        }
        return Key(name: metric, labels: pairs.isEmpty ? "" : "{\(pairs.joined(separator: ","))}")
    }

    /// Names may have letters, digits and underscores only.
    private static func plain(_ name: String) -> String {
        String(name.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
    }
}
