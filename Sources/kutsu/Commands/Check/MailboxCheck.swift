import Base
import Engine
import Wire

/// Logs in to the mailbox and looks around; reads no mail.
enum MailboxCheck {
    static func findings(
        _ settings: Configuration.Mailbox, _ keeper: TokenKeeper?, _ values: RemedyValues, _ executor: PollExecutor,
        oldBefore moment: Instant, doneMail: Seconds? = nil
    ) async -> (findings: [Finding], oldMails: Int) {
        let session: ImapSession
        do throws(WireError) {
            let connection = Check.connection(to: settings.url, caFile: settings.caFile)
            let secret = SecretSource(login: settings.login, keeper: keeper)
            let dialer = CurlDialer(connection, credentials: secret, executor: executor)
            session = ImapSession(dialer: dialer, executor: executor)
            try await session.connect()
        } catch {
            return ([Doctor.finding("mailbox", error, at: settings.url, values)] + provider(settings), 0)
        }
        var findings = [Finding(.good, "mailbox: logged in to \(settings.url)")]
        findings += capabilities(await session.capabilities, settings.done, doneMail: doneMail)
        findings += await folders(settings, session)
        let oldMails = await oldMails(settings, session, before: moment)
        for alert in await session.alerts { findings.append(Finding(.doubtful, "mailbox: the server says: \(alert)")) }
        await session.logout()
        return (findings + provider(settings), oldMails)
    }

    /// How many mails wait that the server received before this moment.
    private static func oldMails(
        _ settings: Configuration.Mailbox, _ session: ImapSession, before moment: Instant
    ) async -> Int {
        do throws(WireError) {
            let waiting = try await session.waiting().filter { settings.done == .move || !$0.isSeen }
            let dates = try await session.receptionDates()
            return waiting.count { dates[$0.uid].map { $0 < moment } ?? false }
        } catch {
            // What is wrong with the folder is told already.
            return 0
        }
    }

    /// What the first start does with them.
    static func oldMail(_ count: Int, _ settings: Configuration.Mailbox) -> Finding {
        let what = settings.done == .move ? "goes to \(settings.oldFolder)" : "is marked as read"
        return Finding(
            .doubtful,
            "mailbox: \(Counted.mails(count)) in \(settings.folder) have waited for more than 7 days: at the first start each "
                + "\(what) without an answer")
    }

    /// What the server lacks, and what is done instead.
    static func capabilities(
        _ offered: Set<String>, _ done: Configuration.Mailbox.Done, doneMail: Seconds? = nil
    ) -> [Finding] {
        var substitutes: [(capability: String, instead: String)] = [
            ("IDLE", "the server is asked every 30 seconds: mail waits a little")
        ]
        if done == .move {
            substitutes += [
                ("MOVE", "mail that is done is copied to the done folder and then deleted"),
                ("UIDPLUS", "where MOVE is missing too, deleted mail of other programs goes with ours"),
            ]
        }
        if doneMail != nil {
            substitutes.append(
                ("UIDPLUS", "handled mail stays, whatever retention.done_mail says: other mail could go with it"))
        } else if offered.contains("MOVE") {
            substitutes.removeAll { $0.capability == "UIDPLUS" }
        }
        let present = Set(substitutes.map(\.capability)).filter(offered.contains).sorted()
        let good = present.isEmpty ? [] : [Finding(.good, "mailbox: the server can " + present.joined(separator: ", "))]
        return good
            + substitutes.filter { !offered.contains($0.capability) }
            .map { Finding(.doubtful, "mailbox: the server cannot \($0.capability): \($0.instead)") }
    }

    private static func folders(_ settings: Configuration.Mailbox, _ session: ImapSession) async -> [Finding] {
        do throws(WireError) {
            var findings: [Finding] = []
            let known = try await session.folders()
            let folder = try await session.select(ImapFolder(settings.folder))
            findings.append(
                folder.readOnly
                    ? Finding(
                        .broken,
                        "mailbox: the folder \(settings.folder) is read-only for this account; give it full access")
                    : Finding(.good, "mailbox: \(Counted.mails(folder.exists)) in the folder \(settings.folder)"))
            if settings.done == .move { findings.append(await doneFolder(settings, known, session)) }
            return findings
        } catch {
            if case .no(let command, let text) = error, command.hasPrefix("SELECT") {
                return [
                    Finding(
                        .broken,
                        "mailbox: the folder \(settings.folder) cannot be opened (\(text)): make it, or set "
                            + "mailbox.folder")
                ]
            }
            return [Finding(.broken, "mailbox: \(error)")]
        }
    }

    /// Made now where it is missing: at the first start it would be too late to learn that the server does not let us.
    private static func doneFolder(
        _ settings: Configuration.Mailbox, _ known: [ImapFolder], _ session: ImapSession
    ) async -> Finding {
        let folder = ImapFolder(settings.doneFolder)
        let text = "mailbox: mail that is done goes to the folder \(settings.doneFolder)"
        if known.contains(folder) { return Finding(.good, text) }
        do throws(WireError) {
            try await session.create(folder)
            return Finding(.good, "\(text), which is made now")
        } catch {
            return Finding(
                .broken,
                "mailbox: the folder \(settings.doneFolder) cannot be made: make it by hand, set mailbox.done_folder to one "
                    + "that is there or may be made (such as \"INBOX/Done\"), or done = \"seen\". In its own words: \(error)"
            )
        }
    }

    /// What no session shows, and only the provider's admin can set right.
    static func provider(_ settings: Configuration.Mailbox) -> [Finding] {
        guard settings.provider == .microsoft365 || settings.url.host == "outlook.office365.com" else { return [] }
        var findings = [
            Finding(
                .doubtful,
                "mailbox: Exchange shows invitations as web links unless an Exchange admin has run: Set-CASMailbox "
                    + "\(settings.login.user) -ImapUseProtocolDefaults $false "
                    + "-ImapForceICalForCalendarRetrievalOption $true")
        ]
        if settings.login.file?.kind == .password {
            findings.append(
                Finding(
                    .doubtful,
                    "mailbox: Microsoft ends logins with a password (from the end of December 2026 for sending): use "
                        + "[oauth], which kutsu setup writes"))
        }
        return findings
    }
}
