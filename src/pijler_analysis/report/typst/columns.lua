-- ::: {layout-ncol=2} … ::: as Quarto knows it: figures and tables next to each other. This filter
-- runs before the others, while a figure is still one block; what follows a figure stays under it.

local function starts_column(block)
  if block.t == 'Figure' or block.t == 'Table' then return true end
  if block.t == 'Div' then
    return block.identifier:match('^fig%-') ~= nil or block.identifier:match('^tbl%-') ~= nil
  end
  return block.t == 'Para' and #block.content == 1 and block.content[1].t == 'Image'
end

local function raw(text) return pandoc.RawBlock('typst', text) end

local function typst_columns(blocks, count)
  local out = pandoc.Blocks { raw('#side-by-side(' .. count .. ', [') }
  local started = false
  for _, block in ipairs(blocks) do
    if started and starts_column(block) then out:insert(raw('], [')) end
    started = started or starts_column(block)
    out:insert(block)
  end
  out:insert(raw('])'))
  return out
end

-- The column gives the width: a figure made for half a page must not be halved again.
local function full_width(image)
  image.attributes.width = nil
  return image
end

function Div(div)
  local count = div.attributes['layout-ncol']
  if not count or FORMAT == 'docx' then return nil end
  div = div:walk { Image = full_width }
  if FORMAT == 'typst' then return typst_columns(div.content, count) end
  div.attributes = { style = '--columns: ' .. count }
  div.classes:insert('columns')
  return div
end
