/// Whether HTML of ours is well-formed: every tag closed in order, every ampersand an entity. Enough for what we write.
enum HtmlCheck {
    private static let empty: Set<String> = ["meta", "br", "hr", "!doctype"]
    private static let entities = ["amp;", "lt;", "gt;", "quot;", "#39;"]

    static func faults(in html: String) -> [String] {
        var faults: [String] = []
        var open: [String] = []
        var rest = html[...]
        while let next = rest.firstIndex(where: { $0 == "<" || $0 == "&" || $0 == ">" }) {
            let sign = rest[next]
            rest = rest[rest.index(after: next)...]
            if sign == "&" {
                if !entities.contains(where: rest.hasPrefix) { faults.append("bare & before “\(rest.prefix(10))”") }
                continue
            }
            guard sign == "<", let end = rest.firstIndex(of: ">") else {
                faults.append("stray \(sign) before “\(rest.prefix(10))”")
                continue
            }
            let tag = rest[..<end]
            rest = rest[rest.index(after: end)...]
            if tag.count(where: { $0 == "\"" }) % 2 == 1 { faults.append("odd quotes in <\(tag)>") }
            let name = tag.drop { $0 == "/" }.prefix { !$0.isWhitespace }.lowercased()
            if tag.hasPrefix("/") {
                if open.popLast() != name { faults.append("</\(name)> closes nothing") }
            } else if !empty.contains(name) {
                open.append(name)
            }
        }
        return faults + open.map { "<\($0)> is not closed" }
    }
}
