import MailingList

/// Another mail parser, as a program that reads the files into memory, does the work and prints its seconds.
struct Reference {
    private let command: String
    /// Goes when the reference goes.
    private let program: TemporaryFile

    /// The time of `rounds` over the files named in `files`, one a line; `nil` where the program is not there.
    func seconds(files: String, rounds: Int) throws -> Double? {
        try ShellCommand.output("\(command) \(files) \(rounds) 2>/dev/null").split(separator: " ").first.flatMap {
            Double($0)
        }
    }

    /// Compiled here and now, as a program of its authors' kind would be; `nil` where GMime or a compiler is missing.
    static func gmime() throws -> Reference? {
        let source = try TemporaryFile(Array(gmimeProgram.utf8), name: ".c")
        let program = try TemporaryFile(mode: 0o700)
        let flags = "$(pkg-config --cflags --libs gmime-3.0 2>/dev/null)"
        let said = try ShellCommand.output("cc -O2 -o \(program.path) \(source.path) \(flags) 2>/dev/null && echo made")
        return said.isEmpty ? nil : Reference(command: program.path, program: program)
    }

    static func python() throws -> Reference {
        let program = try TemporaryFile(Array(pythonProgram.utf8), name: ".py")
        return Reference(command: "python3 \(program.path)", program: program)
    }
}

extension Reference {
    private static let gmimeProgram = #"""
        #include <gmime/gmime.h>
        #include <stdio.h>
        #include <stdlib.h>
        #include <string.h>
        #include <time.h>

        static size_t size;

        static void headers(GMimeObject *object) {
            GMimeHeaderList *list = g_mime_object_get_header_list(object);
            for (int i = 0; i < g_mime_header_list_get_count(list); i++) {
                const char *value = g_mime_header_get_value(g_mime_header_list_get_header_at(list, i));
                if (value) size += strlen(value);
            }
        }

        static void visit(GMimeObject *parent, GMimeObject *part, gpointer data) {
            headers(part);
            if (GMIME_IS_MESSAGE_PART(part)) {
                GMimeMessage *inner = g_mime_message_part_get_message((GMimeMessagePart *) part);
                if (inner) { headers((GMimeObject *) inner); g_mime_message_foreach(inner, visit, NULL); }
            } else if (GMIME_IS_TEXT_PART(part)) {
                char *text = g_mime_text_part_get_text((GMimeTextPart *) part);
                if (text) size += strlen(text);
                g_free(text);
            } else if (GMIME_IS_PART(part)) {
                GMimeDataWrapper *content = g_mime_part_get_content((GMimePart *) part);
                if (!content) return;
                GMimeStream *memory = g_mime_stream_mem_new();
                g_mime_data_wrapper_write_to_stream(content, memory);
                size += g_mime_stream_length(memory);
                g_object_unref(memory);
            }
        }

        static void read_mail(const char *bytes, size_t length) {
            GMimeStream *stream = g_mime_stream_mem_new_with_buffer(bytes, length);
            GMimeParser *parser = g_mime_parser_new_with_stream(stream);
            GMimeMessage *message = g_mime_parser_construct_message(parser, NULL);
            if (message) {
                InternetAddressList *from = g_mime_message_get_from(message), *to = g_mime_message_get_to(message);
                size += (from ? internet_address_list_length(from) : 0) + (to ? internet_address_list_length(to) : 0);
                const char *identifier = g_mime_message_get_message_id(message);
                if (identifier) size += strlen(identifier);
                if (g_mime_message_get_date(message)) size++;
                headers((GMimeObject *) message);
                g_mime_message_foreach(message, visit, NULL);
                g_object_unref(message);
            }
            g_object_unref(parser);
            g_object_unref(stream);
        }

        int main(int count, char **arguments) {
            static char *mails[100000];
            static size_t lengths[100000];
            int number = 0;
            char path[4096];
            FILE *list = fopen(arguments[1], "r");
            while (list && number < 100000 && fgets(path, sizeof path, list)) {
                path[strcspn(path, "\n")] = 0;
                gchar *bytes;
                gsize length;
                if (g_file_get_contents(path, &bytes, &length, NULL)) {
                    mails[number] = bytes;
                    lengths[number++] = length;
                }
            }
            g_mime_init();
            struct timespec start, end;
            clock_gettime(CLOCK_MONOTONIC, &start);
            for (int round = 0; round < atoi(arguments[2]); round++)
                for (int i = 0; i < number; i++) read_mail(mails[i], lengths[i]);
            clock_gettime(CLOCK_MONOTONIC, &end);
            printf("%f %zu\n", (end.tv_sec - start.tv_sec) + (end.tv_nsec - start.tv_nsec) / 1e9, size);
            return 0;
        }
        """#

    private static let pythonProgram = #"""
        import email, email.policy, sys, time

        def text(part):
            content = part.get_payload(decode=True) or b""
            try:
                return content.decode(part.get_content_charset("utf-8"), "replace")
            except LookupError:
                return content.decode("latin-1")

        def read(mail):
            message = email.message_from_bytes(mail, policy=email.policy.default)
            size = 0
            for part in message.walk():
                for name in part.keys():
                    try:
                        size += len(str(part[name]))
                    except Exception:
                        pass
                if part.is_multipart():
                    continue
                size += len(text(part) if part.get_content_maintype() == "text" else part.get_payload(decode=True) or b"")
            return size

        mails = [open(path, "rb").read() for path in open(sys.argv[1]).read().split("\n")]
        start, size = time.monotonic(), 0
        for _ in range(int(sys.argv[2])):
            for mail in mails:
                try:
                    size += read(mail)
                except Exception:
                    pass
        print(time.monotonic() - start, size)
        """#
}
