import Base
import Engine
import MailingList

/// The order of the questions, and which of them the options have answered.
struct SetupInterview {
    let list: SetupListOptions
    let mailbox: SetupMailboxOptions
    let directory: String
    let dialogue: SetupDialogue

    func answers() throws(CommandError) -> SetupAnswers {
        var answers = SetupAnswers()
        answers.directory = directory
        try askList(&answers)
        try askServers(&answers)
        try askLogin(&answers)
        return answers
    }

    private func askList(_ answers: inout SetupAnswers) throws(CommandError) {
        answers.address = try given(list.address, "--address", problem: Self.addressProblem) {
            () throws(CommandError) in
            try dialogue.ask(
                "The list's address, to which everybody writes", option: "--address", problem: Self.addressProblem)
        }
        let local = answers.address.prefix { $0 != "@" }.lowercased()
        let proposal = local.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
        answers.name = try given(list.name, "--name", problem: Self.nameProblem) { () throws(CommandError) in
            try dialogue.ask(
                "Its name for folders and units", option: "--name", proposal: proposal.isEmpty ? nil : proposal,
                problem: Self.nameProblem)
        }
        answers.title = try given(list.title, "--title") { () throws(CommandError) in
            try dialogue.ask("What people call it", option: "--title", proposal: answers.name)
        }
        let languages = try given(list.languages, "--languages", problem: Self.languagesProblem) {
            () throws(CommandError) in
            try dialogue.ask(
                "Its languages, the first its own", option: "--languages", proposal: "fi,sv,en",
                problem: Self.languagesProblem)
        }
        answers.languages = Self.words(languages)
        answers.coordinators = try givenAll(list.coordinators, "--coordinator", problem: Self.addressProblem) {
            () throws(CommandError) in
            try dialogue.ask(
                "Who may announce (addresses, with commas between)", option: "--coordinator",
                problem: Self.addressesProblem)
        }
        if !list.open {
            let domain = answers.address.split(separator: "@").last.map(String.init) ?? ""
            answers.domains = try givenAll(list.domains, "--domain", problem: Self.domainProblem) {
                () throws(CommandError) in
                try dialogue.ask(
                    "Whose addresses may join (domains with commas between, or \"everybody\")",
                    option: "--domain or --open",
                    proposal: domain, problem: Self.domainsProblem)
            }
            if answers.domains == ["everybody"] { answers.domains = [] }
        }
        answers.timezone = list.timezone ?? "Europe/Helsinki"
        answers.stateDirectory = list.stateDirectory ?? ""
    }

    private func askServers(_ answers: inout SetupAnswers) throws(CommandError) {
        let none = (choice: Provider?.none, word: "none", text: "a mail server of one's own, or another provider's")
        let choices = Provider.allCases.map { (choice: Provider?.some($0), word: $0.rawValue, text: $0.words) } + [none]
        if let word = mailbox.provider {
            guard let known = choices.first(where: { $0.word == word }) else {
                throw .usage("--provider \(word): write one of \(choices.map(\.word).joined(separator: ", "))")
            }
            answers.provider = known.choice
        } else if mailbox.imap == nil {
            answers.provider = try dialogue.choose("Where is the mailbox", option: "--provider", choices)
        }
        answers.mailboxURL = mailbox.imap ?? ""
        answers.relayURL = mailbox.smtp ?? ""
        answers.caFile = mailbox.caFile ?? ""
        if answers.provider == nil {
            let domain = answers.address.split(separator: "@").last.map(String.init) ?? ""
            answers.mailboxURL = try given(mailbox.imap, "--imap") { () throws(CommandError) in
                try dialogue.ask("The mailbox's server", option: "--imap", proposal: "imaps://mail.\(domain)")
            }
            answers.relayURL = try given(mailbox.smtp, "--smtp") { () throws(CommandError) in
                try dialogue.ask("The server to send with", option: "--smtp", proposal: "smtps://mail.\(domain)")
            }
        }
        answers.user = try given(mailbox.user, "--user") { () throws(CommandError) in
            try dialogue.ask("Who logs in to it", option: "--user", proposal: answers.address)
        }
    }

    private func askLogin(_ answers: inout SetupAnswers) throws(CommandError) {
        let ways = mailbox.tokenUrl == nil ? SetupAnswers.Way.ways(at: answers.provider) : SetupAnswers.Way.allCases
        if let word = mailbox.login {
            guard let way = ways.first(where: { $0.rawValue == word }) else {
                throw .usage("--login \(word): there it is one of \(ways.map(\.rawValue).joined(separator: ", "))")
            }
            answers.way = way
        } else {
            answers.way =
                ways.count == 1
                ? ways[0]
                : try dialogue.choose(
                    "How does Kutsu log in", option: "--login",
                    ways.map { (choice: $0, word: $0.rawValue, text: $0.words) })
        }
        if answers.way == .password { return }
        answers.tokenURL = mailbox.tokenUrl ?? ""
        answers.authorizeURL = mailbox.authorizeUrl ?? ""
        answers.scope = mailbox.scope ?? ""
        answers.tokenCaFile = mailbox.tokenCaFile ?? ""
        dialogue.write(SetupCommand.list(answers.registration, heading: "First, at the provider:"))
        if answers.provider == .microsoft365 || mailbox.tenant != nil {
            answers.tenant = try given(mailbox.tenant, "--tenant") { () throws(CommandError) in
                try dialogue.ask("The Directory (tenant) ID, or the tenant's domain", option: "--tenant")
            }
        }
        guard answers.way != .serviceAccount else { return }
        answers.clientID = try given(mailbox.clientId, "--client-id") { () throws(CommandError) in
            try dialogue.ask("The Application (client) ID", option: "--client-id")
        }
        guard answers.provider == .microsoft365, answers.way != .person else { return }
        answers.objectID = try given(mailbox.objectId, "--object-id") { () throws(CommandError) in
            try dialogue.ask("The Object ID of the Enterprise application", option: "--object-id", proposal: "")
        }
    }
}

extension SetupInterview {
    private func given(
        _ option: String?, _ name: String, problem: (String) -> String? = { _ in nil },
        or ask: () throws(CommandError) -> String
    ) throws(CommandError) -> String {
        guard let option else { return try ask() }
        if let problem = problem(option) { throw .usage("\(name) \(option): \(problem)") }
        return option
    }

    private func givenAll(
        _ options: [String], _ name: String, problem: (String) -> String?, or ask: () throws(CommandError) -> String
    ) throws(CommandError) -> [String] {
        if options.isEmpty { return Self.words(try ask()) }
        for option in options {
            if let problem = problem(option) { throw .usage("\(name) \(option): \(problem)") }
        }
        return options
    }

    static func words(_ text: String) -> [String] {
        text.split { $0 == "," || $0 == " " || $0 == ";" }.map(String.init)
    }

    static func addressProblem(_ text: String) -> String? {
        Address(text) == nil ? "That is no mail address; write the bare address, such as lista@hel.fi." : nil
    }

    static func addressesProblem(_ text: String) -> String? { words(text).lazy.compactMap(addressProblem).first }

    static func domainProblem(_ text: String) -> String? {
        DomainPattern(text).map { !$0.domain.text.contains(".") } ?? true
            ? "That is no domain; write such as hel.fi, or *.hel.fi for those below it." : nil
    }

    static func domainsProblem(_ text: String) -> String? {
        text == "everybody" ? nil : words(text).lazy.compactMap(domainProblem).first
    }

    static func nameProblem(_ text: String) -> String? {
        let isPlain = text.utf8.allSatisfy { (97...122).contains($0) || $0.isDigit || "-_.".utf8.contains($0) }
        let beginsWell = text.utf8.first.map { $0.isDigit || (97...122).contains($0) } ?? false
        return isPlain && beginsWell && text.utf8.count <= 64 ? nil : "Use a-z, 0-9 and -, first a letter or digit."
    }

    static func languagesProblem(_ text: String) -> String? {
        let known = Language.allCases.map(\.rawValue)
        return words(text).isEmpty || !words(text).allSatisfy(known.contains)
            ? "Known are \(known.joined(separator: ", "))." : nil
    }
}

extension Provider {
    fileprivate var words: String {
        switch self {
        case .microsoft365: "an organisation's mailbox at Microsoft (Exchange Online)"
        case .outlook: "a private mailbox at Microsoft"
        case .google: "Google Workspace, or Gmail"
        case .fastmail: "Fastmail"
        case .zoho: "Zoho Mail"
        case .yahoo: "Yahoo Mail"
        case .icloud: "Apple iCloud Mail"
        }
    }
}
