"""The JSON schema of model files against all there are: check_schema.py SCHEMA ROOT.

Each model file of the repository must be valid, and each that is wrong on purpose must not, unless only the reader can
know: what is no YAML for it, and what one row says about another.
"""
import json
import pathlib
import sys

import jsonschema
import yaml

READERS_OWN = {'alias', 'broken-yaml', 'second-document', 'duplicate-name'}

schema = json.loads(pathlib.Path(sys.argv[1]).read_text())
root = pathlib.Path(sys.argv[2])
jsonschema.Draft7Validator.check_schema(schema)
validator = jsonschema.Draft7Validator(schema)


def errors(file):
    return [f'{file}: {"/".join(map(str, e.absolute_path))}: {e.message[:200]}'
            for e in validator.iter_errors(yaml.safe_load(file.read_text()))]


right = [*root.glob('checks/models/*.yaml'), *root.glob('testdata/**/.quiesce.yaml'), root / 'testdata/models/chan.yaml']
wrong = [file for file in root.glob('testdata/model/wrong/*.yaml') if file.stem not in READERS_OWN]
told = [error for file in right for error in errors(file)]
told += [f'{file}: no error' for file in wrong if not errors(file)]
print('\n'.join(told) or f'{len(right)} files are valid, {len(wrong)} are not')
sys.exit(bool(told))
