import Base
import Mail
import MailingList

extension PersonalData {
    /// In a form that programs read (GDPR article 20): what a letter about it is accompanied by, and what an admin exports.
    package func json(_ policy: Policy) -> Json {
        let consent = member.map { member -> Json in
            [
                "means": .text(member.consent.means.rawValue), "message": .text(member.consent.message),
                "wording": .text(member.consent.wording), "sentence": .orNull(sentence),
            ]
        }
        return [
            "list": .text(policy.address.text), "address": .text(address.text), "member": .flag(member != nil),
            "joined": .orNull(member?.joined.text), "language": .orNull(member?.language.rawValue),
            "consent": consent ?? .null,
            "topics": .texts(member?.choices.topics.sorted().map(\.text) ?? []),
            "pause": .orNull(member.flatMap { $0.choices.pause == .over ? nil : $0.choices.pause.text }),
            "portion": .orNull(member?.choices.portion.mode.rawValue),
            "sent": .list(
                items.map { item in
                    [
                        "collection": .text(item.collection.text), "received": .text(item.received.text),
                        "status": .text(item.status.rawValue), "text": .text(item.text),
                    ]
                }),
            "answers": .list(
                answers.map { event, answer in
                    ["event": .text(event.plan.name), "answer": .text(answer.participation.rawValue.lowercased())]
                }),
            "records": .texts(notes),
        ]
    }
}
