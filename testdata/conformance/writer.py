"""Draws random functions: declarations, then statements over variables of a few kinds, then observations.

Nothing is drawn that the standard leaves undefined: an element is read where there is one, numbers stay small, loops end,
and a container is not changed while something stands in it.
"""
import contextlib
import dataclasses
import random
import re

import kinds
from kinds import BOOL, INT, STR
from tree import Block, Case, Leaf, Observe

WORDS = ('a', 'b', 'ab', 'ba', 'abc', '', 'c', 'key')
CHANGES = re.compile(r'\{0\}(\.|->)(insert|emplace|erase|try_emplace|exchange|fetch_)|\{0\}\[\{K\}\]|\+\+\{0\}|\{0\}--|\{0\} \+=')


@dataclasses.dataclass
class Variable:
    name: str
    kind: object
    frozen: bool = False  # may be read but not changed


@dataclasses.dataclass
class Callable:
    """A function or lambda that can be called with ints: (text with {int} for each argument, what it returns)."""
    call: str
    result: str
    tags: tuple


class Writer:

    def __init__(self, seed, whole=False):
        self.random = random.Random(seed)
        self.whole = whole  # globals and static variables hold their initial values
        self.names = 0
        self.scopes = [[]]
        self.callables = [[]]
        self.tags = set()
        self.loops = 0  # around the statement that is drawn
        self.leave = None  # how a function is left early; None where it must not be
        self.throws = False
        self.declarations = []
        self.pure = False  # no side effects in expressions

    # ---- Drawing ------------------------------------------------------------

    def choice(self, options):
        return self.random.choice(list(options))

    def chance(self, share):
        return self.random.random() < share

    def fresh(self, stem):
        self.names += 1
        return f'{stem}{self.names}'

    def variables(self):
        return [each for scope in self.scopes for each in scope]

    @contextlib.contextmanager
    def scope(self):
        self.scopes.append([])
        self.callables.append([])
        yield
        self.scopes.pop()
        self.callables.pop()

    @contextlib.contextmanager
    def inside(self, **settings):
        """A function of its own sees nothing of the variables around it."""
        saved = {name: getattr(self, name) for name in ('scopes', 'loops', 'leave', 'throws', *settings)}
        self.scopes, self.loops, self.leave, self.throws = [[]], 0, None, False
        for name, value in settings.items():
            setattr(self, name, value)
        yield
        for name, value in saved.items():
            setattr(self, name, value)

    def tagged(self, make):
        """What `make` draws, with the tags that came up."""
        outer, self.tags = self.tags, set()
        drawn = make()
        tags, self.tags = tuple(sorted(self.tags)), outer | self.tags
        return drawn, tags

    # ---- Expressions --------------------------------------------------------

    def literal(self, scalar):
        if scalar == 'int':
            return str(self.random.randint(0, 12)) if self.chance(.85) else f'({self.random.randint(-9, -1)})'
        if scalar == 'bool':
            return self.choice(('true', 'false'))
        return f'std::string("{self.choice(WORDS)}")'

    def fill(self, kind, template, variable=None, depth=1):
        """The template's text; its tags are added to those drawn."""
        text, tags = kinds.labels(kind, template)
        self.tags |= tags
        new = {}

        def place(match):
            name = match[1]
            if name == '0':
                return variable or '{0}'
            if name == '0t':
                return kind.cpp
            if name in kinds.SCALARS:
                return self.expression(name, depth)
            if name == 'small':
                return str(self.random.randint(0, 3))
            if name == 'lit':
                return self.literal('int')
            if name == 'word':
                return f'"{self.choice(WORDS)}"'
            if name.startswith('new'):
                return new.setdefault(name, self.fresh('n'))
            if name.endswith('0') and name[:-1] in kind.parameters:
                return kind.parameters[name[:-1]].cpp
            if name.endswith('L') and name[:-1] in kind.parameters:
                return self.literal(kind.parameters[name[:-1]].name)
            if name == 'VT':
                return self.value(kind.parameters['V'].parameters['T'], depth)
            return self.value(kind.parameters[name], depth)

        return re.sub(r'\{(\w+)\}', place, text)

    def value(self, kind, depth=1):
        """An expression that makes a value of the kind, or copies a variable of it."""
        if kind.scalar():
            return self.expression(kind.name, depth)
        same = [each for each in self.variables() if each.kind is kind]
        if same and kind.copied and self.chance(.3):
            self.tags.add(f'{kind.label}.copy')
            return f'{kind.cpp}({self.choice(same).name})' if self.chance(.5) else self.choice(same).name
        text = self.fill(kind, self.choice(kind.makes), depth=depth - 1)
        return f'({text})' if ' ? ' in text else text

    def read(self, scalar, depth):
        """An expression that reads some variable; None if there is none to read."""
        options = []
        for each in self.variables():
            if each.kind.scalar() == scalar:
                options.append((each, '{0}'))
            reads = [read for kind, read in each.kind.reads if kind == scalar]
            if each.frozen or self.pure:
                reads = [read for read in reads if not CHANGES.search(read)]
            if reads:
                options.append((each, self.choice(reads)))
        if not options:
            return None
        each, template = self.choice(options)
        return self.fill(each.kind, template, each.name, depth - 1)

    def expression(self, scalar, depth=2):
        if depth <= 0:
            return self.literal(scalar)
        if self.chance(.5):
            if read := self.read(scalar, depth):
                return read
        if depth <= 1 and self.chance(.5):
            return self.literal(scalar)
        calls = [each for scope in self.callables for each in scope if each.result == scalar]
        if calls and self.chance(.3):
            call = self.choice(calls)
            self.tags |= set(call.tags)
            return re.sub(r'\{int\}', lambda _: self.expression('int', depth - 1), call.call)
        return getattr(self, f'{scalar}_expression')(depth - 1)

    def int_expression(self, depth):
        a = self.expression('int', depth)
        b = lambda: self.expression('int', depth)
        options = [lambda: ('+', f'({a} + {b()})'), lambda: ('-', f'({a} - {b()})'), lambda: ('%', f'({a} % 7)'),
                   lambda: ('/', f'({a} / 3)'), lambda: ('*', f'({a} * 3 % 17)'), lambda: ('max', f'std::max({a}, {b()})'),
                   lambda: ('min', f'std::min({a}, {b()})'), lambda: ('clamp', f'std::clamp({a}, 0, 9)'),
                   lambda: ('?:', f'({self.expression("bool", depth)} ? {a} : {b()})'),
                   lambda: ('int(bool)', f'int({self.expression("bool", depth)})'), lambda: ('-x', f'-({a})'),
                   lambda: ('abs', f'std::abs({a})'), lambda: ('&', f'({a} & 7)'), lambda: ('|', f'({a} | 4)'),
                   lambda: ('^', f'({a} ^ 5)'), lambda: ('<<', f'(({a} & 7) << 2)'), lambda: ('>>', f'({a} >> 1)'),
                   lambda: ('~', f'(~{a} & 15)'), lambda: ('int8', f'int(static_cast<signed char>({a} + 100))'),
                   lambda: ('uint8', f'int(static_cast<std::uint8_t>({a}))'),
                   lambda: ('unsigned', f'int(unsigned({a} & 15) - 3u)'),
                   lambda: ('constexpr', f'twice({a} % 20)'), lambda: (',', f'(void({a}), {b()})')]
        tag, text = self.choice(options)()
        self.tags.add(f'int {tag}')
        return text

    def bool_expression(self, depth):
        e = lambda scalar: self.expression(scalar, depth)
        options = [lambda op=op: (op, f'({e("int")} {op} {e("int")})') for op in ('<', '<=', '>', '>=', '==', '!=')] + [
            lambda: ('!', f'!({e("bool")})'), lambda: ('&&', f'({e("bool")} && {e("bool")})'),
            lambda: ('||', f'({e("bool")} || {e("bool")})'), lambda: ('<=>', f'(({e("int")} <=> {e("int")}) < 0)'),
            lambda: ('odd', f'({e("int")} % 2 != 0)'), lambda: ('int to bool', f'bool({e("int")})'),
            lambda: ('string ==', f'({e("str")} == {e("str")})'), lambda: ('string <', f'({e("str")} < {e("str")})')]
        tag, text = self.choice(options)()
        self.tags.add(f'bool {tag}')
        return text

    def str_expression(self, depth):
        e = lambda scalar: self.expression(scalar, depth)
        options = [lambda: ('to_string', f'std::to_string({e("int")})'),
                   lambda: ('?:', f'({e("bool")} ? {e("str")} : {e("str")})'), lambda: ('literal', self.literal('str')),
                   lambda: ('+', f'({self.literal("str")} + {self.literal("str")})')]
        tag, text = self.choice(options)()
        self.tags.add(f'string {tag}')
        return text

    # ---- Variables ----------------------------------------------------------

    def declare(self, kind, frozen=False):
        def draw():
            text = self.value(kind, 2)
            name = self.fresh({'int': 'i', 'bool': 'b', 'str': 's'}.get(kind.name, kind.label[0]))
            forms = [f'{kind.cpp} {name} = {text};', f'auto {name} = {text};', f'{kind.cpp} {name}({text});']
            if text.startswith(kind.cpp + '('):
                forms.pop()  # would declare a function
            if kind.label == 'atomic':
                forms = [f'{kind.cpp} {name}{{{text}}};']
            if kind.scalar() and self.chance(.2):
                self.tags.add('static' if self.whole else 'declaration')
                forms = [f'static {kind.cpp} {name} = {text};'] if self.whole else forms
            return name, self.choice(forms)

        (name, text), tags = self.tagged(draw)
        self.scopes[-1].append(Variable(name, kind, frozen))
        return Leaf(text, tags)

    def changeable(self, test=lambda kind: True):
        return [each for each in self.variables() if not each.frozen and test(each.kind)]

    @contextlib.contextmanager
    def frozen(self, variable):
        before, variable.frozen = variable.frozen, True
        yield
        variable.frozen = before

    def change(self):
        options = self.changeable(lambda kind: kind.changes)
        if not options:
            return self.declare(INT)
        each = self.choice(options)
        text, tags = self.tagged(lambda: self.fill(each.kind, self.choice(each.kind.changes), each.name, 2))
        return Leaf(text, tags)

    def observe(self, each):
        """Statements that tell what a variable holds."""
        form = lambda: self.random.randint(0, 3)
        kind = each.kind
        if isinstance(kind, kinds.Container):
            h, element, step = kind.digest_loop(self, each.name)
            return [Observe(f'int({each.name}.size())', 'int', form(), (f'{kind.label}.size', 'observed')),
                    Leaf(f'int {h} = 7;'), Block([(f'for (const auto &{element} : {each.name})', [Leaf(step)])],
                                                tags=(f'{kind.label} range-for',)), Observe(h, 'int', form())]
        if isinstance(kind, kinds.Adapter):
            h, step = kind.drain(self, each.name)
            return [Observe(f'int({each.name}.size())', 'int', form(), (f'{kind.label}.size',)), Leaf(f'int {h} = 7;'),
                    Block([(f'while (!{each.name}.empty())', [Leaf(step), Leaf(f'{each.name}.pop();')])],
                          tags=(f'{kind.label} drained',)), Observe(h, 'int', form())]
        return [Observe(text, scalar, form(), (f'{kind.label} observed',)) for scalar, text in kind.observations(each.name)]
