import Base
import MailingList

extension Choices {
    /// Each as a line of a letter says it.
    func words(in context: LetterContext) -> [String] {
        let language = context.language
        var lines = context.titles(of: topics.sorted()).map { "\(Self.topic(language)): \($0)" }
        if portion.mode != .everything { lines.append(portion.mode.words(language)) }
        switch pause {
        case .over: break
        case .open: lines.append(Self.openPause(language))
        case .until(let end):
            lines.append(Self.pause(until: LocalizedFormat.time(context.local(end), language), language))
        }
        return lines
    }

    private static func topic(_ language: Language) -> String {
        switch language {
        case .fi: "aihe"
        case .sv: "ämne"
        case .en: "topic"
        }
    }

    private static func openPause(_ language: Language) -> String {
        switch language {
        case .fi: "tauko: ei viestejä, ennen kuin lopetat tauon"
        case .sv: "paus: inga meddelanden förrän du avslutar pausen"
        case .en: "break: no messages until you end it"
        }
    }

    private static func pause(until end: String, _ language: Language) -> String {
        switch language {
        case .fi: "tauko: ei viestejä ennen kuin \(end)"
        case .sv: "paus: inga meddelanden före \(end)"
        case .en: "break: no messages before \(end)"
        }
    }
}
