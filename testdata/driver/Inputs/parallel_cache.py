"""Runs on one cache: several at a time, and some that are killed at any moment.  The run after them is right and whole.

    parallel_cache.py QUIESCE FOLDER
"""
import pathlib
import random
import shutil
import signal
import subprocess
import sys

quiesce, folder = sys.argv[1], pathlib.Path(sys.argv[2])
command = [quiesce, 'check', '-p', '.', '--quiet', '--cache', 'shared', '-j2']


def run():
    return subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def output(process):
    out, err = process.communicate(timeout=100)
    assert process.returncode == 1, (process.returncode, err)
    return out


right = output(run())
shutil.rmtree(folder / 'shared')
for out in [output(p) for p in [run(), run(), run()]]:
    assert out == right
shutil.rmtree(folder / 'shared')
random.seed(5)
for _ in range(10):
    process = run()
    try:
        process.wait(timeout=random.uniform(0.01, 1.5))
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
    process.communicate()
assert output(run()) == right
