"""Times builds: all of it in a folder of its own, and one changed line in the usual one."""

from __future__ import annotations

import shutil
import subprocess
import time

from house import ROOT

# A small file of the largest target, so that what is timed is the tool chain and not the change.
CHANGED = ROOT / "Sources" / "ParleyServer" / "HTTP" / "ClientAddress.swift"
SCRATCH = ROOT / ".build-bench"
KINDS = {
    "debug": ["swift", "build", "--build-tests"],
    "release": ["swift", "build", "-c", "release", "--product", "parley"],
}


def measure() -> dict:
    results: dict = {}
    print("\nBuilds, seconds\n")
    for kind, command in KINDS.items():
        clean = _clean(command)
        incremental = _incremental(command)
        results[kind] = {"clean_s": clean, "one_line_s": incremental}
        print(f"  {kind:<8} clean {clean:8.1f}   one line changed {incremental:8.1f}", flush=True)
    return results


def _clean(command: list[str]) -> float:
    """Dependencies are fetched before, so that the network is not timed."""
    shutil.rmtree(SCRATCH, ignore_errors=True)
    try:
        _run(["swift", "package", "--scratch-path", str(SCRATCH), "resolve"])
        return _run([*command, "--scratch-path", str(SCRATCH)])
    finally:
        shutil.rmtree(SCRATCH, ignore_errors=True)


def _incremental(command: list[str]) -> float:
    _run(command)
    text = CHANGED.read_bytes()
    try:
        CHANGED.write_bytes(text + b"\n// One line more.\n")
        return _run(command)
    finally:
        CHANGED.write_bytes(text)
        # What was built now is not what stands in the file.
        _run(command)


def _run(command: list[str]) -> float:
    begin = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(command)} failed:\n{(done.stdout + done.stderr)[-3000:]}")
    return round(time.monotonic() - begin, 1)
