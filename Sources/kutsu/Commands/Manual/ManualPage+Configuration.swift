import Engine

extension ManualPage {
    /// kutsu.toml(5).
    static let configuration = ManualPage(
        blocks: [
            .section("NAME"), .paragraph("kutsu.toml - the configuration of a list"),
            .section("SYNOPSIS"), .paragraph("/etc/kutsu/NAME.toml"),
            .section("DESCRIPTION"),
            .paragraph(
                "One file for each list, in TOML (https://toml.io), read by kutsu(1). Unknown keys, wrong types and "
                    + "contradictions are refused with their line; kutsu check reads the file and tells what else is amiss. "
                    + "The daemon reads it at its start and on systemctl reload kutsu@NAME."),
            .paragraph(
                "Lengths of time are written \"60s\", \"5 min\", \"12 hours\", \"7 days\" or \"2 weeks\", sizes \"20 MB\" or "
                    + "\"512 KiB\", times of day \"09:00\". Secrets are never in this file."),
            .section("SECTIONS"),
        ] + ConfigurationReference.sections.flatMap(blocks)
            + [
                .section("EXAMPLE"),
                .paragraph("The smallest file, at Microsoft 365; longer ones are in /usr/share/doc/kutsu/examples:"),
                .example([
                    "[list]", "name = \"verkosto\"", "address = \"verkosto@hel.fi\"",
                    "languages = [\"fi\", \"sv\", \"en\"]",
                    "coordinators = [\"anna.koordinaattori@hel.fi\"]", "", "[joining]", "domains = [\"hel.fi\"]", "",
                    "[mailbox]", "provider = \"microsoft365\"",
                ]),
                .section("SEE ALSO"), .paragraph("kutsu(1), systemd.exec(5) for LoadCredential="),
            ])

    private static func blocks(_ section: ConfigurationSection) -> [Block] {
        [.subsection(section.header), .paragraph(section.text)]
            + (section.keys + [section.anyKey].compactMap { $0 }).map { key in
                let standard =
                    switch key.standard {
                    case .required(let example): "Needed, for example \(key.name) = \(example)."
                    case .value(let value): "Default: \(value)."
                    case .depends(let words): "Default: \(words)."
                    }
                return .term(key.name, "\(key.form). \(standard) \(key.text)")
            }
    }
}
