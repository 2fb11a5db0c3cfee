"""Runs a command whose stderr is a terminal of 60 columns; prints what is drawn there, each drawing on a line.

    terminal.py COMMAND...
"""
import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios

ours, theirs = pty.openpty()
fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack('HHHH', 24, 60, 0, 0))
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=theirs)
os.close(theirs)
drawn = b''
while True:
    try:
        drawn += os.read(ours, 4096)
    except OSError:  # the other end is closed
        break
process.wait()
print(drawn.decode().replace('\r\x1b[K', '\n').replace('\r\n', '\n'))
