import CoreMetrics
import Synchronization

final class PrometheusCounter: CounterHandler {
    private let total = Mutex<Int64>(0)

    var value: Int64 { total.withLock { $0 } }

    func increment(by amount: Int64) {
        total.withLock { $0 += amount }
    }

    func reset() {
        total.withLock { $0 = 0 }
    }
}

final class PrometheusGauge: MeterHandler, RecorderHandler {
    private let current = Mutex<Double>(0)

    var value: Double { current.withLock { $0 } }

    func set(_ value: Int64) { set(Double(value)) }

    func set(_ value: Double) {
        current.withLock { $0 = value }
    }

    func increment(by amount: Double) {
        current.withLock { $0 += amount }
    }

    func decrement(by amount: Double) {
        current.withLock { $0 -= amount }
    }

    func record(_ value: Int64) { set(Double(value)) }
    func record(_ value: Double) { set(value) }
}

/// Counts and adds up; seconds where it times.
final class PrometheusSummary: TimerHandler, RecorderHandler {
    private let state = Mutex<(count: Int64, sum: Double)>((0, 0))

    var value: (count: Int64, sum: Double) { state.withLock { $0 } }

    func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }
    func record(_ value: Int64) { record(Double(value)) }

    func record(_ value: Double) {
        state.withLock { state in
            state.count += 1
            state.sum += value
        }
    }
}
