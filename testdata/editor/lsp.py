"""Talks to quiesce-clangd as an editor does.

    lsp.py CLANGD FOLDER

FOLDER holds the sources; nothing there tells clangd of quiesce.
"""
import json
import pathlib
import subprocess
import sys
import threading

folder = pathlib.Path(sys.argv[2]).resolve()


class Editor:
    def __init__(self):
        self.server = subprocess.Popen([sys.argv[1], '--log=error', '--background-index=0'], cwd=folder,
                                       stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.timer = threading.Timer(120, self.server.kill)  # a server that says nothing is a failure
        self.timer.daemon = True
        self.timer.start()
        self.send('initialize', {
            'processId': None, 'rootUri': folder.as_uri(),
            'capabilities': {'textDocument': {'publishDiagnostics': {
                'relatedInformation': True, 'codeDescriptionSupport': True, 'categorySupport': True},
                'codeAction': {'codeActionLiteralSupport': {'codeActionKind': {'valueSet': ['quickfix']}}}}},
            'initializationOptions': {'fallbackFlags': ['-std=c++20']}}, 1)
        self.receive(lambda m: m.get('id') == 1)
        self.send('initialized', {})
        self.versions = {}

    def send(self, method, params, number=None):
        message = {'jsonrpc': '2.0', 'method': method, 'params': params}
        if number is not None:
            message['id'] = number
        body = json.dumps(message).encode()
        self.server.stdin.write(b'Content-Length: %d\r\n\r\n' % len(body) + body)
        self.server.stdin.flush()

    def receive(self, wanted):
        while True:
            size = 0
            while (line := self.server.stdout.readline()) not in (b'\r\n', b''):
                if line.lower().startswith(b'content-length:'):
                    size = int(line.split(b':')[1])
            assert size, 'the server has ended'
            message = json.loads(self.server.stdout.read(size))
            if wanted(message):
                return message

    def show(self, name, text):
        """Opens or changes a file; the diagnostics of exactly this text."""
        uri = (folder / name).as_uri()
        version = self.versions[name] = self.versions.get(name, 0) + 1
        document = {'uri': uri, 'version': version}
        if version == 1:
            self.send('textDocument/didOpen', {'textDocument': dict(document, languageId='cpp', text=text)})
        else:
            self.send('textDocument/didChange', {'textDocument': document, 'contentChanges': [{'text': text}]})
        answer = self.receive(lambda m: m.get('method') == 'textDocument/publishDiagnostics' and
                              m['params']['uri'] == uri and m['params'].get('version') == version)
        return answer['params']['diagnostics']

    def quick_fixes(self, name, diagnostic):
        """What is offered for a diagnostic of the text that was shown last: title and edits of each."""
        uri = (folder / name).as_uri()
        self.send('textDocument/codeAction', {'textDocument': {'uri': uri}, 'range': diagnostic['range'], 'context': {
            'diagnostics': [diagnostic], 'only': ['quickfix']}}, 2)
        answer = self.receive(lambda m: m.get('id') == 2)
        return [(action['title'], action['edit']['changes'][uri]) for action in answer['result']]

    def close(self):
        self.send('shutdown', None, 3)
        self.receive(lambda m: m.get('id') == 3)
        self.send('exit', None)
        assert self.server.wait(30) == 0
        self.timer.cancel()


def apply(text, edits):
    lines = text.split('\n')
    for edit in edits:
        start, end = edit['range']['start'], edit['range']['end']
        assert start['line'] == end['line']
        line = lines[start['line']]
        lines[start['line']] = line[:start['character']] + edit['newText'] + line[end['character']:]
    return '\n'.join(lines)


def ours(diagnostics):
    return [d for d in diagnostics if str(d.get('code', '')).startswith('quiesce-')]


def errors(diagnostics):
    return [d for d in diagnostics if d['severity'] == 1]


editor = Editor()
text = (folder / 'pool.cpp').read_text()

found, = ours(editor.show('pool.cpp', text))
assert found['code'] == 'quiesce-unjoined-thread' and found['severity'] == 2 and found['range']['start']['line'] == 3
steps = [step['message'] for step in found['relatedInformation']]
assert any("'early' is true" in step for step in steps), steps
href = found['codeDescription']['href']
assert href.startswith('file:///') and href.endswith('/quiesce-unjoined-thread.md'), href
assert pathlib.Path(href[len('file://'):]).exists()

# Broken somewhere else, then broken right here, then half a word, then whole again: the server lives, says what is
# wrong, and tells of the thread whenever the code around it can be read.
elsewhere = editor.show('pool.cpp', text + 'void other() { nonsense; }\n')
assert errors(elsewhere) and len(ours(elsewhere)) == 1, elsewhere
assert errors(editor.show('pool.cpp', text.replace('if (early)', 'if (early')))
for cut in range(len(text) - 1, 0, -7):
    editor.show('pool.cpp', text[:cut])
assert len(ours(editor.show('pool.cpp', text))) == 1
assert not ours(editor.show('pool.cpp', text.replace('    return;', '    worker.detach();\n  else')))

# A list of other checks does not turn ours off; what names ours is heard.
assert len(ours(editor.show('lists/other.cpp', text))) == 1
assert not ours(editor.show('lists/off/none.cpp', text))

# A change that repairs the finding is offered, and mends it; nothing is offered where it is not clear what to write.
text = (folder / 'cancel.cpp').read_text()
clear, unclear = ours(editor.show('cancel.cpp', text))
(title, edits), = editor.quick_fixes('cancel.cpp', clear)
mended = apply(text, edits)
assert title == "insert ', stop'" and 'pull(1, stop);' in mended, (title, mended)
still, = ours(editor.show('cancel.cpp', mended))
assert still['range'] == unclear['range'], still
assert not editor.quick_fixes('cancel.cpp', still)
editor.close()
