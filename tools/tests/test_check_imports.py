import pytest
from check_imports import declared_dependencies, imports, objection


@pytest.mark.parametrize(
    ("target", "module"),
    [
        ("Storage", "Identity"),
        ("Identity", "StorageSQLite"),
        ("Records", "Credits"),
        ("StoragePostgres", "StorageSQLite"),
        ("Identity", "GRDB"),
        ("StorageSQLite", "CLibPQ"),
        ("ParleyServer", "CLibPQ"),
        ("Messaging", "HummingbirdCore"),
        ("parley", "Storage"),
        ("parley", "Hummingbird"),
        ("WhatsAppSimulator", "WhatsAppCloud"),
        ("ParleyServer", "WhatsAppSimulator"),
        ("Utilities", "Foundation"),
    ],
)
def test_an_import_against_the_floors_is_refused(target, module):
    assert objection(target, module)


@pytest.mark.parametrize(
    ("target", "module"),
    [
        ("Identity", "Storage"),
        ("StorageSQLite", "GRDB"),
        ("StoragePostgres", "CLibPQ"),
        ("ParleyServer", "Hummingbird"),
        ("WhatsAppSimulator", "Hummingbird"),
        ("Messaging", "WhatsAppCloud"),
        ("parley", "ParleyServer"),
        ("Storage", "Foundation"),
    ],
)
def test_an_import_that_points_down_passes(target, module):
    assert objection(target, module) is None


def test_every_way_to_write_an_import_is_read():
    text = (
        "import A\npackage import B\n@preconcurrency private import C\nimport struct D.Inner\n"
        '@_spi(Testing) import E\n// import F\nlet text = """\nimport G\n"""\n    import H\n'
    )
    assert imports(text) == [(1, "A"), (2, "B"), (3, "C"), (4, "D"), (5, "E"), (10, "H")]


def test_dependencies_in_the_manifest_are_read():
    manifest = """
    let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
    let package = Package(name: "parley", targets: [
        .target(name: "Storage", dependencies: [grdb, "Identity"], swiftSettings: settings),
        .executableTarget(name: "parley", dependencies: [.product(name: "Hummingbird", package: "hummingbird")]),
        // .target(name: "Gone", dependencies: ["Storage"]),
        .target(name: "Support", dependencies: ["Storage"], path: "Tests/Support"),
        .testTarget(name: "StorageTests", dependencies: ["Storage"]),
        .target(name: "Lonely"),
    ])
    """
    assert [(target, module) for _, target, module in declared_dependencies(manifest)] == [
        ("Storage", "GRDB"),
        ("Storage", "Identity"),
        ("parley", "Hummingbird"),
    ]
