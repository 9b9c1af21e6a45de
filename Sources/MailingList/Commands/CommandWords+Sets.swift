/// Words of the table that mean more in some places than in others.
extension CommandWords {
    /// Ways to join that also answer an invitation: said of the mail that is answered, not of the list.
    static let registrations: Set<String> = Set(
        [
            "ilmoittaudun", "ilmoittautua", "haluan mukaan", "haluaisin mukaan", "mukaan", "tilaan", "tilata",
            "tilaisin", "lisää minut",
            "ottakaa minut", "ota minut", "liityn", "anmäl mig", "anmäla mig", "anmäler mig", "vill vara med",
            "vara med", "skriv in mig",
            "lägg till mig", "sign me up", "sign up", "add me", "include me", "be added",
        ].map { Folding.fold($0) })

    /// Single words that speak of a list wherever they stand.
    static let distinctive: Set<String> = Set(
        [
            "eroan", "erota", "peruutan tilauksen", "avprenumerera", "avregistrera", "avanmäl", "unsubscribe",
            "subscribe", "prenumerera",
        ]
        .map { Folding.fold($0) })
}
