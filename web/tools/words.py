"""Finds words that no screen says."""
import re
from pathlib import Path


def unused_keys(source: Path):
    """Keys of the word tables that no source file names, be it whole or by a template such as `view.${kind}`."""
    tables = sorted((source / "i18n").glob("zh-CN*.ts"))
    words = {path for path in (source / "i18n").glob("*.ts") if path.name.startswith(("zh-CN", "en"))}
    text = "\n".join(path.read_text(encoding="utf-8") for path in source.rglob("*.ts*") if path not in words)
    named = set(re.findall(r'"([a-z][\w-]*(?:\.[\w-]+)+|[a-z]\w*)"', text))
    made = [
        re.compile(".+".join(map(re.escape, re.split(r"\$\{[^}]*\}", literal))))
        for literal in re.findall(r"`([a-z][\w-]*\.[^`\n]*\$\{[^`\n]*)`", text)
    ]
    keys = [key for path in tables for key in re.findall(r'^  "([^"]+)":', path.read_text(encoding="utf-8"), re.M)]
    return [key for key in keys if key not in named and not any(one.fullmatch(key) for one in made)]
