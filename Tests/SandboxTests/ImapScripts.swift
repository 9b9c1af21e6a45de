@testable import Sandbox

/// What the IMAP dialogues say, against a store whose INBOX holds ``simpleMail`` twice.
extension ImapDialogueTests {
    static let greeting = "* OK Kutsu sandbox ready\n"
    static let signedIn = greeting + "a OK Logged in\n"
    static let selected =
        signedIn + """
            * FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft)
            * OK [PERMANENTFLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft)] Flags
            * 2 EXISTS
            * 0 RECENT
            * OK [UNSEEN 1] First unseen
            * OK [UIDVALIDITY 1001] UIDs valid
            * OK [UIDNEXT 3] Next UID
            b OK [READ-WRITE] SELECT completed

            """
    static let signIn = "a LOGIN list@example.org secret\n"
    static let select = signIn + "b SELECT inbox\n"

    static let logins = [
        Script(
            "capabilities come before the login and more after it",
            "1 CAPABILITY\na LOGIN list@example.org \"secret\"\n2 capability\n",
            greeting + """
                * CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN AUTH=XOAUTH2 LITERAL+ ID
                1 OK CAPABILITY completed
                a OK Logged in
                * CAPABILITY IMAP4rev1 LITERAL+ ID IDLE NAMESPACE UIDPLUS MOVE UNSELECT CHILDREN
                2 OK CAPABILITY completed

                """),
        Script(
            "PLAIN with an initial response", "a AUTHENTICATE PLAIN AGxpc3RAZXhhbXBsZS5vcmcAc2VjcmV0\n", signedIn),
        Script(
            "PLAIN without one", "a AUTHENTICATE PLAIN\nAGxpc3RAZXhhbXBsZS5vcmcAc2VjcmV0\n",
            greeting + "+ \na OK Logged in\n"),
        Script(
            "a bearer token",
            "a AUTHENTICATE XOAUTH2 dXNlcj1saXN0QGV4YW1wbGUub3JnAWF1dGg9QmVhcmVyIGJlYXJlcgEB\n", signedIn),
        Script(
            "a wrong bearer token is told as JSON first",
            "a AUTHENTICATE XOAUTH2 dXNlcj1saXN0QGV4YW1wbGUub3JnAWF1dGg9QmVhcmVyIHdyb25nAQE=\n\n",
            greeting + "+ \(SaslExchange.refusedToken)\na \(ImapServer.loginRefusal)\n"),
        Script("a wrong password", "a LOGIN list@example.org wrong\n", greeting + "a \(ImapServer.loginRefusal)\n"),
        Script(
            "LOGIN with literals", "a LOGIN {16}\nlist@example.org {6+}\nsecret\n", greeting + "+ OK\na OK Logged in\n"),
        Script(
            "AUTHENTICATE taken back", "a AUTHENTICATE PLAIN\n*\n", greeting + "+ \na BAD Authentication cancelled\n"),
        Script("nothing goes without a login", "a SELECT INBOX\n", greeting + "a BAD Log in first\n"),
        Script("goodbye", "a LOGOUT\nb NOOP\n", greeting + "* BYE Goodbye\na OK LOGOUT completed\n"),
    ]

    static let folders = [
        Script(
            "folders are made with what stands above them",
            signIn + "1 CREATE Kutsu/Done\n2 LIST \"\" *\n3 LIST \"\" %\n4 CREATE Kutsu/Done\n",
            signedIn + """
                1 OK CREATE completed
                * LIST (\\HasNoChildren) "/" "INBOX"
                * LIST (\\HasChildren) "/" "Kutsu"
                * LIST (\\HasNoChildren) "/" "Kutsu/Done"
                2 OK LIST completed
                * LIST (\\HasNoChildren) "/" "INBOX"
                * LIST (\\HasChildren) "/" "Kutsu"
                3 OK LIST completed
                4 NO [ALREADYEXISTS] The folder exists

                """),
        Script(
            "the separator is asked for", signIn + "1 LIST \"\" \"\"\n",
            signedIn + "* LIST (\\Noselect) \"/\" \"\"\n1 OK LIST completed\n"),
        Script(
            "subscriptions", signIn + "1 UNSUBSCRIBE INBOX\n2 LSUB \"\" *\n3 SUBSCRIBE INBOX\n4 LSUB \"\" \"*\"\n",
            signedIn + """
                1 OK UNSUBSCRIBE completed
                2 OK LSUB completed
                3 OK SUBSCRIBE completed
                * LSUB (\\HasNoChildren) "/" "INBOX"
                4 OK LSUB completed

                """),
        Script("SELECT tells all that is needed", select, selected),
        Script("a missing folder", signIn + "b SELECT Nowhere\n", signedIn + "b NO [NONEXISTENT] No such folder\n"),
        Script(
            "STATUS", signIn + "b STATUS INBOX (MESSAGES UIDNEXT UNSEEN)\n",
            signedIn + "* STATUS \"INBOX\" (MESSAGES 2 UIDNEXT 3 UNSEEN 2)\nb OK STATUS completed\n"),
        Script(
            "RENAME and DELETE",
            signIn + "1 CREATE a/b\n2 RENAME a c\n3 DELETE c/b\n4 LIST \"\" *\n5 DELETE INBOX\n",
            signedIn + """
                1 OK CREATE completed
                2 OK RENAME completed
                3 OK DELETE completed
                * LIST (\\HasNoChildren) "/" "INBOX"
                * LIST (\\HasNoChildren) "/" "c"
                4 OK LIST completed
                5 NO [NONEXISTENT] No such folder to delete

                """),
        Script("ENABLE is not known", signIn + "b ENABLE CONDSTORE\n", signedIn + "b BAD No such command\n"),
    ]

    static let messages = [
        Script(
            "sets of sequence numbers and of UIDs",
            select + "1 FETCH 2,1 UID\n2 UID FETCH 2:* (FLAGS)\n3 UID FETCH 9 FLAGS\n",
            selected + """
                * 1 FETCH (UID 1)
                * 2 FETCH (UID 2)
                1 OK FETCH completed
                * 2 FETCH (UID 2 FLAGS ())
                2 OK FETCH completed
                3 OK FETCH completed

                """),
        Script(
            "peeking leaves a mail unseen, reading does not",
            select + "1 FETCH 1 BODY.PEEK[TEXT]\n2 FETCH 1 FLAGS\n3 FETCH 1 (BODY[TEXT] UID)\n",
            selected + """
                * 1 FETCH (BODY[TEXT] {5}
                Hei
                )
                1 OK FETCH completed
                * 1 FETCH (FLAGS ())
                2 OK FETCH completed
                * 1 FETCH (BODY[TEXT] {5}
                Hei
                 UID 1 FLAGS (\\Seen))
                3 OK FETCH completed

                """),
        Script(
            "chosen header fields, left-out ones, and a piece",
            select + """
                1 FETCH 1 BODY.PEEK[HEADER.FIELDS (Subject X)]
                2 FETCH 1 BODY.PEEK[HEADER.FIELDS.NOT (From Message-ID)]
                3 FETCH 1 BODY.PEEK[]<9.5>
                4 FETCH 1 (RFC822.SIZE INTERNALDATE)

                """,
            selected + """
                * 1 FETCH (BODY[HEADER.FIELDS (SUBJECT X)] {18}
                Subject: liity

                )
                1 OK FETCH completed
                * 1 FETCH (BODY[HEADER.FIELDS.NOT (FROM MESSAGE-ID)] {18}
                Subject: liity

                )
                2 OK FETCH completed
                * 1 FETCH (BODY[]<9> {5}
                liity)
                3 OK FETCH completed
                * 1 FETCH (RFC822.SIZE 83 INTERNALDATE " 9-Sep-2001 01:46:40 +0000")
                4 OK FETCH completed

                """),
        Script(
            "STORE answers the flags, SILENT does not; EXPUNGE removes",
            select
                + "1 STORE 1 +FLAGS (\\Deleted $Junk)\n2 UID STORE 2 FLAGS.SILENT \\Seen\n3 EXPUNGE\n4 FETCH 1 (UID FLAGS)\n",
            selected + """
                * 1 FETCH (FLAGS (\\Deleted))
                1 OK STORE completed
                2 OK STORE completed
                * 1 EXPUNGE
                3 OK EXPUNGE completed
                * 1 FETCH (UID 2 FLAGS (\\Seen))
                4 OK FETCH completed

                """),
        Script(
            "MOVE tells the new UIDs before the EXPUNGE",
            select + "1 CREATE Done\n2 UID MOVE 1:2 Done\n3 UID MOVE 1 Nowhere\n4 UID COPY 1 Done\n",
            selected + """
                1 OK CREATE completed
                * OK [COPYUID 1003 1:2 1:2] Moved
                * 2 EXPUNGE
                * 1 EXPUNGE
                2 OK MOVE completed
                3 NO [TRYCREATE] No such folder
                4 OK COPY completed

                """),
        Script(
            "UID EXPUNGE takes only its own",
            select
                + "1 STORE 1:2 +FLAGS.SILENT (\\Deleted)\n2 UID EXPUNGE 2\n3 CLOSE\n4 STATUS INBOX (MESSAGES)\n5 NOOP\n",
            selected + """
                1 OK STORE completed
                * 2 EXPUNGE
                2 OK EXPUNGE completed
                3 OK CLOSE completed
                * STATUS "INBOX" (MESSAGES 0)
                4 OK STATUS completed
                5 OK NOOP completed

                """),
        Script(
            "APPEND with flags and date",
            select
                + "1 APPEND INBOX (\\Seen) \"17-Jul-1996 02:44:25 -0700\" {14}\nSubject: x\n\n\n2 FETCH 3 (FLAGS INTERNALDATE)\n",
            selected + """
                + OK
                * 3 EXISTS
                1 OK [APPENDUID 1001 3] APPEND completed
                * 3 FETCH (FLAGS (\\Seen) INTERNALDATE "17-Jul-1996 09:44:25 +0000")
                2 OK FETCH completed

                """),
        Script(
            "EXAMINE allows no change",
            signIn + "1 EXAMINE INBOX\n2 STORE 1 FLAGS (\\Seen)\n3 FETCH 1 (BODY[1] FLAGS)\n4 EXPUNGE\n",
            selected.replacing("\\Answered \\Flagged \\Deleted \\Seen \\Draft)] Flags", with: ")] Flags")
                .replacing("b OK [READ-WRITE] SELECT completed", with: "1 OK [READ-ONLY] EXAMINE completed") + """
                    2 NO [READ-ONLY] The folder is open read-only
                    * 1 FETCH (BODY[1] {5}
                    Hei
                     FLAGS ())
                    3 OK FETCH completed
                    4 NO [READ-ONLY] The folder is open read-only

                    """),
    ]
}
