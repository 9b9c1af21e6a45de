/// What stays the same of an error's words when it comes again: without times, counts of milliseconds, and the names that
/// servers give to a connection or a request.
enum ErrorGist {
    /// Words and numbers of up to three digits, such as reply codes, stay; longer numbers, what stands in one word with a
    /// colon such as a time, and what mixes digits with letters become `#`; a long word with any of these, such as an id or
    /// an address, as a whole.
    static func of(_ text: String) -> String {
        text.split(separator: " ").map { word in
            let isTime = word.contains(":")
            var gist = ""
            var run = ""
            var isId = false
            func isVolatile(_ run: String) -> Bool {
                let digits = run.utf8.count { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
                return digits > 0 && (isTime || digits < run.utf8.count || digits > 3)
            }
            for character in word + " " {
                if character.isLetter || character.isNumber {
                    run.append(character)
                    continue
                }
                isId = isId || (isVolatile(run) && word.utf8.count >= 20)
                gist += isVolatile(run) ? "#" : run
                gist.append(character)
                run = ""
            }
            return isId ? "# " : gist
        }.joined()
    }
}
