-- What a Word document has and pandoc does not write by itself: contents that list the chapters also
-- before Word has counted its pages, columns as wide as their words, totals in bold, and the
-- cards of the summary as a table that can be edited. Runs last, on what the other filters left.

local stringify = pandoc.utils.stringify
local CARD_PARTS = { 'label', 'value', 'interval', 'beside', 'verdict' }
local LINE, EASY, MOST, PADDING = 92, 28, 60, 2   -- characters: of a line, and of a column

local function escaped(text)
  return (text:gsub('&', '&amp;'):gsub('<', '&lt;'):gsub('>', '&gt;'))
end

local function raw_inline(text) return pandoc.RawInline('openxml', text) end

-- contents -------------------------------------------------------------------------------------

local entries = {}

local function mark_heading(header)
  if header.level > 2 or header.classes:includes('unlisted') then return nil end
  local name = string.format('_Toc%05d', #entries + 1)
  table.insert(entries, { name = name, level = header.level, text = stringify(header.content) })
  local id = 8000 + #entries
  local start = string.format('<w:bookmarkStart w:id="%d" w:name="%s"/>', id, name)
  header.content:insert(1, raw_inline(start))
  header.content:insert(raw_inline(string.format('<w:bookmarkEnd w:id="%d"/>', id)))
  return header
end

local function char(kind) return '<w:r><w:fldChar w:fldCharType="' .. kind .. '"/></w:r>' end
local function code(text)
  return '<w:r><w:instrText xml:space="preserve"> ' .. text .. ' </w:instrText></w:r>'
end

local function toc_line(entry, before, after)
  return '<w:p><w:pPr><w:pStyle w:val="TOC' .. entry.level .. '"/></w:pPr>' .. before
    .. '<w:hyperlink w:anchor="' .. entry.name .. '" w:history="1"><w:r><w:t xml:space="preserve">'
    .. escaped(entry.text) .. '</w:t></w:r></w:hyperlink>' .. after .. '</w:p>'
end

local function contents(title)
  local opening = '<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r>'
    .. code('TOC \\o "1-2" \\h \\z \\u') .. char('separate')
  local lines = {}
  for place, entry in ipairs(entries) do
    lines[place] = toc_line(entry, place == 1 and opening or '', place == #entries and char('end') or '')
  end
  return pandoc.RawBlock('openxml', '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/>'
    .. '<w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent><w:p><w:pPr><w:pStyle w:val="TOCHeading"/></w:pPr>'
    .. '<w:r><w:t>' .. escaped(title) .. '</w:t></w:r></w:p>' .. table.concat(lines) .. '</w:sdtContent></w:sdt>')
end

-- tables ---------------------------------------------------------------------------------------

local function longest_word(text)
  local longest = 0
  for word in text:gmatch('%S+') do longest = math.max(longest, utf8.len(word) or #word) end
  return longest
end

local function all_rows(tbl)
  local rows = pandoc.List {}
  rows:extend(tbl.head.rows)
  for _, body in ipairs(tbl.bodies) do
    rows:extend(body.head)
    rows:extend(body.body)
  end
  return rows
end

-- How much of the line a text would like: short ones whole, of longer ones ever less.
local function eased(text)
  local whole = utf8.len(text) or #text
  return whole <= EASY and whole or math.min(EASY + (whole - EASY) / 3, MOST)
end

-- Every column gets its longest word; what is left of the line is divided by need.
local function set_widths(tbl)
  local words, wanted = {}, {}
  for place = 1, #tbl.colspecs do words[place], wanted[place] = 0, 0 end
  for _, row in ipairs(all_rows(tbl)) do
    if #row.cells == #wanted then
      for place, cell in ipairs(row.cells) do
        local text = stringify(cell.contents)
        words[place] = math.max(words[place], longest_word(text) + PADDING)
        wanted[place] = math.max(wanted[place], words[place], eased(text) + PADDING)
      end
    end
  end
  local needed, more = 0, 0
  for place, least in ipairs(words) do
    needed, more = needed + least, more + wanted[place] - least
  end
  local share = more > 0 and math.max(LINE - needed, 0) / more or 0
  local sum = needed + share * more
  tbl.colspecs = pandoc.List(tbl.colspecs):map(function(spec, place)
    return { spec[1], (words[place] + share * (wanted[place] - words[place])) / sum }
  end)
end

local function strong(cell)
  cell.contents = cell.contents:walk {
    Plain = function(block) return pandoc.Plain { pandoc.Strong(block.content) } end,
    Para = function(block) return pandoc.Para { pandoc.Strong(block.content) } end,
  }
end

local function embolden(tbl)
  for _, row in ipairs(all_rows(tbl)) do
    local is_heading = #row.cells == 1 and #tbl.colspecs > 1
    if is_heading or row.classes:includes('total') then
      for _, cell in ipairs(row.cells) do strong(cell) end
    end
    if is_heading then
      local kept = pandoc.Attr('', {}, { ['custom-style'] = 'Table Group' })
      row.cells[1].contents = { pandoc.Div(row.cells[1].contents, kept) }
    end
  end
end

local function dress(tbl)
  set_widths(tbl)
  embolden(tbl)
  return tbl
end

-- cards ----------------------------------------------------------------------------------------

local function part_of(card, name)
  local found = {}
  card:walk { Div = function(div)
    if div.classes:includes(name) then table.insert(found, stringify(div.content)) end
  end }
  return { pandoc.Plain(pandoc.Str(found[1] or '')) }
end

local function cards(heads)
  return function(div)
    if not div.classes:includes('cards') then return nil end
    local rows = pandoc.List {}
    for _, card in ipairs(div.content) do
      rows:insert(pandoc.List(CARD_PARTS):map(function(name) return part_of(card, name) end))
    end
    local left, right = pandoc.AlignLeft, pandoc.AlignRight
    return pandoc.utils.from_simple_table(pandoc.SimpleTable(
      {}, { left, right, left, left, left }, { 0, 0, 0, 0, 0 },
      pandoc.List(heads):map(function(head) return { pandoc.Plain(head) } end), rows
    ))
  end
end

-- The small print that a table brings along as HTML.
local function small_print(div)
  if div.classes:includes('source') then div.attributes['custom-style'] = 'Source' end
  return div
end

function Pandoc(doc)
  if FORMAT ~= 'docx' then return nil end
  doc = doc:walk { Div = cards(doc.meta['card-heads']) }
  doc = doc:walk { Table = dress, Header = mark_heading, Div = small_print }
  if #entries > 0 then doc.blocks:insert(1, contents(stringify(doc.meta['toc-title']))) end
  return doc
end
