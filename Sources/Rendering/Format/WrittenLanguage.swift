import Base

/// In which language somebody wrote, told by the little words that every text is full of: a letter in one language marks
/// words in another, so that a screen reader says them right.
enum WrittenLanguage {
    private static let words: [String: Language] = {
        let lists: [(Language, String)] = [
            (
                .fi,
                "ja on ei että kun jos niin myös kanssa sekä tai klo ovat oli joka jotka mutta vain voi mukaan tervetuloa hei "
                    + "me te se ne tämä kaikki meidän sinut teidät aika paikka ohjelma terveisin kiitos"
            ),
            (
                .sv,
                "och är det att inte för med som av till den ett om på kl har ska kan vi du ni eller men hej välkommen "
                    + "välkomna alla från vid också när tid plats hälsningar tack"
            ),
            (
                .en,
                "the and is to of a for with that this you are not be we our your or but at from have will can hello "
                    + "welcome please when where thanks regards"
            ),
        ]
        var words: [String: Language] = [:]
        for (language, list) in lists { for word in list.split(separator: " ") { words[String(word)] = language } }
        return words
    }()

    /// Characters that are looked at.
    private static let longest = 4000

    /// Nil where too little is written, or in no language of ours.
    static func guess(_ text: String) -> Language? {
        var counts: [Language: Int] = [:]
        for word in text.prefix(longest).lowercased().split(whereSeparator: { !$0.isLetter }) {
            if let language = words[String(word)] { counts[language, default: 0] += 1 }
        }
        guard let most = counts.max(by: { ($0.value, $0.key.rawValue) < ($1.value, $1.key.rawValue) }) else {
            return nil
        }
        let others = counts.filter { $0.key != most.key }.map(\.value).max() ?? 0
        return most.value >= 2 && most.value >= 2 * others ? most.key : nil
    }
}
