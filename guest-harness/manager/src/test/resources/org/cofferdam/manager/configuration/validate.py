"""Says of each YAML file whether a JSON Schema (draft 2020-12) accepts it: "ok", or the place of the first mistake."""

import json
import sys

import jsonschema
import yaml


class Loader(yaml.SafeLoader):
    """As YAML 1.2 has it: a date is a text."""


Loader.yaml_implicit_resolvers = {
    letter: [(tag, form) for tag, form in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}

with open(sys.argv[1]) as file:
    schema = json.load(file)
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)
for name in sys.argv[2:]:
    with open(name) as file:
        mistake = jsonschema.exceptions.best_match(validator.iter_errors(yaml.load(file, Loader)))
    print("ok" if mistake is None else mistake.json_path)
