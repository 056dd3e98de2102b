import Storage
import Synchronization

/// Which lanes run, and the pace of those that have; a class, since their tasks share it.
final class OpenLanes: Sendable {
    private struct OpenLane: Sendable {
        let bell = Doorbell()
        var isRunning = false
        var isWanted = false
        var pace: SendingPace?
    }

    private let lanes = Mutex<[LaneNumber: OpenLane]>([:])

    /// The bell of the number's lane and its pace so far, if none runs; one that runs is rung.
    func start(_ number: LaneNumber) -> (bell: Doorbell, pace: SendingPace?)? {
        lanes.withLock { lanes in
            var open = lanes[number] ?? OpenLane()
            if open.isRunning {
                lanes[number]?.isWanted = true
                open.bell.ring()
                return nil
            }
            open.isRunning = true
            open.isWanted = false
            lanes[number] = open
            return (open.bell, open.pace)
        }
    }

    /// Keeps the pace of a lane that has ended.
    ///
    /// - Returns: Whether somebody rang for it while it ran.
    func end(_ number: LaneNumber, _ pace: SendingPace) -> Bool {
        lanes.withLock { lanes in
            lanes[number]?.isRunning = false
            lanes[number]?.pace = pace
            return lanes[number]?.isWanted ?? false
        }
    }
}
