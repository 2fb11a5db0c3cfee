#!/usr/bin/env python3
"""Checks that all that belongs to a check is there: a page with its headings, which opens with the record's sentence;
tests; a line in the changelog."""
import argparse
import json
import pathlib
import re
import subprocess
import sys

HEADINGS = ['What it finds', 'Why it blocks', 'Bad', 'Good', 'If you meant', 'Limitations', 'How to silence',
            'Options', 'Models used']


def problems_of_page(page, check, summary):
    if not page.exists():
        yield f'there is no page {page}'
        return
    text = page.read_text()
    if not text.startswith(f'# {check}\n'):
        yield f'{page.name} does not start with the title "# {check}"'
    if 'TODO' in text:
        yield f'{page.name} has a TODO'
    headings = re.findall(r'^## (.*)$', re.sub(r'^```.*?^```', '', text, flags=re.M | re.S), re.M)
    if [h for h in headings if h in HEADINGS] != HEADINGS:
        yield f'{page.name} must have the headings {", ".join(HEADINGS)}, in that order; it has {", ".join(headings)}'
    prose = ' '.join(line for line in text.splitlines() if not line.startswith('#')).split()
    if ' '.join(prose[:len(summary.split())]) != summary:
        yield f'{page.name} does not open with the sentence of the record: {summary}'


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for option in ('--root', '--clang-tidy', '--plugin', '--scratch', '--quiesce'):
        parser.add_argument(option, required=True)
    parser.add_argument('check')
    args = parser.parse_args()
    root = pathlib.Path(args.root)

    listed = subprocess.run([args.quiesce, 'list', '--json'], capture_output=True, text=True, check=True).stdout
    record = next(r for r in json.loads(listed) if r['name'] == args.check)
    problems = list(problems_of_page(root / 'docs' / 'checks' / (args.check + '.md'), args.check, record['summary']))
    if not record['summary'].endswith('.') or record['title'][0].isupper() or record['title'].endswith('.'):
        problems.append('a summary is a sentence; a title starts lower case and has no full stop')
    if not list((root / 'testdata' / 'checks' / args.check).glob('*.cpp')):
        problems.append(f'there is no test testdata/checks/{args.check}/*.cpp')
    changelog = root / 'CHANGELOG.md'
    lines = changelog.read_text().splitlines() if changelog.exists() else []
    if not any(args.check in line and 'TODO' not in line for line in lines):
        problems.append('CHANGELOG.md does not mention it, or only as a TODO')
    for problem in problems:
        print(f'{args.check}: {problem}')
    sys.exit(bool(problems))


main()
