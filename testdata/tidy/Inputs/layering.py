"""Reads `ninja -t deps`: no object of the analysis depends on a clang-tidy header."""
import sys

bad, seen, target = [], 0, ''
for line in open(sys.argv[1]):
    if line[:1] not in (' ', '\n'):
        target = line.split(':')[0]
        seen += 'quiesce-analysis.dir' in target
    elif 'quiesce-analysis.dir' in target and '/clang-tidy/' in line:
        bad.append(f'{target} includes {line.strip()}')
print(*bad, sep='\n')
sys.exit(bool(bad) or not seen)
