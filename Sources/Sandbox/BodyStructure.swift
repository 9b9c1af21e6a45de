/// BODY and BODYSTRUCTURE of RFC 3501, section 7.4.2.
enum BodyStructure {
    private static let none = Array("NIL".utf8)

    /// Parts come after their parents, so one walk from the end has every child's text ready before its parent's.
    static func text(_ outline: MimeOutline, isExtended: Bool) -> [UInt8] {
        var texts = [[UInt8]](repeating: [], count: outline.entities.count)
        for (index, entity) in outline.entities.enumerated().reversed() {
            switch entity.kind {
            case .multipart: texts[index] = multipart(entity, outline, texts, isExtended)
            case .message, .leaf: texts[index] = single(entity, outline, texts, isExtended)
            }
            for child in entity.children { texts[child] = [] }
        }
        return texts[0]
    }

    private static func multipart(
        _ entity: MimeOutline.Entity, _ outline: MimeOutline, _ texts: [[UInt8]], _ isExtended: Bool
    ) -> [UInt8] {
        var values = [Array(entity.children.map { texts[$0] }.joined()), imapString(Array(type(entity).1.utf8))]
        if isExtended {
            values.append(parameters(entity.type))
            values += extensions(entity, outline.bytes)
        }
        return imapList(values)
    }

    private static func single(
        _ entity: MimeOutline.Entity, _ outline: MimeOutline, _ texts: [[UInt8]], _ isExtended: Bool
    ) -> [UInt8] {
        let bytes = outline.bytes
        let (main, sub) = type(entity)
        let encoding = entity.header.value("content-transfer-encoding", in: bytes)
        var values: [[UInt8]] = [
            imapString(Array(main.utf8)),
            imapString(Array(sub.utf8)),
            parameters(entity.type),
            imapStringOrNil(entity.header.value("content-id", in: bytes)),
            imapStringOrNil(entity.header.value("content-description", in: bytes)),
            imapString(encoding.map(upperCased) ?? Array("7BIT".utf8)),
            Array("\(entity.body.count)".utf8),
        ]
        let lines = Array("\(bytes[entity.body].count { $0 == 10 })".utf8)
        if entity.kind == .message, let inner = entity.children.first {
            values += [ImapEnvelope.text(outline.entities[inner].header, in: bytes), texts[inner], lines]
        } else if main == "TEXT" {
            values.append(lines)
        }
        if isExtended {
            values.append(imapStringOrNil(entity.header.value("content-md5", in: bytes)))
            values += extensions(entity, bytes)
        }
        return imapList(values)
    }

    /// A multipart without parts, or a message/rfc822 that was not opened, cannot be written in the form that its type
    /// needs, so it is shown as application/octet-stream.
    private static func type(_ entity: MimeOutline.Entity) -> (String, String) {
        let halves = entity.type.value.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard halves.count == 2 else { return ("TEXT", "PLAIN") }
        let isUnopened = halves[0] == "MULTIPART" || entity.type.value == "MESSAGE/RFC822"
        return entity.kind == .leaf && isUnopened ? ("APPLICATION", "OCTET-STREAM") : (halves[0], halves[1])
    }

    /// body-fld-dsp, body-fld-lang and body-fld-loc.
    private static func extensions(_ entity: MimeOutline.Entity, _ bytes: [UInt8]) -> [[UInt8]] {
        let disposition = entity.header.value("content-disposition", in: bytes).map { ParameterisedValue($0) }
        return [
            disposition.map { imapList([imapString(Array($0.value.utf8)), parameters($0)]) } ?? none,
            imapStringOrNil(entity.header.value("content-language", in: bytes)),
            imapStringOrNil(entity.header.value("content-location", in: bytes)),
        ]
    }

    private static func parameters(_ value: ParameterisedValue) -> [UInt8] {
        guard !value.parameters.isEmpty else { return none }
        return imapList(value.parameters.flatMap { [imapString(Array($0.name.utf8)), imapString($0.value)] })
    }

    private static func upperCased(_ bytes: [UInt8]) -> [UInt8] {
        Array(String(decoding: bytes, as: UTF8.self).uppercased().utf8)
    }
}
