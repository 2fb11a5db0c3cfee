"""Everything that is tested, found by lit: `./dev test`, or `lit-22 testdata`.

    FILE.test, FILE.cpp with a RUN line     through the real binaries (ShTest)
    corpus/                                 each program of the corpus is a test
    docs/                                   each check's record and page is a test
    bounds/                                 some generated worst cases are tests
    replay/                                 some programs of the corpus, run, are tests
    unit/                                   each googletest case is a test

Parameters: build (default: build beside testdata); replay=all and bounds=all, not only some of those.  The
tools of LLVM are those of the version it was built against.
"""
import glob
import os
import re
import shutil
import sys
import sysconfig

root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
here = os.path.join(root, 'testdata')
build = os.path.abspath(lit_config.params.get('build', os.path.join(root, 'build')))
with open(os.path.join(build, 'CMakeCache.txt')) as cache:
    version = re.search(r'^QUIESCE_LLVM:STRING=(\d+)$', cache.read(), re.MULTILINE)[1]
llvm = '/usr/lib/llvm-' + version
sys.path.insert(0, here)

import formats

config.name = 'quiesce'
config.test_source_root = here
config.test_exec_root = os.path.join(build, 'testdata')
config.test_format = formats.Script(execute_external=False)
config.suffixes = ['.test', '.cpp', '.c']
config.excludes = ['Inputs', 'demo', 'CMakeLists.txt', 'include']

tools = {
    'root': root,
    'build': build,
    'plugin': os.path.join(build, 'lib', 'libquiesce.so'),
    'quiesce': os.path.join(build, 'bin', 'quiesce'),
    'unittests': os.path.join(build, 'bin', 'quiesce-unittests'),
    'clang_tidy': os.path.join(llvm, 'bin', 'clang-tidy'),
}
config.quiesce_tools = tools

config.environment['PATH'] = os.pathsep.join([os.path.join(llvm, 'bin'), os.environ['PATH'], os.path.join(build, 'bin')])
python = sys.executable
for name in ('QUIESCE_UPDATE_GOLDENS',):
    if name in os.environ:
        config.environment[name] = os.environ[name]

# Consumers that are not everywhere; ./dev installs them.
schema = os.path.join(build, 'sarif-2.1.0.json')
if os.path.exists(schema):
    config.available_features.add('sarif-schema')
if os.path.exists(os.path.join(build, 'yaml-language-server', 'node_modules')):
    config.available_features.add('yaml-language-server')
if os.path.exists(os.path.join(build, 'bin', 'quiesce-clangd')):
    config.available_features.add('quiesce-clangd')
elpa = '/usr/share/emacs/site-lisp/elpa'
if glob.glob(elpa + '/eglot-*') and glob.glob(elpa + '/lsp-mode-*'):
    config.available_features.add('emacs')
if os.path.exists('/usr/share/vim-ale'):
    config.available_features.add('vim-ale')
for tool in ('chromium', 'nvim', 'pre-commit', 'clang-tidy', 'run-clang-tidy', 'cmake', 'cpack', 'dpkg-deb', 'spin',
             'tcc'):
    if shutil.which(tool, path=config.environment['PATH']):
        config.available_features.add(tool)
config.substitutions += [
    ('%check_tidy', f'{python} {here}/check_tidy.py --plugin={tools["plugin"]}'),
    ('%plugin', tools['plugin']),
    ('%quiesce', tools['quiesce']),
    ('%clang-tidy', f'{tools["clang_tidy"]} --load={tools["plugin"]}'),
    ('%python', python),
    ('%llvm', version),
    ('%sarif-schema', schema),
    ('%multiarch', sysconfig.get_config_var('MULTIARCH')),
    ('%root', root),
    ('%build', build),
]
