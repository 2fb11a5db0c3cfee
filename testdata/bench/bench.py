#!/usr/bin/env python3
"""What the checks cost: a page with tables, docs/performance.md, and its picture.

Real files, each with several tools in turn, so that what disturbs the machine disturbs all of them: clang-tidy with one
trivial check of its own, with bugprone-use-after-move and with all quiesce checks, the compiler's -fsyntax-only and its
--analyze.  Generated programs (testdata/bounds/worst_cases.py) of growing size: what the checks add to the trivial one.

    bench.py --projects FOLDER     where the real projects are checked out; those that are not there are left out
    bench.py --only rocksdb        only the files or programs whose name has that in it; prints, writes no page

Times are those of the processor in user mode, each a median over the rounds of the ratio within a round.
"""
import argparse
import os
import pathlib
import re
import statistics
import sys
import tempfile

import plot
from measure import interleaved, memory, ratio, run, seconds

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(HERE.parent / 'bounds'))
import worst_cases

TRIVIAL = 'misc-definitions-in-headers'

# Where they come from, how they are parsed ({} is the checkout), and the files.
PROJECTS = {
    'rocksdb': ('https://github.com/facebook/rocksdb',
                ['-std=c++20', '-DOS_LINUX', '-DROCKSDB_PLATFORM_POSIX', '-DROCKSDB_LIB_IO_POSIX', '-I{}', '-I{}/include',
                 '-I{}/third-party/gtest-1.8.1/fused-src'],
                ['db/db_impl/db_impl.cc', 'db/db_test.cc', 'util/threadpool_imp.cc']),
    'libtorrent': ('https://github.com/arvidn/libtorrent',
                   ['-std=c++17', '-DTORRENT_USE_RTC=0', '-DBOOST_ASIO_ENABLE_CANCELIO', '-DBOOST_ASIO_NO_DEPRECATED',
                    '-I{}/include', '-I{}/deps/try_signal'],
                   ['src/session_impl.cpp']),
}
TARGET_TIME, TARGET_MEMORY = 1.10, 1.05

# Programs and the sizes they are tried with.  Of the first ones the work should grow with the size; of the last ones the
# states are a product over their tasks, and a budget is what bounds them.
GROWTH = {
    'functions': ('functions that each start a task, and wait for it', [100, 300, 1000, 3000]),
    'objects': ('classes that start a task', [10, 30, 100, 300]),
    'early-returns': ('operations of one function, with returns between them', [300, 1000, 3000, 10000]),
    'operations': ('operations of a task, beside another that does the same', [100, 300, 1000, 3000, 10000]),
    'tasks': ('tasks of one function, all at once', [3, 6, 10, 30, 100, 1000]),
    'monitors': ('classes whose methods wait', [10, 30, 100, 300, 1000]),
}
SPEED = ('indecision', 'tasks that may give up at each step')


def tidy(args, checks, file, flags, *more):
    return [args.clang_tidy, *more, '--checks=-*,' + checks, '--config={}', '--quiet', file, '--', *flags, '-w']


def tools(args, file, flags):
    compiler = [args.clang, *flags, '-w', file]
    return {'trivial check': tidy(args, TRIVIAL, file, flags),
            'all quiesce checks': tidy(args, 'quiesce-*', file, flags, '--load=' + args.plugin),
            'bugprone-use-after-move': tidy(args, 'bugprone-use-after-move', file, flags),
            '-fsyntax-only': [*compiler, '-fsyntax-only'],
            '--analyze': [*compiler, '--analyze', '-o', os.devnull]}


# ---- Real files -------------------------------------------------------------


def real_files(args):
    """Name, path and flags of each file that is here; what is not is said."""
    for project, (url, flags, files) in PROJECTS.items():
        folder = pathlib.Path(args.projects or 'nowhere', project)
        for name in files:
            if args.only and args.only not in f'{project}/{name}':
                continue
            if not (folder / name).exists():
                print(f'bench: {project}/{name} is left out: no checkout of {url} in {folder}', file=sys.stderr)
                continue
            yield f'{project} {os.path.basename(name)}', folder / name, [flag.format(folder) for flag in flags]


def measure_real(args):
    """By file, by tool: time and memory in terms of the trivial check, and in seconds and MiB."""
    table = {}
    for name, path, flags in real_files(args):
        commands = tools(args, path, flags)
        if run(commands['-fsyntax-only']).status:  # of broken code every tool does less
            sys.exit(f'bench: {path} does not compile with {" ".join(flags)}')
        runs = interleaved(commands, args.rounds, limit=args.limit)
        base = runs['trivial check']
        table[name] = {tool: {'time': ratio(mine, base, seconds), 'memory': ratio(mine, base, memory),
                              'seconds': statistics.median(map(seconds, mine)),
                              'mib': statistics.median(map(memory, mine)) / 1024, 'rounds': len(mine),
                              'cut': mine[0].cut}
                       for tool, mine in runs.items()}
        for tool, row in table[name].items():
            print(f'{name:28} {tool:24} {row["time"]:6.3f} x {row["seconds"]:7.2f} s {row["memory"]:6.3f} x '
                  f'{row["mib"]:6.0f} MiB', flush=True)
    return table


# ---- Generated programs -----------------------------------------------------


def statistics_of(args, file):
    """What `quiesce check --stats` counts, and under 'spent' which budget ran out: that of the unit, or the first."""
    printed = run([args.quiesce, 'check', '--quiet', '--stats', file, '--', '-std=c++20', '-w'], keep=True).output
    spent = sorted(re.findall(rf"^ *\d+  {re.escape(str(file))}: (the unit's \d+ steps|more than \d+ \w+)", printed, re.M),
                   key=lambda text: text.startswith('more'))
    counts = {what: int(count) for count, what in re.findall(r'^ *(\d+)  (states|steps)$', printed, re.M)}
    return {**counts, 'spent': spent[0] if spent else ''}


def added(args, file, rounds):
    """Seconds of processor time that the checks add to the trivial one."""
    flags = ['-std=c++20']
    runs = interleaved({'trivial': tidy(args, TRIVIAL, file, flags),
                        'quiesce': tidy(args, 'quiesce-*', file, flags, '--load=' + args.plugin)}, rounds)
    return max(0.0, statistics.median(map(seconds, runs['quiesce'])) - statistics.median(map(seconds, runs['trivial'])))


def measure_growth(args):
    """By program, by size: seconds added, states, steps and the budget that was spent."""
    table = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, (_, sizes) in GROWTH.items():
            if args.only and args.only not in name:
                continue
            for size in sizes:
                if size > args.largest:
                    continue
                file = pathlib.Path(folder, f'{name}-{size}.cpp')
                file.write_text(worst_cases.CASES[name].program(size))
                counted = statistics_of(args, file)
                table.setdefault(name, {})[size] = {'seconds': added(args, file, args.rounds), **counted}
                print(f'{name:28} {size:6} {table[name][size]["seconds"]:7.3f} s {counted["steps"]:9} steps', flush=True)
    return table


def measure_speed(args):
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder, 'speed.cpp')
        file.write_text(worst_cases.CASES[SPEED[0]].program())
        return {**statistics_of(args, file), 'seconds': added(args, file, args.rounds)}


# ---- The page ---------------------------------------------------------------


def machine():
    with open('/proc/cpuinfo') as text:
        model = re.search(r'model name\s*: (.*)', text.read())
    return f'{os.cpu_count()} x {model[1] if model else "an unknown processor"}'


def rounds_of(real):
    counts = {row['rounds'] for rows in real.values() for row in rows.values()}
    return ' to '.join(map(str, sorted({min(counts), max(counts)})))


def real_table(real):
    names = list(next(iter(real.values())))
    yield '| file | ' + ' | '.join(names) + ' |'
    yield '|---' * (len(names) + 1) + '|'
    for file, rows in real.items():
        cells = [f'{"over " if rows[tool]["cut"] else ""}{rows[tool]["time"]:.2f} ({rows[tool]["seconds"]:.1f} s), '
                 f'{rows[tool]["memory"]:.2f} ({rows[tool]["mib"]:.0f} MiB)' for tool in names]
        yield f'| {file} | ' + ' | '.join(cells) + ' |'


def growth_table(grown):
    yield '| program | size | seconds added | states | steps | budget spent |'
    yield '|---|---|---|---|---|---|'
    for name, rows in grown.items():
        for size, row in rows.items():
            yield f'| {GROWTH[name][0]} | {size} | {row["seconds"]:.2f} | {row["states"]} | {row["steps"]} | {row["spent"]} |'


def page(real, grown, speed):
    yield '# Performance'
    yield ''
    yield f'Written by `./dev bench`, on {machine()}. ![](performance.svg)'
    yield ''
    yield '## Real files'
    yield ''
    if real:
        yield 'Time of the processor in user mode and largest memory, each in terms of clang-tidy with one trivial check of its'
        yield f'own, `{TRIVIAL}`: medians of {rounds_of(real)} rounds, in each of which every tool runs once. The aim is at most'
        yield f'{TARGET_TIME:.2f} of its time and {TARGET_MEMORY:.2f} of its memory for all quiesce checks together. What takes minutes'
        yield 'runs once; what is `over` was stopped.'
        yield ''
        yield from real_table(real)
    else:
        yield 'Not measured: no project was given.'
    yield ''
    yield '## Growth'
    yield ''
    yield 'What all checks add to the trivial one on generated programs, which are as bad as they can be. Steps are what most'
    yield 'budgets count ([design](design.md#exploration)). What is beside each other in a file, and what is done in turn, costs'
    yield 'in proportion. The states of tasks that run at the same time are a product over the tasks: there a budget bounds the'
    yield 'work, and the rest of such a program is not looked at, as `quiesce check --stats` says. Steps are exact; seconds are a'
    yield 'difference of two medians, and on a busy machine some tenths of one are noise.'
    yield ''
    yield from growth_table(grown)
    yield ''
    yield '## Speed'
    yield ''
    rate = speed['states'] / speed['seconds'] if speed['seconds'] else 0
    yield f'{rate:,.0f} states a second, on {SPEED[1]} ({speed["states"]} states).'


def pictures(real, grown):
    if real:
        yield plot.bars('Time, in terms of clang-tidy with one trivial check',
                        {file: {tool: row['time'] for tool, row in rows.items()} for file, rows in real.items()}, ' x')
    series = {name.replace('-', ' '): [(size, row['seconds']) for size, row in rows.items()]
              for name, rows in grown.items()}
    yield plot.growth('Time added on generated programs', series, 'size', 'seconds')


def main():
    parser = argparse.ArgumentParser(prog='./dev bench', description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--plugin', default='build/lib/libquiesce.so', help=argparse.SUPPRESS)
    parser.add_argument('--quiesce', default='build/bin/quiesce', help=argparse.SUPPRESS)
    parser.add_argument('--clang-tidy', default='clang-tidy-22')
    parser.add_argument('--clang', default='clang++-22')
    parser.add_argument('--projects', help='folder with checkouts named ' + ' and '.join(PROJECTS))
    parser.add_argument('--rounds', type=int, default=5)
    parser.add_argument('--limit', type=int, default=240,
                        help='seconds after which a run is stopped; what takes a third of it runs once')
    parser.add_argument('--largest', type=int, default=10000, help='leaves out generated programs of a larger size')
    parser.add_argument('--only', help='a part of the name of what is measured; then no page is written')
    parser.add_argument('--output', type=pathlib.Path, default=ROOT / 'docs', help='folder of the page')
    args = parser.parse_args()
    args.plugin, args.quiesce = os.path.abspath(args.plugin), os.path.abspath(args.quiesce)
    if args.projects and not os.path.isdir(args.projects):
        parser.error(f'--projects={args.projects} is no folder')
    args.output.mkdir(parents=True, exist_ok=True)  # now, and not after half an hour

    real = measure_real(args)
    grown = measure_growth(args)
    over = [file for file, rows in real.items() if rows['all quiesce checks']['time'] > TARGET_TIME
            or rows['all quiesce checks']['memory'] > TARGET_MEMORY]
    if not args.only:
        speed = measure_speed(args)
        (args.output / 'performance.md').write_text('\n'.join(page(real, grown, speed)) + '\n')
        (args.output / 'performance.svg').write_text(plot.picture(list(pictures(real, grown))))
    for file in over:
        print(f'bench: {file} is above the aim', file=sys.stderr)
    sys.exit(1 if over else 0)


if __name__ == '__main__':
    main()
