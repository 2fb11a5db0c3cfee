#!/usr/bin/env python3
"""What is found in real projects, against the findings somebody has read and judged.

Beside this script stands a list for each project, NAME.yaml: where it comes from, at which commit, how it is configured,
which of its folders and files are analysed, and the findings there, each with its verdict and the reason.  Clones of the
projects are looked for below --clones, as OWNER+NAME/repo, OWNER+NAME.git, NAME.git or a work tree NAME; what is not there
is skipped with a word.  Their trees at the commit are unpacked and configured below --work, once.

Printed is, for each project, `+n -m`: n findings that its list does not have, m of the list that are not found any more.
Exit status: 0 when all is as the lists say, 1 when it is not, 2 when something could not be configured or analysed.
"""
import argparse
import json
import os
import pathlib
import subprocess
import sys

import yaml

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(HERE.parent))
from clones import clone, unpack

FIELDS = ('key', 'place', 'check', 'verdict', 'why')
VERDICTS = (True, False, 'unread')


class Failure(RuntimeError):
    """Something that keeps a project from being looked at: a sentence."""


class Missing(Exception):
    """A clone that is not here: a sentence."""


# ---- The lists --------------------------------------------------------------


def read(path):
    try:
        project = yaml.safe_load(path.read_text())
        for row in project['findings']:
            if set(row) != set(FIELDS) or row['verdict'] not in VERDICTS:
                raise Failure(f'{path}: a finding has {", ".join(FIELDS)}, and a verdict is true, false or unread; '
                              f'not so: {row}')
    except (OSError, yaml.YAMLError, KeyError, TypeError) as problem:
        raise Failure(f'{path} is no list of findings: {problem!r}') from problem
    return project


def write(path, project, rows):
    """Gives the list these findings; what stands before them is left as it is."""
    head = path.read_text().partition('findings:')[0]
    text = yaml.safe_dump(rows, sort_keys=False, width=116, allow_unicode=True) if rows else ' []\n'
    path.write_text(f'{head}findings:{text if not rows else chr(10) + text}')


def judged(project):
    """How many of its findings are true, and how many false."""
    verdicts = [row['verdict'] for row in project['findings']]
    return verdicts.count(True), verdicts.count(False)


def table(projects):
    """The lists in numbers, as it stands in docs/projects.md."""
    yield '| project | commit | findings | true | false |'
    yield '|---|---|---|---|---|'
    for project in projects.values():
        right, wrong = judged(project)
        yield f'| {project["repository"]} | {project["commit"][:10]} | {len(project["findings"])} | {right} | {wrong} |'
    right, wrong = map(sum, zip(*map(judged, projects.values())))
    yield f'| together | | {right + wrong} | {right} ({100 * right // max(1, right + wrong)} %) | {wrong} |'


# ---- The projects -----------------------------------------------------------


def run(command, **options):
    return subprocess.run(command, capture_output=True, text=True, **options)


def checkout(args, name, project):
    """The tree of the project at its commit, with what it takes from other repositories."""
    tree = args.work / f'{name}-{project["commit"][:10]}'
    for place, source in {'.': f'{project["repository"]}@{project["commit"]}', **project.get('with', {})}.items():
        repository, _, commit = source.partition('@')
        git = clone(args.clones, repository) if args.clones else None
        if not git:
            raise Missing(f'no clone of {repository} below {args.clones}' if args.clones else 'no folder of clones is given')
        if run(['git', f'--git-dir={git}', 'cat-file', '-e', commit + '^{tree}']).returncode:
            raise Missing(f'{git} has no commit {commit}')
        unpack(git, commit, tree / place)
    return tree


def configure(args, tree, project):
    """The folder of its compile database."""
    folder = tree.with_name(tree.name + '-build')
    if not (folder / 'compile_commands.json').exists():
        done = run(['cmake', '-S', tree, '-B', folder, '-G', 'Ninja', '-DCMAKE_EXPORT_COMPILE_COMMANDS=ON',
                    '-DCMAKE_C_COMPILER=clang-22', '-DCMAKE_CXX_COMPILER=clang++-22', *project.get('configure', [])])
        if done.returncode:
            raise Failure(f'cmake fails in {tree}: {done.stderr.strip()}')
    return folder


def analyse(args, tree, folder, project):
    """What quiesce reports, as it does in JSON."""
    done = run([args.quiesce, 'check', '--quiet', '-p', folder, f'-j{args.jobs}', f'--unit-timeout={args.unit_timeout}',
                '--cache', args.work / 'cache', '--cache-size=4000', '--format=json', *project['sources']], cwd=tree)
    if not done.stdout.startswith('{'):
        raise Failure(f'quiesce fails in {tree}: {done.stderr.strip()}')
    return json.loads(done.stdout)


def form(finding):
    return {'key': finding['key'], 'place': f'{finding["file"]}:{finding["line"]}', 'check': finding['check']}


def line(sign, row, tail):
    return f'  {sign} {row["key"]} {row["place"]} [{row["check"]}] {tail}'


def compare(args, name, project):
    """Prints what is new and what is gone; the exit status."""
    tree = checkout(args, name, project)
    report = analyse(args, tree, configure(args, tree, project), project)
    known = {row['key']: row for row in project['findings'] if row['verdict'] != 'unread'}
    found = {finding['key']: finding for finding in report['findings']}
    added = [finding for key, finding in found.items() if key not in known]
    gone = [row for key, row in known.items() if key not in found]
    right, wrong = judged(project)
    print(f'{name}: +{len(added)} -{len(gone)}  {report["files"]} files, {len(found)} findings; known {right} true, '
          f'{wrong} false')
    for finding in added:
        print(line('+', form(finding), finding['message']))
    for row in gone:
        print(line('-', row, f'{str(row["verdict"]).lower()}: {row["why"]}'))
    for problem in report['problems']:
        print(f'  ! {problem["file"]}: {problem["text"]}')
    if args.update:
        rows = [{**form(finding), **{field: known.get(key, {'verdict': 'unread', 'why': finding['message']})[field]
                                     for field in ('verdict', 'why')}} for key, finding in found.items()]
        write(args.lists / f'{name}.yaml', project, rows)
    return 2 if report['problems'] else 1 if added or gone else 0


def main():
    parser = argparse.ArgumentParser(prog='./dev projects', description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('projects', nargs='*', metavar='PROJECT', help='names of lists; all when absent')
    parser.add_argument('--clones', type=pathlib.Path, default=os.environ.get('QUIESCE_PROJECTS') or None,
                        help='folder with the clones; $QUIESCE_PROJECTS when absent')
    parser.add_argument('--work', type=pathlib.Path, default='build/projects', help='folder for trees and results')
    parser.add_argument('--jobs', '-j', type=int, default=os.cpu_count())
    parser.add_argument('--unit-timeout', type=int, default=300, help='seconds that a file may take')
    parser.add_argument('--update', action='store_true',
                        help='write the findings into the lists; a new one is unread until somebody gives its verdict')
    parser.add_argument('--table', action='store_true', help='only print the lists in numbers')
    parser.add_argument('--quiesce', default='build/bin/quiesce', help=argparse.SUPPRESS)
    parser.add_argument('--lists', type=pathlib.Path, default=HERE, help=argparse.SUPPRESS)
    args = parser.parse_args()
    args.quiesce, args.work = os.path.abspath(args.quiesce), args.work.absolute()

    status = 0
    try:
        known = sorted(path.stem for path in args.lists.glob('*.yaml'))
        for name in args.projects:
            if name not in known:
                raise Failure(f'there is no list {name}; there are {", ".join(known)}')
        projects = {name: read(args.lists / f'{name}.yaml') for name in args.projects or known}
    except Failure as problem:
        sys.exit(f'projects: {problem}')
    if args.table:
        print('\n'.join(table(projects)))
        return
    for name, project in projects.items():
        try:
            status = max(status, compare(args, name, project))
        except Missing as reason:
            print(f'{name}: skipped, {reason}')
        except RuntimeError as problem:
            print(f'projects: {problem}', file=sys.stderr)
            status = 2
    sys.exit(status)


if __name__ == '__main__':
    main()
