package import Foundation
package import Identity
package import Storage

/// Who looks and when: what placeholders stand for.
package struct CriteriaContext: Sendable {
    let organization: ID<Organization>
    let user: ID<User>?
    private let nowMs: Int64
    private let calendar: Calendar

    /// A point of view.
    ///
    /// - Parameters:
    ///   - organization: Whose records are looked at.
    ///   - user: Whoever looks; nil where nobody does, and `current_user` is then nobody.
    ///   - nowMs: Product time, Unix milliseconds.
    ///   - timeZone: Where days begin: the organisation's.
    package init(organization: ID<Organization>, user: ID<User>?, nowMs: Int64, timeZone: TimeZone) {
        self.organization = organization
        self.user = user
        self.nowMs = nowMs
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = timeZone
        calendar.firstWeekday = 2
        calendar.minimumDaysInFirstWeek = 4
        self.calendar = calendar
    }

    /// The days that a placeholder covers: from the first, and up to but without the last.
    func days(of placeholder: Placeholder) -> Range<CalendarDate>? {
        let today = self.today
        switch placeholder {
        case .currentUser: return nil
        case .lastDays(let count): return day(today, plus: -count)..<day(today, plus: 1)
        case .nextDays(let count): return day(today, plus: 1)..<day(today, plus: count + 1)
        case .period(let period, let offset): return range(of: period, offset: offset)
        }
    }

    /// The moment at which a day begins.
    func startMs(of date: CalendarDate) -> Int64 {
        let (year, month, day) = date.civil
        let components = DateComponents(year: Int(year), month: Int(month), day: Int(day))
        // Every civil date of the years that fields allow exists.
        let start =
            calendar.date(from: components).map { calendar.startOfDay(for: $0) } ?? Date(timeIntervalSince1970: 0)
        return Int64((start.timeIntervalSince1970 * 1_000).rounded())
    }

    var today: CalendarDate { date(of: Date(timeIntervalSince1970: Double(nowMs) / 1_000)) }

    private func range(of period: Placeholder.Period, offset: Int) -> Range<CalendarDate>? {
        let now = Date(timeIntervalSince1970: Double(nowMs) / 1_000)
        let component: Calendar.Component =
            switch period {
            case .day: .day
            case .week: .weekOfYear
            case .month: .month
            case .year: .year
            }
        guard let interval = calendar.dateInterval(of: component, for: now),
            let start = calendar.date(byAdding: component, value: offset, to: interval.start),
            let end = calendar.date(byAdding: component, value: 1, to: start)
        else { return nil }
        return date(of: start)..<date(of: end)
    }

    /// The day on which a moment falls.
    func date(ofMs milliseconds: Int64) -> CalendarDate {
        date(of: Date(timeIntervalSince1970: Double(milliseconds) / 1_000))
    }

    private func date(of moment: Date) -> CalendarDate {
        // Noon, so that a summer time that begins at midnight changes no day.
        let seconds = Int64(moment.timeIntervalSince1970.rounded(.down))
        let local = seconds + Int64(calendar.timeZone.secondsFromGMT(for: moment))
        return CalendarDate(dayNumber: (local - (local % 86_400 + 86_400) % 86_400) / 86_400)
    }

    private func day(_ date: CalendarDate, plus days: Int) -> CalendarDate {
        CalendarDate(dayNumber: date.dayNumber + Int64(days))
    }
}
