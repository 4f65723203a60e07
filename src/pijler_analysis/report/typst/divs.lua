-- Divs of our own that both engines know: ::: {.lead}, .source, .colophon, .summary, .keep.
-- In Typst each becomes a call of the template; other formats keep the div and its class.

local CALLS = {
  lead = 'lead', source = 'source', colophon = 'colophon', summary = 'summary-page', keep = 'keep',
}

local function wrapped(call, blocks)
  local out = pandoc.Blocks { pandoc.RawBlock('typst', '#' .. call .. '[') }
  out:extend(blocks)
  out:insert(pandoc.RawBlock('typst', ']'))
  return out
end

local function is_source(block)
  return block ~= nil and block.t == 'Div' and block.classes:includes('source')
end

local function is_comment(block)
  return block.t == 'RawBlock' and block.text:match('^// ') ~= nil
end

-- The block before a source line is set sticky, so that the two share a page.
local function Blocks(blocks)
  local out = pandoc.Blocks {}
  local last = nil
  for _, block in ipairs(blocks) do
    if is_source(block) and last ~= nil then
      local evidence = out:remove(last)
      local rest = pandoc.Blocks {}
      while #out >= last do rest:insert(out:remove(last)) end
      out:extend(wrapped('sticky', { evidence }))
      out:extend(rest)
    end
    out:insert(block)
    if not is_comment(block) then last = #out end
  end
  return out
end

local function Div(div)
  for class, call in pairs(CALLS) do
    if div.classes:includes(class) then return wrapped(call, div.content) end
  end
end

if FORMAT ~= 'typst' then return {} end
return { { Blocks = Blocks }, { Div = Div } }
