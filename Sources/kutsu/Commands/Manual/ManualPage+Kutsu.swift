extension ManualPage {
    /// kutsu(1).
    static var kutsu: ManualPage {
        ManualPage(
            blocks: [
                .section("NAME"), .paragraph("kutsu - turns one ordinary mailbox into an announcement list"),
                .section("SYNOPSIS"), .paragraph("kutsu COMMAND [-c FILE] ..."),
                .section("DESCRIPTION"),
                .paragraph(
                    "People mail liity, anslut or join to one address and are members; a coordinator mails an announcement "
                        + "to the same address, answers julkaise to the preview, and every member gets it; whoever answers "
                        + "eroa to anything is gone. All that a list needs is a mailbox with IMAP and SMTP, one "
                        + "configuration file (see kutsu.toml(5)) and one unit, kutsu@NAME.service, for each list."),
                .paragraph(
                    "Without -c, $KUTSU_CONFIG names the configuration, then it is the only .toml file in /etc/kutsu. "
                        + "Commands may be used while the daemon runs: it sees within a second what they changed."),
                .section("COMMANDS"),
            ] + commands + setup + care + watching + reference)
    }

    private static let setup: [Block] = [
        .section("SETTING UP A LIST"),
        .example(["kutsu setup", "systemctl daemon-reload", "systemctl enable --now kutsu@NAME"]),
        .paragraph(
            "kutsu setup asks, or takes options; it writes /etc/kutsu/NAME.toml and what the unit needs besides, says each step "
                + "at the provider with its commands filled in, and ends with kutsu check. By hand, with a password:"),
        .example([
            "cp /usr/share/doc/kutsu/examples/ihmisoikeusverkosto.toml /etc/kutsu/NAME.toml",
            "editor /etc/kutsu/NAME.toml                            # without [oauth]",
            "install -m 600 /dev/stdin /etc/kutsu/NAME.password     # the password, Ctrl-D",
            "kutsu check -c /etc/kutsu/NAME.toml",
        ]),
        .subsection("Tokens"),
        .paragraph(
            "With a section [oauth] Kutsu logs in with tokens that it gets and renews itself: as an application with a "
                + "certificate or a secret, as a service account of Google, or for a person who signs in once with kutsu login. "
                + "They lie in the state directory, in the file oauth; it is in no backup, so that on another machine a person "
                + "signs in again. A certificate or sign-in that ends within 30 days is told by kutsu check, kutsu status, "
                + "the log, and once by mail to the coordinators."),
        .subsection("A second list"),
        .paragraph(
            "is a second file with another name, address and mailbox, and a second unit kutsu@NAME2. The lists share "
                + "nothing. With several files in /etc/kutsu commands need -c FILE or $KUTSU_CONFIG."),
        .subsection("Another password, certificate or secret"),
        .paragraph(
            "Write it in place of the old one (/etc/kutsu/NAME.password, or the file that [oauth] names), try it with kutsu "
                + "check, then systemctl restart kutsu@NAME. A reload is not enough: systemd hands the daemon copies of these "
                + "files when it starts. A new certificate is registered at the provider beside the old one first. Neither a "
                + "renewed token_file nor another kutsu login needs a restart."),
        .subsection("Moving to another machine"),
        .paragraph(
            "Stop the daemon and run kutsu backup FILE; on the new machine install Kutsu, put the configuration and the password "
                + "in place, run kutsu restore FILE and start the daemon. Two daemons must never work on one mailbox."),
        .subsection("A lost machine"),
        .paragraph(
            "With a section [backup] in the configuration an encrypted backup goes into the mailbox every night. Keep what "
                + "kutsu backup key prints away from the machine. A new one needs the configuration (a copy is in every "
                + "backup), the mailbox's password or certificate, else a kutsu login, and kutsu restore --from-mailbox."
        ),
        .subsection("Removing a list"),
        .paragraph(
            "systemctl disable --now kutsu@NAME; then remove /etc/kutsu/NAME.toml, /etc/kutsu/NAME.password and "
                + "/var/lib/private/kutsu/NAME. Removing or purging the package leaves these where they are."),
    ]

    private static let care: [Block] = [
        .section("LOG"),
        .paragraph(
            "journalctl -u kutsu@NAME. Each line has a priority, so that journalctl -p warning shows what needs somebody: "
                + "critical (the files cannot be read or written), error (a server cannot be reached or refuses), warning, "
                + "notice (started, stopped, recovered), info (a line for each mail that came, with a short id, its UID and what "
                + "was made of it, and one for each batch that went out), debug (with run --verbose: also whose). "
                + "The same error is told once until it changes; that it is over is told too. Addresses and subjects are never "
                + "logged above debug."
        ),
    ]

    private static let watching: [Block] = [
        .section("WATCHING"),
        .paragraph(
            "kutsu status exits 1 when the list does not work. For node_exporter, a timer runs, as root and for each list:"
        ),
        .example([
            "kutsu status --metrics -c /etc/kutsu/NAME.toml > /var/lib/prometheus/node-exporter/kutsu-NAME.prom.new",
            "mv /var/lib/prometheus/node-exporter/kutsu-NAME.prom.new /var/lib/prometheus/node-exporter/kutsu-NAME.prom",
        ]),
        .paragraph("kutsu status --json prints one object:"),
        .term("list, works, running, stuck, disk_full", "The name; whether mail comes in and goes out; and why not."),
        .term("members, queue, queue_ends", "Numbers; when the queue will be empty, or null."),
        .term("held_posts, sending_posts", "Names of posts that wait for a coordinator, and of those on their way."),
        .term("last_poll, last_error, written", "Times in UTC, or null; last_error has time and text."),
        .term("troubles", "What fails at the moment: where (mailbox, relay or files), since and text."),
        .term("ending", "What a person must renew within 30 days: what (certificate or sign_in), and when it ends."),
    ]

    private static let reference: [Block] = [
        .section("EXIT STATUS"),
        .term("0", "It is done."),
        .term("1", "The world said no; the reason is one line on standard error."),
        .term("64", "The command was used wrongly."),
        .term("78", "The configuration is bad. The unit does not restart then."),
        .section("FILES"),
        .term("/etc/kutsu/NAME.toml", "The list's configuration."),
        .term("/etc/kutsu/NAME.password", "The mailbox's password, for root alone; the unit hands it over."),
        .term(
            "/etc/kutsu/NAME.pem, NAME.key, NAME.secret, NAME.json",
            "What [oauth] proves itself with, as kutsu setup names it; likewise."),
        .term("/etc/systemd/system/kutsu@NAME.service.d", "Which of these the unit hands over; kutsu setup writes it."),
        .term("/var/lib/kutsu/NAME", "The list's files, all of them text. With the unit a link to /var/lib/private."),
        .section("ENVIRONMENT"),
        .term("KUTSU_CONFIG", "The configuration, where -c is not given."),
        .term("CREDENTIALS_DIRECTORY", "Where secrets are looked for first; set by systemd."),
        .term("NO_COLOR", "No colours in kutsu sandbox."),
        .section("SEE ALSO"), .paragraph("kutsu.toml(5), systemctl(1), journalctl(1)"),
    ]
}
