import Foundation

/// An outside opinion of a mail: what Python's email package makes of it. Kutsu must not be judged by its own parser,
/// nor by one of the same hand.
struct Judged: Decodable, Sendable {
    struct Part: Decodable, Sendable {
        let type: String
        let charset: String?
        /// The parameter `method` of a text/calendar part.
        let method: String?
        let disposition: String?
        let name: String?
        let contentID: String?
        /// The decoded text of a text part, with plain line ends.
        let text: String?
        /// Of the content, after its transfer encoding is undone; of an inner message as Python writes it anew.
        let size: Int
        let sha256: String
        /// The content itself, where it is a calendar object.
        let calendar: Data?
    }

    /// The nesting, such as `mixed(alternative(text/plain, text/html), application/pdf)`.
    let structure: String
    /// The leaves, in document order.
    let parts: [Part]
    /// What is wrong with the mail, by Python's names; empty for a correct one.
    let defects: [String]

    /// The first part of a type that is no attachment.
    func text(_ type: String = "text/plain") -> String? {
        parts.first { $0.type == type && $0.disposition != "attachment" }?.text
    }
}

enum Judge {
    static func judge(_ mail: [UInt8]) async throws -> Judged {
        try JSONDecoder().decode(Judged.self, from: Data(try await python(script, input: mail).utf8))
    }

    /// Runs a Python program, for whatever else Python knows and Kutsu should not be asked, and returns what it prints.
    static func python(_ program: String, _ arguments: [String] = [], input: [UInt8] = []) async throws -> String {
        let outcome = try await Child.run("/usr/bin/python3", ["-I", "-c", program] + arguments, input: input)
        guard outcome.status == 0 else { throw Trouble("Python: \(outcome.errors)") }
        return outcome.output
    }

    private static let script = """
        import base64, email, email.policy, hashlib, json, sys
        mail = email.message_from_binary_file(sys.stdin.buffer, policy=email.policy.default)

        def structure(part):
            if not part.is_multipart() or part.get_content_maintype() != "multipart":
                return part.get_content_type()
            return part.get_content_subtype() + "(" + ", ".join(map(structure, part.iter_parts())) + ")"

        def leaves(part):
            if part.get_content_maintype() != "multipart":
                yield part
            elif part.is_multipart():
                for inner in part.iter_parts():
                    yield from leaves(inner)

        def text(part):
            return part.get_content().replace("\\r\\n", "\\n")

        def described(part):
            if part.get_content_maintype() == "message":
                content = b"".join(inner.as_bytes() for inner in part.iter_parts())
            else:
                content = part.get_payload(decode=True) or b""
            is_calendar = part.get_content_type() in ("text/calendar", "application/ics")
            return {
                "calendar": base64.b64encode(content).decode() if is_calendar else None,
                "type": part.get_content_type(), "charset": part.get_content_charset(),
                "method": part.get_param("method"), "disposition": part.get_content_disposition(),
                "name": part.get_filename(), "contentID": part["Content-ID"],
                "text": text(part) if part.get_content_maintype() == "text" else None,
                "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}

        defects = [type(defect).__name__ for part in mail.walk() for defect in part.defects]
        defects += [type(defect).__name__ for value in mail.values() for defect in getattr(value, "defects", ())]
        parts = list(map(described, leaves(mail)))
        json.dump({"structure": structure(mail), "parts": parts, "defects": defects}, sys.stdout)
        """
}

extension ReceivedMail {
    /// What Python makes of it.
    func judged() async throws -> Judged {
        try await Judge.judge(bytes)
    }

    /// The text that a person reads.
    func text() async throws -> String {
        try await judged().text() ?? ""
    }
}
