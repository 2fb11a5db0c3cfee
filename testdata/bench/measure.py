"""Runs of commands: what they cost, side by side."""
import os
import resource
import statistics
import sys
from dataclasses import dataclass


@dataclass
class Run:
    seconds: float  # of the processor, in user mode
    kib: int  # most memory at any time
    status: int
    output: str = ''
    cut: bool = False  # it was stopped at the limit


def run(command, folder=None, keep=False, limit=None):
    """What `command` costs, with what it started; with `keep` what it printed.

    After `limit` seconds of the processor it is stopped.
    """
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        sink = writer if keep else os.open(os.devnull, os.O_WRONLY)
        os.dup2(sink, 1)
        os.dup2(sink, 2)
        os.close(reader)
        if folder:
            os.chdir(folder)
        if limit:
            resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
        try:
            os.execvp(command[0], [str(word) for word in command])
        except OSError:
            os._exit(127)
    os.close(writer)
    with os.fdopen(reader, errors='replace') as text:
        output = text.read()
    _, status, usage = os.wait4(child, 0)
    cut = bool(limit) and os.WIFSIGNALED(status) and usage.ru_utime + usage.ru_stime >= limit - 1
    return Run(usage.ru_utime, usage.ru_maxrss, status, output, cut)


def interleaved(commands, rounds, folder=None, limit=None):
    """By name, the runs of each command.

    In each round every command runs once, in an order that moves on, so that what disturbs the machine disturbs all.
    What takes a third of `limit` runs in the first round only, and no longer than `limit`.
    """
    runs = {name: [] for name in commands}
    names = list(commands)
    run(commands[names[0]], folder)  # warms the caches
    for number in range(rounds):
        for i in range(len(names)):
            name = names[(i + number) % len(names)]
            if limit and runs[name] and runs[name][0].seconds > limit / 3:
                continue
            done = run(commands[name], folder, limit=limit)
            if not done.cut and (os.WIFSIGNALED(done.status) or os.WEXITSTATUS(done.status) == 127):
                sys.exit(f'bench: {" ".join(map(str, commands[name]))} does not run')
            runs[name].append(done)
    return runs


def ratio(runs, base, of):
    """The median over the rounds of what `runs` cost, in terms of `base`."""
    return statistics.median(of(each) / of(other) for each, other in zip(runs, base))


def seconds(each):
    return each.seconds


def memory(each):
    return each.kib
