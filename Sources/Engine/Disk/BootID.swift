/// Which run of the machine this is. What was written and not synced outlives every process of one run, and may be gone
/// in the next.
package struct BootID: Hashable, Sendable {
    package let text: String

    /// Nil where it is empty, or holds anything but letters, digits and hyphens.
    package init?(_ text: some StringProtocol) {
        guard !text.isEmpty, text.utf8.count <= 64,
            text.utf8.allSatisfy({ byte in
                byte == UInt8(ascii: "-") || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
                    || (0x61...0x7A).contains(byte)
            })
        else { return nil }
        self.text = String(text)
    }
}
