#!/usr/bin/env python3
"""Asks SPIN for a second opinion: which tasks can be stuck for good, and where?

quiesce's answer is that of its exploration (`quiesce dump --stuck`), before judgement leaves anything out.  SPIN's is that
of an exhaustive search of the model (`quiesce dump --promela`), whose monitor tells at each end of a run who did not end.
Both must be the same set of (where the task was started, where it stands).

  second_opinion.py --quiesce BIN                     random systems; --count, --seed
  second_opinion.py --quiesce BIN --files FILE...     those of existing programs, as far as they can be written

A random system on which they differ is cut down to a minimal one and printed with both answers.  Exit status: 0 the
same, 1 they differ, 2 something does not run.
"""
import argparse
import collections
import concurrent.futures
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import systems

HERE = pathlib.Path(__file__).resolve().parent
INCLUDE = HERE.parent / 'corpus' / 'include'
MODELS = HERE.parent / 'corpus' / '.quiesce.yaml'
PER_FILE = 60
SECONDS = 20  # for one model
DEPTH = 20000

Verdict = collections.namedtuple('Verdict', 'stuck why', defaults=[''])  # stuck is None when unknown


def run(command, folder, seconds=600):
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=seconds)


# ---- Both answers -----------------------------------------------------------


class Analyzer:
    def __init__(self, binary, flags, states):
        self.binary, self.flags, self.states = binary, flags, states

    def dump(self, stage, path):
        command = [self.binary, 'dump', '--' + stage, path.name, f'--max-states={self.states}', '--', *self.flags]
        return run(command, path.parent)

    def ours(self, path):
        """By system, what the exploration says."""
        found, name = {}, None
        done = self.dump('stuck', path)
        if 'does not compile' in done.stderr or done.returncode < 0:
            raise RuntimeError(f'{path}: {done.stderr}')
        for line in done.stdout.splitlines():
            if match := re.fullmatch(r'stuck (\S+) at (\S+)', line):
                if found[name].stuck is not None:
                    found[name].stuck.add(match.groups())
            else:
                name, _, rest = line.rpartition(': ') if ', not complete' not in line else line.partition(', not complete: ')
                name = re.sub(r': \d+ states$', '', name)
                found[name] = Verdict(None, rest) if 'not complete' in line else Verdict(set())
        return found

    def models(self, path):
        """By system, its text; and why there is none."""
        done = self.dump('promela', path)
        texts = {}
        for part in re.split(r'^/\* system ', done.stdout, flags=re.M)[1:]:
            name, _, text = part.partition(' */\n')
            texts[name] = text
        refused = dict(re.findall(r"^quiesce: error: '(.*?)' cannot be written as Promela: (.*)$", done.stderr, re.M))
        if done.returncode < 0:
            raise RuntimeError(f'{path}: quiesce dump --promela: {done.stderr}')
        return texts, refused


def places(text):
    """By line of the model, the task and the place of the node there."""
    found, task = {}, None
    for number, line in enumerate(text.splitlines(), 1):
        if match := re.search(r'/\* task (\S+) \*/', line):
            task = match[1]
        elif match := re.search(r'^N\d+: if .*/\* at (\S+) \*/$', line):
            found[number] = (task, match[1])
    return found


def endless(text):
    """Whether some task has a loop of steps: then others may be stuck although no run ends."""
    nodes = {}
    for line in text.splitlines():
        if match := re.match(r'(N\d+): if ', line):
            nodes[match[1]] = re.findall(r'goto (N\d+)', line)
    state = {}
    for root in nodes:
        stack = [(root, iter(nodes[root]))] if root not in state else []
        state.setdefault(root, 1)
        while stack:
            node, rest = stack[-1]
            for to in rest:
                if state.get(to) == 1:
                    return True
                if to not in state:
                    state[to] = 1
                    stack.append((to, iter(nodes[to])))
                    break
            else:
                state[node] = 2
                stack.pop()
    return False


def spin(text, folder):
    """SPIN's answer to one model."""
    folder = pathlib.Path(folder)
    (folder / 'model.pml').write_text(text)
    done = run(['spin', '-Pcat', '-a', 'model.pml'], folder)
    if not (folder / 'pan.c').exists():
        return Verdict(None, 'spin: ' + done.stdout + done.stderr)
    done = run(['tcc', '-w', '-DSAFETY', '-DNOFAIR', '-DVECTORSZ=8192', '-DMEMLIM=400', '-o', 'pan', 'pan.c'], folder)
    if done.returncode:
        return Verdict(None, 'tcc: ' + done.stderr)
    try:
        done = run(['./pan', '-n', '-E', '-w16', f'-m{DEPTH}'], folder, SECONDS)
    except subprocess.TimeoutExpired:
        return Verdict(None, f'more than {SECONDS} seconds')
    finally:
        (folder / 'pan.c').unlink()
    if 'assertion violated' in done.stdout:
        return Verdict(None, 'a run does what the model cannot hold')
    if done.returncode or 'errors: 0' not in done.stdout or 'Search not completed' in done.stdout \
            or 'max search depth too small' in done.stdout:
        return Verdict(None, 'pan: ' + ' '.join(done.stdout.split())[:200])
    at, stuck = places(text), set()
    for line in set(re.findall(r'^end(.*)$', done.stdout, re.M)):
        stuck.update(at[int(n)] for n in line.split() if int(n) in at)
    return Verdict(stuck)


def judge(analyzer, path, chosen=None):
    """By system of a file, both answers; and why others could not be asked."""
    texts, refused = analyzer.models(path)
    ours = analyzer.ours(path) if texts else {}
    answers = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, text in texts.items():
            if name in ours and (chosen is None or name in chosen):
                answers[name] = ours[name], spin(text, folder), endless(text)
    return answers, refused


def differ(mine, theirs, loops):
    if mine.stuck is None or theirs.stuck is None:
        return False
    return not theirs.stuck <= mine.stuck if loops else theirs.stuck != mine.stuck


# ---- Random systems ---------------------------------------------------------


def write(folder, name, some):
    folder = pathlib.Path(folder)
    shutil.copy(MODELS, folder / '.quiesce.yaml')
    path = folder / name
    path.write_text(systems.cpp(some))
    return path


def ask(analyzer, some):
    """Both answers for each system of a list."""
    with tempfile.TemporaryDirectory() as folder:
        path = write(folder, 'systems.cpp', some)
        answers, refused = judge(analyzer, path, {f's{i}' for i in range(len(some))})
        unknown = (Verdict(None, 'not written'),) * 2 + (False,)
        return [answers.get(f's{i}', (unknown[0], Verdict(None, refused.get(f's{i}', 'no such system')), False))
                for i in range(len(some))]


def shrink(analyzer, system):
    """The smallest system found that they still differ on, by leaving out one thing after the other."""
    while True:
        candidates = sorted(systems.smaller(system), key=systems.size)[:PER_FILE]
        for candidate, answer in zip(candidates, ask(analyzer, candidates)):
            if differ(*answer):
                system = candidate
                break
        else:
            return system


def explain(analyzer, number, seed, system, keep):
    small = shrink(analyzer, system)
    mine, theirs, _ = ask(analyzer, [small])[0]
    path = write(keep, f'seed{seed}-{number}.cpp', [small])
    show = lambda verdict: ', '.join(f'{task} at {at}' for task, at in sorted(verdict.stuck)) or 'nobody'
    numbered = ''.join(f'{i:4} {line}\n' for i, line in enumerate(path.read_text().splitlines(), 1)
                       if i > systems.HEADERS.count('\n'))
    flags = ' '.join(analyzer.flags)
    return (f'system {number} of seed {seed}, cut down:\n{numbered}'
            f'  quiesce: stuck {show(mine)}\n  spin:    stuck {show(theirs)}\n'
            f'  reproduce: second_opinion.py --quiesce {analyzer.binary} --seed {seed} --only {number}\n'
            f'             quiesce dump --stuck {path} -- {flags}\n'
            f'             quiesce dump --promela {path} --function s0 -- {flags} > m.pml; spin -a m.pml; tcc -o pan pan.c; '
            f'./pan -n -E\n')


def batch(analyzer, first, some):
    return first, some, ask(analyzer, some)


def random_systems(analyzer, options):
    generator = systems.Generator(options.seed)
    every = [generator.system() for _ in range(options.count)]
    if options.only is not None:
        every = [every[options.only]] if options.only < len(every) else \
            [[generator.system() for _ in range(options.only + 1 - len(every))][-1]]
    batches = [(i, every[i:i + PER_FILE]) for i in range(0, len(every), PER_FILE)]
    unknown, different, stuck, total = collections.Counter(), [], 0, 0
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for first, some, answers in pool.map(lambda b: batch(analyzer, *b), batches):
            for i, (system, (mine, theirs, loops)) in enumerate(zip(some, answers), first):
                total += 1
                for verdict in (mine, theirs):
                    if verdict.stuck is None:
                        unknown[re.sub(r'^\S+:\d+:\d+: ', '', verdict.why)] += 1
                stuck += bool(mine.stuck)
                if differ(mine, theirs, loops):
                    different.append((options.only if options.only is not None else i, system))
    for number, system in different[:options.show]:
        print(explain(analyzer, number, options.seed, system, options.keep), flush=True)
    print(f'{total} systems, {stuck} with somebody stuck, {len(different)} on which they differ, '
          f'{sum(unknown.values())} answers missing')
    for why, count in unknown.most_common(12):
        print(f'  {count} times: {why}')
    return different, total, sum(unknown.values())


# ---- Programs ---------------------------------------------------------------


def programs(analyzer, options):
    written, refused, unknown, different, one_way = 0, collections.Counter(), collections.Counter(), [], 0
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        paths = [pathlib.Path(p).resolve() for p in options.files]
        for path, (answers, no) in zip(paths, pool.map(lambda p: judge(analyzer, p), paths)):
            written += len(answers)
            refused.update(re.sub(r"^\S+:\d+:\d+: | '[^']*'", '', why) for why in no.values())
            for name, (mine, theirs, loops) in answers.items():
                unknown.update(v.why for v in (mine, theirs) if v.stuck is None)
                one_way += loops
                if differ(mine, theirs, loops):
                    different.append(name)
                    print(f'{path}: {name}\n  only quiesce: {sorted(mine.stuck - theirs.stuck)}\n'
                          f'  only spin:    {sorted(theirs.stuck - mine.stuck)}')
    print(f'{len(paths)} programs: {written} systems written, {sum(refused.values())} not; {len(different)} on which they '
          f'differ, {sum(unknown.values())} answers missing; in {one_way} a loop has no bound, so quiesce may say more')
    for why, count in (refused + unknown).most_common(25 if options.verbose else 0):
        print(f'  {count} times: {why[:150]}')
    return different


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--quiesce', required=True, help='the command')
    parser.add_argument('--count', type=int, default=2000, help='random systems (default: %(default)s)')
    parser.add_argument('--seed', type=int, default=1, help='of the first (default: %(default)s)')
    parser.add_argument('--only', type=int, help='only the system of that number')
    parser.add_argument('--jobs', type=int, default=os.cpu_count(), help='at a time (default: one a processor)')
    parser.add_argument('--show', type=int, default=3, help='how many differences to cut down (default: %(default)s)')
    parser.add_argument('--keep', default='.', help='folder for the systems they differ on (default: here)')
    parser.add_argument('--states', type=int, default=20000, help='as --max-states of quiesce')
    parser.add_argument('--files', nargs='+', help='programs instead of random systems')
    parser.add_argument('--verbose', action='store_true', help='why systems could not be written')
    options = parser.parse_args()
    for tool in ('spin', 'tcc'):
        if not shutil.which(tool):
            sys.exit(f"second_opinion: there is no '{tool}'; install Debian's package of that name")
    analyzer = Analyzer(os.path.abspath(options.quiesce), ['-std=c++20', f'-I{INCLUDE}'], options.states)
    if options.files:
        sys.exit(1 if programs(analyzer, options) else 0)
    pathlib.Path(options.keep).mkdir(parents=True, exist_ok=True)
    different, total, missing = random_systems(analyzer, options)
    if missing > total // 20:
        print('too many answers are missing')
        sys.exit(2)
    sys.exit(1 if different else 0)


if __name__ == '__main__':
    main()
