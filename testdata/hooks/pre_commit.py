"""A scratch repository that uses our hooks, as docs/ci.md says.

    pre_commit.py QUIESCE HOOKS FOLDER
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys

quiesce, hooks, folder = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
environment = dict(os.environ, PATH=f'{quiesce.parent}:{os.environ["PATH"]}', PRE_COMMIT_HOME=str(folder / 'home'),
                   HOME=str(folder), GIT_CONFIG_NOSYSTEM='1', GIT_AUTHOR_NAME='t', GIT_AUTHOR_EMAIL='t@t',
                   GIT_COMMITTER_NAME='t', GIT_COMMITTER_EMAIL='t@t')


def run(where, *command):
    done = subprocess.run(command, cwd=where, env=environment, capture_output=True, text=True, timeout=200)
    return done.returncode, done.stdout + done.stderr


def right(where, *command):
    status, text = run(where, *command)
    assert status == 0, f'{command}: {text}'
    return text


# Our own repository at a revision, which pre-commit clones.
tool = folder / 'tool'
tool.mkdir()
shutil.copy(hooks, tool)
right(tool, 'git', 'init', '-q')
right(tool, 'git', 'add', '.')
right(tool, 'git', 'commit', '-qm', 'hooks')
right(tool, 'git', 'tag', 'v1')

work = folder / 'work'
work.mkdir()
right(work, 'git', 'init', '-q')
for name in ('bad.cpp', 'good.cpp'):
    shutil.copy(folder / name, work)
(work / 'compile_commands.json').write_text(json.dumps([
    {'directory': str(work), 'file': name, 'arguments': ['c++', '-std=c++20', '-c', name]}
    for name in ('bad.cpp', 'good.cpp')]))
(work / '.pre-commit-config.yaml').write_text(f'''repos:
  - repo: {tool.as_uri()}
    rev: v1
    hooks:
      - id: quiesce
      - id: quiesce-tree
''')
right(work, 'pre-commit', 'install', '--hook-type', 'pre-commit', '--hook-type', 'pre-push')

right(work, 'git', 'add', '.pre-commit-config.yaml', 'good.cpp')
assert 'Passed' in right(work, 'git', 'commit', '-qm', 'good')
right(work, 'git', 'add', 'bad.cpp')
status, text = run(work, 'git', 'commit', '-qm', 'bad')
assert status != 0 and 'bad.cpp:2:' in text and '[quiesce-unjoined-thread]' in text and 'good.cpp' not in text, text

right(work, 'git', 'reset', '-q')
right(folder, 'git', 'init', '-q', '--bare', 'remote')
right(work, 'git', 'remote', 'add', 'origin', str(folder / 'remote'))
status, text = run(work, 'git', 'push', 'origin', 'HEAD:refs/heads/main')
assert status != 0 and 'bad.cpp:2:' in text, 'the whole tree is looked at before a push: ' + text
shutil.copy(folder / 'good.cpp', work / 'bad.cpp')
(work / 'bad.cpp').write_text((work / 'bad.cpp').read_text().replace('good', 'mended'))
right(work, 'git', 'push', 'origin', 'HEAD:refs/heads/main')
