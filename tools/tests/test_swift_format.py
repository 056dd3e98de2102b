import json
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
UNWRAP_RULES = {"NeverForceUnwrap", "NeverUseForceTry", "NeverUseImplicitlyUnwrappedOptionals"}


def test_tests_are_formatted_alike_and_only_free_of_the_unwrap_rules():
    """A nested configuration replaces the one above it, so the two have to be kept alike by hand."""
    root = json.loads((ROOT / ".swift-format").read_text())
    tests = json.loads((ROOT / "Tests" / ".swift-format").read_text())
    assert {rule for rule, on in tests["rules"].items() if not on} == UNWRAP_RULES
    for rule in UNWRAP_RULES:
        tests["rules"][rule] = True
    assert tests == root
