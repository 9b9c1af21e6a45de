// swift-tools-version:6.2
import PackageDescription

// The rooms and the one direction between them: CCurl ← Wire → Mail ← Rules ← Engine.
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
        .target(name: "Mail"),
        .target(
            name: "Rules",
            dependencies: [
                "Mail",
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            // Inside the binary, so that one file is all there is to install.
            resources: [.embedInCode("Letters/Texts")]),
        .target(
            name: "Engine",
            dependencies: [
                "Rules",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "TOMLKit", package: "TOMLKit"),
            ]),
        .target(name: "Wire", dependencies: ["CCurl", "Mail"]),
        .target(name: "Sandbox"),
        .executableTarget(
            name: "kutsu",
            dependencies: [
                "Engine", "Mail", "Rules", "Sandbox", "Wire",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
            ]),
        .executableTarget(
            name: "kutsu-benchmark",
            dependencies: ["Engine", "Mail", "Rules", .product(name: "Logging", package: "swift-log")],
            path: "Sources/Benchmark"),
        .testTarget(
            name: "MailTests", dependencies: ["Mail"],
            exclude: [
                "Bounce/Golden", "Calendar/Golden", "Compose/Golden", "Fuzz/Guided", "Fuzz/Seeds", "Fuzz/Words",
            ]),
        .testTarget(name: "RulesTests", dependencies: ["Rules"], exclude: ["Letters/Golden", "Request/Calendars"]),
        .testTarget(name: "EngineTests", dependencies: ["Engine"]),
        .testTarget(name: "WireTests", dependencies: ["Wire"]),
        .testTarget(name: "SandboxTests", dependencies: ["Sandbox"]),
        .testTarget(name: "KutsuTests", dependencies: ["kutsu"], exclude: ["Mails"]),
        .testTarget(name: "SystemTests", dependencies: ["kutsu", "Sandbox"], exclude: ["Support/mailstack"]),
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
            name: "kutsu-fuzz", dependencies: ["Mail"], path: "Tests/MailTests/Fuzz",
            exclude: ["Mutating", "Seeds", "Words"]))
}

for target in package.targets where target.type != .system {
    target.swiftSettings = [
        .treatAllWarnings(as: .error),
        // Without it Foundation shines through the packages that import it, and brings 40 MB of ICU into the binary.
        .enableUpcomingFeature("MemberImportVisibility"),
    ]
}
