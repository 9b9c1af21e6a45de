import Base
import Mail

extension FuzzTarget {
    /// Calendar objects: events, answers, time zones; what is read can be written into an invitation.
    static let calendar = FuzzTarget(name: "calendar") { bytes in
        var findings = Findings()
        do throws(CalendarError) {
            let objects = try CalendarObject.all(in: bytes)
            for object in objects { findings.check(object, input: bytes.count) }
        } catch {
            findings.note(error)
        }
        let mail = Message(Array("Content-Type: text/calendar; charset=windows-1252\n\n".utf8) + bytes)
        findings.note(mail.calendar == nil)
        return findings
    }
}

extension Findings {
    fileprivate mutating func check(_ object: CalendarObject, input: Int) {
        let limits = CalendarLimits.standard
        let properties = object.components.reduce(0) { $0 + $1.properties.count }
        expect(object.components.count <= limits.components, "\(object.components.count) components")
        expect(properties <= limits.properties, "\(properties) properties")
        let values = object.components.flatMap(\.properties).reduce(0) { $0 + $1.value.utf8.count }
        expect("values", of: values, atMost: 4, timesInput: input)
        note(object.method)
        note(size: object.components.count)
        do throws(CalendarError) {
            let reply = try CalendarReply(object, from: nil)
            note(reply.participation)
            note(reply.isCounter)
        } catch {
            note(error)
        }
        do throws(CalendarError) {
            for event in try object.events() { check(event) }
            note(try object.event().attendees.count)
        } catch {
            note(error)
        }
    }

    fileprivate mutating func check(_ event: CalendarEvent) {
        expect((1...CalendarEvent.longestIdentifier).contains(event.uid.utf8.count), "a UID of no good length")
        for (what, text) in [("the UID", event.uid), ("the title", event.summary), ("the place", event.location)] {
            expect(what, onOneLine: text)
        }
        note(event.isAllDay)
        note(event.recurrence.isSeries)
        for user in event.attendees { note(user.participation) }
        do throws(CalendarError) {
            let span = try event.span { zone, time in
                zone == nil ? Instant(secondsSince1970: time.secondsSince1970 - 7200) : nil
            }
            switch span {
            case .moments(let start, let end): expect(start <= end, "it ends before it begins")
            case .days(let start, let end): expect(start < end, "no days")
            }
            checkWriting(of: event, span)
        } catch {
            note(error)
        }
    }

    /// An event that was read, sent on as our own: nothing of its words gets out of its line.
    fileprivate mutating func checkWriting(of event: CalendarEvent, _ span: CalendarSpan) {
        guard let list = Address("lista@kerho.example"), let anna = Address("anna@kerho.example") else { return }
        var invitation = Invitation(
            .request, uid: event.uid, sequence: event.sequence, stamp: event.stamp ?? Instant(secondsSince1970: 0),
            span: span,
            summary: event.summary, organizer: NamedAddress(name: "Kerho", address: list),
            attendee: NamedAddress(name: event.organizer?.name ?? "", address: anna))
        (invitation.location, invitation.description) = (event.location, event.description)
        invitation.url = event.url
        let bytes = CalendarWriter.bytes(of: invitation)
        let lines = bytes.split(separator: 0x0A)
        expect(lines.allSatisfy { $0.count <= 76 && $0.last == 0x0D }, "a line of no good form")
        do throws(CalendarError) {
            let again = try CalendarObject(bytes)
            let copy = try again.event()
            expect(again.components.count == 2, "\(again.components.count) components when written")
            expect(copy.uid == event.uid, "another UID when written")
            expect(copy.attendees.map(\.address) == [anna], "other people when written")
            if !event.summary.isEmpty { expect(copy.summary == event.summary, "another title when written") }
            expect(copy.location == event.location, "another place when written")
            expect(copy.description == event.description, "another description when written")
            expect(try copy.span { _, _ in nil } == span, "another time when written")
        } catch {
            expect(false, "unreadable when written: \(error)")
        }
    }
}
