import Base
import Testing

@testable import Mail

@Suite("Calendars from elsewhere", .enabled(if: Corpus.directory != nil, Corpus.isAbsent))
struct CalendarCorpusTests {
    private static func objects(_ name: String) throws -> [CalendarObject] {
        try CalendarObject.all(in: try Corpus.bytes("itip/ical4j-\(name).ics"))
    }

    @Test("every object of the corpus is read")
    func all() throws {
        let files = Corpus.files(in: "itip").filter { $0.hasSuffix(".ics") }
        #expect(files.count >= 6)
        for file in files {
            for object in try CalendarObject.all(in: try Corpus.bytes("itip/\(file)")) {
                #expect(object.method != nil, "\(file)")
                #expect(try object.event().uid.isEmpty == false, "\(file)")
            }
        }
    }

    @Test("a stream holds objects of every method")
    func stream() throws {
        let objects = try Self.objects("incoming")
        #expect(
            objects.map(\.method) == [
                .request, .request, .request, .reply, .reply, .reply, .reply, .cancel, .counter,
            ])
        let replies = try objects.filter { $0.method == .reply }.map { try CalendarReply($0, from: nil) }
        #expect(replies.map(\.participation) == [.accepted, .declined, .accepted, .declined])
        #expect(replies.map { $0.attendee?.local } == ["b", "c", "x", "y"])
        #expect(try objects[7].event().isCancelled)
        #expect(try objects[8].event().span { _, _ in nil } == .moments(start: at(867_783_600), end: at(867_790_800)))
        #expect(throws: CalendarError.severalEvents) {
            try CalendarObject(try Corpus.bytes("itip/ical4j-incoming.ics"))
        }
    }

    @Test("a series by dates is one, in its own zone")
    func lotus() throws {
        let event = try Self.objects("calconnect2")[0].event()
        #expect(event.recurrence.isSeries && !event.recurrence.isEndless)
        let start = try #require(event.start)
        #expect(event.zones.instant(of: start) { _, _ in nil } == at(1_113_228_000))
        #expect(try Self.objects("calconnect6")[0].event().recurrence.occurrence?.value == "20050426T130000Z")
    }

    @Test("Exchange's zone with a comma in its name is found")
    func exchange() throws {
        let event = try Self.objects("tmeher")[0].event()
        #expect(try event.span { _, _ in nil } == .moments(start: at(1_097_559_000), end: at(1_097_564_400)))
        #expect(event.description == "How about this description?\n\n--meher")
        #expect(event.attendees.map { $0.address?.text } == ["tendjoukian@yahoo.de", "meher.t@gmail.com"])
    }

    @Test("a room without mailto: is somebody")
    func room() throws {
        let users = try Self.objects("classify")[0].event().attendees
        #expect(users.map { $0.address?.local } == ["a", "b", "c", "d", "conf_big", "e"])
    }
}
