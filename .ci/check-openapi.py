#!/usr/bin/env python3
"""Checks that docs/openapi.yaml is valid OpenAPI 3.1, and that every example in it matches its schema.

Also checks the replies that the README prints under "Try it". .ci/check-readme.py compares them with those of the running
server.
"""

import json
import pathlib
import re
import sys

import yaml
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

PROJECT = pathlib.Path(__file__).resolve().parent.parent
HERE = "urn:openapi"


class Json(yaml.SafeLoader):
    """Reads YAML like JSON: 2026-03-01 is a string."""


Json.yaml_implicit_resolvers = {
    first: [resolver for resolver in resolvers if resolver[0] != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def resolved(document, thing):
    """Follows references."""
    while "$ref" in thing:
        found = document
        for key in thing["$ref"].removeprefix("#/").split("/"):
            found = found[key]
        thing = found
    return thing


def described_examples(document, thing, place="#"):
    """Yields every example that has a schema: its place, the schema, the value."""
    if isinstance(thing, dict):
        if "schema" in thing:
            if "example" in thing:
                yield place, thing["schema"], thing["example"]
            for name, example in thing.get("examples", {}).items():
                yield f"{place}/{name}", thing["schema"], resolved(document, example)["value"]
        for key, value in thing.items():
            yield from described_examples(document, value, f"{place}/{key}")
    elif isinstance(thing, list):
        for index, value in enumerate(thing):
            yield from described_examples(document, value, f"{place}/{index}")


def readme_examples():
    """Yields the replies under Try it."""
    section = (PROJECT / "README.md").read_text(encoding="utf-8").split("\n## Try it\n")[1].split("\n## ")[0]
    replies = re.findall(r"^```json\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)
    for reply, schema in zip(replies, ("Metrics", "SurveyResponse"), strict=True):
        yield f"README.md, {schema}", {"$ref": f"#/components/schemas/{schema}"}, json.loads(reply)


def main():
    document = yaml.load((PROJECT / "docs/openapi.yaml").read_text(encoding="utf-8"), Json)
    wrong = [f"{error.json_path}: {error.message}" for error in OpenAPIV31SpecValidator(document).iter_errors()]

    registry = Registry().with_resource(HERE, Resource(contents=document, specification=DRAFT202012))
    examples = list(described_examples(document, document)) + list(readme_examples())
    for place, schema, value in examples:
        schema = json.loads(json.dumps(schema).replace('"#/', f'"{HERE}#/'))
        for error in Draft202012Validator(schema, registry=registry).iter_errors(value):
            wrong.append(f"{place}: {error.json_path}: {error.message[:300]}")
    for line in wrong:
        print(f"FAILED  {line}", file=sys.stderr)
    if len(examples) < 10:
        sys.exit("Fewer than 10 examples were found: this check no longer works.")
    print(f"{len(examples)} examples checked, {len(wrong)} faults")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
