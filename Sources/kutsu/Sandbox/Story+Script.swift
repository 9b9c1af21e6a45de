import Mail
import MailingList
import Rendering

extension Story {
    /// A day in the life of a list.
    static let aDay = Story(
        scenes: [joining, strangers, announcing, tipping, inviting, answering], members: [Cast.matti, Cast.jenny])

    private static let joining = Scene(
        title: "Joining",
        steps: [
            Step(
                remark: "Matti writes one word to the list. A From line proves nothing, so Kutsu asks back.",
                who: Cast.matti, does: .writes(subject: "liity"), expects: [.letter(.confirmJoin, to: Cast.matti)]),
            Step(
                remark: "One word is enough: the letter's token comes back with it.",
                who: Cast.matti, does: .answers("Kyllä kiitos!"), expects: [.letter(.welcome, to: Cast.matti)]),
            Step(
                remark: "Sofia does the same in Swedish, and is answered in Swedish from now on.",
                who: Cast.sofia, does: .writes(subject: "", text: "Anslut"),
                expects: [.letter(.confirmJoin, to: Cast.sofia)]),
            Step(
                remark: "",
                who: Cast.sofia, does: .answers("ok"), expects: [.letter(.welcome, to: Cast.sofia)]),
            Step(
                remark: "Jenny writes English.",
                who: Cast.jenny, does: .writes(subject: "Join", text: "Hello!"),
                expects: [.letter(.confirmJoin, to: Cast.jenny)]),
            Step(
                remark: "Jenny is out of office, and her mail server says so. No person answered: she is not "
                    + "confirmed by that, and nothing is sent back.",
                who: Cast.jenny, does: .isAway("I am on leave until Monday."), expects: []),
            Step(
                remark: "On Monday she answers herself.",
                who: Cast.jenny, does: .answers("Yes, it was me. Thank you!"),
                expects: [.letter(.welcome, to: Cast.jenny)]),
        ])

    private static let strangers = Scene(
        title: "Those who may not",
        steps: [
            Step(
                remark: "Eve's address is not one of the city's. She gets one kind letter that says who may join.",
                who: Cast.eve, does: .writes(subject: "subscribe"),
                expects: [.letter(.refusedDomain, to: Cast.eve)]),
            Step(
                remark: "Mallory forges a mail in Matti's name, to throw him out. Kutsu asks Matti, who ignores it "
                    + "and stays.",
                who: Cast.mallory, does: .forges(Cast.matti, subject: "eroa"),
                expects: [.letter(.confirmLeave, to: Cast.matti)]),
        ])

    private static let announcing = Scene(
        title: "An announcement",
        steps: [
            Step(
                remark: "Anna, the coordinator, writes to the same address, with HTML and a picture. Nothing goes "
                    + "out yet: she gets a preview.",
                who: Cast.anna, does: .announces(.afternoon), expects: [.letter(.preview, to: Cast.anna)]),
            Step(
                remark: "She answers the preview, and each member gets a copy of their own. Then she gets a report.",
                who: Cast.anna, does: .answers("Julkaise"),
                expects: [
                    .copy(to: Cast.matti), .copy(to: Cast.sofia), .copy(to: Cast.jenny),
                    .letter(.postReport, to: Cast.anna),
                ]),
        ])

    private static let tipping = Scene(
        title: "Tips and their digest",
        steps: [
            Step(
                remark: "Jenny has a tip for the others. Anna is asked first, and Jenny is thanked.",
                who: Cast.jenny,
                does: .writes(
                    subject: "Tip: A free course on plain language",
                    text: "Starts in January, in English: https://plain.example/course"),
                expects: [.letter(.itemPreview, to: Cast.anna), .letter(.itemThanks, to: Cast.jenny)]),
            Step(
                remark: "Anna says yes. The tip waits for the next digest.",
                who: Cast.anna, does: .answers("Julkaise"), expects: []),
            Step(
                remark: "On Friday the tips so far go out as one mail, in each member's language around the tips' own "
                    + "words. Here the admin says \"kutsu digest send\".",
                who: Cast.anna, does: .sendsDigest,
                expects: [.digest(to: Cast.matti), .digest(to: Cast.sofia), .digest(to: Cast.jenny)]),
        ])

    private static let inviting = Scene(
        title: "An event",
        steps: [
            Step(
                remark: "Anna invites the list's address to a meeting, from her calendar.",
                who: Cast.anna,
                does: .invites(
                    Meeting(
                        uid: "workshop@hel.example", name: "Työpaja: turvallisempi tila", place: "Kaupungintalo",
                        words: "Tervetuloa työpajaan! Kahvia on tarjolla.", inDays: 30)),
                expects: [.letter(.preview, to: Cast.anna)]),
            Step(
                remark: "She approves it, and everybody is invited, each alone: Accept answers to the list.",
                who: Cast.anna, does: .answers("julkaise"),
                expects: [
                    .invitation(to: Cast.matti), .invitation(to: Cast.sofia), .invitation(to: Cast.jenny),
                    .letter(.postReport, to: Cast.anna),
                ]),
            Step(
                remark: "Matti presses Accept in Outlook. He is counted, and nothing is sent back.",
                who: Cast.matti, does: .participates(.accepted), expects: []),
            Step(remark: "Jenny cannot come.", who: Cast.jenny, does: .participates(.declined), expects: []),
            Step(
                remark: "Anna asks how things are.",
                who: Cast.anna, does: .writes(subject: "Tilanne"), expects: [.letter(.situation, to: Cast.anna)]),
        ])

    private static let answering = Scene(
        title: "Answers",
        steps: [
            Step(
                remark: "Matti answers the invitation with a question. It goes to Anna, and to nobody else.",
                who: Cast.matti, does: .answers("Hei! Pääseekö tilaan pyörätuolilla?"),
                expects: [.forward(to: Cast.anna)]),
            Step(
                remark: "Sofia answers hers with one word. The mail's token proves that it is her, so she is "
                    + "off the list at once.",
                who: Cast.sofia, does: .answers("Lämna"), expects: [.letter(.goodbye, to: Cast.sofia)]),
        ])
}

extension Announcement {
    fileprivate static let afternoon = Announcement(
        subject: "Ihmisoikeusiltapäivä 10.12. | Eftermiddag för mänskliga rättigheter",
        text: """
            Tervetuloa ihmisoikeusiltapäivään torstaina 10.12. klo 13 kaupungintalolle!
            Välkommen till eftermiddagen för mänskliga rättigheter i stadshuset!

            Anna

            """,
        html: """
            <!DOCTYPE html>
            <html><body>
            <h1>Ihmisoikeusiltapäivä</h1>
            <p>Tervetuloa <b>torstaina 10.12. klo 13</b> kaupungintalolle!</p>
            <p lang="sv">Välkommen till eftermiddagen för mänskliga rättigheter i stadshuset!</p>
            <p>Anna</p>
            </body></html>

            """,
        fileName: "kutsu – inbjudan.bmp", file: picture(side: 64))

    /// A Windows bitmap of many colours: every byte value is in it, and every viewer shows it.
    private static func picture(side: Int) -> [UInt8] {
        func little(_ value: Int, _ count: Int) -> [UInt8] {
            (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
        }
        let size = side * side * 3
        let fileHeader = Array("BM".utf8) + little(54 + size, 4) + little(0, 4) + little(54, 4)
        let imageHeader =
            little(40, 4) + little(side, 4) + little(side, 4) + little(1, 2) + little(24, 2) + little(0, 4)
            + little(size, 4) + little(2835, 4) + little(2835, 4) + little(0, 8)
        let pixels = (0..<size).map { UInt8(truncatingIfNeeded: $0 / 3 % side * 4 + $0 / 3 / side * ($0 % 3 + 1)) }
        return fileHeader + imageHeader + pixels
    }
}
