import Base
import Crypto
import Mail
import MailingList

/// A mail as `kutsu inspect` prints it.
extension InspectedMail {
    func json(file: String) -> Json {
        [
            "file": .text(file), "ok": .flag(true), "size": .number(size), "kind": .text(kind.rawValue),
            "reason": .orNull(reason), "request": .orNull(request),
            "language": .orNull(command?.language?.rawValue),
            "proof": answer.map(Self.json) ?? .null, "decision": decision.map(Self.json) ?? .null,
            "bounce": .list(bounce.map(Self.json)),
            "from": .list(message.from.written.map { ["name": .text($0.name), "addr": .text($0.text)] }),
            "n_from": .number(message.header.count(of: "from")), "subject": subject,
            "message_id": .orNull(message.messageID), "date": .orNull(message.date?.iso8601),
            "parts": .list(leaves.map(json(of:))),
            "text": .orNull(message.plainPart.map { message.text(of: $0) }), "written": .text(written),
        ]
    }

    private var subject: Json { message.header.first("subject") == nil ? .null : .text(message.subject) }

    private static func json(_ answer: Reply) -> Json {
        [
            "purpose": .text(answer.purpose.word), "post": .orNull(answer.post?.text),
            "genuine": .flag(answer.isProven),
        ]
    }

    private static func json(_ bounce: InspectedBounce) -> Json {
        [
            "address": .orNull(bounce.address), "status": .orNull(bounce.status),
            "class": .text(bounce.permanence), "dead": .flag(bounce.isDead), "reason": .text(bounce.reason),
        ]
    }

    private static func json(_ decision: Decision) -> Json {
        [
            "verdict": .text(decision.name), "detail": .orNull(decision.detail),
            "entries": .texts(decision.entryNames), "letters": .texts(decision.letterNames),
        ]
    }

    private func json(of part: Part) -> Json {
        let content = message.decoded(part)
        let type = part.contentType
        return [
            "path": .text(part.path), "type": .text("\(type.type)/\(type.subtype)"),
            "charset": .orNull(type["charset"]?.lowercased()), "filename": .orNull(part.filename),
            "disposition": .orNull(part.disposition?.kind), "size": .number(content.count),
            "sha256": .text(Self.hash(content)),
            "sha256_norm": type.type == "text" ? .text(Self.hash(Self.normal(content))) : .null,
            "nested": .flag(part.nested),
        ]
    }

    private static func hash(_ bytes: [UInt8]) -> String {
        SHA256.hash(data: bytes).map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }

    /// With LF for every line end, and none at the end: parsers differ there.
    private static func normal(_ bytes: [UInt8]) -> [UInt8] {
        var lines: [UInt8] = []
        lines.reserveCapacity(bytes.count)
        var previous: UInt8 = 0
        for byte in bytes {
            if byte == 0x0D { lines.append(0x0A) } else if byte != 0x0A || previous != 0x0D { lines.append(byte) }
            previous = byte
        }
        while lines.last == 0x0A { lines.removeLast() }
        return lines
    }
}

extension InspectedMail {
    func text(file: String) -> String {
        var table = Table()
        table.add("  kind", ([kind.rawValue] + (reason.map { [$0] } ?? [])).joined(separator: ": "))
        if let request { table.add("  request", request + (command?.language.map { " (\($0.rawValue))" } ?? "")) }
        for recipient in bounce { table.add("  bounced", Self.text(of: recipient)) }
        if let answer { table.add("  proof", Self.text(of: answer)) }
        if let decision { table.add("  decision", Self.text(of: decision)) }
        for sender in message.from.written.prefix(Self.shownSenders) {
            table.add("  from", sender.name.isEmpty ? sender.text : "\(sender.name) <\(sender.text)>")
        }
        table.add("  subject", message.subject)
        table.add("  date", message.date?.iso8601 ?? "none")
        table.add("  message id", message.messageID ?? "none")
        for part in leaves { table.add("  part \(part.path)", describe(part)) }
        let lines = written.split(separator: "\n", omittingEmptySubsequences: false)
        for line in lines.prefix(Self.shownLines) where !written.isEmpty {
            table.add("  written", String(line).shortened(to: 200))
        }
        if lines.count > Self.shownLines { table.add("  written", "… and \(lines.count - Self.shownLines) lines more") }
        return file.harmless + "\n" + table.text
    }

    private static let shownSenders = 20
    /// Lines of the new text that people see; `--json` has them all.
    private static let shownLines = 20

    private func describe(_ part: Part) -> String {
        let type = part.contentType
        var words = ["\(type.type)/\(type.subtype)"]
        if let charset = type["charset"] { words.append(charset) }
        words.append(Counted.of(message.decoded(part).count, "byte"))
        if part.isAttachment { words.append("attached") }
        if let name = part.filename { words.append(name) }
        if part.nested { words.append("(in an inner mail)") }
        return words.joined(separator: "  ")
    }

    private static func text(of bounce: InspectedBounce) -> String {
        let words = [bounce.address ?? "somebody", bounce.reason] + (bounce.status.map { [$0] } ?? [])
        return words.joined(separator: "  ") + (bounce.isDead ? "  nobody is there any more" : "")
    }

    private static func text(of answer: Reply) -> String {
        let about = answer.post.map { " of post \($0)" } ?? ""
        return "answers our \(answer.purpose.word)\(about); "
            + (answer.isProven ? "its token proves the sender" : "its token is not this sender's, or too old")
    }

    private static func text(of decision: Decision) -> String {
        var words = [decision.detail.map { "\(decision.name) (\($0))" } ?? decision.name]
        if !decision.entryNames.isEmpty { words.append("notes " + decision.entryNames.joined(separator: ", ")) }
        if !decision.letterNames.isEmpty { words.append("writes " + decision.letterNames.joined(separator: ", ")) }
        return words.joined(separator: "; ")
    }
}

extension MailDate {
    /// ISO 8601 with the offset as the mail has it: `2026-11-21T10:00:00+02:00`.
    var iso8601: String {
        func digits(_ number: Int, _ count: Int = 2) -> String {
            let text = String(abs(number))
            return String(repeating: "0", count: max(0, count - text.count)) + text
        }
        let date = "\(digits(year, 4))-\(digits(month))-\(digits(day))"
        let zone = (offset < 0 ? "-" : "+") + digits(offset / 60) + ":" + digits(offset % 60)
        return "\(date)T\(digits(hour)):\(digits(minute)):\(digits(second))\(zone)"
    }
}
