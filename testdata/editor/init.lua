-- Starts the server with what docs/editors.md has for Neovim without plugins, and prints what the editor knows: each
-- diagnostic with its link and its steps, what is left of them while the code is broken, and the line that a quick fix
-- writes.
vim.api.nvim_create_autocmd('FileType', { pattern = { 'c', 'cpp' }, callback = function() dofile('setup.lua') end })
vim.cmd('filetype on')

local function say(...) io.stdout:write(string.format(...) .. '\n') end

local function waitFor(what)
  if not vim.wait(60000, what, 100) then say('waited in vain') end
end

local function ours()
  return vim.tbl_filter(function(found)
    return tostring(found.code or found.user_data.lsp.code):match('^quiesce')
  end, vim.diagnostic.get(0))
end

local function tell()
  local names = { 'error', 'warning', 'information', 'hint' }
  for _, found in ipairs(ours()) do
    local lsp = found.user_data.lsp
    say('%s:%d %s %s %s', vim.fn.expand('%:t'), found.lnum + 1, lsp.code, names[found.severity], found.message)
    say('link %s', lsp.codeDescription.href)
    for _, step in ipairs(lsp.relatedInformation) do
      say('step %d %s', step.location.range.start.line + 1, step.message)
    end
  end
end

vim.api.nvim_create_autocmd('VimEnter', {
  callback = function()
    waitFor(function() return #ours() == 2 end)
    tell()

    local second = vim.api.nvim_buf_get_lines(0, 3, 4, true)[1]
    vim.api.nvim_buf_set_lines(0, 3, 4, true, { '  if (early' })
    waitFor(function() return #vim.diagnostic.get(0, { severity = vim.diagnostic.severity.ERROR }) > 0 end)
    say('broken, and alive')
    vim.api.nvim_buf_set_lines(0, 3, 4, true, { second })
    waitFor(function() return #ours() == 2 end)
    say('whole again')

    local call = ours()[2]
    local range = call.user_data.lsp.range or
      { start = { line = call.lnum, character = call.col }, ['end'] = { line = call.end_lnum, character = call.end_col } }
    local asked = { textDocument = vim.lsp.util.make_text_document_params(), range = range,
      context = { diagnostics = { { range = range, message = call.message, code = call.user_data.lsp.code,
        source = call.source, severity = call.severity } } } }
    for _, answer in pairs(vim.lsp.buf_request_sync(0, 'textDocument/codeAction', asked, 20000) or {}) do
      for _, action in ipairs(answer.result or {}) do
        if action.edit and action.kind == 'quickfix' then
          say('fix %s', action.title)
          vim.lsp.util.apply_workspace_edit(action.edit, 'utf-16')
        end
      end
    end
    say('now %s', vim.api.nvim_buf_get_lines(0, call.lnum, call.lnum + 1, true)[1])
    waitFor(function() return #ours() == 1 end)
    say('%d left', #ours())
    vim.cmd('qall!')
  end,
})
