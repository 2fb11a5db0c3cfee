"""Several runs at a time on one cache, which is empty before; each is right and whole.

    parallel_cache.py QUIESCE FOLDER
"""
import pathlib
import shutil
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
