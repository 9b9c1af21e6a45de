/// Where a server listens, as written in the configuration: `imaps://outlook.office365.com`, `smtp://127.0.0.1:2525`.
package struct Endpoint: Hashable, Sendable {
    package enum Scheme: String, Sendable, CaseIterable {
        case imap, imaps, smtp, smtps

        /// TLS from the first byte (RFC 8314), as opposed to STARTTLS.
        package var isImplicitTLS: Bool { self == .imaps || self == .smtps }
        package var isMailbox: Bool { self == .imap || self == .imaps }

        /// The port that IANA assigned; for `smtp` that of submission (RFC 6409), since Kutsu never relays.
        package var defaultPort: UInt16 {
            switch self {
            case .imap: 143
            case .imaps: 993
            case .smtp: 587
            case .smtps: 465
            }
        }
    }

    package let scheme: Scheme
    /// Lower case, without brackets round an IPv6 address.
    package let host: String
    package let port: UInt16

    package init(scheme: Scheme, host: String, port: UInt16? = nil) {
        self.scheme = scheme
        self.host = host.lowercased()
        self.port = port ?? scheme.defaultPort
    }

    /// Reads `scheme://host[:port][/]`. Users, passwords, paths and queries are refused: they have their own keys.
    package init(_ text: some StringProtocol) throws(EndpointError) {
        func refuse(_ reason: String) -> EndpointError { EndpointError(text: String(text), reason: reason) }

        guard let mark = text.utf8.firstIndex(of: UInt8(ascii: ":")), text[mark...].hasPrefix("://") else {
            throw refuse("it has no scheme such as imaps:// or smtp://")
        }
        guard let scheme = Scheme(rawValue: text[..<mark].lowercased()) else {
            throw refuse("the scheme must be imap, imaps, smtp or smtps")
        }
        var rest = text[mark...].dropFirst(3)
        if rest.last == "/" { rest = rest.dropLast() }
        guard !rest.contains("@") else {
            throw refuse("user and password do not belong here, use user and password_file")
        }

        let host: Substring
        let portText: Substring?
        if rest.first == "[" {
            guard let end = rest.firstIndex(of: "]") else { throw refuse("the bracket [ is not closed") }
            host = Substring(rest[..<end].dropFirst())
            let tail = rest[end...].dropFirst()
            guard tail.isEmpty || tail.first == ":" else { throw refuse("only a port may follow the bracket ]") }
            portText = tail.isEmpty ? nil : Substring(tail.dropFirst())
            guard host.contains(":"),
                host.utf8.allSatisfy({ $0.isHexDigit || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".") })
            else { throw refuse("between [ and ] stands an IPv6 address") }
        } else {
            let pieces = rest.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            host = Substring(pieces[0])
            portText = pieces.count > 1 ? Substring(pieces[1]) : nil
            guard !host.isEmpty, host.utf8.count <= 253, host.utf8.allSatisfy(\.isHostByte) else {
                throw refuse("the host name must be letters, digits, dots and hyphens")
            }
        }
        var port: UInt16?
        if let portText {
            guard portText.utf8.allSatisfy(\.isDigit), let number = UInt16(portText), number > 0 else {
                throw refuse("the port must be a number from 1 to 65535")
            }
            port = number
        }
        self.init(scheme: scheme, host: String(host), port: port)
    }

    /// Whether the bytes never leave this machine: only then may they travel without TLS.
    package var isLoopback: Bool {
        if host == "localhost" || host == "::1" { return true }
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        return labels.count == 4 && labels[0] == "127" && labels.allSatisfy { UInt8($0) != nil }
    }

    /// As libcurl wants it: always with the port.
    package var url: String {
        "\(scheme.rawValue)://\(host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]" : host):\(port)"
    }
}

extension Endpoint: CustomStringConvertible {
    package var description: String { url }
}

/// Why the address of a server cannot be read.
package struct EndpointError: Error, Hashable, Sendable, CustomStringConvertible {
    /// As it was written: not for a log, it may hold a password.
    package let text: String
    package let reason: String

    package var description: String { "this is no address of a mail server: \(reason)" }
}

extension UInt8 {
    fileprivate var isHexDigit: Bool { hexValue != nil }
    fileprivate var isHostByte: Bool { isDigit || isLetter || self == UInt8(ascii: ".") || self == UInt8(ascii: "-") }
}
