"""Runs a command none of whose files can have more than 1000 bytes, and prints its status.

    full_disk.py COMMAND...
"""
import resource
import signal
import subprocess
import sys


def limit():
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # writing fails instead
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))


print('status', subprocess.run(sys.argv[1:], preexec_fn=limit, timeout=100).returncode, flush=True)
