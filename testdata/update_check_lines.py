#!/usr/bin/env python3
"""Writes today's diagnostics into the CHECK lines of test files: update_check_lines.py FILE...

For tests of testdata/checks, which run %check_tidy alone.  Each finding's lines go below the end of the definition it
stands in, or below its line when the definition is one line.  It writes what the analysis says, right or wrong: read the
difference before you keep it.
"""
import pathlib
import re
import shlex
import subprocess
import sys
import sysconfig

ROOT = pathlib.Path(__file__).resolve().parents[1]
DIAGNOSTIC = re.compile(r'(.*?):(\d+):(\d+): (warning|note): (.*)')


def diagnostics(path, run_line):
    """[(line, column, text)] in order; text has the kind in front."""
    multiarch = sysconfig.get_config_var('MULTIARCH')
    arguments = shlex.split(run_line.replace('%root', str(ROOT)).replace('%multiarch', multiarch))
    cut = arguments.index('--') if '--' in arguments else len(arguments)
    flags = arguments[cut + 1:] or ['-std=c++20']
    options = [a for a in arguments[2:cut] if a.startswith(('--checks', '--config'))] or ['--checks=-*,quiesce-*']
    if not any(o.startswith('--config') for o in options):
        options.append('--config={}')
    done = subprocess.run(['clang-tidy-22', f'--load={ROOT}/build/lib/libquiesce.so', '--quiet', '--header-filter=.*',
                           *options, str(path), '--', *flags], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f'{path}:\n{done.stdout}{done.stderr}')
    return [(int(m[2]), int(m[3]), f'{m[4]}: {m[5]}') for m in map(DIAGNOSTIC.match, done.stdout.splitlines()) if m]


def update(path):
    lines = [l for l in path.read_text().splitlines() if not re.match(r'\s*// CHECK(-\w+)*:', l)]
    path.write_text('\n'.join(lines) + '\n')
    run_line = next(l.split('RUN:')[1] for l in lines if 'RUN:' in l)
    below, at = {}, 0
    for line, column, text in diagnostics(path, run_line):
        if text.startswith('warning'):
            # The end of the definition: the next line that begins with a brace.
            opens = re.match(r'\S.*[^;}]$', lines[line - 1]) or lines[line - 1].startswith((' ', '\t'))
            at = next(n for n in range(line, len(lines) + 1) if lines[n - 1].startswith('}')) if opens else line
        below.setdefault(at, []).append((line, column, text))
    result, kept = [], {}
    for number, text in enumerate(lines, 1):
        result.append(text)
        kept[number] = len(result)
        for line, column, message in below.get(number, []):
            result.append((line, column, message))
    for index, item in enumerate(result):
        if isinstance(item, tuple):
            line, column, message = item
            away = index + 1 - kept[line]
            place = f'[[@LINE-{away}]]' if away > 0 else f'[[@LINE+{-away}]]'
            result[index] = f'// CHECK: :{place}:{column}: {message}'
    path.write_text('\n'.join(result) + '\n')


for argument in sys.argv[1:]:
    update(pathlib.Path(argument))
