// Tables that a reader sorts by a heading: with the mouse, the keyboard or a screen reader. Totals
// stay at the foot, rows stay under their own sub-heading, what has no number goes last.
"use strict";
(() => {
  const lang = document.documentElement.lang || "nl";
  const [thousands, decimal] = lang.startsWith("en") ? [/,/g, "."] : [/\./g, ","];
  const said = document.querySelector(".said");
  const text = (row, column) => row.cells[column].textContent.replace(/^[▲▼●○]\s*/, "").trim();

  const number = (written) => {
    const day = /^(\d+)\/(\d+)\/(\d{4})$/.exec(written);
    if (day) return Number(day[3]) * 10000 + Number(day[2]) * 100 + Number(day[1]);
    const found = /[-−+]?[\d.,]*\d/.exec(written);
    if (!found) return null;
    return Number(found[0].replace(thousands, "").replace(decimal, ".").replace("−", "-"));
  };

  const compare = (column, isNumber, sign) => (one, other) => {
    const [a, b] = [text(one, column), text(other, column)];
    if (!isNumber) return sign * a.localeCompare(b, lang);
    const [x, y] = [number(a), number(b)];
    if (x === null || y === null) return (x === null) - (y === null);
    return sign * (x - y);
  };

  const sortBody = (body, order) => {
    const rows = [...body.rows].filter((row) => row.cells.length > 1);
    const isTotal = (row) => row.classList.contains("total");
    body.append(...rows.filter((row) => !isTotal(row)).sort(order), ...rows.filter(isTotal));
  };

  const sortBy = (table, head) => {
    const heads = [...table.tHead.rows[0].cells];
    const isNumber = head.style.textAlign === "right";
    const before = head.getAttribute("aria-sort");
    const down = before === "none" ? isNumber : before === "ascending";
    heads.forEach((one) => one.setAttribute("aria-sort", "none"));
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const order = compare(heads.indexOf(head), isNumber, down ? -1 : 1);
    [...table.tBodies].forEach((body) => sortBody(body, order));
    said.textContent = (down ? said.dataset.down : said.dataset.up) + " " + head.textContent;
  };

  const makeSortable = (table) => {
    for (const head of table.tHead.rows[0].cells) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      button.addEventListener("click", () => sortBy(table, head));
      head.append(button);
      head.setAttribute("aria-sort", "none");
    }
  };

  document.querySelectorAll("table.pijler-table").forEach((table) => {
    if (table.tHead && table.tBodies[0].rows.length > 1) makeSortable(table);
  });

  // What is wider than the screen can be scrolled from the keyboard too.
  const reach = new ResizeObserver((entries) => entries.forEach(({ target }) => {
    if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
    else target.removeAttribute("tabindex");
  }));
  document.querySelectorAll(".scroll").forEach((box) => reach.observe(box));
})();
