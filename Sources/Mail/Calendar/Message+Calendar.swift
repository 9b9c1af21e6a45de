extension Message {
    /// The calendar object that the mail carries, with its method; `nil` where it carries none.
    ///
    /// A `text/calendar` part comes before an attached file. What lies in a message within the message was said to
    /// somebody else and does not count.
    package var calendar: Result<CalendarObject, CalendarError>? {
        guard let part = calendarPart else { return nil }
        do throws(CalendarError) {
            var object = try CalendarObject(decoded(part), charset: part.contentType["charset"])
            // Some programs say it in the part's header only (RFC 6047 section 2.4 wants it in both).
            object.method = object.method ?? part.contentType["method"].flatMap { CalendarMethod($0) }
            return .success(object)
        } catch {
            return .failure(error)
        }
    }

    /// Whether a calendar program made the mail: its words are the event's own, and stand in the event's description.
    ///
    /// Some programs name the method in the object only.
    package var isCalendarMail: Bool {
        guard let part = calendarPart else { return false }
        let method = part.contentType["method"].flatMap { CalendarMethod($0) }
        // Nextcloud and SOGo attach it; a file that a person attaches asks for nothing.
        guard !part.isAttachment || method == .request || method == .cancel else { return false }
        if part.contentType["method"] != nil { return true }
        let isAlternative = part.parent.map { parts[$0].contentType.matches("multipart", "alternative") } ?? true
        guard part.contentType.matches("text", "calendar"), case .success(let object)? = calendar else { return false }
        return isAlternative || object.method.map { $0 != .publish } ?? false
    }

    private var calendarPart: Part? {
        let own = parts.filter { !$0.nested && !$0.isMultipart }
        return own.first { $0.contentType.matches("text", "calendar") } ?? own.first(where: \.isIcs)
    }
}

extension Part {
    var isCalendar: Bool { contentType.matches("text", "calendar") || isIcs }

    /// A calendar that was attached as a file, under whatever type a program gave it.
    fileprivate var isIcs: Bool {
        contentType.matches("application", "ics") || filename?.lowercased().hasSuffix(".ics") ?? false
    }
}
