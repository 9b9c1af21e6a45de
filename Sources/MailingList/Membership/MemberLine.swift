import Base

/// One member as one line of the `members` file: columns that `cut -f` can take apart. The last is there only where the
/// member chose something.
///
///     address ⇥ language ⇥ joined ⇥ means ⇥ message ⇥ wording ⇥ choices
package enum MemberLine {
    /// The line without its end.
    package static func text(of member: Member) -> String {
        let columns = [
            member.address.text, member.language.rawValue, member.joined.text, member.consent.means.rawValue,
            PercentCodec.column(member.consent.message), PercentCodec.column(member.consent.wording),
        ]
        let choices = member.choices.text
        return (columns + (choices.isEmpty ? [] : [choices])).joined(separator: "\t")
    }

    /// The line with its end.
    static func bytes(of member: Member) -> [UInt8] { Array((text(of: member) + "\n").utf8) }

    /// The member that `line` tells of; nil where it is not such a line.
    package static func member(from line: some Sequence<UInt8>) -> Member? {
        let columns = String(decoding: Array(line), as: UTF8.self)
            .split(separator: "\t", omittingEmptySubsequences: false)
        guard (6...7).contains(columns.count),
            let address = Address(columns[0]),
            let language = Language(rawValue: String(columns[1])),
            let joined = Instant(String(columns[2])),
            let means = Consent.Means(rawValue: String(columns[3])),
            let message = PercentCodec.value(columns[4]), let wording = PercentCodec.value(columns[5]),
            let choices = columns.count == 7 ? Choices(columns[6]) : Choices()
        else { return nil }
        return Member(
            address: address, language: language, joined: joined,
            consent: Consent(means: means, message: message, wording: wording), choices: choices)
    }
}
