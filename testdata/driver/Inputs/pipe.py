"""Makes a pipe, and prints what a command writes into it.

    pipe.py PIPE COMMAND...
"""
import os
import subprocess
import sys

os.mkfifo(sys.argv[1])
reader = subprocess.Popen(['cat', sys.argv[1]])
subprocess.run(sys.argv[2:], timeout=100)
reader.wait(10)
