/// A day of the calendar, without a time or a place.
package struct CalendarDate: Sendable, Hashable, Comparable {
    /// Days since 1970-01-01.
    package let dayNumber: Int64

    /// Wraps a day's number.
    ///
    /// - Parameter dayNumber: Days since 1970-01-01.
    package init(dayNumber: Int64) {
        self.dayNumber = dayNumber
    }

    /// Reads `YYYY-MM-DD`, years 1900 to 2999; a day that does not exist is none.
    ///
    /// - Parameter text: The date.
    package init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        let lengths = parts.map(\.count)
        guard lengths == [4, 2, 2], text.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == "-") }),
            let year = Int64(parts[0]), let month = Int64(parts[1]), let day = Int64(parts[2]),
            (1_900...2_999).contains(year), (1...12).contains(month), (1...31).contains(day)
        else { return nil }
        let made = CalendarDate(year: year, month: month, day: day)
        // The thirty-first of a month with thirty days would become the first of the next.
        guard made.civil == (year, month, day) else { return nil }
        self = made
    }

    /// Counts days from a civil date of the Gregorian calendar.
    ///
    /// Source: Howard Hinnant, chrono-Compatible Low-Level Date Algorithms, days_from_civil.
    private init(year: Int64, month: Int64, day: Int64) {
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let monthFromMarch = month > 2 ? month - 3 : month + 9
        let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        dayNumber = era * 146_097 + dayOfEra - 719_468
    }

    /// Year, month and day.
    ///
    /// Source: the same, civil_from_days.
    package var civil: (year: Int64, month: Int64, day: Int64) {
        let shifted = dayNumber + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    package static func < (left: CalendarDate, right: CalendarDate) -> Bool { left.dayNumber < right.dayNumber }
}

extension CalendarDate: CustomStringConvertible {
    package var description: String {
        let (year, month, day) = civil
        func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(year)-\(two(month))-\(two(day))"
    }
}
