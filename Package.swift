// swift-tools-version:6.2
import PackageDescription

// The rooms and the one direction between them: Base ← Mail ← MailingList ← Rendering ← Engine, Base ← OAuth ← Engine, and
// CCurl ← Wire → Base.
// Only the executable sees Wire and Engine together, and joins them.
let package = Package(
    name: "kutsu",
    products: [
        .executable(name: "kutsu", targets: ["kutsu"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
    ],
    targets: [
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .target(name: "Base"),
        .target(
            name: "OAuth",
            dependencies: [
                "Base", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ]),
        .target(name: "Mail", dependencies: ["Base"]),
        .target(
            name: "MailingList",
            dependencies: ["Base", "Mail", .product(name: "Crypto", package: "swift-crypto")]),
        .target(
            name: "Rendering",
            dependencies: ["Base", "Mail", "MailingList"],
            // Inside the binary, so that one file is all there is to install.
            resources: [
                .embedInCode("Admission/Texts"), .embedInCode("Bounces/Texts"), .embedInCode("Choices/Texts"),
                .embedInCode("Collections/Texts"),
                .embedInCode("Copies/Texts"), .embedInCode("Erasure/Texts"),
                .embedInCode("Events/Texts"), .embedInCode("Forwarding/Texts"), .embedInCode("Membership/Texts"),
                .embedInCode("Posts/Texts"), .embedInCode("Roundups/Texts"),
            ]),
        .target(
            name: "Engine",
            dependencies: [
                "Base", "Mail", "MailingList", "OAuth", "Rendering",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "TOMLKit", package: "TOMLKit"),
            ]),
        .target(name: "Wire", dependencies: ["Base", "CCurl"]),
        .target(name: "Sandbox", dependencies: ["Base"]),
        .executableTarget(
            name: "kutsu",
            dependencies: [
                "Base", "Engine", "Mail", "MailingList", "OAuth", "Rendering", "Sandbox", "Wire",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
            ]),
        .executableTarget(
            name: "kutsu-benchmark",
            dependencies: [
                "Base", "Engine", "Mail", "MailingList", "Rendering", "Wire",
                .product(name: "Logging", package: "swift-log"),
            ],
            path: "Sources/Benchmark"),
        .testTarget(
            name: "MailTests", dependencies: ["Base", "Mail", .product(name: "Crypto", package: "swift-crypto")],
            exclude: [
                "Bounce/Golden", "Calendar/Golden", "Compose/Golden", "Fuzz/Guided", "Fuzz/Seeds", "Fuzz/Words",
            ]),
        .target(name: "TestWorld", dependencies: ["Base", "Mail", "MailingList"], path: "Tests/TestWorld"),
        .testTarget(name: "BaseTests", dependencies: ["Base", "TestWorld"], exclude: ["Refusal/replies.tsv"]),
        .testTarget(
            name: "OAuthTests",
            dependencies: [
                "Base", "OAuth", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ],
            exclude: ["Keys"]),
        .testTarget(
            name: "MailingListTests", dependencies: ["Base", "Mail", "MailingList", "TestWorld"],
            exclude: ["Events/Calendars"]),
        .testTarget(
            name: "RenderingTests", dependencies: ["Base", "Mail", "MailingList", "Rendering", "TestWorld"],
            exclude: ["Templates/Golden"]),
        .testTarget(
            name: "EngineTests", dependencies: ["Base", "Engine", "Mail", "MailingList", "OAuth", "Rendering"],
            exclude: ["Fixtures"]),
        .testTarget(name: "WireTests", dependencies: ["Base", "Wire"]),
        .testTarget(name: "SandboxTests", dependencies: ["Sandbox"]),
        .testTarget(
            name: "KutsuTests", dependencies: ["Base", "Engine", "Mail", "MailingList", "OAuth", "TestWorld", "kutsu"],
            exclude: ["Exports", "Mails"]),
        .testTarget(
            name: "SystemTests", dependencies: ["kutsu", "Sandbox"],
            exclude: ["Support/idp", "Support/mailstack", "Support/servers"]),
    ],
    swiftLanguageModes: [.v6]
)

// The parser's fuzz targets under libFuzzer, which no other build pays for:
// `KUTSU_FUZZ=1 swift build -c release --sanitize fuzzer --product kutsu-fuzz`.
if Context.environment["KUTSU_FUZZ"] != nil {
    // They are files of these tests, and a file belongs to one target only.
    package.targets.removeAll { $0.name == "MailTests" }
    package.targets.append(
        .executableTarget(
            name: "kutsu-fuzz", dependencies: ["Base", "Mail"], path: "Tests/MailTests/Fuzz",
            exclude: ["Mutating", "Seeds", "Words"]))
}

for target in package.targets where target.type != .system {
    target.swiftSettings = [
        .treatAllWarnings(as: .error),
        // Without it Foundation shines through the packages that import it, and brings 40 MB of ICU into the binary.
        .enableUpcomingFeature("MemberImportVisibility"),
    ]
}
