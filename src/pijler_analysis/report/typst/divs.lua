-- Divs of our own that both engines know: ::: {.lead}, .source, .colophon, .summary, .keep, .dense,
-- and an empty .page where a new page starts.
-- In Typst each becomes a call of the template, in Word a paragraph style; HTML keeps the class.
-- In Typst a list of sentences that open with a verdict's shape takes those shapes as markers.

local CALLS = {
  lead = 'lead', source = 'source', colophon = 'colophon', summary = 'summary-page', keep = 'keep',
  dense = 'dense', opening = 'opening',
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

local function opens_chapter(block)
  return block ~= nil and block.t == 'Header' and block.level == 1
end

local function is_comment(block)
  return block.t == 'RawBlock' and block.text:match('^// ') ~= nil
end

local function is_list(block) return block ~= nil and block.t == 'BulletList' end

-- The block before a source line is set sticky, so that the two share a page; so is the paragraph
-- that opens a chapter, which would else stay behind with the heading when the evidence moves on.
-- Lists of two cells that follow each other become one, as a short list is never broken.
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
    if block.t == 'Para' and opens_chapter(out[#out]) then
      out:insert(pandoc.Div({ block }, pandoc.Attr('', { 'opening' })))
    elseif is_list(block) and last ~= nil and is_list(out[last]) then
      out[last].content:extend(block.content)
    else
      out:insert(block)
    end
    if not is_comment(block) then last = #out end
  end
  return out
end

local function Div(div)
  if div.classes:includes('page') then
    return pandoc.RawBlock('typst', '#pagebreak(weak: true)')
  end
  for class, call in pairs(CALLS) do
    if div.classes:includes(class) then return wrapped(call, div.content) end
  end
end

-- A list in which items open with ▲ ▼ ● or ○ gets these as its markers; the others keep a dash.
local SHAPES = { ['▲'] = 'up', ['▼'] = 'down', ['●'] = 'same', ['○'] = 'unsure' }

local function opening_shape(item)
  local words = item[1] and item[1].content
  local first = words and words[1]
  return first and first.t == 'Str' and SHAPES[first.text]
end

local function without_shape(item)
  local words = item[1].content
  words:remove(1)
  if words[1] and words[1].t == 'Space' then words:remove(1) end
  item[1].content = words
  return item
end

local function BulletList(list)
  local names, found = {}, false
  for _, item in ipairs(list.content) do
    local name = opening_shape(item)
    found = found or name
    table.insert(names, '"' .. (name or 'plain') .. '",')
  end
  if not found then return nil end
  local call = '#verdict-list((' .. table.concat(names, ' ') .. '), ['
  local out = pandoc.Blocks { pandoc.RawBlock('typst', call) }
  for place, item in ipairs(list.content) do
    if place > 1 then out:insert(pandoc.RawBlock('typst', '], [')) end
    out:extend(opening_shape(item) and without_shape(item) or item)
  end
  out:insert(pandoc.RawBlock('typst', '])'))
  return out
end

-- On the web the shape stands in the margin; who listens hears the verdict in the sentence.
local function web_list(list)
  local found = false
  for _, item in ipairs(list.content) do
    local shape = opening_shape(item)
    if shape then
      found = true
      local sign = item[1].content[1].text
      without_shape(item)
      local attr = pandoc.Attr('', { 'shape' }, { ['aria-hidden'] = 'true' })
      item[1].content:insert(1, pandoc.Span({ pandoc.Str(sign) }, attr))
    end
  end
  if found then return pandoc.Div({ list }, pandoc.Attr('', { 'verdicts' })) end
end

-- In Word each verdict is a paragraph of its own, which a reader can edit or move.
local function word_list(list)
  local out = pandoc.Blocks {}
  for _, item in ipairs(list.content) do
    local shape = opening_shape(item)
    if not shape then return nil end
    local sign = item[1].content[1].text
    local words = without_shape(item)[1].content
    words:insert(1, pandoc.RawInline('openxml', '<w:r><w:t>' .. sign .. '</w:t><w:tab/></w:r>'))
    out:insert(pandoc.Div(pandoc.Para(words), pandoc.Attr('', {}, { ['custom-style'] = 'Verdict' })))
  end
  return out
end

local WORD_STYLES = { lead = 'Lead', source = 'Source', colophon = 'Source' }

local NEW_PAGE = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'

local function word_style(div)
  if div.classes:includes('page') then return pandoc.RawBlock('openxml', NEW_PAGE) end
  for class, style in pairs(WORD_STYLES) do
    if div.classes:includes(class) then
      div.attributes['custom-style'] = style
      return div
    end
  end
end

if FORMAT == 'docx' then return { { Div = word_style, BulletList = word_list } } end
if FORMAT:match('^html') then return { { BulletList = web_list } } end
if FORMAT ~= 'typst' then return {} end
return { { Blocks = Blocks }, { Div = Div, BulletList = BulletList } }
