-- What Quarto does for a notebook and pandoc alone does not: numbered figures and tables with
-- their alt texts, references to them, callouts and columns. It also checks what would stop a
-- PDF/UA-1 file, and reports each fault on stderr as  pijler-check|cell|code|detail  so that the
-- engine can name the cell. Cells are marked by raw Typst comments  // pijler-cel 12 .

local stringify = pandoc.utils.stringify
local typst = FORMAT == 'typst'
local docx = FORMAT == 'docx'
local html = FORMAT:match('^html') ~= nil
local KINDS = { fig = 'image', tbl = 'table' }
local words = {}     -- what figures and tables are called; Typst's template names its own
local cell = '?'
local labels = {}    -- label → { prefix =, number = }
local sections = {}  -- sec- label → heading text

-- helpers --------------------------------------------------------------------------------------

local function report(code, detail)
  detail = (detail or ''):gsub('[|\n]', ' ')
  io.stderr:write('pijler-check|' .. cell .. '|' .. code .. '|' .. detail .. '\n')
end

local function raw(text) return pandoc.RawBlock('typst', text) end
local function raw_inline(text) return pandoc.RawInline('typst', text) end

local function typst_string(text)
  return '"' .. text:gsub('\\', '\\\\'):gsub('"', '\\"'):gsub('\n', ' ') .. '"'
end

local function marker(block)
  return block.t == 'RawBlock' and block.text:match('^// pijler%-cel (%S+)')
end

local function float_prefix(id)
  local prefix = id:match('^(%a+)%-')
  return KINDS[prefix] and prefix
end

local function is_callout(div)
  return div.classes:find_if(function(class) return class:match('^callout%-') end)
end

local function image_alt(image)
  return image.attributes['fig-alt'] or image.attributes['alt'] or stringify(image.caption)
end

-- callouts -------------------------------------------------------------------------------------

local function callout_title(div)
  local first = div.content[1]
  if first and first.t == 'Header' then
    div.content:remove(1)
    return first.content
  end
  return div.attributes.title and pandoc.Inlines(div.attributes.title)
end

local function callout(div)
  local class = is_callout(div)
  if not class then return nil end
  local title = callout_title(div)
  local out = pandoc.Blocks {}
  if typst then
    local opening = pandoc.Inlines { raw_inline('#callout(kind: "' .. class:match('%-(.+)$') .. '"') }
    if title then
      opening:insert(raw_inline(', title: ['))
      opening:extend(title)
      opening:insert(raw_inline(']'))
    end
    opening:insert(raw_inline(')['))
    out:insert(pandoc.Plain(opening))
    out:extend(div.content)
    out:insert(raw(']'))
    return out
  end
  if title then out:insert(pandoc.Para(pandoc.Strong(title))) end
  out:extend(div.content)
  if docx then return pandoc.BlockQuote(out) end
  return pandoc.Div(out, pandoc.Attr('', { 'callout', class }, { role = 'note' }))
end

-- pictures -------------------------------------------------------------------------------------

local function exists(path)
  local file = io.open(path, 'rb')
  if file then file:close() end
  return file ~= nil
end

-- Other writers read the alt text aloud from the image's own words.
local function describe(image)
  image.caption = pandoc.Inlines(image_alt(image))
  image.attributes['fig-alt'] = nil
  image.attributes['alt'] = nil
end

-- A picture that no cell made lies beside the notebook: Typst needs it beside the figures. Word
-- takes the PNG that stands beside each SVG.
local function picture(image)
  if not exists(image.src) then
    local fetched, _, content = pcall(pandoc.mediabag.fetch, image.src)
    if not fetched or not content then
      report('no-image', image.src)
    elseif typst then
      image.src = image.src:gsub('[^%w.-]', '_')
      local file = assert(io.open(image.src, 'wb'))
      file:write(content)
      file:close()
    end
  end
  if not typst then describe(image) end
  -- Drawn in the page itself, a figure takes the page's font and its words can be found.
  if html and image.src:match('%.svg$') then image.classes:insert('inline-svg') end
  local png = image.src:gsub('%.svg$', '.png')
  if docx and exists(png) then image.src = png end
  return image
end

-- checks and labels: one walk in the order of the page -----------------------------------------

local function add_label(id)
  local prefix = float_prefix(id)
  if not prefix then return end
  if labels[id] then report('duplicate-label', id) end
  labels.count = labels.count or { fig = 0, tbl = 0 }
  labels.count[prefix] = labels.count[prefix] + 1
  labels[id] = { prefix = prefix, number = labels.count[prefix] }
end

-- In a figure the caption is read aloud already, so its alt text must be one of its own.
local function check_figure(element)
  add_label(element.identifier)
  local checked = element:walk { Image = function(image)
    if not (image.attributes['fig-alt'] or image.attributes['alt']) then
      report('no-alt', image.src)
    end
    return picture(image)
  end }
  return checked, false
end

local function check_image(image)
  if image_alt(image):match('^%s*$') then report('no-alt', image.src) end
  return picture(image)
end

local last_level = 0
local function check_header(header)
  if header.level > last_level + 1 then report('heading-level', stringify(header.content)) end
  last_level = header.level
  if header.identifier:match('^sec%-') then sections[header.identifier] = header.content end
end

local checks = {
  traverse = 'topdown',
  RawBlock = function(block) cell = marker(block) or cell end,
  Header = check_header,
  Figure = check_figure,
  Image = check_image,
  Div = function(div) add_label(div.identifier) end,
  Table = function(tbl) add_label(tbl.identifier) end,
}

local ref_checks = {
  traverse = 'topdown',
  RawBlock = checks.RawBlock,
  Cite = function(cite)
    for _, citation in ipairs(cite.citations) do
      local id = citation.id
      local missing = float_prefix(id) and not labels[id]
      if missing or (id:match('^sec%-') and not sections[id]) then report('unknown-ref', id) end
    end
  end,
}

-- Word's own fields: it renumbers captions and what refers to them when a figure is moved ---------

local function bold(content) return '<w:r><w:rPr><w:b/></w:rPr>' .. content .. '</w:r>' end
local function text_run(text) return '<w:t xml:space="preserve">' .. text .. '</w:t>' end

local function field(code, shown, run)
  local function char(kind) return run('<w:fldChar w:fldCharType="' .. kind .. '"/>') end
  local instruction = run('<w:instrText xml:space="preserve"> ' .. code .. ' </w:instrText>')
  return char('begin') .. instruction .. char('separate') .. run(text_run(shown)) .. char('end')
end

local function bookmark(label) return 'ref_' .. label.prefix .. '_' .. label.number end

local function word_number(label)
  local word = words[label.prefix]
  local id = (label.prefix == 'fig' and 9000 or 9500) + label.number
  return pandoc.RawInline('openxml', '<w:bookmarkStart w:id="' .. id .. '" w:name="' .. bookmark(label)
    .. '"/>' .. bold(text_run(word .. '\u{a0}')) .. field('SEQ ' .. word .. ' \\* ARABIC', tostring(label.number), bold)
    .. '<w:bookmarkEnd w:id="' .. id .. '"/>' .. bold(text_run('.')))
end

local function word_reference(label)
  local function plain(content) return '<w:r>' .. content .. '</w:r>' end
  local shown = words[label.prefix] .. '\u{a0}' .. label.number
  return pandoc.RawInline('openxml', field('REF ' .. bookmark(label) .. ' \\h', shown, plain))
end

-- references -----------------------------------------------------------------------------------

local function reference(id)
  local label = labels[id]
  if label then
    if typst then return raw_inline('#ref(<' .. id .. '>)') end
    if docx then return word_reference(label) end
    return pandoc.Link(words[label.prefix] .. '\u{a0}' .. label.number, '#' .. id)
  end
  if sections[id] then return pandoc.Link(sections[id], '#' .. id) end
end

-- A reference to nothing of ours (an address, a name with @) stays as it was typed.
local function cite(element)
  local out = pandoc.Inlines {}
  for index, citation in ipairs(element.citations) do
    local link = reference(citation.id)
    if not link then return element.content end
    if index > 1 then out:extend { pandoc.Str ',', pandoc.Space() } end
    out:insert(link)
  end
  return out
end

-- figures and tables ---------------------------------------------------------------------------

local function image_call(image)
  local parts = { typst_string(image.src), 'alt: ' .. typst_string(image_alt(image)) }
  local width = image.attributes.width
  if width then table.insert(parts, 'width: ' .. width) end
  return 'image(' .. table.concat(parts, ', ') .. ')'
end

local function numbered(id, caption)
  local label = labels[id]
  if not label then return caption end
  local lead = pandoc.Strong(words[label.prefix] .. '\u{a0}' .. label.number .. '.')
  local out = pandoc.Inlines { docx and word_number(label) or lead, pandoc.Space() }
  out:extend(caption)
  return out
end

-- In HTML the caption of a table comes first, and what is too wide for a phone scrolls in a box
-- that is named after the caption. Its attributes are a list, as the order of a table changes from
-- run to run.
local function html_float(id, kind, caption, blocks)
  local box = pandoc.Div(blocks, pandoc.Attr('', { 'scroll' }, {
    { 'role', 'group' }, { 'aria-labelledby', id .. '-caption' },
  }))
  local opening = '<figcaption id="' .. id .. '-caption">'
  local words = { pandoc.RawBlock('html', opening), caption, pandoc.RawBlock('html', '</figcaption>') }
  local out = pandoc.Blocks { pandoc.RawBlock('html', '<figure id="' .. id .. '" class="' .. kind .. '">') }
  if kind == 'table' then out:extend(words) end
  out:insert(box)
  if kind ~= 'table' then out:extend(words) end
  out:insert(pandoc.RawBlock('html', '</figure>'))
  return out
end

-- One float in each format: Typst numbers its own, the others get their number here.
local function float(id, kind, caption, blocks)
  local out = pandoc.Blocks {}
  if typst then
    local opening = pandoc.Inlines { raw_inline('#figure(kind: ' .. kind .. ', caption: [') }
    opening:extend(caption)
    opening:insert(raw_inline('], ['))
    out:insert(pandoc.Plain(opening))
    out:extend(blocks)
    out:insert(raw(id == '' and '])' or ('])<' .. id .. '>')))
    return out
  end
  local text = pandoc.Plain(numbered(id, caption))
  if docx then
    local style = kind == 'table' and 'Table Caption' or 'Image Caption'
    local attr = pandoc.Attr(id, {}, { ['custom-style'] = style })
    local styled = pandoc.Div(pandoc.Para(text.content), attr)
    if kind == 'table' then
      out:insert(styled)
      out:extend(blocks)
    else
      local together = { ['custom-style'] = 'Captioned Figure' }
      out:extend { pandoc.Div(blocks, pandoc.Attr('', {}, together)), styled }
    end
    return out
  end
  return html_float(id, kind, text, blocks)
end

local function figure(element)
  local caption = pandoc.utils.blocks_to_inlines(element.caption.long)
  local first = element.content[1]
  local image = #element.content == 1 and first.content and first.content[1]
  if typst and image and image.t == 'Image' then
    return float(element.identifier, 'image', caption, { raw('#' .. image_call(image)) })
  end
  return float(element.identifier, 'image', caption, element.content)
end

-- ::: {#tbl-x} … caption ::: ; the last paragraph of the div is the caption.
local function float_div(div)
  local prefix = float_prefix(div.identifier)
  if not prefix then return nil end
  local last = div.content[#div.content]
  local caption = pandoc.Inlines {}
  if last and last.t == 'Para' and not (#last.content == 1 and last.content[1].t == 'Image') then
    caption = last.content
    div.content:remove()
  end
  return float(div.identifier, KINDS[prefix], caption, div.content)
end

-- pandoc wraps every table in a figure, which would count uncaptioned ones: unwrap it.
local function bare_table(element)
  local id = element.identifier
  local caption = pandoc.utils.blocks_to_inlines(element.caption.long)
  if not typst then
    if #caption > 0 then element.caption.long = { pandoc.Plain(numbered(id, caption)) } end
    return element
  end
  element.caption, element.identifier = pandoc.Caption(), ''
  local written = pandoc.write(pandoc.Pandoc { element }, 'typst')
  local inner = written:match('align%(center%)%[(.*)%]%s*,%s*kind: table%s*%)')
  local bare = raw(inner or written)
  if #caption == 0 then return bare end
  return float(id, 'table', caption, { bare })
end

-- Word knows no raw HTML: read the table that Jupyter would show. In a PDF that happens only
-- where a cell had nothing but HTML to give; elsewhere the HTML stands beside its Typst twin.
local function read_html(block)
  if block.format == 'html' then return pandoc.read(block.text, 'html').blocks end
end

local function html_output(div)
  if html or not div.classes:includes('html-output') then return nil end
  return div.content:walk { RawBlock = read_html }
end

local function raw_html(block)
  if docx then return read_html(block) end
end

-- the whole ------------------------------------------------------------------------------------

function Pandoc(doc)
  words = { fig = stringify(doc.meta['figure-word'] or ''), tbl = stringify(doc.meta['table-word'] or '') }
  doc = doc:walk { Div = callout }
  doc = doc:walk { Div = html_output }
  doc = doc:walk(checks)
  cell = '?'
  doc:walk(ref_checks)
  doc = doc:walk { Cite = cite, Figure = figure, Table = bare_table, Div = float_div, RawBlock = raw_html }
  if typst then
    doc = doc:walk { Image = function(image) return raw_inline('#box(' .. image_call(image) .. ')') end }
  end
  return doc
end
