/// The built-in letters: the files of `Texts`, put into the binary by the build, parsed once on first use.
///
/// This table is the only place that knows how the build names a file's bytes; a letter or a language without its file
/// does not compile.
enum BuiltInLetters {
    /// Letters by file name. A text of our own that does not parse is our fault, and every test would fail on it.
    private static let templates: [String: LetterTemplate] = {
        var templates: [String: LetterTemplate] = [:]
        for kind in LetterKind.allCases {
            for language in Language.allCases {
                let file = kind.fileName(language)
                do throws(LetterError) {
                    templates[file] = try LetterTemplate(text(kind, language), for: kind, file: file)
                } catch {
                    preconditionFailure(error.description)
                }
            }
        }
        return templates
    }()

    static func template(_ kind: LetterKind, _ language: Language) -> LetterTemplate {
        guard let template = templates[kind.fileName(language)] else {
            preconditionFailure("a letter without its file")
        }
        return template
    }

    /// The file as it stands in `Texts`.
    static func text(_ kind: LetterKind, _ language: Language) -> String {
        String(decoding: bytes(kind, language), as: UTF8.self)
    }

    private static func bytes(_ kind: LetterKind, _ language: Language) -> [UInt8] {
        typealias Texts = PackageResources
        return switch (kind, language) {
        case (.confirmJoin, .fi): Texts.confirmJoin_fi_mustache
        case (.confirmJoin, .sv): Texts.confirmJoin_sv_mustache
        case (.confirmJoin, .en): Texts.confirmJoin_en_mustache
        case (.welcome, .fi): Texts.welcome_fi_mustache
        case (.welcome, .sv): Texts.welcome_sv_mustache
        case (.welcome, .en): Texts.welcome_en_mustache
        case (.alreadyMember, .fi): Texts.alreadyMember_fi_mustache
        case (.alreadyMember, .sv): Texts.alreadyMember_sv_mustache
        case (.alreadyMember, .en): Texts.alreadyMember_en_mustache
        case (.refusedDomain, .fi): Texts.refusedDomain_fi_mustache
        case (.refusedDomain, .sv): Texts.refusedDomain_sv_mustache
        case (.refusedDomain, .en): Texts.refusedDomain_en_mustache
        case (.confirmLeave, .fi): Texts.confirmLeave_fi_mustache
        case (.confirmLeave, .sv): Texts.confirmLeave_sv_mustache
        case (.confirmLeave, .en): Texts.confirmLeave_en_mustache
        case (.goodbye, .fi): Texts.goodbye_fi_mustache
        case (.goodbye, .sv): Texts.goodbye_sv_mustache
        case (.goodbye, .en): Texts.goodbye_en_mustache
        case (.notMember, .fi): Texts.notMember_fi_mustache
        case (.notMember, .sv): Texts.notMember_sv_mustache
        case (.notMember, .en): Texts.notMember_en_mustache
        case (.help, .fi): Texts.help_fi_mustache
        case (.help, .sv): Texts.help_sv_mustache
        case (.help, .en): Texts.help_en_mustache
        case (.confirmLanguage, .fi): Texts.confirmLanguage_fi_mustache
        case (.confirmLanguage, .sv): Texts.confirmLanguage_sv_mustache
        case (.confirmLanguage, .en): Texts.confirmLanguage_en_mustache
        case (.languageChanged, .fi): Texts.languageChanged_fi_mustache
        case (.languageChanged, .sv): Texts.languageChanged_sv_mustache
        case (.languageChanged, .en): Texts.languageChanged_en_mustache
        case (.paused, .fi): Texts.paused_fi_mustache
        case (.paused, .sv): Texts.paused_sv_mustache
        case (.paused, .en): Texts.paused_en_mustache
        case (.topics, .fi): Texts.topics_fi_mustache
        case (.topics, .sv): Texts.topics_sv_mustache
        case (.topics, .en): Texts.topics_en_mustache
        case (.tipThanks, .fi): Texts.tipThanks_fi_mustache
        case (.tipThanks, .sv): Texts.tipThanks_sv_mustache
        case (.tipThanks, .en): Texts.tipThanks_en_mustache
        case (.tipFromStranger, .fi): Texts.tipFromStranger_fi_mustache
        case (.tipFromStranger, .sv): Texts.tipFromStranger_sv_mustache
        case (.tipFromStranger, .en): Texts.tipFromStranger_en_mustache
        case (.myData, .fi): Texts.myData_fi_mustache
        case (.myData, .sv): Texts.myData_sv_mustache
        case (.myData, .en): Texts.myData_en_mustache
        case (.probe, .fi): Texts.probe_fi_mustache
        case (.probe, .sv): Texts.probe_sv_mustache
        case (.probe, .en): Texts.probe_en_mustache
        case (.tooLarge, .fi): Texts.tooLarge_fi_mustache
        case (.tooLarge, .sv): Texts.tooLarge_sv_mustache
        case (.tooLarge, .en): Texts.tooLarge_en_mustache
        case (.preview, .fi): Texts.preview_fi_mustache
        case (.preview, .sv): Texts.preview_sv_mustache
        case (.preview, .en): Texts.preview_en_mustache
        case (.previewReminder, .fi): Texts.previewReminder_fi_mustache
        case (.previewReminder, .sv): Texts.previewReminder_sv_mustache
        case (.previewReminder, .en): Texts.previewReminder_en_mustache
        case (.postCancelled, .fi): Texts.postCancelled_fi_mustache
        case (.postCancelled, .sv): Texts.postCancelled_sv_mustache
        case (.postCancelled, .en): Texts.postCancelled_en_mustache
        case (.postReport, .fi): Texts.postReport_fi_mustache
        case (.postReport, .sv): Texts.postReport_sv_mustache
        case (.postReport, .en): Texts.postReport_en_mustache
        case (.postStale, .fi): Texts.postStale_fi_mustache
        case (.postStale, .sv): Texts.postStale_sv_mustache
        case (.postStale, .en): Texts.postStale_en_mustache
        case (.postExpired, .fi): Texts.postExpired_fi_mustache
        case (.postExpired, .sv): Texts.postExpired_sv_mustache
        case (.postExpired, .en): Texts.postExpired_en_mustache
        case (.postReturned, .fi): Texts.postReturned_fi_mustache
        case (.postReturned, .sv): Texts.postReturned_sv_mustache
        case (.postReturned, .en): Texts.postReturned_en_mustache
        case (.tipPreview, .fi): Texts.tipPreview_fi_mustache
        case (.tipPreview, .sv): Texts.tipPreview_sv_mustache
        case (.tipPreview, .en): Texts.tipPreview_en_mustache
        case (.eventRefused, .fi): Texts.eventRefused_fi_mustache
        case (.eventRefused, .sv): Texts.eventRefused_sv_mustache
        case (.eventRefused, .en): Texts.eventRefused_en_mustache
        case (.digest, .fi): Texts.digest_fi_mustache
        case (.digest, .sv): Texts.digest_sv_mustache
        case (.digest, .en): Texts.digest_en_mustache
        case (.invitation, .fi): Texts.invitation_fi_mustache
        case (.invitation, .sv): Texts.invitation_sv_mustache
        case (.invitation, .en): Texts.invitation_en_mustache
        case (.cancellation, .fi): Texts.cancellation_fi_mustache
        case (.cancellation, .sv): Texts.cancellation_sv_mustache
        case (.cancellation, .en): Texts.cancellation_en_mustache
        case (.reminder, .fi): Texts.reminder_fi_mustache
        case (.reminder, .sv): Texts.reminder_sv_mustache
        case (.reminder, .en): Texts.reminder_en_mustache
        case (.situation, .fi): Texts.situation_fi_mustache
        case (.situation, .sv): Texts.situation_sv_mustache
        case (.situation, .en): Texts.situation_en_mustache
        case (.bounceReport, .fi): Texts.bounceReport_fi_mustache
        case (.bounceReport, .sv): Texts.bounceReport_sv_mustache
        case (.bounceReport, .en): Texts.bounceReport_en_mustache
        case (.quarantineNotice, .fi): Texts.quarantineNotice_fi_mustache
        case (.quarantineNotice, .sv): Texts.quarantineNotice_sv_mustache
        case (.quarantineNotice, .en): Texts.quarantineNotice_en_mustache
        case (.floodNotice, .fi): Texts.floodNotice_fi_mustache
        case (.floodNotice, .sv): Texts.floodNotice_sv_mustache
        case (.floodNotice, .en): Texts.floodNotice_en_mustache
        case (.deliveryTrouble, .fi): Texts.deliveryTrouble_fi_mustache
        case (.deliveryTrouble, .sv): Texts.deliveryTrouble_sv_mustache
        case (.deliveryTrouble, .en): Texts.deliveryTrouble_en_mustache
        case (.forwardNote, .fi): Texts.forwardNote_fi_mustache
        case (.forwardNote, .sv): Texts.forwardNote_sv_mustache
        case (.forwardNote, .en): Texts.forwardNote_en_mustache
        case (.footer, .fi): Texts.footer_fi_mustache
        case (.footer, .sv): Texts.footer_sv_mustache
        case (.footer, .en): Texts.footer_en_mustache
        case (.eventNote, .fi): Texts.eventNote_fi_mustache
        case (.eventNote, .sv): Texts.eventNote_sv_mustache
        case (.eventNote, .en): Texts.eventNote_en_mustache
        }
    }
}
