// swift-tools-version: 6.2
import PackageDescription

// Every target of ours is compiled alike: Swift 6 mode, the upcoming features that keep imports and
// existentials honest, and warnings as errors.
let commonSettings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

// Sources also have a budget for type checking, which warnings as errors make a gate. Tests have none: the first
// macro of a file pays for loading its plug-in, and that is no property of the expression.
let swiftSettings: [SwiftSetting] =
    commonSettings + [
        .unsafeFlags([
            "-Xfrontend", "-warn-long-expression-type-checking=200",
            "-Xfrontend", "-warn-long-function-bodies=400",
        ])
    ]

let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let asyncHTTPClient: Target.Dependency = .product(name: "AsyncHTTPClient", package: "async-http-client")
let configuration: Target.Dependency = .product(name: "Configuration", package: "swift-configuration")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let httpTypes: Target.Dependency = .product(name: "HTTPTypes", package: "swift-http-types")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore: Target.Dependency = .product(name: "HummingbirdCore", package: "hummingbird")
let hummingbirdTesting: Target.Dependency = .product(name: "HummingbirdTesting", package: "hummingbird")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let metrics: Target.Dependency = .product(name: "CoreMetrics", package: "swift-metrics")
let unixSignals: Target.Dependency = .product(name: "UnixSignals", package: "swift-service-lifecycle")
let nioCore: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioHTTP1: Target.Dependency = .product(name: "NIOHTTP1", package: "swift-nio")
let nioHTTPTypes: Target.Dependency = .product(name: "NIOHTTPTypes", package: "swift-nio-extras")
let nioPosix: Target.Dependency = .product(name: "NIOPosix", package: "swift-nio")

let package = Package(
    name: "parley",
    products: [
        .executable(name: "parley", targets: ["parley"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-configuration", exact: "1.4.0"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", exact: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", exact: "1.35.2"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
    ],
    targets: [
        .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(
            name: "CPangoCairo",
            pkgConfig: "pangocairo",
            providers: [.apt(["libpango1.0-dev", "libcairo2-dev"])]
        ),
        .systemLibrary(name: "CArgon2", pkgConfig: "libargon2", providers: [.apt(["libargon2-dev"])]),
        .systemLibrary(name: "CMagic", pkgConfig: "libmagic", providers: [.apt(["libmagic-dev"])]),
        .target(
            name: "CPhoneNumber",
            linkerSettings: [.linkedLibrary("phonenumber")]
        ),
        .target(name: "PhoneNumbers", dependencies: ["CPhoneNumber"], swiftSettings: swiftSettings),
        .target(name: "FileStore", dependencies: ["CMagic", crypto], swiftSettings: swiftSettings),
        .target(name: "Storage", dependencies: [crypto, lifecycle, logging], swiftSettings: swiftSettings),
        .target(name: "StorageSQLite", dependencies: ["Storage", grdb], swiftSettings: swiftSettings),
        .target(name: "StoragePostgres", dependencies: ["Storage", "CLibPQ", logging], swiftSettings: swiftSettings),
        .target(
            name: "WhatsAppCloud",
            dependencies: [asyncHTTPClient, crypto, nioCore, nioHTTP1, nioPosix],
            swiftSettings: swiftSettings
        ),
        .target(
            name: "Identity",
            dependencies: ["CArgon2", "FileStore", "Storage", crypto],
            swiftSettings: swiftSettings
        ),
        .target(name: "Signals", dependencies: ["Identity", "Storage"], swiftSettings: swiftSettings),
        .target(
            name: "Records",
            dependencies: [
                "CPangoCairo", "FileStore", "Identity", "PhoneNumbers", "Signals", "Storage", lifecycle, logging,
            ],
            swiftSettings: swiftSettings
        ),
        .target(
            name: "Messaging",
            dependencies: [
                "FileStore", "Identity", "PhoneNumbers", "Records", "Signals", "Storage", "WhatsAppCloud",
                asyncHTTPClient,
                crypto, lifecycle, logging,
            ],
            swiftSettings: swiftSettings
        ),
        .target(
            name: "WhatsAppSimulator",
            dependencies: [
                asyncHTTPClient, crypto, httpTypes, hummingbird, lifecycle, logging, nioCore, nioHTTP1, unixSignals,
            ],
            swiftSettings: swiftSettings
        ),
        .target(
            name: "ParleyServer",
            dependencies: [
                "FileStore", "Identity", "Messaging", "Records", "Signals", "Storage", "StoragePostgres",
                "StorageSQLite", "WhatsAppCloud", asyncHTTPClient, configuration, httpTypes, hummingbird,
                hummingbirdCore,
                lifecycle, logging, metrics, nioCore, nioHTTP1, nioHTTPTypes, unixSignals,
            ],
            swiftSettings: swiftSettings
        ),
        .executableTarget(
            name: "parley",
            dependencies: [
                "ParleyServer", "PhoneNumbers", "WhatsAppSimulator", argumentParser, configuration, logging,
            ],
            swiftSettings: swiftSettings
        ),
        .target(
            name: "ParleyTestSupport",
            dependencies: ["ParleyServer", "Storage", "StoragePostgres", "StorageSQLite", logging],
            path: "Tests/ParleyTestSupport",
            swiftSettings: swiftSettings
        ),
        .testTarget(
            name: "StorageTests",
            dependencies: ["ParleyTestSupport", "Storage", "StoragePostgres", "StorageSQLite"],
            swiftSettings: commonSettings
        ),
        .testTarget(
            name: "FileStoreTests",
            dependencies: ["FileStore"],
            swiftSettings: commonSettings
        ),
        .testTarget(
            name: "IdentityTests",
            dependencies: ["Identity", "ParleyTestSupport", "Storage"],
            swiftSettings: commonSettings
        ),
        .testTarget(
            name: "ParleyServerTests",
            dependencies: [
                "Messaging", "ParleyServer", "ParleyTestSupport", asyncHTTPClient, configuration, httpTypes,
                hummingbird, hummingbirdTesting, nioCore, nioHTTP1, nioPosix,
            ],
            swiftSettings: commonSettings
        ),
        .testTarget(
            name: "WhatsAppCloudTests",
            dependencies: ["WhatsAppCloud", asyncHTTPClient, httpTypes, hummingbird, hummingbirdTesting, nioCore],
            swiftSettings: commonSettings
        ),
        .testTarget(
            name: "RecordsTests",
            dependencies: [
                "FileStore", "Identity", "ParleyTestSupport", "PhoneNumbers", "Records", "Signals", "Storage", logging,
            ],
            swiftSettings: commonSettings
        ),
        .testTarget(
            name: "MessagingTests",
            dependencies: [
                "FileStore", "Identity", "Messaging", "ParleyTestSupport", "Records", "Signals", "Storage",
                "WhatsAppCloud", "WhatsAppSimulator", asyncHTTPClient, crypto, httpTypes, hummingbird,
                hummingbirdTesting, lifecycle, nioCore,
            ],
            swiftSettings: commonSettings
        ),
        .testTarget(
            name: "WhatsAppSimulatorTests",
            dependencies: ["WhatsAppSimulator", asyncHTTPClient, crypto, hummingbird, hummingbirdTesting, nioCore],
            swiftSettings: commonSettings
        ),
        .testTarget(
            name: "PhoneNumbersTests",
            dependencies: ["PhoneNumbers"],
            swiftSettings: commonSettings
        ),
    ],
    cxxLanguageStandard: .cxx17
)
