import Glibc
import Mail
import MailingList

/// What reading one large mail takes in memory at the most, in a process of its own.
enum ParsingMemory {
    /// A text, and an attachment of 15 MB in base64.
    private static let attachment = 15_000_000

    static func measure() throws {
        let mail = try TemporaryFile(largeMail())
        let output = try ShellCommand.output("/proc/\(getpid())/exe parse-memory \(mail.path)")
        guard let grown = output.split(separator: "\n").first.flatMap({ Double($0) }) else {
            throw Trouble(text: "the child that measures memory said nothing: \(output)")
        }
        let size = Double(try MailFiles.bytes(mail.path).count)
        Benchmark.row(
            "one mail of \((size / 1_000_000).short) MB, every part decoded", "\((grown / 1_000_000).short) MB more",
            "× \((grown / size).short) its size")
    }

    /// The child: reads the file, then the mail, each part after the other, and prints by how many bytes its peak grew.
    static func child(_ path: String) throws {
        let before = try peak()
        let message = Message(try MailFiles.bytes(path))
        var size = 0
        for part in message.parts where !part.isMultipart {
            size += part.contentType.type == "text" ? message.text(of: part).utf8.count : message.decoded(part).count
        }
        guard size >= attachment else { throw Trouble(text: "the attachment was not decoded") }
        print(try peak() - before)
    }

    /// The largest resident size so far, in bytes (proc(5), VmHWM).
    static func peak() throws -> Int {
        let status = String(decoding: try MailFiles.bytes("/proc/self/status"), as: UTF8.self)
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        guard
            let kilobytes = line?.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first.flatMap({
                Int($0)
            })
        else { throw Trouble(text: "no VmHWM in /proc/self/status") }
        return kilobytes * 1024
    }

    private static func largeMail() -> [UInt8] {
        let header =
            "From: Anna <anna@hel.fi>\r\nTo: list@hel.fi\r\nSubject: Liite\r\nMIME-Version: 1.0\r\n"
            + "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
            + "--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nHei, tässä.\r\n"
            + "--b\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        var mail = Array(header.utf8)
        let lineOf57 = Array((String(repeating: "QUJD", count: 19) + "\r\n").utf8)
        for _ in 0..<(attachment / 57 + 1) { mail += lineOf57 }
        return mail + Array("--b--\r\n".utf8)
    }
}
