import Base

/// The size and the face that a mail gives its own first words inside its body. What it gives the body itself, all inside
/// inherits; but mail programs write `<div style="font-size:11pt">` around each of their lines, and Outlook a class.
struct HtmlTextStyle {
    private struct Style {
        var size: String?
        var face: String?

        /// What stands inside counts before what stands around it.
        func around(_ inner: Style) -> Style { Style(size: inner.size ?? size, face: inner.face ?? face) }
    }

    /// In bytes: the first words stand near the beginning.
    private static let inputLimit = 1 << 18
    private static let deepest = 200
    /// Elements from which a footer at the end of the body inherits as well.
    private static let outer: Set<String> = ["html", "body", "main"]
    private static let void: Set<String> = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
    ]

    /// As declarations for a `style` attribute in double quotes; empty where the mail gives none.
    static func declarations(in html: String) -> String {
        let bytes = Array(html.utf8.prefix(inputLimit))
        let outlook = rule(of: "MsoNormal", in: bytes)
        var open: [(name: String, style: Style)] = []
        for token in HtmlTokens(bytes) {
            switch token {
            case .start(let tag):
                guard !void.contains(tag.name), open.count < deepest else { continue }
                let around = open.last?.style ?? Style()
                open.append((tag.name, outer.contains(tag.name) ? around : around.around(style(of: tag, outlook))))
            case .end(let name):
                if let last = open.lastIndex(where: { $0.name == name }) { open.removeSubrange(last...) }
            case .text(let range):
                guard !open.contains(where: { $0.name == "head" }), !HtmlEntities.decode(bytes[range]).isBlank else {
                    continue
                }
                let style = open.last?.style ?? Style()
                return [style.size.map { "font-size:\($0)" }, style.face.map { "font-family:\($0)" }]
                    .compactMap { $0 }.joined(separator: ";")
            }
        }
        return ""
    }

    private static func style(of tag: HtmlTokens.Tag, _ outlook: Style) -> Style {
        var style = tag.attribute("class").contains("Mso") ? outlook : Style()
        if tag.name == "font" {
            let sizes = ["10px", "13px", "16px", "18px", "24px", "32px", "48px"]
            let number = Int(tag.attribute("size"))
            if let number, sizes.indices.contains(number - 1) { style.size = sizes[number - 1] }
            style.face = face(tag.attribute("face")) ?? style.face
        }
        return style.around(declared(HtmlEntities.decode(tag.attribute("style").utf8)))
    }

    /// The declarations of Outlook's own style sheet, which no element repeats.
    private static func rule(of name: String, in html: [UInt8]) -> Style {
        let pattern = Array(name.utf8)
        guard let found = html.indices.first(where: { html[$0] == pattern[0] && html[$0...].starts(with: pattern) })
        else { return Style() }
        let rest = html[found...].prefix(longestRule)
        guard let start = rest.firstIndex(of: UInt8(ascii: "{")),
            let end = rest[start...].firstIndex(of: UInt8(ascii: "}")),
            !rest[..<start].contains(UInt8(ascii: "<"))
        else { return Style() }
        return declared(String(decoding: rest[(start + 1)..<end], as: UTF8.self))
    }

    private static let longestRule = 1000

    private static func declared(_ text: String) -> Style {
        var style = Style()
        for declaration in text.split(separator: ";").prefix(100) {
            let parts = declaration.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else { continue }
            switch String(parts[0]).trimmed.lowercased() {
            case "font-size": style.size = size(String(parts[1])) ?? style.size
            case "font-family": style.face = face(String(parts[1])) ?? style.face
            default: break
            }
        }
        return style
    }

    private static let keywords: Set<String> = [
        "xx-small", "x-small", "small", "medium", "large", "x-large", "xx-large",
    ]

    /// Of one that does not depend on where it stands.
    private static func size(_ value: String) -> String? {
        let value = value.trimmed.lowercased()
        if keywords.contains(value) { return value }
        let number = value.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        let unit = String(value.dropFirst(number.count)).trimmed
        guard ["px", "pt"].contains(unit), number.count <= 6, let size = Double(number), (6...48).contains(size) else {
            return nil
        }
        return number + unit
    }

    private static func face(_ value: String) -> String? {
        let value = value.trimmed.replacing("\"", with: "'")
        let isPlain = value.unicodeScalars.allSatisfy {
            $0.properties.isAlphabetic && $0.isASCII || $0.isASCII && $0.properties.numericType != nil
                || " ,-'_.".unicodeScalars.contains($0)
        }
        return !value.isEmpty && value.count <= 200 && isPlain && value != "inherit" ? value : nil
    }
}

extension HtmlFooter {
    /// The footer in the size and the face of the words above it.
    static func styled(_ footer: String, like html: String) -> String {
        let style = HtmlTextStyle.declarations(in: html)
        return style.isEmpty ? footer : "<div style=\"\(style)\">\n\(footer)</div>\n"
    }
}
