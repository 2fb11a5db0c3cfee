"""Kinds of tests that are not a script of RUN lines; see lit.cfg.py.

Each takes the paths of what is tested from `config.quiesce_tools`.
"""
import ast
import functools
import json
import os
import pathlib
import subprocess
import sys

import lit.Test
from lit.formats import ShTest
from lit.formats.base import TestFormat

TIMEOUT = 300  # seconds for one test; a hang is a failure, not a wait


class Script(ShTest):
    """RUN lines; but a googletest source has none, its cases are found through the binary."""

    def getTestsInDirectory(self, suite, folder, lit_config, config):
        for test in super().getTestsInDirectory(suite, folder, lit_config, config):
            if not test.path_in_suite[-1].endswith('Test.cpp'):
                yield test


class _Format(TestFormat):
    def test(self, suite, folder, name, config):
        return lit.Test.Test(suite, folder + (name,), config)


@functools.cache  # not kept in the format: lit sends that to its workers, and functions do not travel
def _load_score(path):
    """The functions of the corpus's scorer, which is a script that ends in a call of its main()."""
    tree = ast.parse(path.read_text())
    assert isinstance(tree.body[-1], ast.Expr)
    tree.body.pop()
    names = {'__name__': 'score'}
    exec(compile(tree, str(path), 'exec'), names)
    return names


class CorpusProgram(_Format):
    """One program of the corpus, judged as `score` judges it.

    A bad program that is not found fails, unless expected-misses.txt names it; one that is named there and is
    found fails too, for the list only shrinks.
    """

    def __init__(self, corpus):
        self.corpus = pathlib.Path(corpus)
        lines = (self.corpus / 'expected-misses.txt').read_text().splitlines()
        self.misses = {line.split('#')[0].strip() for line in lines} - {''}
        for line in self.misses:
            if line.split()[1:] != ['bad']:
                raise ValueError(f'expected-misses.txt: "{line}" is not "NAME bad"; good programs are never listed')

    def getTestsInDirectory(self, suite, folder, lit_config, config):
        source = pathlib.Path(suite.getSourcePath(folder))
        for path in sorted(source.glob('*.cpp')):
            if path.name in ('bug.cpp', 'fixed.cpp') or path.name.endswith(('.bad.cpp', '.good.cpp')):
                yield self.test(suite, folder, path.name, config)

    def execute(self, test, lit_config):
        path = pathlib.Path(test.getSourcePath())
        in_folder = path.name in ('bug.cpp', 'fixed.cpp')
        name = path.parent.name if in_folder else path.name.rsplit('.', 2)[0]
        bad = path.name == 'bug.cpp' or path.name.endswith('.bad.cpp')
        tools = test.config.quiesce_tools
        score = _load_score(self.corpus / 'score')
        # A killed run is an error to the scorer; one that ended early would be a program without findings.
        command = ['timeout', '--signal=KILL', str(TIMEOUT), tools['clang_tidy'], '--load=' + tools['plugin'],
                   '--checks=-*,quiesce-*', '{}', '--', '-std=c++20', '-I' + str(self.corpus / 'include')]
        found, errors = score['analyse'](command, path)
        if errors:
            return lit.Test.FAIL, '\n'.join(errors)
        good, why = score['judge'](bad, path, found)
        listed = bad and f'{name} bad' in self.misses
        if good and listed:
            return lit.Test.XPASS, f'found; take "{name} bad" off testdata/corpus/expected-misses.txt'
        if good:
            return lit.Test.PASS, ''
        return lit.Test.XFAIL if listed else lit.Test.FAIL, ('missed: ' if bad else 'false alarm: ') + why


class UnitTests(_Format):
    """Each case of the googletest binary."""

    def getTestsInDirectory(self, suite, folder, lit_config, config):
        binary = config.quiesce_tools['unittests']
        if not os.path.exists(binary):
            lit_config.warning(f'{binary} was not built, so there are no unit tests')
            return
        listed = subprocess.run([binary, '--gtest_list_tests'], capture_output=True, text=True)
        if listed.returncode:
            lit_config.error(f'{binary} --gtest_list_tests: {listed.stderr}')
        group = ''
        for line in listed.stdout.splitlines():
            line = line.split('#')[0].rstrip()
            if line.endswith('.') and not line.startswith(' '):
                group = line
            elif line.startswith('  '):
                yield self.test(suite, folder, (group + line.strip()).replace('/', '~'), config)

    def execute(self, test, lit_config):
        name = test.path_in_suite[-1].replace('~', '/')
        command = [test.config.quiesce_tools['unittests'], '--gtest_filter=' + name]
        done = subprocess.run(command, capture_output=True, text=True, timeout=TIMEOUT)
        return (lit.Test.FAIL if done.returncode else lit.Test.PASS), done.stdout + done.stderr


class CheckRecords(_Format):
    """Of each check's record: `CHECK.record`, that all that belongs to it is there, and `CHECK.examples`, that its
    page's examples behave as the page says.  Checks of a later version than the build's need neither yet."""

    def getTestsInDirectory(self, suite, folder, lit_config, config):
        quiesce = config.quiesce_tools['quiesce']
        run = lambda *args: subprocess.run([quiesce, *args], capture_output=True, text=True, check=True).stdout
        number = lambda version: [int(part) for part in version.split('.')]
        current = number(run('--version').split()[1])
        for record in json.loads(run('list', '--json')):
            if number(record['since']) <= current:
                yield self.test(suite, folder, record['name'] + '.record', config)
                yield self.test(suite, folder, record['name'] + '.examples', config)

    def execute(self, test, lit_config):
        check, what = test.path_in_suite[-1].rsplit('.', 1)
        tools = test.config.quiesce_tools
        script = os.path.join(tools['root'], 'testdata', 'docs', f'check_{what}.py')
        scratch = os.path.join(test.getExecPath() + '.dir')
        command = [sys.executable, script, '--root', tools['root'], '--quiesce', tools['quiesce'],
                   '--clang-tidy', tools['clang_tidy'], '--plugin', tools['plugin'], '--scratch', scratch, check]
        done = subprocess.run(command, capture_output=True, text=True, timeout=TIMEOUT)
        return (lit.Test.FAIL if done.returncode else lit.Test.PASS), done.stdout + done.stderr


class WorstCases(_Format):
    """Some generated worst cases, or with `--param bounds=all` each, held to their budgets by bounds/check_bounds.py."""

    SAMPLE = ('operations', 'nested-calls', 'nested-templates', 'switch', 'tasks')

    def getTestsInDirectory(self, suite, folder, lit_config, config):
        sys.path.insert(0, suite.getSourcePath(folder))
        import worst_cases
        for name in worst_cases.CASES if lit_config.params.get('bounds') == 'all' else self.SAMPLE:
            yield self.test(suite, folder, name, config)

    def execute(self, test, lit_config):
        return _run_script(test, 'bounds/check_bounds.py', test.path_in_suite[-1])


class Replays(_Format):
    """Each finding in some programs of the corpus that have a main(), or with `--param replay=all` in all of these, seen
    to happen by replay/replay.py."""

    SAMPLE = 13  # one program of so many

    def __init__(self, corpus):
        self.corpus = pathlib.Path(corpus)

    def getTestsInDirectory(self, suite, folder, lit_config, config):
        programs = sorted([*self.corpus.glob('seeds/*.bad.cpp'), *self.corpus.glob('kernels/*/bug.cpp')])
        programs = [path for path in programs if ' main(' in path.read_text()]
        if lit_config.params.get('replay') != 'all':
            words = self._listed().read_text().split()
            named = {path: path.parent.name if path.name == 'bug.cpp' else path.name.rsplit('.', 2)[0] for path in programs}
            programs = [path for path in programs if named[path] not in words][::self.SAMPLE]
        for path in programs:
            yield self.test(suite, folder, str(path.relative_to(self.corpus)).replace('/', '~'), config)

    def execute(self, test, lit_config):
        program = self.corpus / test.path_in_suite[-1].replace('~', '/')
        return _run_script(test, 'replay/replay.py', '--listed', self._listed(), program)

    def _listed(self):
        return self.corpus.parent / 'replay' / 'not-replayed.txt'


def _run_script(test, script, *arguments):
    tools = test.config.quiesce_tools
    command = [sys.executable, os.path.join(tools['root'], 'testdata', script), '--quiesce', tools['quiesce'], *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=TIMEOUT)
    return (lit.Test.FAIL if done.returncode else lit.Test.PASS), done.stdout + done.stderr
