"""What every suite tells pytest; a conftest imports these names."""

from __future__ import annotations

import pytest

from .program import Program


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "rows(*numbers): the rows of docs/capabilities.md that the test shows")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport():
    """Shows the end of our programs' logs beside a failure."""
    report = yield
    if report.failed:
        for program in Program.running:
            report.sections.append((f"the end of {program.log}", program.log_end()))
    return report
