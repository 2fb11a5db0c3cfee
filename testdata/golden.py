"""Compares stdin with a golden file; with QUIESCE_UPDATE_GOLDENS set in the environment, writes it instead.

    golden.py FILE [OLD=NEW...]

Each OLD in stdin is taken for NEW first: what differs from machine to machine.
"""
import difflib
import os
import pathlib
import sys

golden = pathlib.Path(sys.argv[1])
text = sys.stdin.read()
for pair in sys.argv[2:]:
    old, new = pair.split('=', 1)
    text = text.replace(old, new)
if os.environ.get('QUIESCE_UPDATE_GOLDENS'):
    golden.write_text(text)
known = golden.read_text() if golden.exists() else ''
sys.stdout.writelines(difflib.unified_diff(known.splitlines(True), text.splitlines(True), golden.name, 'now'))
sys.exit(known != text)
