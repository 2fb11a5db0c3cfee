#!/usr/bin/env python3
"""Checks that the examples on a check's page behave as the page says.

Fenced blocks with the info string `cpp bad` or `cpp good`, and after it compiler flags, are examples: whole sources.
A bad one has `// <- reported` on each line that its own check reports, and nothing else is reported; a good one is
silent.  Other blocks, plain `cpp` ones too, are not looked at.  The channel class of the corpus is at hand, with its
model: #include "chan.hpp".
"""
import argparse
import pathlib
import re
import subprocess
import sys

FENCE = re.compile(r'^```cpp +(bad|good)\b([^\n]*)\n(.*?)^```', re.M | re.S)
DIAGNOSTIC = re.compile(r'^(.*?):(\d+):\d+: (warning|error|fatal error): (.*?)(?: \[([\w.,-]+)\])?$', re.M)
MARK = '// <- reported'


def diagnostics(args, path, flags):
    """{(line, check)} for the warnings, and the errors."""
    done = subprocess.run([args.clang_tidy, '--load=' + args.plugin, '--checks=-*,quiesce-*', '--config={}', '--quiet',
                           str(path), '--', '-std=c++20', f'-I{args.root}/testdata/corpus/include', *flags],
                          capture_output=True, text=True, errors='replace')
    found, errors = set(), []
    for file, line, kind, text, check in DIAGNOSTIC.findall(done.stdout):
        if kind != 'warning':
            errors.append(f'{line}: {text}')
        else:
            found.add((int(line), check))
    if done.returncode and not errors:
        errors.append(done.stdout + done.stderr)
    return found, errors


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for option in ('--root', '--clang-tidy', '--plugin', '--scratch', '--quiesce'):
        parser.add_argument(option, required=True)
    parser.add_argument('check')
    args = parser.parse_args()

    page = pathlib.Path(args.root, 'docs', 'checks', args.check + '.md')
    if not page.exists():
        sys.exit(f'there is no page {page}')
    text = page.read_text()
    scratch = pathlib.Path(args.scratch)
    scratch.mkdir(parents=True, exist_ok=True)
    model = scratch / '.quiesce.yaml'
    model.unlink(missing_ok=True)
    model.symlink_to(pathlib.Path(args.root, 'testdata', 'models', 'chan.yaml'))

    failed, kinds = False, set()
    for number, match in enumerate(FENCE.finditer(text), 1):
        kind, flags, code = match[1], match[2].split(), match[3]
        kinds.add(kind)
        path = scratch / f'{number}-{kind}.cpp'
        path.write_text(code)
        first = text.count('\n', 0, match.start()) + 2
        wanted = {(n, args.check) for n, line in enumerate(code.splitlines(), 1) if MARK in line}
        found, errors = diagnostics(args, path, flags)
        problems = [f'does not compile: {e}' for e in errors]
        if kind == 'bad' and not wanted:
            problems.append(f'the bad example at line {first} marks no line with "{MARK}"')
        if kind == 'good' and wanted:
            problems.append('a good example marks a line as reported')
        problems += [f'line {first + n - 1}: not reported' for n, c in sorted(wanted - found)]
        problems += [f'line {first + n - 1}: reported by {c}' for n, c in sorted(found - wanted)]
        for problem in problems:
            failed = True
            print(f'{page.name}, {kind} example {number}: {problem}')
    for kind in {'bad', 'good'} - kinds:
        failed = True
        print(f'{page.name} has no {kind} example (```cpp {kind})')
    sys.exit(failed)


main()
