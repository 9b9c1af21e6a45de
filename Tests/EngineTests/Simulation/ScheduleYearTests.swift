import Base
import Glibc
import MailingList
import Testing

@testable import Engine

/// What happened in a year, so that a test can tell that it saw the cases that matter.
struct ScheduleTally {
    var tips = 0
    var digests = 0
    /// Left after their moment, because nothing ran.
    var lateDigests = 0
    /// That made up for several moments.
    var mergedDigests = 0
    var reminders = 0
    var lateReminders = 0
    /// With a change of the clocks between the reminder and the event.
    var remindersOverChange = 0
    var changes = 0
    var cancellations = 0
    var restarts = 0
    var compactions = 0

    mutating func note(
        _ departures: PlainSchedule.Departures, at now: Int64, _ plain: PlainSchedule, lastTick: Int64
    ) {
        if departures.tips != nil, let moment = plain.digestMoment(upTo: now) {
            digests += 1
            if moment < now { lateDigests += 1 }
            if plain.digests.contains(where: { $0 < moment && $0 > lastTick }) { mergedDigests += 1 }
        }
        for (name, moment) in departures.reminders {
            reminders += 1
            if moment < now { lateReminders += 1 }
            guard let start = plain.meetings[name]?.start else { continue }
            for change in [PlainClock.summer.lowerBound, PlainClock.summer.upperBound]
            where (moment..<start).contains(change) { remindersOverChange += 1 }
        }
    }

    static func += (left: inout ScheduleTally, right: ScheduleTally) {
        for path in Self.counts { left[keyPath: path.count] += right[keyPath: path.count] }
    }

    static var counts: [(name: String, count: WritableKeyPath<ScheduleTally, Int>)] {
        [
            ("tips", \.tips), ("digests", \.digests), ("late digests", \.lateDigests),
            ("digests for several moments", \.mergedDigests), ("reminders", \.reminders),
            ("late reminders", \.lateReminders), ("reminders over a change of the clocks", \.remindersOverChange),
            ("changes", \.changes), ("cancellations", \.cancellations), ("restarts", \.restarts),
            ("compactions", \.compactions),
        ]
    }
}

@Suite("A year of digests and reminders")
struct ScheduleYearTests {
    /// `KUTSU_YEARS=1000` for a long evening.
    private static let years = getenv("KUTSU_YEARS").flatMap { UInt64(String(cString: $0)) } ?? 20

    @Test("through both changes of the clocks, outages and restarts nothing is lost, doubled or at the wrong hour")
    func years() throws {
        var sum = ScheduleTally()
        for seed in 0..<Self.years {
            var year = try ScheduleYear(seed: seed)
            if let fault = try year.live() {
                Issue.record("seed \(seed): \(fault)")
                return
            }
            #expect(
                Set(year.ledger.state.items.kept(in: .tips).map(\.id.text)) == Set(year.plain.kept.keys), "seed \(seed)"
            )
            sum += year.tally
        }
        let counts = ScheduleTally.counts.map { "\(sum[keyPath: $0.count]) \($0.name)" }
        print("\(Self.years) years: \(counts.joined(separator: ", "))")
        for (name, count) in ScheduleTally.counts { #expect(sum[keyPath: count] >= 3, "\(name)") }
    }

    @Test("the hand-made clock is Helsinki's")
    func clock() {
        #expect(PlainClock.summer == 1_774_746_000..<1_792_890_000)  // 29 March and 25 October 2026, 01:00 UTC
        #expect(PlainClock.moment(0, at: 0) == PlainClock.newYear - 7200)
        #expect(PlainClock.weekday(330) == 4 && PlainClock.dayOfMonth(330) == 27)  // Friday 27 November
        #expect(PlainClock.moment(330, at: 9 * 3600) == 1_795_762_800)
        // The night of the change: half past three comes an hour later, and in October at its first chance.
        #expect(PlainClock.moment(87, at: 12_600) == 1_774_747_800)
        #expect(PlainClock.moment(297, at: 12_600) == 1_792_888_200)
    }
}
