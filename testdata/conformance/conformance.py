#!/usr/bin/env python3
"""Does quiesce know what a program computes?  Random functions are run, and their results asked of `quiesce dump`.

Each function ends in a wait that never ends, which is reached if and only if what was observed is what the native run
printed (tree.py).  Of one task and without unknown values the graph has one run, so for each function quiesce

  agrees      the wait is reached as it is in reality
  is WRONG    no run of the graph does what the program does
  is UNKNOWN  one run does, and another does something else: a choice although all is known, or a budget that ran out

  conformance.py --quiesce BIN                    --count functions, of --seed
  conformance.py --quiesce BIN --shrink 5         cuts some of the failures down to minimal ones
  conformance.py --quiesce BIN --table            what is used how often, and how well that goes

Exit status: 0 none is WRONG and no more than --max-unknown percent are UNKNOWN, 1 otherwise, 2 something does not run.
"""
import argparse
import collections
import concurrent.futures
import dataclasses
import pathlib
import re
import subprocess
import sys
import tempfile

import tree
from statements import Program

HERE = pathlib.Path(__file__).resolve().parent
FLAGS = ['-std=c++20', '-w']
SANITIZERS = ['-fsanitize=address,undefined', '-fno-sanitize-recover=undefined', '-D_GLIBCXX_ASSERTIONS']
PER_UNIT = 80
PER_MAIN = 3
PER_ROUND = 24  # of shrinking
HARNESS = '''
#include <unistd.h>
static void observe(bool v) { std::printf("bool %s\\n", v ? "true" : "false"), std::fflush(stdout); }
static void observe(int v) { std::printf("int %d\\n", v), std::fflush(stdout); }
static void observe(const std::string &v) { std::printf("str %s\\n", v.c_str()), std::fflush(stdout); }
'''

Verdict = collections.namedtuple('Verdict', 'kind why', defaults=[''])
AGREES, WRONG, UNKNOWN, INVALID = 'agrees', 'WRONG', 'UNKNOWN', 'invalid'


@dataclasses.dataclass
class Native:
    """What the run of a case printed."""
    values: list
    ended: bool


def run(command, folder, seconds=600):
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=seconds)


class Tester:

    def __init__(self, quiesce, clang, folder, whole=False):
        self.quiesce, self.clang, self.folder, self.whole = quiesce, clang, folder, whole
        self.units = 0

    def prepare(self):
        """The headers, parsed once; with sanitizers they are not the same for Clang."""
        for name, more in (('plain', []), ('sanitized', SANITIZERS)):
            done = run([self.clang, *FLAGS, *more, '-x', 'c++-header', str(HERE / 'prelude.h'), '-o', f'{name}.pch'], self.folder)
            if done.returncode:
                raise RuntimeError(f'{self.clang}: {done.stderr}')

    def unit(self):
        self.units += 1
        folder = self.folder / f'{"main" if self.whole else "unit"}{self.units}'
        folder.mkdir(exist_ok=True)
        return folder

    # ---- The native run -----------------------------------------------------

    def native(self, cases):
        """By number what each printed; those that do not compile or are undefined are missing."""
        folder, left = self.unit(), dict(cases)
        while left:
            printer, starts = tree.Printer(end=['std::printf("end\\n");']), {}
            printer.lines += HARNESS.split('\n')
            for number, case in left.items():
                starts[number] = len(printer.lines) + 1
                printer.case(number, case)
            printer.lines.append('int main(int count, char **arguments) {')
            printer.lines.append('  int from = count > 1 ? std::atoi(arguments[1]) : 0;')
            for number in left:
                printer.lines.append(f'  if (from <= {number}) {{ std::printf("case {number}\\n"); std::fflush(stdout); alarm(5);'
                                     f' try {{ c{number}::run(); }} catch (...) {{ std::printf("threw\\n"); }} }}')
            printer.lines += ['  std::fflush(stdout);', '  _exit(0);', '}']
            (folder / 'native.cpp').write_text('\n'.join(printer.lines) + '\n')
            done = run([self.clang, *FLAGS, *SANITIZERS, '-include-pch', '../sanitized.pch', '-ferror-limit=0', 'native.cpp',
                        '-o', 'native'], folder)
            if not done.returncode:
                break
            bad = self.culprits(done.stderr, starts)
            if not bad:
                raise RuntimeError(done.stderr)
            for number in bad:
                left.pop(number, None)
        return self.executed(folder, left) if left else {}

    @staticmethod
    def culprits(errors, starts):
        """The cases that errors and their notes point into."""
        bad = set()
        for block in re.split(r'^(?=.*(?:fatal )?error: )', errors, flags=re.M):
            if 'error: ' not in block:
                continue
            for line in re.findall(r'native\.cpp:(\d+):', block):
                before = [number for number, start in starts.items() if start <= int(line)]
                bad |= set(before[-1:])
        return bad

    def executed(self, folder, cases):
        results, numbers = {}, list(cases)
        while numbers:
            done = run(['./native', str(numbers[0])], folder)
            current = None
            for line in done.stdout.split('\n'):
                word, _, rest = line.partition(' ')
                if word == 'case':
                    current = int(rest)
                    results[current] = Native([], False)
                elif word in ('int', 'bool', 'str'):
                    results[current].values.append(rest)
                elif word == 'end':
                    results[current].ended = True
                elif word == 'threw' and self.whole:
                    results.pop(current)
            if not done.returncode:
                break
            results.pop(current, None)  # undefined, or does not end
            numbers = [number for number in numbers if number > current]
        return results

    # ---- What quiesce says --------------------------------------------------

    def analyzed(self, cases, native):
        """By number a verdict."""
        folder = self.unit()
        printer = tree.Printer()
        waits = {}
        for number, case in cases.items():
            if self.whole:
                inner = tree.Printer(native[number].values, 'return false;', ['return true;'], printer.lines)
                inner.case(number, case, 'bool')
            else:
                inner = tree.Printer(native[number].values, 'return;', ['std::latch never(1);', 'never.wait();'], printer.lines)
                inner.case(number, case)
                waits[len(printer.lines) - 2] = number
        if self.whole:
            printer.lines += ['int main() {', '  std::latch never(1);']
            for number in cases:
                printer.lines.append(f'  if (c{number}::run()) std::thread([&] {{ never.wait(); }}).detach();')
                waits[len(printer.lines)] = number
            printer.lines += ['  never.wait();', '}']
        (folder / 'cases.cpp').write_text('\n'.join(printer.lines) + '\n')
        name = 'main' if self.whole else 'run'
        done = run([self.quiesce, 'dump', '--states', 'cases.cpp', '--function', name, '--', *FLAGS, '-include-pch', '../plain.pch'], folder)
        if done.returncode < 0 or 'does not compile' in done.stderr:
            if len(cases) == 1:
                return {number: Verdict(WRONG, f'quiesce ends with {done.returncode}: {done.stderr[:300]}') for number in cases}
            found = {}
            for half in (list(cases)[::2], list(cases)[1::2]):
                found |= self.analyzed({number: cases[number] for number in half}, native)
            return found
        return self.judged(done.stdout, cases, native, waits)

    def judged(self, text, cases, native, waits):
        found = {}
        for system in re.split(r'^(?=\S+: \d+ states)', text, flags=re.M):
            name, _, rest = system.partition(': ')
            if self.whole and name == 'main':
                for number in cases:
                    lines = [line for line, of in waits.items() if of == number]
                    found[number] = self.verdict(rest, native[number], lambda stuck: bool(stuck & set(lines)))
            elif match := re.fullmatch(r'c(\d+)::run', name):
                number = int(match[1])
                lines = {line for line, of in waits.items() if of == number}
                found[number] = self.verdict(rest, native[number], lambda stuck: None if stuck - lines else bool(stuck))
        return {number: found.get(number, Verdict(WRONG, 'is no system')) for number in cases}

    @staticmethod
    def verdict(text, native, reaches):
        graph = text.partition('\nrun to ')[0].split('\n')
        if 'not complete: ' in graph[0]:
            return Verdict(UNKNOWN, graph[0].partition('not complete: ')[2])
        outcomes, choices, stuck, leaf = set(), set(), set(), False
        for line in graph[1:] + ['0']:
            if match := re.match(r'\d+((?: \w+(?: \d+@\d+)?)*)$', line):
                if leaf:
                    outcomes.add(reaches(stuck))
                stuck, leaf = {int(at) for at in re.findall(r'stuck \d+@(\d+)', match[1])}, True
            elif '->' in line:
                leaf = False
                choices |= set(re.findall(r'chooses \d+ @(\d+)', line))
        why = 'choices at lines ' + ', '.join(sorted(choices, key=int)) if choices else ''
        if native.ended not in outcomes:
            said = {True: 'reaches the wait', False: 'does not reach it', None: 'waits elsewhere'}
            return Verdict(WRONG, ' or '.join(said[each] for each in outcomes) or 'never ends')
        return Verdict(UNKNOWN, why) if len(outcomes) > 1 else Verdict(AGREES, why)

    # ---- Both ---------------------------------------------------------------

    def ask(self, cases):
        """By number a verdict; `cases` by number."""
        native = self.native(cases)
        ran = {number: case for number, case in cases.items() if number in native}
        found = {number: Verdict(INVALID) for number in cases}
        numbers = list(ran)
        step = PER_MAIN if self.whole else len(numbers) or 1
        for start in range(0, len(numbers), step):
            part = {number: ran[number] for number in numbers[start:start + step]}
            found |= self.analyzed(part, native)
        return found

    def shrunk(self, case, kind):
        """The smallest case found on which the verdict is still `kind`."""
        progress = True
        while progress:
            progress = False
            smaller = list(tree.cuts(case))
            at = 0
            while at < len(smaller):
                part = dict(enumerate(smaller[at:at + PER_ROUND]))
                verdicts = self.ask(part)
                still = [number for number in part if verdicts[number].kind == kind]
                if still:
                    case, progress = min((part[number] for number in still), key=tree.Case.size), True
                    break
                at += PER_ROUND
        return case

    def text(self, case):
        """A case as it is analysed, alone."""
        native = self.native({0: case})
        printer = tree.Printer(native[0].values, 'return;', ['hang();'] if native[0].ended else [])
        printer.case(0, case)
        return '\n'.join(printer.lines)


def table(cases, verdicts):
    rows = collections.defaultdict(collections.Counter)
    for number, case in cases.items():
        for tag in case.tags():
            rows[tag][verdicts[number].kind] += 1
    lines = [f'{"":36}{"agrees":>8}{"WRONG":>8}{"UNKNOWN":>8}']
    for tag, row in sorted(rows.items(), key=lambda each: (-(each[1][WRONG] + each[1][UNKNOWN]) / sum(each[1].values()), each[0])):
        lines.append(f'{tag:36}{row[AGREES]:8}{row[WRONG]:8}{row[UNKNOWN]:8}')
    return '\n'.join(lines)


def ask_all(tester, cases, jobs):
    """The verdicts, in units of PER_UNIT."""
    numbers, verdicts = list(cases), {}
    units = [{number: cases[number] for number in numbers[at:at + PER_UNIT]} for at in range(0, len(numbers), PER_UNIT)]
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        for found in pool.map(tester.ask, units):
            verdicts |= found
    return verdicts


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--quiesce', required=True)
    parser.add_argument('--clang', default='clang++')
    parser.add_argument('--count', type=int, default=400, help='functions of their own')
    parser.add_argument('--whole', type=int, default=40, help='functions of a program, with globals')
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--jobs', type=int, default=2)
    parser.add_argument('--shrink', type=int, default=0, help='how many failures to cut down')
    parser.add_argument('--only', choices=(WRONG, UNKNOWN), help='which failures')
    parser.add_argument('--table', action='store_true')
    parser.add_argument('--max-unknown', type=float, default=100, help='percent')
    parser.add_argument('--keep', type=pathlib.Path, help='folder for the programs')
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = (options.keep or pathlib.Path(scratch)).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        total, failures, all_cases, all_verdicts = collections.Counter(), [], {}, {}
        for whole, count in ((False, options.count), (True, options.whole)):
            tester = Tester(str(pathlib.Path(options.quiesce).resolve()), options.clang, folder, whole)
            if not whole:
                tester.prepare()
            cases = {n: Program(f'{options.seed}.{whole}.{n}', whole).case() for n in range(count)}
            verdicts = ask_all(tester, cases, options.jobs)
            for number, verdict in verdicts.items():
                total[verdict.kind] += 1
                all_cases[whole, number], all_verdicts[whole, number] = cases[number], verdict
                if verdict.kind in (WRONG, UNKNOWN):
                    failures.append((tester, number, cases[number], verdict))
        if options.table:
            print(table(all_cases, all_verdicts))
        failures.sort(key=lambda each: (each[3].kind != WRONG, each[2].size()))
        if options.only:
            failures = [each for each in failures if each[3].kind == options.only]
        for tester, number, case, verdict in failures[:options.shrink]:
            small = tester.shrunk(case, verdict.kind)
            print(f'---- {verdict.kind}, {"main" if tester.whole else "function"} {number}: {verdict.why}; '
                  f'{", ".join(sorted(small.tags()))}')
            print(tester.text(small), flush=True)
        asked = sum(total.values()) - total[INVALID]
        share = 100 * total[UNKNOWN] / max(asked, 1)
        print(f'{asked} functions: {total[AGREES]} agree, {total[WRONG]} WRONG, {total[UNKNOWN]} UNKNOWN ({share:.1f} %)')
        if total[INVALID] * 10 > asked:
            raise RuntimeError(f'{total[INVALID]} functions do not compile or are undefined')
        return 1 if total[WRONG] or share > options.max_unknown else 0


if __name__ == '__main__':
    try:
        sys.exit(main())
    except (OSError, RuntimeError, subprocess.TimeoutExpired) as error:
        print(f'conformance.py: {error}', file=sys.stderr)
        sys.exit(2)
