"""Writes src/api/schema.ts: the types of openapi.yaml, and a table of the operations that the app calls, for the typed client."""
import json
import re
import sys
from pathlib import Path

import yaml

METHODS = ("get", "post", "put", "patch", "delete")
# The client itself sends this one; no screen passes it.
CLIENT_HEADERS = {"x-csrf-token"}


def resolve(node, document):
    """Follows a `$ref` inside the document."""
    while isinstance(node, dict) and "$ref" in node:
        target = document
        for part in node["$ref"].lstrip("#/").split("/"):
            target = target[part]
        node = target
    return node


def ts_type(schema):
    """One JSON schema as a TypeScript type."""
    if "$ref" in schema:
        return schema["$ref"].rsplit("/", 1)[-1]
    for word in ("oneOf", "anyOf"):
        if word in schema:
            return " | ".join(ts_type(part) for part in schema[word])
    if "allOf" in schema:
        return " & ".join(f"({ts_type(part)})" for part in schema["allOf"])
    if "const" in schema:
        return json.dumps(schema["const"])
    if "enum" in schema:
        return " | ".join(json.dumps(value) for value in schema["enum"])
    kind = schema.get("type")
    if isinstance(kind, list):
        return " | ".join("null" if one == "null" else ts_type({**schema, "type": one}) for one in kind)
    if kind == "array":
        return f"readonly ({ts_type(schema.get('items', {}))})[]"
    if kind == "string":
        return "Blob" if schema.get("format") == "binary" else "string"
    if kind in ("integer", "number"):
        return "number"
    if kind == "boolean":
        return "boolean"
    if kind == "null":
        return "null"
    if kind == "object" or "properties" in schema:
        return ts_object(schema)
    return "unknown"


def ts_object(schema):
    required = set(schema.get("required", ()))
    members = [
        f"readonly {json.dumps(name)}{'' if name in required else '?'}: {ts_type(part)}"
        for name, part in schema.get("properties", {}).items()
    ]
    extra = schema.get("additionalProperties")
    if isinstance(extra, dict):
        members.append(f"readonly [key: string]: {ts_type(extra)}")
    if not members:
        return "{ readonly [key: string]: unknown }" if extra is not False else "{ readonly [key: string]: never }"
    return "{ " + "; ".join(members) + " }"


def body_type(content):
    """The type of a body, and whether it is JSON."""
    for media, entry in content.items():
        if media.endswith("json"):
            return ts_type(entry.get("schema", {}))
    media = next(iter(content), "")
    return "FormData" if media == "multipart/form-data" else "string" if media.startswith(("text/", "application/yaml")) else "Blob"


def parameters_of(item, operation, document):
    groups = {"path": [], "query": [], "header": []}
    for raw in [*item.get("parameters", ()), *operation.get("parameters", ())]:
        parameter = resolve(raw, document)
        place = parameter["in"]
        if place not in groups or (place == "header" and parameter["name"].lower() in CLIENT_HEADERS):
            continue
        mark = "" if parameter.get("required") else "?"
        groups[place].append(f"readonly {json.dumps(parameter['name'])}{mark}: {ts_type(parameter.get('schema', {}))}")
    return groups


def input_type(groups, request):
    members = []
    for place, entries in groups.items():
        if entries:
            optional = "?" if all('"?:' in entry for entry in entries) else ""
            members.append(f"readonly {place}{optional}: {{ {'; '.join(entries)} }}")
    if request:
        mark = "" if request.get("required") else "?"
        members.append(f"readonly body{mark}: {body_type(request['content'])}")
    return "{ " + "; ".join(members) + " }" if members else "{ readonly [key in never]: never }"


def result_type(responses, document):
    kinds = []
    for status, raw in responses.items():
        if str(status).startswith("2"):
            content = resolve(raw, document).get("content")
            kinds.append(body_type(content) if content else "undefined")
    return " | ".join(dict.fromkeys(kinds)) or "undefined"


def called(source: Path, own: Path):
    """What the app's source names in quotes, operations among it: every visit loads the table, so that the others stay out of it."""
    files = (path for path in sorted(source.rglob("*.ts*")) if path != own)
    return {name for path in files for name in re.findall(r'"([a-z]\w+)"', path.read_text(encoding="utf-8"))}


def generate(document, names):
    lines = ["// Made by web/tools/openapi_ts.py out of openapi.yaml.", ""]
    for name, schema in document.get("components", {}).get("schemas", {}).items():
        lines.append(f"export type {name} = {ts_type(schema)};")
    types, table = [], []
    for path, item in document["paths"].items():
        for method in METHODS:
            operation = item.get(method)
            if not operation or operation["operationId"] not in names:
                continue
            name = operation["operationId"]
            request = resolve(operation.get("requestBody"), document)
            types.append(
                f"  readonly {name}: {{ readonly input: {input_type(parameters_of(item, operation, document), request)};"
                f" readonly result: {result_type(operation['responses'], document)} }};"
            )
            table.append(f'  {name}: "{method.upper()} {path}",')
    lines += ["", "export interface Operations {", *types, "}", ""]
    lines += ["/** Method and path of every operation that is called. */", "export const operations = {", *table, "} as const;", ""]
    return "\n".join(lines)


def write(source: Path, target: Path):
    """Returns the number of operations. Leaves an unchanged file alone."""
    document = yaml.safe_load(source.read_text(encoding="utf-8"))
    text = generate(document, called(target.parent.parent, target))
    target.parent.mkdir(parents=True, exist_ok=True)
    if not target.exists() or target.read_text(encoding="utf-8") != text:
        target.write_text(text, encoding="utf-8")
    return sum(1 for item in document["paths"].values() for method in METHODS if method in item)


if __name__ == "__main__":
    write(Path(sys.argv[1]), Path(sys.argv[2]))
