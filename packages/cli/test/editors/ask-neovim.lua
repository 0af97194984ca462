-- Run inside of Neovim by neovim.test.ts: waits for the server, asks it, and writes the answers.
local buffer = vim.api.nvim_get_current_buf()

local function write(answers)
  local file = io.open("answers.json", "w")
  file:write(vim.fn.json_encode(answers))
  file:close()
  vim.cmd("qall!")
end

local function ask(method, line, column)
  local place = { textDocument = { uri = vim.uri_from_bufnr(buffer) }, position = { line = line, character = column } }
  local answered = vim.lsp.buf_request_sync(buffer, method, place, 3000) or {}
  for _, answer in pairs(answered) do
    if answer.result then return answer.result end
  end
  return nil
end

vim.wait(20000, function() return #vim.diagnostic.get(buffer) > 0 end, 50)

local diagnostics = {}
for _, each in ipairs(vim.diagnostic.get(buffer)) do
  local code = each.user_data and each.user_data.lsp and each.user_data.lsp.code or each.code
  table.insert(diagnostics, { line = each.lnum, message = each.message, code = code })
end

local hover = ask("textDocument/hover", 14, 8)
local definition = ask("textDocument/definition", 14, 8)
local completion = ask("textDocument/completion", 15, 7)
local target = definition and (definition[1] or definition)
local labels = {}
for _, item in ipairs(completion and (completion.items or completion) or {}) do table.insert(labels, item.label) end

write({
  diagnostics = diagnostics,
  definition = target and (target.range or target.targetSelectionRange).start.line or -1,
  completion = labels,
  hover = hover and (hover.contents.value or hover.contents) or "",
})
