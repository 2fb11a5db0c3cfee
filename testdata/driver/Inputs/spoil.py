"""Cuts every result in a cache short, the first to nothing: what a full disk leaves behind."""
import pathlib
import sys

for number, path in enumerate(sorted(pathlib.Path(sys.argv[1]).glob('*.report'))):
    text = path.read_text()
    path.write_text(text[:len(text) // 2] if number else '')
