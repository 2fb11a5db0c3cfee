#!/usr/bin/env python3
"""Holds the analysis of a generated worst case to its budget.

    check_bounds.py --quiesce BIN CASE [--size N]

What must hold is counted, not timed: the steps of exploring and judging, the memory that states take, and that skeletons
grow not much faster than the program, of which a quarter is analysed too.  What was given up must be told with its reason.
The limits of the process only end what has run away.  Exit status: 0 all holds, 1 something does not.
"""
import argparse
import os
import pathlib
import re
import resource
import subprocess
import sys
import tempfile

import worst_cases

# The defaults of Options in checks/Analysis.h.  A budget is looked at between one step and the next, so it may be passed
# by what that costs.
PROGRAM_STEPS, SYSTEM_STEPS, UNIT_STEPS, STATE_KIB = 8_000_000, 300_000, 4_000_000, 64 << 10
SLACK = 1.1
MOST_STEPS = SLACK * (2 * PROGRAM_STEPS + UNIT_STEPS + 2 * SYSTEM_STEPS)  # what judging may cost counts again
CPU_SECONDS, ADDRESS_SPACE = 60, 3 << 30
ROWS = ('functions lowered', 'instructions of these', 'systems explored', 'states', 'steps',
        'KiB for the states of one system')


def limit():
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))


def analyse(quiesce, program, folder):
    """What --stats says: numbers by row, and the lines about what was given up."""
    (folder / 'case.cpp').write_text(program)
    command = [quiesce, 'check', '-j1', '--stats', 'case.cpp', '--', '-std=c++20', '-w', '-ftemplate-depth=2000']
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, preexec_fn=limit)
    if done.returncode not in (0, 1):
        raise SystemExit(f'quiesce ends with {done.returncode}:\n{done.stderr[-2000:]}')
    counts = {row: int(number) for row in ROWS for number in re.findall(f'^ *(\\d+)  {re.escape(row)}$', done.stderr, re.M)}
    told = done.stderr.partition('not, or not wholly, looked at\n')[2].partition('time\n')[0].splitlines()
    return counts, told


def problems(whole, part, told):
    if set(whole) != set(ROWS):
        yield f'--stats has no row {set(ROWS) - set(whole)}'
        return
    if whole['steps'] > MOST_STEPS:
        yield f'{whole["steps"]} steps; the budgets allow {MOST_STEPS:.0f}'
    if whole['KiB for the states of one system'] > SLACK * STATE_KIB:
        yield f'{whole["KiB for the states of one system"]} KiB of states; the budget allows {STATE_KIB}'
    if whole['instructions of these'] > 10 * part['instructions of these'] + 2000:  # large functions are not simplified
        yield f'{part["instructions of these"]} instructions become {whole["instructions of these"]} of a program four times as long'
    for line in told:
        if not re.fullmatch(r' *\d+  case\.cpp: .+: .+', line):
            yield f'this says not what was given up and why: {line}'


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--quiesce', required=True, type=os.path.abspath)
    parser.add_argument('--size', type=int)
    parser.add_argument('case')
    args = parser.parse_args()
    case = worst_cases.CASES[args.case]
    size = args.size or case.size
    with tempfile.TemporaryDirectory() as folder:
        whole, told = analyse(args.quiesce, case.program(size), pathlib.Path(folder))
        part, _ = analyse(args.quiesce, case.program(max(size // 4, 1)), pathlib.Path(folder))
    print(f'{case.name} {size}: ' + ', '.join(f'{number} {row}' for row, number in whole.items()))
    print(*told, sep='\n')
    wrong = list(problems(whole, part, told))
    for problem in wrong:
        print('wrong:', problem)
    sys.exit(1 if wrong else 0)


if __name__ == '__main__':
    main()
