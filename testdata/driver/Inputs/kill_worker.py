"""Kills the worker of a command as the kernel does when memory runs out, or the command itself, and waits for the end
of both.

    kill_worker.py worker|command COMMAND...
"""
import os
import pathlib
import signal
import subprocess
import sys
import time

process = subprocess.Popen(sys.argv[2:])
children = pathlib.Path(f'/proc/{process.pid}/task/{process.pid}/children')
while not (workers := children.read_text().split()):
    time.sleep(0.01)
worker = int(workers[0])
if sys.argv[1] == 'worker':
    os.kill(worker, signal.SIGKILL)
    print('status', process.wait(100))
    sys.exit()
process.kill()
process.wait()
for _ in range(1000):
    try:
        # One that has ended may wait for somebody to take notice.
        if ') Z ' in pathlib.Path(f'/proc/{worker}/stat').read_text():
            break
    except FileNotFoundError:
        break
    time.sleep(0.01)
else:
    os.kill(worker, signal.SIGKILL)
    sys.exit('the worker lives on')
print('both ended')
