#!/usr/bin/env python3
"""Runs the fuzzers of this folder; `./dev fuzz` builds them first.

  fuzz.py --build BUILD [--time=SECONDS] [--jobs=N] [TARGET...]   each target for that long, N at the same time
  fuzz.py --build BUILD --runs=N [TARGET...]                      that many inputs, always the same
  fuzz.py --build BUILD --again FILE TARGET                       one input once more, with all that is reported
  fuzz.py --build BUILD --log                                     what was done so far

What is found is kept below WORK (BUILD/fuzz): TARGET/corpus, inputs that reach new code; TARGET/crashes, those that
fail; log.tsv, a line a run.  An input on which clang alone fails is none of ours and goes to TARGET/clang; one that is
only slow because the machine is busy is left out.  Exit status: 0 nothing found, 1 something failed, 2 nothing ran.
"""
import argparse
import concurrent.futures
import datetime
import hashlib
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
MOST_SEED = 12000  # bytes; longer programs are slow to mutate
CPU_SECONDS = 20  # more for one input is a hang
MEGABYTES = 2048
KEEP = 3  # crashes of the same kind

# Where each target's first inputs are, besides seeds/TARGET.
SEEDS = {
    'broken-code': ['testdata/corpus/seeds/*.cpp', 'testdata/corpus/kernels/*/*.cpp', 'testdata/checks/**/*.cpp',
                    'testdata/checks/**/*.c', 'testdata/models/*/*.cpp'],
    'cache-entry': [],
    'commands': [],
    'lines': [],
    'models': ['checks/models/*.yaml', 'testdata/**/.quiesce.yaml', 'testdata/model/wrong/*.yaml'],
    'programs': [],
    'reports': [],
    'tidy-file': ['.clang-tidy'],
}

THROUGH_CLANG = ('broken-code', 'programs')

log_lock = threading.Lock()


def environment(**more):
    return {**os.environ, 'ASAN_OPTIONS': 'detect_odr_violation=0:allocator_may_return_null=1:handle_abort=1',
            'UBSAN_OPTIONS': 'print_stacktrace=1', 'ASAN_SYMBOLIZER_PATH': '/usr/lib/llvm-22/bin/llvm-symbolizer', **more}


def run(command, **more):
    """Output, exit status and seconds of user time of a process."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors='replace',
                          env=environment(**more)) as process:
        output = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return output, process.returncode, usage.ru_utime


class Target:
    def __init__(self, name, options):
        self.name, self.options = name, options
        self.binary = options.build / 'fuzz' / 'bin' / name
        self.folder = options.work / name
        self.corpus = self.folder / 'corpus'
        self.crashes = self.folder / 'crashes'
        self.fresh = self.folder / 'fresh'
        if options.runs:
            shutil.rmtree(self.folder, ignore_errors=True)
        for folder in (self.corpus, self.crashes, self.folder / 'clang', self.fresh):
            folder.mkdir(parents=True, exist_ok=True)

    def plant(self):
        """Puts the first inputs into the corpus, but for those known to fail."""
        failing = {path.name.rsplit('-', 1)[-1] for path in self.folder.glob('c*/*')}
        paths = [path for pattern in SEEDS[self.name] for path in sorted(ROOT.glob(pattern))]
        paths += sorted((ROOT / 'testdata' / 'fuzz' / 'seeds' / self.name).glob('*'))
        texts = [path.read_bytes() for path in paths]
        if self.name == 'programs':
            texts += [random.Random(size).randbytes(size) for size in range(20, 400, 20)]
        for text in texts:
            digest = hashlib.sha1(text).hexdigest()
            if len(text) <= MOST_SEED and digest not in failing:
                (self.corpus / digest).write_bytes(text)

    def run(self, *more, **variables):
        # What a fuzzer leaves behind when it fails goes with this folder.
        with tempfile.TemporaryDirectory() as scratch:
            return run(self.command(*more), TMPDIR=scratch, **variables)

    def command(self, *more):
        return [self.binary, f'-artifact_prefix={self.fresh}/', '-timeout=240', f'-rss_limit_mb={MEGABYTES}',
                f'-max_len={MOST_SEED}', '-close_fd_mask=3', '-print_final_stats=1', *more]

    def fuzz(self):
        """Runs until the time is over; the number of new failures of ours."""
        begin, left = time.time(), self.options.time
        start = datetime.datetime.now().isoformat(timespec='seconds')
        cpu = executions = ours = theirs = slow = 0
        while left > 0:
            limit = [f'-runs={self.options.runs}'] if self.options.runs else [f'-max_total_time={int(left) + 1}']
            output, status, seconds = self.run(*limit, f'-seed={self.options.seed}', self.corpus)
            cpu += seconds
            executed = re.findall(r'stat::number_of_executed_units:\s*(\d+)', output) or re.findall(r'^#(\d+)', output, re.M)
            executions += int(executed[-1]) if executed else 0
            if status:
                kind = self.judge(output)
                ours += kind == 'ours'
                theirs += kind == 'clang'
                slow += kind == 'slow'
            left = 0 if self.options.runs else begin + self.options.time - time.time()
        end = datetime.datetime.now().isoformat(timespec='seconds')
        self.log(start, end, cpu, executions, ours, theirs, slow)
        print(f'{self.name}: {executions} inputs in {cpu:.0f} s, {ours} failed'
              + (f', {theirs} of clang alone' if theirs else '') + (f', {slow} slow' if slow else ''), flush=True)
        return ours, executions

    def judge(self, output):
        """Whose failure the new artifact is; it is put where it belongs."""
        artifacts = list(self.fresh.glob('*'))
        if not artifacts:
            print(output[-4000:])
            return 'ours'
        artifact = artifacts[0]
        digest = artifact.name.rsplit('-', 1)[-1]
        (self.corpus / digest).unlink(missing_ok=True)
        again, status, cpu = self.run(artifact)
        if status == 0 or (artifact.name.startswith('timeout-') and cpu < CPU_SECONDS):
            artifact.unlink()
            return 'slow'
        if self.name in THROUGH_CLANG and self.run(artifact, QUIESCE_FUZZ_PARSE_ONLY='1')[1]:
            artifact.rename(self.folder / 'clang' / artifact.name)
            return 'clang'
        report = self.crashes / f'{signature(again)}.txt'
        same = len(list(self.crashes.glob(f'{signature(again)}-*')))
        if same < KEEP:
            artifact = artifact.rename(self.crashes / f'{signature(again)}-{artifact.name}')
            report.write_text(again)
        else:
            artifact.unlink()
        if not same:
            print(f'{self.name}: {headline(again)}\n  input: {artifact}\n  report: {report}', flush=True)
        return 'ours'

    def log(self, *row):
        path = self.options.work / 'log.tsv'
        with log_lock:
            if not path.exists():
                path.write_text('start\tend\ttarget\tuser-seconds\tinputs\tfailed\tof-clang-alone\tslow\n')
            start, end, cpu, *counts = row
            with path.open('a') as out:
                out.write('\t'.join([start, end, self.name, f'{cpu:.1f}', *map(str, counts)]) + '\n')


def headline(report):
    for pattern in (r'^.*Assertion .* failed\.', r'^.*runtime error: .*', r'^SUMMARY: .*', r'^==\d+== ?ERROR: .*'):
        if match := re.search(pattern, report, re.M):
            return match[0]
    return 'failed'


def signature(report):
    """The same for failures of the same kind at the same place."""
    frames = re.findall(r'#\d+ 0x\w+ in (quiesce::(?!fuzz)[^\s(]+)', report)
    kind = re.search(r'ERROR: \w+: ([\w-]+)|(runtime error)', report)
    return hashlib.sha1(' '.join([kind[0] if kind else '', *frames[:3]]).encode()).hexdigest()[:8]


def total(options):
    path = options.work / 'log.tsv'
    rows = [line.split('\t') for line in path.read_text().splitlines()[1:]] if path.exists() else []
    for name in sorted({row[2] for row in rows}):
        mine = [row for row in rows if row[2] == name]
        print(f'{name:12} {sum(float(row[3]) for row in mine) / 3600:8.2f} CPU hours {sum(int(row[4]) for row in mine):12,} '
              f'inputs {sum(int(row[5]) for row in mine):6} failed {sum(int(row[6]) for row in mine):6} of clang alone')
    print(f'{"in all":12} {sum(float(row[3]) for row in rows) / 3600:8.2f} CPU hours '
          f'{sum(int(row[4]) for row in rows):12,} inputs')


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('targets', nargs='*', metavar='TARGET', help='all by default: ' + ', '.join(SEEDS))
    parser.add_argument('--build', type=pathlib.Path, required=True)
    parser.add_argument('--work', type=pathlib.Path, help='BUILD/fuzz by default')
    parser.add_argument('--time', type=float, default=60)
    parser.add_argument('--runs', type=int, default=0)
    parser.add_argument('--seed', type=int)
    parser.add_argument('--jobs', type=int, default=1)
    parser.add_argument('--again', type=pathlib.Path, metavar='FILE')
    parser.add_argument('--log', action='store_true')
    options = parser.parse_args()
    if wrong := sorted(set(options.targets) - set(SEEDS)):
        parser.error(f'there is no target {", ".join(wrong)}; there are {", ".join(SEEDS)}')
    options.build = options.build.resolve()
    options.work = (options.work or options.build / 'fuzz').resolve()
    if options.seed is None:
        options.seed = 1 if options.runs else 0  # 0: libFuzzer draws one
    return options


def main():
    options = arguments()
    targets = [Target(name, options) for name in options.targets or SEEDS]
    missing = [str(target.binary) for target in targets if not target.binary.exists()]
    if missing:
        print('not built: ' + ', '.join(missing), file=sys.stderr)
        return 2
    if options.log:
        return total(options)
    if options.again:
        command = [targets[0].binary, f'-rss_limit_mb={MEGABYTES}', options.again]
        return subprocess.run(command, env=environment(QUIESCE_FUZZ_SHOW='1')).returncode
    for target in targets:
        target.plant()
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        results = list(pool.map(Target.fuzz, targets))
    if not all(executed for _, executed in results):
        print('some fuzzer ran no input', file=sys.stderr)
        return 2
    return 1 if any(ours for ours, _ in results) else 0


if __name__ == '__main__':
    sys.exit(main())
