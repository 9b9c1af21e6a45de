extension JsonReader {
    package struct Limits: Hashable, Sendable {
        /// How many objects and lists may lie in each other.
        package var depth: Int
        /// Bytes of one text, name or number.
        package var text: Int

        package init(depth: Int = 256, text: Int = 1 << 20) {
            self.depth = depth
            self.text = text
        }
    }

    package struct Failure: Error, Hashable {
        /// From 1.
        package let line: Int
        package let reason: Reason

        package enum Reason: String, Hashable, Sendable {
            case grammar = "this is no JSON"
            case cutOff = "the JSON breaks off here"
            case behindEnd = "something stands behind the end of the JSON"
            case tooDeep = "this JSON nests too deep"
            case tooLong = "this JSON holds too much in one place"
            case notUTF8 = "this is not in UTF-8: save the file in UTF-8"
            /// An escape such as `\ud83d` without its other half (RFC 8259 section 8.2).
            case halfCharacter = "half a character is written here as \\u"
        }

        package init(line: Int, reason: Reason) {
            self.line = line
            self.reason = reason
        }
    }
}
