#!/usr/bin/env python3
"""The table of libraries in docs/models.md, made of the model files: table.py QUIESCE [--write].

Without --write it compares, and fails when the page is not what would be written.  Tests are the functions called _bad and
_ok, and the files called fn_ and fp_, below testdata/models/LIBRARY and, by the names of their files, testdata/checks.
"""
import json
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
PAGE = HERE.parents[1] / 'docs' / 'models.md'
BEGIN, END = '<!-- made by testdata/models/table.py -->\n', '<!-- end -->\n'

ALSO = {'asio': ['boost-asio.cpp'], 'boost-thread': ['boost.cpp'], 'posix': ['c-threads.cpp']}


def tests(stem):
    """(must report, must stay silent) of one model file."""
    files = sorted((HERE / stem).glob('*'))
    for name in ALSO.get(stem, []) + [f'{stem}*.c*']:
        files += sorted((HERE.parent / 'checks').glob(f'*/{name}'))
    if stem == 'cpp':
        files += [f for f in sorted((HERE.parent / 'checks').glob('*/*.cpp'))
                  if not re.search(r'boost|tbb|posix|c-threads', f.name)]
    reports = silent = 0
    for file in dict.fromkeys(files):
        text = file.read_text()
        reports += len(re.findall(r'^[\w:<>*& ]+ \w+_bad\(', text, re.M))
        silent += len(re.findall(r'^[\w:<>*& ]+ \w+_ok\(', text, re.M))
        silent += file.name.startswith(('fn_', 'fp_'))
    return reports, silent


def table(quiesce):
    rows = json.loads(subprocess.run([quiesce, 'models', 'list', '--json'], cwd='/', capture_output=True, check=True,
                                     text=True).stdout)
    files = {}
    for row in rows:
        one = files.setdefault(row['file'], {'library': row['library'], 'types': 0, 'operations': 0})
        one['types'] += row['row'] == 'type'
        one['operations'] += row.get('operations', 1)
    lines = ['| library and version | file | types | operations | tests that report | that stay silent |',
             '|---|---|---|---|---|---|']
    for file, one in sorted(files.items(), key=lambda item: item[1]['library'].lower()):
        reports, silent = tests(file.removesuffix('.yaml'))
        lines.append(f"| {one['library']} | `{file}` | {one['types']} | {one['operations']} | {reports} | {silent} |")
    return '\n'.join(lines) + '\n'


page = PAGE.read_text()
head, rest = page.split(BEGIN)
old, tail = rest.split(END)
new = table(str(pathlib.Path(sys.argv[1]).resolve()))
if '--write' in sys.argv:
    PAGE.write_text(head + BEGIN + new + END + tail)
elif old != new:
    sys.exit('docs/models.md is not current: testdata/models/table.py build/bin/quiesce --write')
