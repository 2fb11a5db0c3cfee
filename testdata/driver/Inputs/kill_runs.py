"""Kills ten runs at random moments, and lets each be followed by one that must be right and complete.

    kill_runs.py QUIESCE FOLDER

FOLDER has a header with std::thread; many small units that include it are put beside it, so that the moments fall
anywhere between and within what is done for a unit.
"""
import json
import pathlib
import random
import signal
import subprocess
import sys
import time

UNITS, KILLS = 20, 10
quiesce, folder = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
names = [f'unit{number}.cpp' for number in range(UNITS)]
for name in names:
    (folder / name).write_text('#include "thread.h"\nstatic void lose() { std::thread lost([] {}); }\n'
                               'void use() { lose(); }\n')
(folder / 'compile_commands.json').write_text(json.dumps(
    [{'directory': str(folder), 'file': name, 'arguments': ['c++', '-std=c++20', '-c', name]} for name in names]))
report = folder / 'report.json'


def begin():
    """A run that has everything to do: all units depend on what has changed."""
    with open(folder / 'thread.h', 'a') as header:
        header.write('// changed\n')
    report.unlink(missing_ok=True)
    return start()


def start():
    return subprocess.Popen([quiesce, 'check', '-p', '.', '-j2', '--stats', '--cache', 'cache', '--format', 'text',
                             '--format', 'json:report.json'], cwd=folder, stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE, text=True)


def end(process):
    out, err = process.communicate(timeout=300)
    assert process.returncode == 1, (process.returncode, err)
    return out, report.read_text(), err


began = time.monotonic()
*right, _ = end(begin())
duration = time.monotonic() - began
assert right[0].count('[quiesce-unjoined-thread]') == UNITS
killed = resumed = 0
random.seed(5)
for _ in range(5 * KILLS):
    if killed == KILLS:
        break
    process = begin()
    try:
        process.wait(random.uniform(0, duration))
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
    process.communicate()
    if process.returncode != -signal.SIGKILL:  # it was quicker
        continue
    killed += 1
    assert not report.exists() or report.read_text() == right[1], 'half a report'
    *found, said = end(start())
    assert found == right, said
    resumed += 'taken from the cache' in said
assert killed == KILLS and resumed, (killed, resumed)
