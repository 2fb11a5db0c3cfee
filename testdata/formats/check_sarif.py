"""Validates SARIF files against the 2.1.0 schema, and beyond it what the consumers of docs/reports.md rely on.

    check_sarif.py SCHEMA FILE...
"""
import json
import sys

import jsonschema

schema = json.load(open(sys.argv[1]))
problems = []
for name in sys.argv[2:]:
    log = json.load(open(name))
    for error in jsonschema.Draft7Validator(schema).iter_errors(log):
        problems.append(f'{name}: {"/".join(map(str, error.absolute_path))}: {error.message}')
    for run in log['runs']:
        bases = run['originalUriBaseIds']
        assert all(base['uri'].startswith('file:///') and base['uri'].endswith('/') for base in bases.values()), bases
        rules = run['tool']['driver']['rules']
        assert all(rule['help']['text'] and len(rule['fullDescription']['text']) <= 1024 for rule in rules)
        for result in run['results']:
            where = f'{name}: {result["ruleId"]}'
            assert rules[result['ruleIndex']]['id'] == result['ruleId'], where
            text = result['message']['text']
            assert not text.split('\n')[0].startswith('['), f'{where}: the first line must stand alone'
            for related in result['relatedLocations']:
                assert f']({related["id"]})' in text, f'{where}: a related location that the message does not link to'
            flow, = result['codeFlows']
            orders = [step['executionOrder'] for thread in flow['threadFlows'] for step in thread['locations']]
            assert sorted(orders) == list(range(1, len(orders) + 1)), f'{where}: executionOrder {orders}'
            for thread in flow['threadFlows']:
                own = [step['executionOrder'] for step in thread['locations']]
                assert own == sorted(own), f'{where}: the steps of a task are out of order'
            stuck = flow['threadFlows'][0]['locations']
            assert any('danger' in step['kinds'] for step in stuck), f'{where}: the first flow is not of the stuck task'
            assert 'primaryLocationLineHash' not in result['partialFingerprints']
print(*problems, sep='\n')
sys.exit(bool(problems))
