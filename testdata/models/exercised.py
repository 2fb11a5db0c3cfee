#!/usr/bin/env python3
"""Which rows no test exercises: exercised.py QUIESCE [--all] [--update].

Asks `quiesce models uses` where the tests below testdata/models name a modelled type or call a modelled member or
function, and compares with all rows and members there are.  With --all the tests of the checks are asked too, and the
rows of the standard library.

Tests are functions called _bad and _ok.  The row of a primitive must have both; of all else, and of members, some test
must make use.  Types that share a row count as one.  What lacks a test, and why, stands in unexercised.txt; the test fails
on what is missing there, and on what is there and need not be.  --update writes the names, and leaves the reasons.
"""
import collections
import json
import pathlib
import re
import shlex
import subprocess
import sys
import sysconfig
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
LIST = HERE / 'unexercised.txt'
# On these nobody is ever stuck, or what is stuck is what they lead to.
PLUMBING = {'guard', 'pointer', 'optional', 'sequence', 'map', 'set', 'iterator', 'callable', 'record', 'variant', 'value',
            'tag', 'stop-token', 'stop-callback', 'atomic', 'select-arm', 'future', 'packaged-task'}


def tests(folders):
    """{(folder, flags): its files}"""
    together = collections.defaultdict(list)
    for folder in folders:
        for file in sorted((ROOT / 'testdata' / folder).glob('**/*.c*')):
            run = re.search(r'^// RUN: %check_tidy %s(?:.*? -- (.*))?$', file.read_text(errors='replace'), re.M)
            if run:
                flags = (run[1] or '-std=c++20').replace('%root', str(ROOT))
                flags = flags.replace('%multiarch', sysconfig.get_config_var('MULTIARCH') or '')
                together[file.parent, flags].append(file)
    return together


def unit(files, place):
    """The files of one library as one unit, each in a namespace: its headers, which take most of the time, are read
    once.  They come first, so that none is included inside a namespace."""
    lines = {}
    for file in files:
        for include in re.findall(r'^#include .*', file.read_text(), re.M):
            lines[re.sub(r'"(.*)"', lambda m: f'"{file.parent / m[1]}"', include)] = None
    lines = list(lines)
    for number, file in enumerate(files):
        lines += [f'namespace test{number} {{', f'#include "{file}"', '}']
    place.write_text('\n'.join(lines) + '\n')
    return place


def commands(folders, place):
    """The tests as a compile database."""
    for number, ((_, flags), files) in enumerate(tests(folders).items()):
        apart = len(files) == 1 or files[0].suffix == '.c'
        for file in files if apart else [unit(files, pathlib.Path(place) / f'{number}.cpp')]:
            yield {'directory': str(ROOT), 'file': str(file),
                   'arguments': ['clang', *shlex.split(flags), '-c', str(file)]}


def ask(quiesce, *arguments):
    done = subprocess.run([quiesce, 'models', *arguments, '--json'], cwd='/', capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr)
    return json.loads(done.stdout)


def lacking(quiesce, everything):
    """{what: how it lacks a test}"""
    folders = ['models', 'checks'] if everything else ['models']
    with tempfile.TemporaryDirectory() as database:
        with open(database + '/compile_commands.json', 'w') as file:
            json.dump(list(commands(folders, database)), file)
        used = collections.defaultdict(set)  # (file, line of a row, member) -> functions
        rows = ask(quiesce, 'list')
        row_line = {(row['file'], row['line']): row['row-line'] for row in rows}
        for use in ask(quiesce, 'uses', '-p', database):
            file, line = use['model'].rsplit(':', 1)
            if (file, int(line)) in row_line:
                used[file, row_line[file, int(line)], use['member']].add(use['function'])
    lacks, seen = {}, set()
    for row in rows:
        at = row['file'], row['row-line']
        if at in seen or (row['file'] == 'cpp.yaml' and not everything):
            continue
        seen.add(at)
        tests = set().union(*(by for key, by in used.items() if key[:2] == at))
        kinds = {kind for kind in ('bad', 'ok') if any(test.endswith('_' + kind) for test in tests)}
        name = f"{row['file']} {row['name']}"
        if not tests:
            lacks[name] = 'no test'
        elif row.get('primitive', 'value') not in PLUMBING and len(kinds) < 2:
            lacks[name] = 'no test that reports' if 'bad' not in kinds else 'no test that is silent'
        for member, does in row.get('members', {}).items():
            if (*at, member) not in used and does != 'ignore' and tests:
                lacks[f'{name}::{member}'] = 'no test'
    return lacks


def main():
    quiesce = str(pathlib.Path(sys.argv[1]).resolve())
    lacks = lacking(quiesce, '--all' in sys.argv)
    if '--all' in sys.argv:
        for name, how in sorted(lacks.items()):
            print(f'{name}: {how}')
        return
    reasons = dict(line.split(': ', 1) for line in LIST.read_text().splitlines() if line and line[0] != '#')
    head = [line for line in LIST.read_text().splitlines() if line.startswith('#')]
    if '--update' in sys.argv:
        LIST.write_text('\n'.join(head + [f'{n}: {reasons.get(n, how)}' for n, how in sorted(lacks.items())]) + '\n')
        return
    wrong = [f'{name}: {how}' for name, how in sorted(lacks.items()) if name not in reasons]
    wrong += [f'{name}: is exercised, take it out of unexercised.txt' for name in sorted(reasons) if name not in lacks]
    sys.exit('\n'.join(wrong) or 0)


main()
