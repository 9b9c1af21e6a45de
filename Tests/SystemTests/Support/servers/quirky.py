#!/usr/bin/python3
"""quirky.py DIRECTORY QUIRK...: an IMAP and an SMTP server on loopback that do what the quirks say.

Independent of the project's own sandbox: standard library only. It writes DIRECTORY/ports (IMAP, SMTP), reads the mails that
lie in DIRECTORY/inbox (*.eml, UIDs in the order of their names, from 1), and writes what came of them: DIRECTORY/moved (a
name a line) and DIRECTORY/sent/NUMBER.eml with the recipients in its first line. DIRECTORY/log has both conversations.

DIRECTORY/replies, which may be changed at any time, holds a JSON list of what the SMTP server says instead of yes. Each is an
object: "at" one of GREETING, EHLO, AUTH, MAIL, RCPT, DATA, BDAT and END (of the message); "say", the reply's lines, without
which there is silence; "to", a pattern that the recipient fits; "after" so many times of yes, at most so many "times" (both
counted over all connections since the list was changed; "each" counts them in each mail anew); "close": true to hang up then;
"take": true to keep the message nevertheless. {TO} in a reply is the recipient. Of the IMAP server "at" names a command, such
as MOVE or FETCH, "to" a pattern that the whole command fits, {TAG} its tag, and "also" means that it is done all the same.
"""
import base64, json, os, re, socketserver, sys, threading

directory, quirks = sys.argv[1], set(sys.argv[2:])
lock = threading.RLock()
os.makedirs(f"{directory}/sent", exist_ok=True)


def quirk(name):
    return name in quirks


def note(file, line):
    with lock, open(f"{directory}/{file}", "a") as out:
        out.write(line + "\n")


class Talk(socketserver.StreamRequestHandler):
    def say(self, text):
        note("log", f"{self.name} > {text[:120]}")
        self.wfile.write(text.encode() + b"\r\n")

    def line(self):
        read = self.rfile.readline()
        if not read:
            raise EOFError
        note("log", f"{self.name} < {read[:120]!r}")
        return read.decode("utf-8", "replace").rstrip("\r\n")

    def handle(self):
        try:
            self.talk()
        except (EOFError, ConnectionError):
            pass


# ---------------------------------------------------------------------------------------------------------------- SMTP
seen = set()
taken = 0
replies = {"text": None, "rules": [], "counts": {}}


def rule(at, people, counts):
    """The first of the replies file that is for this moment, or None; counts are the ones of the mail."""
    try:
        text = open(f"{directory}/replies").read()
    except FileNotFoundError:
        return None
    with lock:
        if text != replies["text"]:
            replies.update(text=text, rules=json.loads(text), counts={})
        for number, rule in enumerate(replies["rules"]):
            if rule["at"] != at or not any(re.search(rule.get("to", ""), one) for one in people or [""]):
                continue
            kept = counts if rule.get("each") else replies["counts"]
            kept[number] = kept.get(number, 0) + 1
            first = rule.get("after", 0)
            if first < kept[number] <= first + rule.get("times", 1 << 60):
                return rule
    return None


class Smtp(Talk):
    name = "smtp"

    def refused(self, at, people=(), counts=None):
        """Whether the replies file has something else than yes for this moment; it is said then."""
        found = rule(at, people, {} if counts is None else counts)
        if not found:
            return False
        for line in found.get("say", "").splitlines():
            self.say(line.replace("{TO}", people[-1] if people else ""))
        if found.get("close"):
            raise EOFError
        return True

    def hello(self):
        offers = ["quirky", "SIZE 50000000", "8BITMIME"]
        if quirk("bdat-refused") or quirk("chunking"):
            offers += ["CHUNKING"]
        if not quirk("lockstep"):
            offers += ["PIPELINING"]
        if quirk("auth-equals"):
            offers += ["AUTH=LOGIN"]
        elif quirk("auth-lower"):
            offers += ["auth login plain"]
        elif not quirk("no-auth"):
            offers += ["AUTH PLAIN LOGIN"]
        for offer in offers[:-1]:
            self.say(f"250-{offer}")
        self.say(f"250 {offers[-1]}")

    def auth(self, words):
        mechanism = words[1].upper() if len(words) > 1 else ""
        if mechanism == "LOGIN":
            for prompt in ("Username:", "Password:"):
                self.say("334 " + base64.b64encode(prompt.encode()).decode())
                self.line()
        elif len(words) < 3:
            self.say("334 ")
            self.line()
        self.say("235 2.7.0 ok")

    def talk(self):
        global taken
        if self.refused("GREETING"):
            self.rfile.read()
        self.say("220 quirky ESMTP")
        is_known, hellos, sender, people, counts = False, 0, None, [], {}
        while True:
            words = self.line().split()
            verb = words[0].upper() if words else ""
            argument = re.search(r"<([^>]*)>", " ".join(words))
            address = argument.group(1).lower() if argument else ""
            if verb in ("EHLO", "HELO"):
                hellos += 1
                if quirk("forgets-login") and is_known:
                    is_known = False
                if not self.refused("EHLO"):
                    self.hello()
            elif verb == "AUTH":
                if not self.refused("AUTH"):
                    self.auth(words)
                    is_known = True
            elif verb == "MAIL":
                if not is_known:
                    self.say("530 5.7.0 Authentication required")
                elif quirk("not-owner"):
                    self.say("553 5.7.1 Sender address rejected: not owned by auth user")
                elif self.refused("MAIL"):
                    sender, people = None, []
                else:
                    sender, people, counts = address, [], {}
                    self.say("250 2.1.0 ok")
            elif verb == "RCPT":
                if sender is None:
                    self.say("503 5.5.1 need MAIL")
                elif quirk("greylists") and address not in seen:
                    seen.add(address)
                    self.say(f"451 4.7.1 <{address}>: Recipient address rejected: Greylisted for 1 minute")
                elif quirk("quota"):
                    self.say("550 5.4.5 Daily user sending quota exceeded. x1-2 - gsmtp")
                elif not self.refused("RCPT", [address], counts):
                    people.append(address)
                    self.say("250 2.1.5 ok")
            elif verb == "BDAT" and not quirk("bdat-refused"):
                size = int(words[1])
                body = getattr(self, "chunks", b"") + self.rfile.read(size)
                if not people:
                    self.say("503 5.5.1 need RCPT")
                    continue
                if self.refused("BDAT", people):
                    continue
                if words[-1].upper() == "LAST":
                    self.chunks = b""
                    self.end(people, body)
                    sender = None
                else:
                    self.chunks = body
                    self.say("250 2.0.0 go on")
            elif verb == "DATA":
                if not people:
                    self.say("503 5.5.1 need RCPT")
                    continue
                if self.refused("DATA", people):
                    continue
                self.say("354 go on")
                body = b""
                while (read := self.rfile.readline()) != b".\r\n":
                    if not read:
                        raise EOFError
                    body += read[1:] if read.startswith(b".") else read
                self.end(people, body)
                sender = None
            elif verb == "RSET":
                sender, people = None, []
                self.say("250 2.0.0 ok")
            elif verb in ("NOOP", "QUIT"):
                self.say("221 bye" if verb == "QUIT" else "250 ok")
                if verb == "QUIT":
                    return
            else:
                self.say("502 5.5.2 command not recognized")

    def end(self, people, body):
        if quirk("send-as"):
            self.say("554 5.2.252 SendAsDenied; x not allowed to send as y")
            return
        found = rule("END", people, {})
        if not found or found.get("take"):
            self.keep(people, body)
        if not found:
            return self.say("250 2.0.0 queued")
        for line in found.get("say", "").splitlines():
            self.say(line.replace("{TO}", people[-1]))
        if found.get("close"):
            raise EOFError

    def keep(self, people, body):
        global taken
        with lock:
            taken += 1
            with open(f"{directory}/sent/{taken:05}.new", "wb") as out:
                out.write((" ".join(people) + "\n").encode() + body)
            os.rename(f"{directory}/sent/{taken:05}.new", f"{directory}/sent/{taken:05}.eml")


# ---------------------------------------------------------------------------------------------------------------- IMAP
BASE = 5_000_000_000 if quirk("wide-numbers") else 0
known = {}


def mails():
    """The inbox as it is: (UID, name, bytes), ascending."""
    with lock:
        names = sorted(n for n in os.listdir(f"{directory}/inbox") if n.endswith(".eml"))
        for name in names:
            known.setdefault(name, BASE + len(known) + 1)
        return [(known[n], n, open(f"{directory}/inbox/{n}", "rb").read()) for n in names]


class Imap(Talk):
    name = "imap"

    # Before the login libcurl reads, and forgives nothing.
    is_known = False

    def untagged(self, text):
        self.say("*  " + text.replace(" ", "  ", 1) if quirk("two-spaces") and self.is_known else "* " + text)

    def talk(self):
        self.untagged("OK quirky")
        vanished = False
        while True:
            tag, _, rest = self.line().partition(" ")
            upper = rest.upper()
            found = rule(re.match(r"(UID )?([A-Z]*)", upper)[2], [rest], {}) if self.is_known else None
            if found:
                for line in found.get("say", "").splitlines():
                    self.say(line.replace("{TAG}", tag))
                if found.get("close"):
                    return
                if not found.get("also"):
                    continue
            if upper.startswith("CAPABILITY"):
                extra = "" if quirk("no-move") else " MOVE"
                self.untagged(f"CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR UIDPLUS{extra}")
                self.say(f"{tag} OK done")
            elif upper.startswith("AUTHENTICATE"):
                if len(rest.split()) < 3:
                    self.say("+ ")
                    self.line()
                self.say(f"{tag} OK in")
                self.is_known = True
            elif upper.startswith("LIST"):
                if rest.endswith('""'):
                    self.untagged('LIST (\\Noselect) "/" ""')
                else:
                    self.untagged('LIST () "/" INBOX')
                    if quirk("other-case"):
                        self.untagged('LIST () "/" "kutsu/DONE"')
                self.say(f"{tag} OK done")
            elif upper.startswith("CREATE"):
                hidden = quirk("hidden-folder") or quirk("other-case")
                self.say(f"{tag} NO Mailbox exists" if hidden else f"{tag} OK made")
            elif upper.startswith("SELECT"):
                self.untagged(f"{len(mails())} EXISTS")
                validity = 1_719_220_000_123_456 if quirk("wide-numbers") else 7
                self.untagged(f"OK [UIDVALIDITY {validity}] ok")
                self.say(f"{tag} OK [READ-WRITE] done")
            elif upper.startswith("NOOP"):
                self.untagged(f"{len(mails())} EXISTS")
                self.say(f"{tag} OK done")
            elif match := re.match(r"(?i)(UID )?FETCH (\S+) \((.*)\)", rest):
                vanished = self.fetch(tag, bool(match[1]), match[2], match[3], vanished)
            elif match := re.match(r"(?i)UID (MOVE|COPY) (\S+) \"?([^\"]*)", rest):
                self.transfer(tag, match[1].upper(), match[2], match[3])
            elif re.match(r"(?i)UID STORE", rest):
                for uid, name, _ in self.named(rest.split()[2]):
                    self.take(name)
                self.say(f"{tag} OK done")
            elif "EXPUNGE" in upper:
                self.say(f"{tag} OK done")
            elif upper.startswith("LOGOUT"):
                self.untagged("BYE")
                self.say(f"{tag} OK bye")
                return
            else:
                self.say(f"{tag} BAD what")

    def named(self, text, by_place=False):
        wanted = [tuple(int(n) for n in part.split(":")) for part in text.split(",")]
        rows = mails()
        return [
            row for place, row in enumerate(rows, 1)
            if any(w[0] <= (place if by_place else row[0]) <= w[-1] for w in wanted)
        ]

    def take(self, name):
        with lock:
            os.rename(f"{directory}/inbox/{name}", f"{directory}/{name}.moved")
        note("moved", name)

    def transfer(self, tag, verb, text, folder):
        rows = self.named(text)
        is_bad = any(name.startswith("stuck") for _, name, _ in rows)
        if quirk("stuck-mail") and is_bad:
            self.say(f"{tag} NO [OVERQUOTA] Mailbox is full")
        elif quirk("other-case") and folder != "kutsu/DONE":
            self.say(f"{tag} NO no such mailbox")
        else:
            if verb == "MOVE":
                for _, name, _ in rows:
                    self.take(name)
            self.say(f"{tag} OK done")

    def fetch(self, tag, by_uid, text, items, vanished):
        rows = self.named(text, by_place=not by_uid)
        places = {name: place for place, (_, name, _) in enumerate(mails(), 1)}
        for uid, name, body in rows:
            place = places[name]
            if "BODY" not in items.upper():
                size = 10 if quirk("small-size") else len(body)
                told = f" RFC822.SIZE {size}" if "SIZE" in items.upper() else ""
                self.untagged(f"{place} FETCH (UID {uid}{told} FLAGS ())")
                if quirk("unasked-fetch"):
                    self.untagged(f"{place} FETCH (UID {uid} FLAGS (\\Seen))")
                    self.untagged(f"{len(places) + 5} FETCH (UID 1 FLAGS ())")
                continue
            if quirk("vanishing-mail") and name.startswith("gone"):
                if not vanished:
                    os.rename(f"{directory}/inbox/{name}", f"{directory}/{name}.person")
                    self.untagged(f"{place} EXPUNGE")
                    vanished = True
                continue
            if "HEADER" in items.upper():
                body = body.split(b"\r\n\r\n")[0] + b"\r\n\r\n"
                section = "BODY[HEADER]<0>"
            else:
                section = "BODY[]"
            self.wfile.write(f"* {place} FETCH (UID {uid} {section} {{{len(body)}}}\r\n".encode() + body + b")\r\n")
        self.say(f"{tag} OK done")
        return vanished


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


servers = [Server(("127.0.0.1", 0), handler) for handler in (Imap, Smtp)]
with open(f"{directory}/ports.new", "w") as out:
    out.write(" ".join(str(server.server_address[1]) for server in servers))
os.rename(f"{directory}/ports.new", f"{directory}/ports")
for server in servers[1:]:
    threading.Thread(target=server.serve_forever, daemon=True).start()
servers[0].serve_forever()
