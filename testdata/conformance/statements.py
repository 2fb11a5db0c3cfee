"""Draws statements, functions and whole cases; see writer.py."""
import kinds
from kinds import BOOL, INT, STR
from tree import Block, Case, Leaf, Observe
from writer import Callable, Variable, Writer

THROWN = ('Failure("bad")', 'Timeout({lit})', 'std::runtime_error("run")', '{lit}', 'std::out_of_range("range")',
          'std::string("text")')
CAUGHT = (('const Timeout &{e}', '{i} = {e}.seconds;'), ('const Failure &{e}', '{i} = {e}.code;'),
          ('const std::runtime_error &{e}', '{s} = {e}.what();'), ('const std::exception &{e}', '{s} = {e}.what();'),
          ('int {e}', '{i} = {e};'), ('const std::out_of_range &', '{i} = 8;'), ('const std::string &{e}', '{s} = {e};'))


class Program(Writer):

    # ---- Statements ---------------------------------------------------------

    def body(self, count, depth):
        with self.scope():
            return [node for _ in range(count) for node in self.statement(depth)]

    def statement(self, depth):
        """One or a few statements."""
        simple = [self.declaration, self.reference, self.pointer, self.moved, self.swapped, self.called, self.assigned_lambda,
                  self.binding]
        compound = [self.branch, self.branch, self.switch, self.counted, self.whilst, self.do_while, self.elements, self.erasing,
                    self.guarded, self.trying, self.kept_exception, self.jump, self.polymorphic, self.leaving, self.thrown]
        roll = self.random.random()
        if depth <= 0 or roll < .45:
            return [self.change()]
        drawn = self.choice(simple if roll < .65 else compound)(depth - 1)
        if drawn is None:
            return [self.change()]
        return drawn if isinstance(drawn, list) else [drawn]

    def declaration(self, _):
        kind = self.choice(self.kinds)
        journal = any(each.name == 'journal' for each in self.variables())
        return self.declare(kind) if journal or kind.label != 'destructor' else None

    def reference(self, _):
        options = self.changeable()
        if not options:
            return None
        each, name = self.choice(options), self.fresh('r')
        text, tags = self.tagged(lambda: self.fill(each.kind, self.choice(each.kind.changes), name, 2))
        leaf = Leaf(f'auto &{name} = {each.name};', ('reference',))
        return Block([('', [leaf, Leaf(text, tags)])])

    def pointer(self, _):
        options = self.changeable(lambda kind: kind.label != 'virtual')
        if not options:
            return None
        each, name = self.choice(options), self.fresh('p')
        text, tags = self.tagged(lambda: self.fill(each.kind, self.choice(each.kind.changes), f'(*{name})', 2))
        condition, more = self.tagged(lambda: self.expression('bool', 2))
        first = Leaf(f'{each.kind.cpp} *{name} = {condition} ? &{each.name} : nullptr;', ('pointer',) + more)
        return Block([('', [first, Block([(f'if ({name})', [Leaf(text, tags)])])])])

    def moved(self, _):
        options = self.changeable()
        if not options:
            return None
        each, name = self.choice(options), self.fresh('m')
        if isinstance(each.kind, kinds.Atomic):
            return None
        self.scopes[-1].append(Variable(name, each.kind))
        return Leaf(f'auto {name} = std::move({each.name});', (f'{each.kind.label}.moved-from',))

    def swapped(self, _):
        options = self.changeable(lambda kind: kind.label != 'atomic')
        pairs = [(a, b) for a in options for b in options if a is not b and a.kind is b.kind]
        if not pairs:
            return None
        a, b = self.choice(pairs)
        form = self.choice(('std::swap({a}, {b});', '{a} = std::move({b});', '{a} = {b};', '{a} = std::exchange({b}, {a});'))
        if not a.kind.copied and not form.startswith('std::swap'):
            form = '{a} = std::move({b});'
        tag = {'std::swap({a}, {b});': 'std::swap', '{a} = {b};': 'copy='}.get(form, 'move=')
        return Leaf(form.format(a=a.name, b=b.name), (f'{a.kind.label}.{tag}',))

    def binding(self, _):
        options = [each for each in self.variables() if isinstance(each.kind, (kinds.Pair, kinds.Struct, kinds.Tuple))]
        if not options:
            return None
        each = self.choice(options)
        parts = each.kind.elements if isinstance(each.kind, kinds.Tuple) else \
            [part for _, part, _ in each.kind.fields] if isinstance(each.kind, kinds.Struct) else \
            list(each.kind.parameters.values())
        names = [self.fresh('q') for _ in parts]
        how = self.choice(('auto', 'auto &', 'const auto &') if not each.frozen else ('auto', 'const auto &'))
        if not each.kind.copied and how == 'auto':
            how = 'const auto &'
        for name, part in zip(names, parts):
            self.scopes[-1].append(Variable(name, part, frozen=how.startswith('const')))
        return Leaf(f'{how}{"" if how.endswith("&") else " "}[{", ".join(names)}] = {each.name};', (f'{each.kind.label}.binding',))

    def called(self, _):
        """A call of a lambda or function that gives nothing."""
        calls = [each for scope in self.callables for each in scope if each.result == 'void']
        if not calls:
            return self.assigned_lambda(0)
        each, ints = self.choice(calls), self.changeable(lambda kind: kind is INT)
        if '{int&}' in each.call and not ints:
            return None

        def draw():
            text = each.call
            text = text.replace('{int&}', self.choice(ints).name if ints else '')
            while '{int}' in text:
                text = text.replace('{int}', self.expression('int', 1), 1)
            return text + ';'

        text, tags = self.tagged(draw)
        return Leaf(text, tags + each.tags)

    # ---- Control flow -------------------------------------------------------

    def condition(self):
        return self.tagged(lambda: self.expression('bool', 2))

    def branch(self, depth):
        test, tags = self.condition()
        parts = [(f'if ({test})', self.body(self.random.randint(1, 3), depth))]
        if self.chance(.3):
            other, more = self.condition()
            parts.append((f'else if ({other})', self.body(self.random.randint(1, 2), depth)))
            tags += more
        if self.chance(.5):
            parts.append(('else', self.body(self.random.randint(1, 2), depth)))
        return Block(parts, tags=tags + ('if',))

    def switch(self, depth):
        enums = [each for each in self.variables() if isinstance(each.kind, kinds.Enum)]
        if enums and self.chance(.6):
            each = self.choice(enums)
            subject, tags = each.name, ('switch', 'enum')
            labels = [f'{each.kind.name}::{value}' for value in each.kind.values]
        else:
            subject, tags = self.tagged(lambda: self.expression('int', 2))
            subject, labels, tags = f'{subject} % 4', ['0', '1', '2', '-1'], tags + ('switch',)
        self.random.shuffle(labels)
        inner = []
        for label in labels[:self.random.randint(1, len(labels))]:
            ends = [Leaf('break;')] if self.chance(.75) else [Leaf('[[fallthrough]];')]
            inner.append(Leaf(f'case {label}:'))
            inner.append(Block([('', self.body(self.random.randint(1, 2), depth))]))
            inner += ends
        inner += [Leaf('default:'), Block([('', self.body(1, depth))])]
        return Block([(f'switch ({subject})', inner)], tags=tags)

    def round(self, count, depth):
        """The body of a loop, which may be left or cut short."""
        self.loops += 1
        nodes = self.body(count, depth)
        if self.chance(.3):
            test, tags = self.condition()
            word = self.choice(('break', 'continue'))
            nodes.insert(self.random.randint(0, len(nodes)), Block([(f'if ({test})', [Leaf(f'{word};')])], tags=tags + (word,)))
        self.loops -= 1
        return nodes

    def counted(self, depth):
        if self.loops > 1:
            return None
        name = self.fresh('k')
        with self.scope():
            self.scopes[-1].append(Variable(name, INT, frozen=True))
            inner = self.round(self.random.randint(1, 3), depth)
        bound = self.random.randint(1, 4)
        head = self.choice((f'for (int {name} = 0; {name} < {bound}; ++{name})', f'for (int {name} = {bound}; {name} > 0; --{name})',
                            f'for (int {name} = 1; {name} <= {bound}; {name} += 2)'))
        return Block([(head, inner)], tags=('for',))

    def whilst(self, depth):
        if self.loops > 1:
            return None
        name, bound = self.fresh('k'), self.random.randint(1, 4)
        test, tags = self.condition()
        inner = self.round(self.random.randint(1, 3), depth)
        return Block([('', [Leaf(f'int {name} = {bound};'), Block([(f'while ({name}-- > 0 && {test})', inner)],
                                                                   tags=tags + ('while',))])])

    def do_while(self, depth):
        if self.loops > 1:
            return None
        name, bound = self.fresh('k'), self.random.randint(1, 3)
        inner = self.round(self.random.randint(1, 3), depth)
        return Block([('', [Leaf(f'int {name} = 0;'), Block([('do', inner)], f' while (++{name} < {bound});', ('do',))])])

    def elements(self, depth):
        """A loop over a container's elements."""
        options = [each for each in self.variables() if isinstance(each.kind, kinds.Container)]
        if not options or self.loops > 1:
            return None
        each = self.choice(options)
        element = each.kind.elements()
        name = self.fresh('e')
        # What depends on the order of an unordered container would depend on the library.
        if not each.kind.in_order:
            total = [other for other in self.changeable(lambda kind: kind is INT)]
            if not total:
                return None
            term = kinds.fold(element).replace('{e}', name)
            head = f'for (const auto &[unused, {name}] : {each.name})' if isinstance(each.kind, kinds.Map) else \
                f'for (const auto &{name} : {each.name})'
            into = self.choice(total).name
            return Block([(head, [Leaf(f'{into} = ({into} + {term}) % 97;')])], tags=(f'{each.kind.label} range-for',))
        how = self.choice(('const auto &', 'auto ', 'auto &') if element.copied else ('const auto &', 'auto &'))
        if each.frozen and how == 'auto &':
            how = 'const auto &'
        constant = how.startswith('const') or isinstance(each.kind, kinds.Set)
        with self.scope(), self.frozen(each):
            if isinstance(each.kind, kinds.Map):
                key = self.fresh('e')
                self.scopes[-1].append(Variable(key, each.kind.parameters['K'], frozen=True))
                head = f'for ({how}[{key}, {name}] : {each.name})'
            else:
                head = f'for ({how}{name} : {each.name})'
            self.scopes[-1].append(Variable(name, element, frozen=constant and how != 'auto '))
            inner = self.round(self.random.randint(1, 3), depth)
        return Block([(head, inner)], tags=(f'{each.kind.label} range-for',))

    def erasing(self, _):
        """for (auto i = c.begin(); i != c.end();) erases some."""
        options = self.changeable(lambda kind: isinstance(kind, (kinds.Sequence, kinds.Map, kinds.Set)) and kind.in_order)
        if not options or self.loops > 1:
            return None
        each, name, kept = self.choice(options), self.fresh('i'), self.fresh('c')
        element = f'{name}->second' if isinstance(each.kind, kinds.Map) else f'(*{name})'
        term = kinds.fold(each.kind.elements()).replace('{e}', element)
        inner = [Block([(f'if ({term} % 2 == 0)', [Leaf(f'{name} = {each.name}.erase({name});')]),
                        ('else', [Leaf(f'++{name};'), Leaf(f'++{kept};')])])]
        loop = Block([(f'for (auto {name} = {each.name}.begin(); {name} != {each.name}.end();)', inner)],
                     tags=(f'{each.kind.label} erasing loop',))
        self.scopes[-1].append(Variable(kept, INT))
        return [Leaf(f'int {kept} = 0;'), loop]

    def guarded(self, depth):
        journals = self.changeable(lambda kind: kind is INT)
        if not journals:
            return None
        into, name = self.choice(journals), self.fresh('g')
        inner = [Leaf(f'Guard {name}({into.name}, {self.random.randint(1, 9)});', ('Guard',))]
        if self.chance(.3):
            test, tags = self.condition()
            inner.append(Leaf(f'std::optional<Guard> {self.fresh("g")};'))
            inner.append(Leaf(f'if ({test}) {inner[-1].text.split()[-1][:-1]}.emplace({into.name}, 4);', tags + ('Guard optional',)))
        return Block([('', inner + self.body(self.random.randint(1, 3), depth))])

    def leaving(self, _):
        if self.leave is None:
            return None
        test, tags = self.condition()
        text, more = self.tagged(self.leave)
        return Block([(f'if ({test})', [Leaf(text)])], tags=tags + more + ('early return',))

    def thrown(self, _):
        if not self.throws:
            return None
        test, tags = self.condition()
        what = self.choice(THROWN).replace('{lit}', str(self.random.randint(0, 9)))
        return Block([(f'if ({test})', [Leaf(f'throw {what};', ('throw',))])], tags=tags)

    def trying(self, depth):
        outer, self.throws = self.throws, True
        inner = self.body(self.random.randint(1, 3), depth)
        inner.insert(self.random.randint(0, len(inner)), self.thrown(0))
        calls = [each for scope in self.callables for each in scope if 'throwing' in each.tags]
        if calls:
            text, tags = self.tagged(lambda: self.choice(calls).call.replace('{int}', self.expression('int', 1)))
            inner.append(Leaf(f'(void){text};', tags + ('throwing call',)))
        self.throws = outer
        return Block([('try', inner)] + self.handlers(depth), tags=('try',))

    def handlers(self, depth):
        parts = []
        ints, texts = self.changeable(lambda kind: kind is INT), self.changeable(lambda kind: kind is STR)
        order = sorted(self.random.sample(range(len(CAUGHT)), self.random.randint(0, 3)))
        for head, does in (CAUGHT[n] for n in order):
            into = ints if '{i}' in does else texts
            name = self.fresh('x')
            text = does.replace('{e}', name).replace('{i}', '{v}').replace('{s}', '{v}')
            leaf = Leaf(text.replace('{v}', self.choice(into).name), ('exception content',)) if into else self.change()
            parts.append((f'catch ({head.replace("{e}", name)})', [leaf]))
        last = self.body(1, depth)
        if self.throws and self.chance(.3):
            last.append(Leaf('throw;', ('rethrow',)))
        return parts + [('catch (...)', last)]

    def kept_exception(self, depth):
        """An exception that is carried about."""
        name = self.fresh('x')
        what = self.choice(THROWN).replace('{lit}', '4')
        test, tags = self.condition()
        first = Leaf(f'std::exception_ptr {name};', ('exception_ptr',))
        kept = Block([('try', [Block([(f'if ({test})', [Leaf(f'throw {what};')])], tags=tags)]),
                      ('catch (...)', [Leaf(f'{name} = std::current_exception();')])])
        if self.chance(.3):
            kept = Leaf(f'if ({test}) {name} = std::make_exception_ptr({what});', tags)
        again = Block([('try', [Leaf(f'if ({name}) std::rethrow_exception({name});')])] + self.handlers(depth))
        return Block([('', [first, kept, again])])

    def jump(self, depth):
        if self.loops:
            return None
        label, name = self.fresh('again'), self.fresh('k')
        test, tags = self.condition()
        inner = self.body(self.random.randint(1, 2), depth - 1)
        return Block([('', [Leaf(f'int {name} = 0;'), Leaf(f'{label}:', ('goto',)), Block([('', inner)]),
                            Block([(f'if ({name}++ < {self.random.randint(0, 2)} && {test})', [Leaf(f'goto {label};')])], tags=tags)])])

    def polymorphic(self, _):
        ints = self.changeable(lambda kind: kind is INT)
        if not ints:
            return None
        name, into = self.fresh('z'), self.choice(ints).name
        test, tags = self.condition()
        first, second = self.choice(('Shape', 'Square', 'Cube')), self.choice(('Square', 'Cube'))
        return Block([('', [Leaf(f'{first} {name}a({self.literal("int")});'), Leaf(f'{second} {name}b({self.literal("int")});'),
                            Leaf(f'Shape *{name} = {test} ? static_cast<Shape *>(&{name}a) : &{name}b;', tags),
                            Leaf(f'{name}->scale({self.random.randint(1, 3)});'),
                            Leaf(f'{into} = ({name}->area() + areaOf({name}a)) % 97;')])], tags=('virtual call',))

    # ---- Functions ----------------------------------------------------------

    def assigned_lambda(self, depth):
        name, parameter = self.fresh('f'), self.fresh('a')
        visible = self.variables()
        capture, tag = self.choice((('&', 'by reference'), ('=', 'by value'), ('&', 'by reference')))
        if capture == '=':
            visible = [each for each in visible if each.kind.copied and not each.kind.label == 'atomic']
            capture = ', '.join(each.name for each in self.random.sample(visible, min(len(visible), 2)))
            visible = [each for each in visible if each.name in capture.split(', ')]
        if self.chance(.3):
            inner, value = self.fresh('v'), self.literal('int')
            capture = f'{capture}, {inner} = {value}' if capture else f'{inner} = {value}'
        changes = tag == 'by reference'
        if self.pure or not changes:
            visible = [Variable(each.name, each.kind, True) for each in visible]
        result = self.choice(('int', 'bool', 'void')) if changes else self.choice(('int', 'bool'))

        def draw():
            scopes, callables = self.scopes, self.callables
            self.scopes, self.callables = [visible, [Variable(parameter, INT)]], [[]]
            saved = self.leave, self.loops, self.throws
            self.loops, self.throws = self.loops + 1, False
            self.leave = (lambda: f'return {self.expression(result, 2)};') if result != 'void' else lambda: 'return;'
            nodes = self.body(self.random.randint(1, 2), min(depth, 1)) if changes else self.declared_body(1)
            if result != 'void':
                nodes.append(Leaf(f'return {self.expression(result, 2)};'))
            self.leave, self.loops, self.throws = saved
            self.scopes, self.callables = scopes, callables
            return nodes

        nodes, tags = self.tagged(draw)
        arrow = f' -> {result}' if result != 'void' else ''
        self.callables[-1].append(Callable(f'{name}({{int}})', result, ('lambda',)))
        if changes:  # what it changes must not be changed while something stands in it
            self.callables[-1].pop()
            self.callables[-1].append(Callable(f'{name}({{int}})', 'void', ('lambda',)))
        return Block([(f'auto {name} = [{capture}](int {parameter}){arrow}', nodes)], ';', (f'lambda {tag}',))

    def declared_body(self, depth):
        with self.scope():
            return [self.declare(INT)] + self.statement(depth)

    def function(self):
        """A free function with a body of its own."""
        shape = self.choice(('int', 'bool', 'void', 'throwing', 'str', 'template', 'recursive', 'static'))
        name = self.fresh('fun')
        if shape == 'recursive':
            self.declarations.append(Leaf(f'int {name}(int n) {{ return n <= 0 ? 1 : n + {name}(n / 2 - 1); }}', ('recursion',)))
            self.callables[0].append(Callable(f'{name}({{int}} % 4)', 'int', ('recursion',)))
            return
        if shape == 'template':
            self.declarations.append(Leaf(f'template <class T> T {name}(T a, T b) {{ return b < a ? b : a; }}', ('template',)))
            self.callables[0].append(Callable(f'{name}({{int}}, {{int}})', 'int', ('template',)))
            return
        result = {'throwing': 'int', 'static': 'int'}.get(shape, shape)
        cpp = {'str': 'std::string'}.get(result, result)
        with self.inside(throws=shape == 'throwing', callables=[[]],
                         leave=(lambda: f'return {self.expression(result, 2)};') if result != 'void' else lambda: 'return;'):
            self.scopes[0] += [Variable('a', INT), Variable('b', INT)]
            first = []
            if shape == 'static' and self.whole:
                first = [Leaf('static int calls = 3;', ('static',))]
                self.scopes[0].append(Variable('calls', INT))
            with self.scope():
                nodes = first
                for _ in range(self.random.randint(1, 3)):
                    nodes += self.statement(2)
                    if shape == 'throwing' and self.chance(.7):
                        nodes.append(self.thrown(0))
                if result != 'void':
                    text, tags = self.tagged(lambda: f'return {self.expression(result, 2)};')
                    nodes.append(Leaf(text, tags))
        default = self.random.randint(0, 5)
        second = 'int &b' if shape == 'void' else f'int b = {default}'
        self.declarations.append(Block([(f'{cpp} {name}(int a, {second})', nodes)], tags=(f'function {shape}',)))
        call = {'void': f'{name}({{int}}, {{int&}})'}.get(shape, self.choice((f'{name}({{int}})', f'{name}({{int}}, {{int}})')))
        result = 'thrown' if shape == 'throwing' else result
        self.callables[0].append(Callable(call, result, (f'function {shape}',) + (('throwing',) if shape == 'throwing' else ())))

    # ---- Kinds --------------------------------------------------------------

    def struct(self):
        fields = [(f'f{n}', self.choice((INT, BOOL, STR)), None) for n in range(self.random.randint(1, 3))]
        fields = [(name, kind, self.literal(kind.name)) for name, kind, _ in fields]
        kind = kinds.Struct(self.fresh('S'), fields, self.chance(.6))
        self.declarations.append(Leaf(kind.declaration(), ('struct',)))
        return kind

    def enumeration(self):
        kind = kinds.Enum(self.fresh('E'), self.random.sample(('idle', 'ready', 'open', 'closed', 'failed'), 3))
        self.declarations.append(Leaf(f'enum class {kind.name} {{ {", ".join(kind.values)} }};', ('enum',)))
        return kind

    def element(self):
        """What a container holds."""
        return self.choice([INT, INT, STR, STR] + [each for each in self.kinds if each.label in ELEMENTS])

    def key(self):
        return self.choice([INT, INT, STR, STR] + [each for each in self.kinds if each.label == 'enum'])

    def draw_kind(self):
        name = self.choice(('struct', 'enum', 'sequence', 'sequence', 'array', 'map', 'map', 'map', 'unordered', 'set', 'set', 'adapter',
                            'optional', 'variant', 'unique', 'shared', 'function', 'pair', 'tuple', 'atomic', 'chrono', 'token', 'shape',
                            'multi'))
        if name == 'struct':
            return self.struct()
        if name == 'enum':
            return self.enumeration()
        if name == 'sequence':
            return kinds.Sequence(self.choice(('vector', 'vector', 'deque', 'list')), self.element())
        if name == 'array':
            return kinds.Array(self.choice((INT, STR)), self.random.randint(2, 4))
        if name == 'map':
            return kinds.Map('map', self.key(), self.element())
        if name == 'unordered':
            key = self.choice((INT, STR))
            return kinds.Map('unordered_map', key, self.element()) if self.chance(.7) else kinds.Set('unordered_set', key)
        if name == 'multi':
            return kinds.Map('multimap', self.key(), self.choice((INT, STR))) if self.chance(.5) else kinds.Set('multiset', self.key())
        if name == 'set':
            return kinds.Set('set', self.key())
        if name == 'adapter':
            which = self.choice(('queue', 'queue', 'stack', 'priority_queue'))
            return kinds.Adapter(which, self.choice((INT, STR)) if which == 'priority_queue' else self.element())
        if name == 'optional':
            return kinds.Optional(self.element())
        if name == 'variant':
            return kinds.Variant(self.random.sample([INT, STR, BOOL], self.random.randint(2, 3)))
        if name == 'unique':
            return kinds.Unique(self.choice((INT, STR)))
        if name == 'shared':
            return kinds.Shared(self.choice((INT, STR)))
        if name == 'pair':
            return kinds.Pair(self.choice((INT, STR)), self.choice((INT, STR, BOOL)))
        if name == 'tuple':
            return kinds.Tuple([self.choice((INT, STR, BOOL)) for _ in range(3)])
        return {'function': kinds.Function, 'atomic': kinds.Atomic, 'chrono': kinds.Duration, 'token': kinds.Token,
                'shape': kinds.Shape}[name]()

    def case(self):
        self.kinds = [INT, STR]
        for _ in range(self.random.randint(1, 2)):
            self.kinds.append(self.draw_kind())
        if self.whole:
            for _ in range(self.random.randint(1, 2)):
                kind = self.choice(self.kinds)
                if kind.label in ('destructor', 'atomic'):
                    continue
                text, tags = self.tagged(lambda: self.value(kind, 1))
                name = self.fresh('global')
                self.declarations.append(Leaf(f'{kind.cpp} {name} = {text};', tags + ('global',)))
                self.scopes[0].append(Variable(name, kind))
        for _ in range(self.choice((0, 0, 1, 2))):
            self.function()
        journal = [Leaf('int journal = 1;')] if any(each.label == 'destructor' for each in self.kinds) else []
        if journal:
            self.scopes[0].append(Variable('journal', INT))
        with self.scope():
            nodes = journal + [self.declare(kind) for kind in self.kinds if kind not in (INT, STR)]
            nodes += [self.declare(INT), self.declare(self.choice((INT, STR, BOOL)))]
            for _ in range(self.random.randint(2, 6)):
                nodes += self.statement(self.choice((1, 2, 2, 3)))
            for each in self.variables():
                nodes += self.observe(each)
        return Case(self.declarations, nodes)


ELEMENTS = ('struct', 'enum', 'vector', 'set', 'pair', 'optional', 'unique_ptr', 'destructor', 'virtual')
