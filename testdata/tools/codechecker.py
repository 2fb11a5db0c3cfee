"""Calls quiesce-clang-tidy as CodeChecker's wrapper does, and reads what it and the command print as its converter does.

    codechecker.py CLANG_TIDY QUIESCE FOLDER
"""
import pathlib
import re
import subprocess
import sys

tidy, quiesce, folder = sys.argv[1:]
source = str(pathlib.Path(folder).resolve() / 'pool tasks.cpp')

# The converter's own expressions; what matches neither is a line of source or a caret to it.
FINDING = re.compile(r'^(?P<path>[\S ]+?):(?P<line>\d+?):(?P<column>\d+?): (?P<severity>(error|warning)):'
                     r'(?P<message>[\S \t]+)\s*\[(?P<checker>.*)\]')
NOTE = re.compile(r'^(?P<path>[\S ]+?):(?P<line>\d+?):(?P<column>\d+?): note:(?P<message>.*)')


def run(*command):
    return subprocess.run(command, capture_output=True, text=True, cwd=folder).stdout


def reports(text):
    found = []
    for line in text.splitlines():
        if match := FINDING.match(line):
            found.append((match['checker'], int(match['line']), match['message'].strip(), []))
        elif match := NOTE.match(line):
            found[-1][3].append((int(match['line']), match['message'].strip()))
        else:
            assert re.match(r'^ *(\d+ )?\| ', line), f'neither a finding nor source: {line}'
        if match:
            assert (pathlib.Path(folder) / match['path']).resolve() == pathlib.Path(source), match['path']
    return found


version = re.search(r'version (\d+)\.', run(tidy, '--version'))
assert version, 'it must say its version'
checks = run(tidy, '-list-checks', '-checks=*').split()
ours = [check for check in checks if check.startswith('quiesce-')]
assert 'quiesce-blocked-send' in ours and 'bugprone-use-after-move' in checks

tidied = reports(run(tidy, f"-checks=-*,{','.join(ours)}", '-config={"CheckOptions": []}', source, '--export-fixes',
                     'fixes.yaml', '--', '-Qunused-arguments', '-Wno-everything', '-x', 'c++', '-std=c++20'))
assert [(report[0], report[1]) for report in tidied] == [('quiesce-unjoined-thread', 4), ('quiesce-deadlock', 12)], tidied
assert [line for line, _ in tidied[0][3]] == [4, 5, 4], tidied
assert [line for line, _ in tidied[1][3]] == [11, 12], tidied
assert all(message for report in tidied for _, message in report[3])
checked = reports(run(quiesce, 'check', '--quiet', source, '--', '-std=c++20'))
assert checked == tidied, (checked, tidied)
