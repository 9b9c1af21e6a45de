extension ProblemTables {
    private static func collection(_ lines: String, _ problems: String...) -> Change {
        let text = "[[collection]]\nname = \"nominations\"\nwords = { fi = \"ehdotus\", sv = \"förslag\" }\n"
        return Change("[state]", text + lines + "[state]", problems: problems)
    }

    private static func word(_ word: String, _ problem: String) -> Change {
        Change(
            "[state]", "[[collection]]\nname = \"books\"\nwords = { fi = \"\(word)\", sv = \"bok\" }\n[state]",
            "k.toml:16: collection[0].words.fi: \(problem)")
    }

    static let collections: [Change] = [
        Change(
            "[state]", "[[collection]]\n[state]",
            "k.toml:14: collection[0].name: this key is missing; write for example name = \"nominations\"",
            "k.toml:14: collection[0].words: this key is missing; write for example words = { fi = \"ehdotus\", "
                + "sv = \"förslag\", en = \"nomination\" }"),
        Change(
            "[state]", "[[collection]]\nname = \"Ehdotukset 1\"\nwords = \"ehdotus\"\n[state]",
            "k.toml:15: collection[0].name: 'Ehdotukset 1' cannot be a collection's name, which stands in files; use up to "
                + "64 of a-z, 0-9 and -"),
        Change(
            "[state]", "[[collection]]\nname = \"tips\"\nwords = \"ehdotus\"\n[state]",
            "k.toml:15: collection[0].name: tips are a collection of every list; write [tips] for them, or another name "
                + "here"),
        collection(
            "[[collection]]\nname = \"nominations\"\nwords = \"kirja\"\n",
            "k.toml:18: collection[1].name: two collections are called 'nominations'; choose another name"),
        collection(
            "[[collection]]\nname = \"books\"\nwords = \"Förslag!\"\n",
            "k.toml:19: collection[1].words: 'Förslag!' belongs to the collection nominations already; choose another word"
        ),
        collection(
            "to = \"everybody\"\n",
            "k.toml:17: collection[0].to: 'everybody' is not known here; write one of members, coordinators"),
        collection(
            "deadline = \"28.2.2027\"\n",
            "k.toml:17: collection[0].deadline: '28.2.2027' is not a deadline; write for example \"2027-02-28\", or "
                + "\"2027-02-28 12:00\""),
        collection(
            "deadline = \"2027-02-28 25:00\"\n",
            "k.toml:17: collection[0].deadline: '2027-02-28 25:00' is not a deadline; write for example \"2027-02-28\", or "
                + "\"2027-02-28 12:00\""),
        collection(
            "deadline = \"2027-02-28\"\ndigest = { every = \"day\" }\n",
            "k.toml:18: collection[0].digest: what has a deadline goes out once, at that moment; remove deadline or digest"
        ),
        collection(
            "moderated = true\n",
            "k.toml:17: collection[0].moderated: unknown key 'moderated' in [collection]; did you mean 'moderate'?"),
        collection(
            "digest = { every = \"week\" }\n",
            "k.toml:17: collection[0].digest.on: this key is missing; write for example on = \"friday\""),
        Change(
            "[state]", "[collections]\n[state]",
            "k.toml:14: collections: unknown section '[collections]'; did you mean '[collection]'?"),
        word("liity", "'liity' is a command already; choose another word"),
        word("peruuta tilaus", "'peruuta tilaus' is a command already; choose another word"),
        word("kiitos", "'kiitos' is a greeting, or what mail programs write before a subject; choose another word"),
        word("VL", "'VL' is a greeting, or what mail programs write before a subject; choose another word"),
        word("Re", "'Re' is a greeting, or what mail programs write before a subject; choose another word"),
        word("ehdotus:", "'ehdotus:' is no word; write it alone, without the colon that follows it in a mail"),
        word("!", "'!' is no word; write it alone, without the colon that follows it in a mail"),
        word(String(repeating: "a", count: 41), "this is longer than 40 characters; choose a shorter word"),
        Change(
            "[state]", "[[collection]]\nname = \"books\"\nwords = { fi = \"vinkki\", sv = \"bok\" }\n[state]",
            "k.toml:16: collection[0].words: 'vinkki' belongs to the collection tips already; choose another word"),
    ]
}
