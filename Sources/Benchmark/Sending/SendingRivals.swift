/// Other programs that send the same mails to the same server, one recipient each, over connections that stay open.
enum SendingRivals {
    /// What a program did: the seconds it took, those of them that it worked, and its peak memory in kilobytes.
    struct Run {
        var seconds: Double
        var cpu: Double
        var peak: Double

        /// Nil for what a program that is missing prints.
        init?(_ output: String) {
            let numbers = output.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
            guard numbers.count == 3 else { return nil }
            (seconds, cpu, peak) = (numbers[0], numbers[1], numbers[2])
        }
    }

    struct Work {
        var count: Int
        var bytes: Int
        var port: Int
        var certificate: SmtpSink.Certificate?
    }

    /// libcurl's own SMTP, as a program in C: one handle, its connection used again.
    static func libcurl(_ work: Work) throws -> Run? {
        let source = try TemporaryFile(Array(libcurlProgram.utf8), name: ".c")
        let program = try TemporaryFile(mode: 0o700)
        let made = try ShellCommand.output(
            "cc -O2 -o \(program.path) \(source.path) $(pkg-config --cflags --libs libcurl) 2>/dev/null && echo made")
        guard !made.isEmpty else { return nil }
        let scheme = work.certificate == nil ? "smtp" : "smtps"
        let chain = work.certificate?.chain.path ?? ""
        return Run(
            try ShellCommand.output(
                "\(program.path) \(scheme)://127.0.0.1:\(work.port) \(work.count) \(work.bytes) \(chain) 2>/dev/null"))
    }

    static func smtplib(_ work: Work) throws -> Run? {
        let program = try TemporaryFile(Array(smtplibProgram.utf8), name: ".py")
        let chain = work.certificate?.chain.path ?? ""
        return Run(
            try ShellCommand.output(
                "python3 \(program.path) \(work.port) \(work.count) \(work.bytes) \(chain) 2>/dev/null"))
    }

    /// Postfix's, which speaks no TLS: nil there.
    static func smtpSource(_ work: Work, sessions: Int) throws -> Run? {
        guard work.certificate == nil else { return nil }
        let program = try TemporaryFile(Array(measuringProgram.utf8), name: ".py")
        return Run(
            try ShellCommand.output(
                "PATH=$PATH:/usr/sbin python3 \(program.path) smtp-source -d -s \(sessions) -m \(work.count) "
                    + "-l \(work.bytes) -f list@hel.fi -t member@hel.fi 127.0.0.1:\(work.port) 2>/dev/null"))
    }

    private static let libcurlProgram = #"""
        #include <curl/curl.h>
        #include <stdio.h>
        #include <stdlib.h>
        #include <string.h>
        #include <sys/resource.h>
        #include <time.h>

        static char *mail;
        static size_t size, place;

        static size_t give(char *buffer, size_t one, size_t count, void *data) {
            size_t some = size - place < one * count ? size - place : one * count;
            memcpy(buffer, mail + place, some);
            place += some;
            return some;
        }
        int main(int count, char **arguments) {
            int mails = atoi(arguments[2]);
            size = atoi(arguments[3]);
            mail = malloc(size + 1);
            memset(mail, 'x', size);
            strncpy(mail, "From: list@hel.fi\r\nSubject: Tiedote\r\n\r\n", 40);
            for (size_t i = 118; i + 2 < size; i += 80) memcpy(mail + i, "\r\n", 2);
            CURL *curl = curl_easy_init();
            curl_easy_setopt(curl, CURLOPT_URL, arguments[1]);
            if (count > 4) curl_easy_setopt(curl, CURLOPT_CAINFO, arguments[4]);
            curl_easy_setopt(curl, CURLOPT_MAIL_FROM, "list@hel.fi");
            curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
            curl_easy_setopt(curl, CURLOPT_READFUNCTION, give);
            struct timespec start, end;
            clock_gettime(CLOCK_MONOTONIC, &start);
            for (int i = 0; i < mails; i++) {
                char to[64];
                snprintf(to, sizeof to, "etunimi.sukunimi%d@hel.fi", i);
                struct curl_slist *recipients = curl_slist_append(NULL, to);
                curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients);
                place = 0;
                if (curl_easy_perform(curl) != CURLE_OK) return 1;
                curl_slist_free_all(recipients);
            }
            clock_gettime(CLOCK_MONOTONIC, &end);
            struct rusage usage;
            getrusage(RUSAGE_SELF, &usage);
            printf("%f %f %ld\n", (end.tv_sec - start.tv_sec) + (end.tv_nsec - start.tv_nsec) / 1e9,
                usage.ru_utime.tv_sec + usage.ru_stime.tv_sec + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6,
                usage.ru_maxrss);
            return 0;
        }
        """#

    private static let smtplibProgram = #"""
        import resource, smtplib, ssl, sys, time

        port, count, size = map(int, sys.argv[1:4])
        mail = "From: list@hel.fi\r\nSubject: Tiedote\r\n\r\n" + ("x" * 78 + "\r\n") * (size // 80)
        if len(sys.argv) > 4:
            context = ssl.create_default_context(cafile=sys.argv[4])
            server = smtplib.SMTP_SSL("127.0.0.1", port, context=context)
        else:
            server = smtplib.SMTP("127.0.0.1", port)
        used = resource.getrusage(resource.RUSAGE_SELF)
        before = used.ru_utime + used.ru_stime
        start = time.monotonic()
        for number in range(count):
            server.sendmail("list@hel.fi", f"etunimi.sukunimi{number}@hel.fi", mail)
        seconds = time.monotonic() - start
        used = resource.getrusage(resource.RUSAGE_SELF)
        print(seconds, used.ru_utime + used.ru_stime - before, used.ru_maxrss)
        """#

    /// Runs another program and tells what it cost.
    private static let measuringProgram = #"""
        import resource, subprocess, sys, time

        start = time.monotonic()
        subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
        seconds = time.monotonic() - start
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        print(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss)
        """#
}
