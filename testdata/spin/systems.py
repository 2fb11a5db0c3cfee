"""Small random systems of tasks, as trees that can be printed as C++ and cut down.

A system is `System(tasks, capacities)`; a task is `Task(kind, body)`; a body is a list of statements.  A statement is a
list `[kind, argument...]`, and an argument that is a list of lists is a body of its own.  The first task is the root,
the function itself: it starts the others in order, runs its body and joins them, as its kind says.

Every loop ends, so that a task is stuck for good if and only if a run ends with it blocked.  Nothing is done that the
standard leaves undefined or answers with an error: a mutex is given back by who took it, a promise is set once and its
future read once.
"""
import copy
import dataclasses
import random

HEADERS = '''#include "chan.hpp"
#include <atomic>
#include <barrier>
#include <chrono>
#include <condition_variable>
#include <future>
#include <latch>
#include <mutex>
#include <semaphore>
#include <shared_mutex>
#include <stop_token>
#include <thread>
using namespace std::chrono_literals;
'''
UNKNOWNS = 2
CHANNELS = 2
PROMISES = 2


@dataclasses.dataclass
class Task:
    kind: str  # 'root', 'thread', 'jthread', 'async'
    body: list
    end: str = 'join'  # of a thread: 'join', 'detach'; of async: 'get', 'wait', 'drop'


@dataclasses.dataclass
class System:
    tasks: list
    capacities: list
    semaphore: int = 1
    latch: int = 1
    barrier: int = 2


def is_body(argument):
    return isinstance(argument, list)


class Generator:
    """Draws systems from a seed; the same seed gives the same systems."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def system(self):
        r = self.random
        self.sets = list(range(PROMISES))  # promises that nobody sets yet
        self.gets = list(range(PROMISES))
        self.looping = 0
        self.names = r.sample(FAMILIES, r.choice([1, 2, 2, 3]))
        self.budget = r.randint(4, 14)
        count = r.randint(1, 3)
        others = []
        for _ in range(count):
            kind = r.choice(['thread', 'thread', 'jthread', 'async'])
            end = {'thread': ['join', 'join', 'join', 'detach'], 'async': ['get', 'wait', 'drop']}.get(kind, ['join'])
            others.append(Task(kind, [], r.choice(end)))
        tasks = [Task('root', [])] + others
        while self.budget > 0:
            task = r.choice(tasks)
            self.stops = task.kind == 'jthread'
            self.root = task.kind == 'root'
            task.body.extend(self.body(1, 0))
        return System(tasks, [r.choice([0, 0, 1, 1, 2]) for _ in range(CHANNELS)], r.randint(0, 2), r.randint(1, 3),
                      r.randint(1, 3))

    def body(self, most, depth):
        return [s for s in (self.statement(depth) for _ in range(self.random.randint(1, most))) if s]

    def statement(self, depth):
        r = self.random
        self.budget -= 1
        roll = r.random()
        if depth < 2 and roll < 0.10:
            return ['if', r.randrange(UNKNOWNS), self.body(2, depth + 1), self.body(1, depth + 1) if r.random() < .4 else []]
        if depth < 2 and roll < 0.15:
            self.looping += 1
            body = self.body(2, depth + 1)
            self.looping -= 1
            return ['twice', body]
        if depth < 2 and roll < 0.18:
            return ['caught', self.body(2, depth + 1)]
        if roll < 0.21:
            return ['return', r.randrange(UNKNOWNS)]
        return getattr(self, r.choice(self.names))(depth)

    def channel(self, depth):
        r = self.random
        c = r.randrange(CHANNELS)
        kind = r.choice(['send', 'send', 'send', 'recv', 'recv', 'recv', 'close', 'drain', 'try_send', 'try_recv',
                         'send_for', 'recv_for', 'if_recv', 'is_closed', 'select', 'select'])
        if kind == 'select':
            arms = [[r.choice(['on_recv', 'on_send']), r.randrange(CHANNELS), self.inner(depth)]
                    for _ in range(r.choice([1, 2, 2]))]
            other = r.choice(['none', 'none', 'otherwise', 'after'])
            return ['select', other, arms, self.inner(depth) if other != 'none' else []]
        if kind in ('if_recv', 'is_closed', 'try_send', 'try_recv', 'send_for', 'recv_for'):
            return [kind, c, self.inner(depth), self.inner(depth)]
        return [kind, c]

    def inner(self, depth):
        return self.body(1, depth + 1) if depth < 2 and self.random.random() < .5 else []

    def mutex(self, depth):
        r = self.random
        kind = r.choice(['lock', 'lock', 'lock', 'guard', 'try_lock', 'timed', 'recursive', 'both', 'unique', 'forget'])
        return [kind, r.randrange(2), self.body(2, depth + 1) if depth < 3 else []] + \
            ([self.inner(depth)] if kind in ('try_lock', 'timed') else [])

    def shared(self, depth):
        r = self.random
        kind = r.choice(['read', 'read', 'write', 'write', 'try_read', 'try_write', 'timed_write'])
        return [kind, self.body(2, depth + 1) if depth < 3 else []] + ([self.inner(depth)] if '_' in kind else [])

    def condition(self, depth):
        r = self.random
        return r.choice([['await'], ['await'], ['await_for'], ['await_once'], ['raise', 'one'], ['raise', 'all'],
                         ['raise', 'one'], ['raise_bare', 'all'], ['notify', 'one'], ['lower'],
                         ['await_stop'] if self.stops else ['await'], ['if_flag', self.inner(depth), self.inner(depth)]])

    def semaphore(self, depth):
        kind = self.random.choice(['acquire', 'acquire', 'acquire', 'release', 'release', 'try_acquire',
                                   'try_acquire_for'])
        return [kind, self.inner(depth), self.inner(depth)] if kind.startswith('try') else [kind]

    def latch(self, depth):
        return [self.random.choice(['count_down', 'count_down', 'latch_wait', 'arrive_latch'])]

    def barrier(self, depth):
        return [self.random.choice(['arrive', 'arrive', 'arrive_wait', 'arrive_wait', 'arrive_wait', 'drop'])]

    def promise(self, depth):
        r = self.random
        free = self.gets if r.random() < .5 else self.sets
        if not free or self.looping:
            return ['future_wait', r.randrange(PROMISES)]
        which = free.pop(r.randrange(len(free)))
        if free is self.sets:
            return ['set', which]
        return r.choice([['get', which], ['future_wait', which], ['if_ready', which, self.inner(depth), self.inner(depth)]])

    def atomic(self, depth):
        r = self.random
        return r.choice([['store', r.randrange(3)], ['store', 1], ['fetch_add'], ['wake', 'one'], ['wake', 'all'],
                         ['atomic_wait', r.randrange(2)], ['atomic_wait', 0], ['store_wake', 1],
                         ['if_atomic', r.randrange(3), self.inner(depth), self.inner(depth)],
                         ['swap', 0, 1, self.inner(depth), self.inner(depth)]])

    def once(self, depth):
        return ['once', self.body(2, depth + 1) if depth < 2 else []]

    def stop(self, depth):
        if self.stops:
            return ['if_stopped', self.inner(depth), self.inner(depth)]
        return ['request_stop'] if self.root else ['flag']


FAMILIES = ['channel', 'channel', 'mutex', 'mutex', 'shared', 'condition', 'condition', 'semaphore', 'latch', 'barrier',
            'promise', 'atomic', 'once', 'stop']


# ---- C++ --------------------------------------------------------------------


class Printer:
    """One system as a function.  Each operation stands on a line of its own."""

    def __init__(self, system, name):
        self.system, self.name = system, name
        self.lines, self.depth, self.fresh = [], 0, 0

    def line(self, text):
        self.lines.append('  ' * self.depth + text)

    def block(self, head, body, tail='}'):
        self.line(head + ' {')
        self.depth += 1
        self.body(body)
        self.depth -= 1
        self.line(tail)

    def body(self, body):
        for statement in body:
            self.statement(*statement)

    def print(self):
        s = self.system
        parameters = ', '.join(f'[[maybe_unused]] bool u{i}' for i in range(UNKNOWNS))
        self.line(f'void {self.name}({parameters}) {{')
        self.depth += 1
        for text in self.declarations():
            self.line(text)
        for number, task in enumerate(s.tasks[1:], 1):
            if task.kind == 'async':
                self.block(f'std::future<void> t{number} = std::async(std::launch::async, [&]', task.body, '});')
            else:
                token = '(std::stop_token st)' if task.kind == 'jthread' else ''
                self.block(f'std::{task.kind} t{number}([&]{token}', task.body, '});')
        self.in_root = True
        if any('return' in str(x) for x in s.tasks[0].body):
            self.block('[&]', s.tasks[0].body, '}();')
        else:
            self.body(s.tasks[0].body)
        for number, task in enumerate(s.tasks[1:], 1):
            if task.kind == 'thread':
                self.line(f't{number}.{task.end}();')
            elif task.kind == 'async' and task.end != 'drop':
                self.line(f't{number}.{task.end}();')
        self.depth -= 1
        self.line('}')
        return '\n'.join(self.lines) + '\n'

    def declarations(self):
        s = self.system
        rows = []
        for i, capacity in enumerate(s.capacities):
            rows.append(f'chan::channel<int> c{i}({capacity});' if capacity else f'chan::channel<int> c{i};')
        rows += ['std::mutex m0, m1;', 'std::timed_mutex tm;', 'std::recursive_mutex rm;', 'std::shared_timed_mutex sm;',
                 'std::mutex cm;', 'std::condition_variable_any cv;', 'bool flag = false;',
                 f'std::counting_semaphore<9> sem({s.semaphore});', f'std::latch la({s.latch});',
                 f'std::barrier<> ba({s.barrier});', 'std::atomic<int> at{0};', 'std::once_flag of;']
        for i in range(PROMISES):
            rows += [f'std::promise<int> p{i};', f'std::future<int> f{i} = p{i}.get_future();']
        text = '\n'.join(self.render_bodies())
        words = set(''.join(x if x.isalnum() or x == '_' else ' ' for x in text).split())

        def needed(row):
            names = row.split('=')[0].replace('(', ' ').replace('{', ' ').replace(';', ' ').replace(',', ' ').split()
            return any(n in words for n in names) or row.startswith('std::promise') and f'f{row[-2]}' in words
        return [row for row in rows if needed(row)]

    def render_bodies(self):
        scratch = Printer(self.system, '')
        scratch.declarations = lambda: []
        for task in self.system.tasks:
            scratch.body(task.body)
        return scratch.lines

    def statement(self, kind, *a):
        getattr(self, '_' + kind)(*a)

    def either(self, condition, then, other):
        self.block(f'if ({condition})', then, '} else {' if other else '}')
        if other:
            self.depth += 1
            self.body(other)
            self.depth -= 1
            self.line('}')

    def _if(self, u, then, other): self.either(f'u{u}', then, other)

    def _twice(self, body):
        self.fresh += 1
        self.block(f'for (int i{self.fresh} = 0; i{self.fresh} < 2; ++i{self.fresh})', body)

    def _caught(self, body):
        self.block('try', body, '} catch (chan::closed &) {')
        self.line('}')

    def _return(self, u):
        self.line(f'if (u{u})')
        self.line('  return;')

    # Channels.
    def _send(self, c): self.line(f'c{c}.send(1);')
    def _recv(self, c): self.line(f'c{c}.recv();')
    def _close(self, c): self.line(f'c{c}.close();')
    def _drain(self, c): self.block(f'for ([[maybe_unused]] int v : c{c})', [])
    def _if_recv(self, c, b, o): self.either(f'c{c}.recv()', b, o)
    def _is_closed(self, c, b, o): self.either(f'c{c}.is_closed()', b, o)
    def _try_send(self, c, b, o): self.either(f'c{c}.try_send(1)', b, o)
    def _try_recv(self, c, b, o): self.either(f'c{c}.try_recv()', b, o)
    def _send_for(self, c, b, o): self.either(f'c{c}.send_for(1, 1ms)', b, o)
    def _recv_for(self, c, b, o): self.either(f'c{c}.recv_for(1ms)', b, o)

    def _select(self, other, arms, body):
        self.line('chan::select(')
        self.depth += 1
        rows = list(arms) + ([[other, None, body]] if other != 'none' else [])
        for i, (kind, c, inner) in enumerate(rows):
            head = {'on_recv': f'chan::on_recv(c{c}, [&](std::optional<int>)', 'on_send': f'chan::on_send(c{c}, 1, [&]',
                    'otherwise': 'chan::otherwise([&]', 'after': 'chan::after(1ms, [&]'}[kind]
            self.block(head, inner, '})' + (');' if i + 1 == len(rows) else ','))
        self.depth -= 1

    # Mutexes.
    def _lock(self, m, b):
        self.line(f'm{m}.lock();')
        self.body(b)
        self.line(f'm{m}.unlock();')

    def scoped(self, text, b):
        self.fresh += 1
        self.line('{')
        self.depth += 1
        self.line(text.replace('@', f'g{self.fresh}'))
        self.body(b)
        self.depth -= 1
        self.line('}')

    def _forget(self, m, b):
        self.line(f'm{m}.lock();')
        self.body(b)

    def _guard(self, m, b): self.scoped(f'std::lock_guard<std::mutex> @(m{m});', b)
    def _unique(self, m, b): self.scoped(f'std::unique_lock<std::mutex> @(m{m});', b)
    def _both(self, m, b): self.scoped(f'std::scoped_lock @(m{m}, m{1 - m});', b)
    def _recursive(self, m, b): self.scoped('std::lock_guard<std::recursive_mutex> @(rm);', b)

    def _try_lock(self, m, b, o):
        self.either(f'm{m}.try_lock()', b + [['text', f'm{m}.unlock();']], o)

    def _timed(self, m, b, o):
        self.either('tm.try_lock_for(1ms)', b + [['text', 'tm.unlock();']], o)

    def _text(self, text): self.line(text)
    def _read(self, b): self.scoped('std::shared_lock<std::shared_timed_mutex> @(sm);', b)
    def _write(self, b): self.scoped('std::unique_lock<std::shared_timed_mutex> @(sm);', b)
    def _try_read(self, b, o): self.either('sm.try_lock_shared()', b + [['text', 'sm.unlock_shared();']], o)
    def _try_write(self, b, o): self.either('sm.try_lock()', b + [['text', 'sm.unlock();']], o)
    def _timed_write(self, b, o): self.either('sm.try_lock_for(1ms)', b + [['text', 'sm.unlock();']], o)

    # Conditions.
    def _await(self): self.scoped('std::unique_lock<std::mutex> @(cm);', [['text', f'cv.wait(g{self.fresh + 1}, [&] {{ return flag; }});']])
    def _await_once(self): self.scoped('std::unique_lock<std::mutex> @(cm);', [['text', f'cv.wait(g{self.fresh + 1});']])
    def _await_for(self): self.scoped('std::unique_lock<std::mutex> @(cm);', [['text', f'cv.wait_for(g{self.fresh + 1}, 1ms, [&] {{ return flag; }});']])
    def _await_stop(self): self.scoped('std::unique_lock<std::mutex> @(cm);', [['text', f'cv.wait(g{self.fresh + 1}, st, [&] {{ return flag; }});']])
    def _lower(self): self.scoped('std::lock_guard<std::mutex> @(cm);', [['text', 'flag = false;']])
    def _notify(self, who): self.line(f'cv.notify_{who}();')
    def _flag(self): self.scoped('std::lock_guard<std::mutex> @(cm);', [['text', 'flag = true;']])
    def _if_flag(self, b, o): self.either('flag', b, o)

    def _raise(self, who):
        self._flag()
        self._notify(who)

    def _raise_bare(self, who):
        self.line('flag = true;')
        self._notify(who)

    # Counters.
    def _acquire(self): self.line('sem.acquire();')
    def _release(self): self.line('sem.release();')
    def _try_acquire(self, b, o): self.either('sem.try_acquire()', b, o)
    def _try_acquire_for(self, b, o): self.either('sem.try_acquire_for(1ms)', b, o)
    def _count_down(self): self.line('la.count_down();')
    def _latch_wait(self): self.line('la.wait();')
    def _arrive_latch(self): self.line('la.arrive_and_wait();')
    def _arrive(self): self.line('(void)ba.arrive();')
    def _arrive_wait(self): self.line('ba.arrive_and_wait();')
    def _drop(self): self.line('ba.arrive_and_drop();')

    # Events.
    def _set(self, p): self.line(f'p{p}.set_value(1);')
    def _get(self, p): self.line(f'f{p}.get();')
    def _future_wait(self, p): self.line(f'f{p}.wait();')
    def _if_ready(self, p, b, o): self.either(f'f{p}.wait_for(0ms) == std::future_status::ready', b, o)
    def _once(self, b): self.block('std::call_once(of, [&]', b, '});')
    def _if_stopped(self, b, o): self.either('st.stop_requested()', b, o)

    def _request_stop(self):
        for number, task in enumerate(self.system.tasks):
            if task.kind == 'jthread':
                self.line(f't{number}.request_stop();')

    # Atomics.
    def _store(self, n): self.line(f'at.store({n});')
    def _fetch_add(self): self.line('at.fetch_add(1);')
    def _wake(self, who): self.line(f'at.notify_{who}();')
    def _atomic_wait(self, n): self.line(f'at.wait({n});')
    def _if_atomic(self, n, b, o): self.either(f'at.load() == {n}', b, o)

    def _store_wake(self, n):
        self._store(n)
        self._wake('all')

    def _swap(self, old, new, b, o):
        self.fresh += 1
        self.line(f'int e{self.fresh} = {old};')
        self.either(f'at.compare_exchange_strong(e{self.fresh}, {new})', b, o)


def cpp(systems):
    """A file with the systems as functions s0, s1 ..."""
    return HEADERS + '\n' + '\n'.join(Printer(s, f's{i}').print() for i, s in enumerate(systems))


# ---- Cutting down -----------------------------------------------------------


def size(system):
    def count(body):
        return sum(1 + sum(count(a) for a in s if is_body(a)) for s in body)
    return 3 * len(system.tasks) + sum(count(t.body) for t in system.tasks) + sum(system.capacities)


def smaller(system):
    """All systems that lack one thing of this one."""
    def cuts(body):
        for i, statement in enumerate(body):
            yield body[:i] + body[i + 1:]
            for j, argument in enumerate(statement):
                if not is_body(argument):
                    continue
                if statement[0] != 'select':
                    yield body[:i] + argument + body[i + 1:]
                for less in cuts(argument):
                    if statement[0] != 'select' or less or j != 2:
                        yield body[:i] + [statement[:j] + [less] + statement[j + 1:]] + body[i + 1:]
    for number, task in enumerate(system.tasks):
        for body in cuts(task.body):
            less = copy.deepcopy(system)
            less.tasks[number].body = body
            yield less
        if task.kind in ('jthread', 'async'):
            less = copy.deepcopy(system)
            less.tasks[number] = Task('thread', task.body)
            if 'stop' not in str(system):
                yield less
        if number:
            less = copy.deepcopy(system)
            del less.tasks[number]
            yield less
    for i, capacity in enumerate(system.capacities):
        if capacity:
            less = copy.deepcopy(system)
            less.capacities[i] -= 1
            yield less
