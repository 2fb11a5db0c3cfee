"""count.py RESULTS...: sums up what runs of lit wrote, ends with `N passed, N failed`, and fails if any failed or none ran.

A run that wrote nothing, for what it tests was not built, is one that failed.
"""
import json
import os
import sys

tests = []
for results in sys.argv[1:]:
    tests += json.load(open(results))['tests'] if os.path.exists(results) else [{'name': results, 'code': 'UNRESOLVED'}]
codes = [test['code'] for test in tests]
missed = len({test['name'] for test in tests if test['code'] == 'XFAIL'})
skipped = sum(codes.count(code) for code in ('UNSUPPORTED', 'SKIPPED', 'EXCLUDED'))
passed = sum(codes.count(code) for code in ('PASS', 'FLAKYPASS', 'XFAIL'))
failed = len(codes) - passed - skipped
if missed:
    print(f'{missed} programs of the corpus are not found yet, as expected (testdata/corpus/expected-misses.txt)')
if not passed + failed:
    print('no test has such a name')
print(f'{passed} passed, {failed} failed')
sys.exit(failed > 0 or not passed)
