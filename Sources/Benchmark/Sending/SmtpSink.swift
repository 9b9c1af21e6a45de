import Glibc

/// A server that takes every mail and forgets it, for Kutsu and the others alike: compiled here and now, a process for each
/// connection, TLS from the start where it has a certificate. Each answer leaves a fixed time after what it answers came,
/// as over a long line; what comes meanwhile is read.
final class SmtpSink {
    let port: Int
    private let process: Int
    private let program: TemporaryFile

    /// Nil where there is no compiler, or no OpenSSL to compile with.
    init?(delay milliseconds: Int, _ certificate: Certificate?) throws {
        let source = try TemporaryFile(Array(Self.source.utf8), name: ".c")
        program = try TemporaryFile(mode: 0o700)
        let made = try ShellCommand.output(
            "cc -O2 -o \(program.path) \(source.path) -lssl -lcrypto 2>/dev/null && echo made")
        guard !made.isEmpty else { return nil }
        let output = try TemporaryFile()
        let tls = certificate.map { " \($0.chain.path) \($0.key.path)" } ?? ""
        let started = try ShellCommand.output(
            "\(program.path) \(milliseconds)\(tls) >\(output.path) 2>/dev/null & echo $!; sleep 0.5; cat \(output.path)"
        )
        let numbers = started.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
        guard numbers.count == 2 else { throw Trouble(text: "the sink said \(started)") }
        (process, port) = (numbers[0], numbers[1])
    }

    deinit { kill(pid_t(process), SIGTERM) }

    /// Of 127.0.0.1, by itself.
    struct Certificate {
        let chain: TemporaryFile
        let key: TemporaryFile

        init?() throws {
            (chain, key) = (try TemporaryFile(), try TemporaryFile())
            let made = try ShellCommand.output(
                "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext "
                    + "subjectAltName=IP:127.0.0.1,DNS:localhost -keyout \(key.path) -out \(chain.path) 2>/dev/null "
                    + "&& echo made")
            if made.isEmpty { return nil }
        }
    }

    private static let source = #"""
        #include <arpa/inet.h>
        #include <netinet/tcp.h>
        #include <openssl/ssl.h>
        #include <poll.h>
        #include <signal.h>
        #include <stdio.h>
        #include <stdlib.h>
        #include <string.h>
        #include <strings.h>
        #include <time.h>
        #include <unistd.h>

        static SSL *tls;
        static int line_in;
        static double delay;
        /* Answers that wait: when each may leave, and its text. */
        static struct { double due; char text[256]; } queue[65536];
        static unsigned head, tail;

        static double now(void) {
            struct timespec t;
            clock_gettime(CLOCK_MONOTONIC, &t);
            return t.tv_sec * 1000.0 + t.tv_nsec / 1e6;
        }
        static void answer(const char *text) {
            queue[tail % 65536].due = now() + delay;
            strcpy(queue[tail++ % 65536].text, text);
        }
        static void leave(void) {
            static char out[1 << 20];
            size_t length = 0;
            double time = now();
            while (head != tail && queue[head % 65536].due <= time && length < sizeof out - 256) {
                size_t more = strlen(queue[head % 65536].text);
                memcpy(out + length, queue[head++ % 65536].text, more);
                length += more;
            }
            for (size_t sent = 0; sent < length;) {
                long n = tls ? SSL_write(tls, out + sent, length - sent) : write(line_in, out + sent, length - sent);
                if (n <= 0) exit(0);
                sent += n;
            }
        }

        /* What the bytes belong to: a line, a mail up to its dot, or a chunk of so many bytes. */
        static enum { LINE, MAIL, CHUNK } state;
        static long chunk;
        static char line[4096];
        static size_t length;
        static unsigned seen;

        static void command(void) {
            line[length] = 0;
            if (!strncasecmp(line, "EHLO", 4))
                answer("250-sink\r\n250-PIPELINING\r\n250-CHUNKING\r\n250-8BITMIME\r\n250 SIZE 100000000\r\n");
            else if (!strncasecmp(line, "DATA", 4)) { answer("354 go on\r\n"); state = MAIL; seen = 0x0d0a; }
            else if (!strncasecmp(line, "BDAT", 4)) {
                chunk = atol(line + 4);
                if (chunk > 0) state = CHUNK; else answer("250 2.0.0 queued\r\n");
            } else if (!strncasecmp(line, "QUIT", 4)) { answer("221 bye\r\n"); usleep(delay * 1000); leave(); exit(0); }
            else answer("250 2.0.0 ok\r\n");
            length = 0;
        }
        static void take(const char *bytes, long count) {
            for (long i = 0; i < count; i++) {
                if (state == CHUNK) {
                    long some = count - i < chunk ? count - i : chunk;
                    chunk -= some;
                    i += some - 1;
                    if (chunk == 0) { state = LINE; answer("250 2.0.0 queued\r\n"); }
                } else if (state == MAIL) {
                    /* LF . CR LF */
                    seen = seen << 8 | (unsigned char) bytes[i];
                    if (seen == 0x0a2e0d0a) { state = LINE; answer("250 2.0.0 queued\r\n"); }
                } else if (bytes[i] == '\n') command();
                else if (length < sizeof line - 1) line[length++] = bytes[i];
            }
        }
        static void serve(void) {
            static char bytes[1 << 16];
            answer("220 sink\r\n");
            for (;;) {
                double wait = head == tail ? 60000 : queue[head % 65536].due - now();
                struct pollfd p = {line_in, POLLIN, 0};
                int ready = tls && SSL_pending(tls) > 0 ? 1 : poll(&p, 1, wait <= 0 ? 0 : (int) wait + (delay > 0));
                if (ready > 0) {
                    long n = tls ? SSL_read(tls, bytes, sizeof bytes) : read(line_in, bytes, sizeof bytes);
                    if (n <= 0) exit(0);
                    take(bytes, n);
                }
                leave();
            }
        }
        int main(int count, char **arguments) {
            signal(SIGCHLD, SIG_IGN);
            delay = atof(arguments[1]);
            SSL_CTX *context = NULL;
            if (count > 3) {
                context = SSL_CTX_new(TLS_server_method());
                SSL_CTX_use_certificate_chain_file(context, arguments[2]);
                SSL_CTX_use_PrivateKey_file(context, arguments[3], SSL_FILETYPE_PEM);
            }
            int listener = socket(AF_INET, SOCK_STREAM, 0), one = 1;
            struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
            socklen_t size = sizeof address;
            bind(listener, (struct sockaddr *) &address, size);
            listen(listener, 64);
            getsockname(listener, (struct sockaddr *) &address, &size);
            printf("%d\n", ntohs(address.sin_port));
            fflush(stdout);
            for (;;) {
                int connection = accept(listener, NULL, NULL);
                if (connection < 0) continue;
                if (fork() == 0) {
                    line_in = connection;
                    setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
                    if (context) {
                        tls = SSL_new(context);
                        SSL_set_fd(tls, connection);
                        if (SSL_accept(tls) <= 0) exit(0);
                    }
                    serve();
                }
                close(connection);
            }
        }
        """#
}
