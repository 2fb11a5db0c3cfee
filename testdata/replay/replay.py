#!/usr/bin/env python3
"""Runs programs until what quiesce says of them is seen to happen.

For each finding the program is run, again and again, under a watchdog.  When threads of it have come to rest, gdb reads
their stacks, and one must stand where the finding says.  What is looked for depends on the finding:

    blocks for ever     a thread that has not run for a while has a frame at the operation's file and line
    a lock left held    a thread that has not run for a while waits for a mutex that it has itself, or that somebody has
                        who is no longer in the function which takes it
    unjoined-thread     the program ends in std::terminate(), called by the destructor or assignment of a handle, below the
                        function in which the finding stands
    use-after-close     the program ends in an exception that nobody catches, thrown at the operation
    unbounded-spawn     there are ever more threads that run what is started at the place
    endless-task        main() has ended, or waits, and a thread still runs what is started at the place

The first try is the program as it is, the others are with random pauses (jitter.c), some on a single processor.

    replay.py --quiesce BIN [--tries N] PROGRAM...

PROGRAM is a source file; --listed names a file of findings that cannot be replayed, with reasons.  Exit status: 0 all
is as the list says, 1 something is not, 2 something does not run.
"""
import argparse
import collections
import functools
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
CORPUS = HERE.parent / 'corpus'
FLAGS = ['-std=c++20', '-I' + str(CORPUS / 'include')]
LIBRARIES = {'boost/fiber': ['-lboost_fiber', '-lboost_context'], 'boost/thread': ['-lboost_thread', '-lboost_system'],
             'boost/asio': [], 'tbb/': ['-ltbb'], 'oneapi/tbb': ['-ltbb']}
REST = 1.5  # seconds a thread must not have run
LONGEST = 8  # seconds of one try

Frame = collections.namedtuple('Frame', 'function arguments file line')
Try = collections.namedtuple('Try', 'words environment prefix')


class Failure(Exception):
    """Something does not run."""


def output(command, **more):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, **more)
    return done.returncode, done.stdout, done.stderr


# ---- What is looked for -----------------------------------------------------


def findings(quiesce, source):
    status, out, err = output([quiesce, 'check', '--quiet', '--format=json', source, '--', *FLAGS])
    if status not in (0, 1):
        raise Failure(f'{source}: {err}')
    return json.loads(out)['findings']


def build(compiler, source, folder):
    program = folder / 'program'
    text = source.read_text()
    libraries = [flag for header, flags in LIBRARIES.items() if '<' + header in text for flag in flags]
    status, _, err = output([compiler, *FLAGS, '-O0', '-g', '-pthread', '-w', source, '-o', program, *libraries])
    if status:
        raise Failure(f'{source} does not compile:\n{err}')
    shim = folder / 'jitter.so'
    status, _, err = output([compiler.replace('clang++', 'clang'), '-O0', '-g', '-shared', '-fPIC', HERE / 'jitter.c', '-o', shim])
    if status:
        raise Failure(f'jitter.c does not compile:\n{err}')
    return program, shim


def tries(shim, count):
    yield Try('as it is', {}, [])
    for seed in range(1, count):
        longest = (300, 3000, 30000)[seed % 3]
        prefix = ['taskset', '-c', '0'] if seed % 4 == 3 else []
        yield Try(f'with pauses, seed {seed}',
                  {'LD_PRELOAD': str(shim), 'JITTER': str(seed), 'JITTER_US': str(longest)}, prefix)


# ---- Stacks -----------------------------------------------------------------


def parse_stacks(text):
    """By thread, the frames of which gdb knows the line, innermost first."""
    stacks, current = {}, None
    for line in text.splitlines():
        if match := re.match(r'Thread \d+ \(.*LWP (\d+)\)', line):
            current = stacks.setdefault(int(match[1]), [])
        elif match := re.match(r'#\d+\s+(?:0x[0-9a-f]+ in )?(.*?) \((.*)\)(?: at (.*):(\d+))?', line):
            if current is not None:
                current.append(Frame(match[1], match[2], match[3] or '', int(match[4] or 0)))
    return stacks


GDB = ['gdb', '-nx', '-q', '-batch', '-iex', 'set debuginfod enabled off', '-ex', 'set width 0', '-ex', 'set pagination off',
       '-ex', 'set print frame-arguments scalars', '-ex', 'set filename-display absolute']
ALL_STACKS = ['-ex', 'thread apply all backtrace 60']


def stacks_of(pid):
    return parse_stacks(output([*GDB, '-p', pid, *ALL_STACKS], timeout=120)[1])


def stacks_at_end(program, one):
    """The stacks when the program is killed by a signal of its own; none when it just ends, or hangs."""
    environment = [word for name, value in one.environment.items() for word in ('-ex', f'set environment {name} {value}')]
    command = [*one.prefix, *GDB, *environment, '-ex', 'run', *ALL_STACKS, program]
    try:
        out = output(command, timeout=LONGEST * 4)[1]
    except subprocess.TimeoutExpired:
        return {}
    return parse_stacks(out) if 'received signal SIG' in out else {}


def bare(function):
    """A function's name without its parameters."""
    return re.sub(r'(?<!operator)\(.*', '', function).strip()


@functools.cache
def function_at(program, file, line):
    out = output([*GDB, '-ex', f'info line {file}:{line}', program], timeout=120)[1]
    match = re.search(r'<(.*?)(\+\d+)?>', out)
    return bare(match[1]) if match else None


# ---- A run ------------------------------------------------------------------


class Run:
    """A run of the program; threads that have not run for a while are at rest."""

    def __init__(self, program, one):
        self.process = subprocess.Popen([*one.prefix, program], env={**os.environ, **one.environment},
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.seen = {}  # thread: when it was first seen as it is now, and that

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()

    def ended(self):
        return self.process.poll() is not None

    def threads(self):
        try:
            return [int(name) for name in os.listdir(f'/proc/{self.process.pid}/task')]
        except FileNotFoundError:
            return []

    def look(self):
        now = time.monotonic()
        for thread in self.threads():
            folder = f'/proc/{self.process.pid}/task/{thread}/'
            try:
                state = pathlib.Path(folder + 'stat').read_text().rsplit(')', 1)[1].split()
                switches = re.findall(r'ctxt_switches:\s*(\d+)', pathlib.Path(folder + 'status').read_text())
            except (FileNotFoundError, ProcessLookupError):
                continue
            it = (state[0], state[11], state[12], *switches)
            if self.seen.get(thread, (0, None))[1] != it:
                self.seen[thread] = (now, it)

    def at_rest(self):
        now = time.monotonic()
        return {thread for thread in self.threads()
                if thread in self.seen and self.seen[thread][1][0] == 'S' and now - self.seen[thread][0] >= REST}

    def until_rest(self):
        """Until it ends, all its threads rest, or it has run long enough."""
        begin = time.monotonic()
        while not self.ended() and time.monotonic() - begin < LONGEST:
            self.look()
            threads = self.threads()
            if threads and self.at_rest() == set(threads):
                return
            time.sleep(0.05)


# ---- Evidence ---------------------------------------------------------------


def stands(frames, finding):
    return any(os.path.basename(frame.file) == os.path.basename(finding['file']) and frame.line == finding['line']
               for frame in frames)


def caller_of_terminate(frames):
    names = [frame.function for frame in frames if frame.function != 'std::__terminate']
    return next((names[i + 1] for i, name in enumerate(names[:-1]) if name.startswith('std::terminate')), '')


def show(stacks, resting):
    for thread, frames in stacks.items():
        print('  thread', thread, 'at rest' if thread in resting else 'runs')
        for frame in frames:
            if frame.file:
                print(f'    {frame.function[:60]} {os.path.basename(frame.file)}:{frame.line}')


def replay_stuck(program, one, wanted):
    """Those of the findings at whose operations some thread rests."""
    with Run(program, one) as run:
        run.until_rest()
        if run.ended():
            return []
        resting = run.at_rest()
        stacks = stacks_of(run.process.pid)
        if os.environ.get('REPLAY_SHOW'):
            show(stacks, resting)
        return [f for f in wanted if any(stands(stacks[t], f) for t in stacks if t in resting)]


def owner(pid, mutex):
    out = output([*GDB, '-p', pid, '-ex', f'print ((pthread_mutex_t *){mutex})->__data.__owner'], timeout=120)[1]
    match = re.search(r'\$1 = (\d+)', out)
    return int(match[1]) if match else None


def replay_left(program, one, wanted):
    """Those of the findings whose lock somebody waits for though nobody is there to give it back."""
    found = []
    with Run(program, one) as run:
        run.until_rest()
        resting = set() if run.ended() else run.at_rest()
        stacks = stacks_of(run.process.pid) if resting else {}
        for thread in resting & set(stacks):
            mutex = next((match[0] for frame in stacks[thread] if os.path.basename(frame.file) == 'jitter.c'
                          for match in re.finditer('0x[0-9a-f]+', frame.arguments)), None)
            has_it = owner(run.process.pid, mutex) if mutex else None
            for f in wanted:
                function = function_at(program, f['file'], f['line'])
                left = has_it == thread or not any(bare(frame.function) == function for frame in stacks.get(has_it, []))
                if has_it and left and f not in found:
                    found.append(f)
    return found


def replay_throw(program, one, wanted):
    """Those of the findings from whose operation an exception goes out that ends the program."""
    stacks = [frames for frames in stacks_at_end(program, one).values() if caller_of_terminate(frames) == '__cxa_throw']
    return [f for f in wanted if any(stands(frames, f) for frames in stacks)]


def replay_handle(program, one, wanted):
    """Those of the findings in whose function the program ends for a handle."""
    stacks = [frames for frames in stacks_at_end(program, one).values()
              if caller_of_terminate(frames).startswith('std::thread::')]
    places = {id(f): function_at(program, f['file'], f['line']) for f in wanted}
    return [f for f in wanted if any(bare(frame.function) == places[id(f)] for frames in stacks for frame in frames)]


def replay_spawn(program, one, wanted):
    with Run(program, one) as run:
        before = 0
        for _ in range(LONGEST):
            time.sleep(0.2)
            count = len(run.threads())
            if before and count > 2 * before and count > 50:
                return wanted
            before = count
    return []


METHODS = {'quiesce-unjoined-thread': replay_handle, 'quiesce-use-after-close': replay_throw,
           'quiesce-unbounded-spawn': replay_spawn}


def method_for(finding):
    if 'is still locked when' in finding['message']:
        return replay_left
    return METHODS.get(finding['check'], replay_stuck)


def replay(quiesce, compiler, source, count, folder):
    """Each finding and the try that showed it, or None."""
    left = findings(quiesce, source)
    shown = []
    if not left:
        return shown
    program, shim = build(compiler, source, folder)
    for one in tries(shim, count):
        for method in dict.fromkeys(map(method_for, left)):
            for f in method(program, one, [f for f in left if method_for(f) is method]):
                shown.append((f, one))
                left.remove(f)
        if not left:
            break
    return sorted(shown + [(f, None) for f in left], key=lambda each: (each[0]['line'], each[0]['check']))


# ---- The list of what cannot be replayed ------------------------------------


def name_of(source):
    return source.parent.name if source.name == 'bug.cpp' else source.name.rsplit('.', 2)[0]


def read_list(path):
    """By (program, check, line), the reason."""
    listed = {}
    for number, line in enumerate(path.read_text().splitlines() if path else [], 1):
        entry, _, reason = line.partition('#')
        words = entry.split()
        if not words:
            continue
        if len(words) != 3 or not words[2].isdigit() or not reason.strip():
            raise Failure(f'{path}:{number}: "{line}" is not "PROGRAM CHECK LINE # reason"')
        listed[words[0], words[1], int(words[2])] = reason.strip()
    return listed


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--quiesce', required=True)
    parser.add_argument('--compiler', default='clang++-22')
    parser.add_argument('--tries', type=int, default=30)
    parser.add_argument('--listed', type=pathlib.Path)
    parser.add_argument('program', nargs='+', type=pathlib.Path)
    args = parser.parse_args()
    wrong = 0
    try:
        listed = read_list(args.listed)
        for source in args.program:
            with tempfile.TemporaryDirectory() as folder:
                shown = replay(args.quiesce, args.compiler, source.resolve(), args.tries, pathlib.Path(folder))
            for finding, one in shown:
                key = (name_of(source), finding['check'], finding['line'])
                verdict = f'seen {one.words}' if one else 'not seen'
                if one and key in listed:
                    verdict += ', though it is listed as one that cannot be: take it off the list'
                    wrong += 1
                elif not one and key in listed:
                    verdict += ': ' + listed[key]
                elif not one:
                    wrong += 1
                print(*key, verdict, sep=' ', flush=True)
    except Failure as error:
        print('replay.py:', error, file=sys.stderr)
        sys.exit(2)
    sys.exit(1 if wrong else 0)


if __name__ == '__main__':
    main()
