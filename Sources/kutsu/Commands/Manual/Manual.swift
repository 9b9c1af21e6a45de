import ArgumentParser

/// The manual's pages, made from the commands and from the configuration's reader themselves. Hidden: `man` shows them, and
/// the package is built with this.
struct Manual: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Writes a page of the manual, for man.",
        discussion: "kutsu manual kutsu.toml.5 | man -l - shows it where nothing is installed.",
        shouldDisplay: false)

    enum Page: String, ExpressibleByArgument, CaseIterable {
        case kutsu = "kutsu.1"
        case configuration = "kutsu.toml.5"

        var roff: String {
            switch self {
            case .kutsu: .manual(ManualPage.kutsu, name: "kutsu", section: 1)
            case .configuration: .manual(ManualPage.configuration, name: "kutsu.toml", section: 5)
            }
        }
    }

    @Argument(help: "Which page.")
    var page = Page.kutsu

    func run() throws { Output.print(page.roff, end: "") }
}
