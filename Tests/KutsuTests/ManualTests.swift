import Engine
import Testing

@testable import kutsu

@Suite("The manual")
struct ManualTests {
    @Test("kutsu(1) has every command that is shown, with its options")
    func commands() {
        let page = Manual.Page.kutsu.roff
        for command in [
            "sandbox", "run", "check", "setup", "login", "status", "members import", "posts approve", "trace",
            "restore", "fsck",
        ] {
            #expect(page.contains("\n.SS kutsu \(command)"), "\(command)")
        }
        #expect(!page.contains("kutsu manual"))
        #expect(page.contains(".B \\-c, \\-\\-config <config>\n"))
    }

    @Test("kutsu.toml(5) has every key with its default")
    func keys() {
        let page = Manual.Page.configuration.roff
        for section in ConfigurationReference.sections {
            for key in section.keys { #expect(page.contains("\n.B \(key.name)\n"), "\(section.path).\(key.name)") }
        }
        #expect(page.contains("Default: \\(dq60s\\(dq."))
    }

    @Test("no line of a page is taken for a request of roff by mistake", arguments: Manual.Page.allCases)
    func requests(page: Manual.Page) {
        let known: Set = [".TH", ".nh", ".ad", ".SH", ".SS", ".PP", ".TP", ".B", ".RS", ".RE", ".nf", ".fi"]
        for line in page.roff.split(separator: "\n") where line.hasPrefix(".") || line.hasPrefix("'") {
            #expect(known.contains(String(line.prefix { $0 != " " })), "\(line)")
        }
    }

    @Test("an option's explanation is found beside it and below it")
    func help() {
        let help = ManualPage.Help(
            """
            OVERVIEW: Does it.

            USAGE: kutsu do <file> [--flag]

            ARGUMENTS:
              <file>                  The file.

            OPTIONS:
              --flag-with-a-long-name <flag-with-a-long-name>
                                      What it is.
              --flag                  A flag.
              -h, --help              Show help information.
            """)
        #expect(help.usage == "kutsu do <file> [--flag]")
        #expect(help.options.map(\.label) == ["<file>", "--flag-with-a-long-name <flag-with-a-long-name>", "--flag"])
        #expect(help.options.map(\.text) == ["The file.", "What it is.", "A flag."])
    }
}
