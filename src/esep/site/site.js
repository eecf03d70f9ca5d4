// What is handier with a script: go to a day, sort a table, read a chart's values. Without it all is there as well.
"use strict";

const dayOf = (link) => link && (link.getAttribute("href").match(/day\/(\d{4}-\d{2}-\d{2})\.html/) || [])[1];

function jump(input) {
  const days = new Map([...document.querySelectorAll(".calendar a")].map((link) => [dayOf(link), link.href]));
  const status = input.parentElement.querySelector("[role=status]");
  input.parentElement.hidden = false;
  input.addEventListener("change", () => {
    status.textContent = "";
    if (days.has(input.value)) location.href = days.get(input.value);
    else if (input.value) status.textContent = status.dataset.none;
  });
}

function valueOf(cell) {
  const link = cell.querySelector("a.n");
  const text = (link || cell).textContent.replace(/\s/g, "").replace("−", "-");
  const plain = document.documentElement.lang === "en" ? text.replaceAll(",", "") : text.replace(",", ".");
  const number = parseFloat(plain);
  return Number.isNaN(number) ? -Infinity : number;
}

function sortable(table) {
  const body = table.tBodies[0];
  const given = [...body.rows];
  if (given.length < 3) return;
  [...table.tHead.rows[0].cells].forEach((head, column) => {
    if (head.querySelector("a")) return;
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const down = column > 0 && head.ariaSort !== "descending";
      for (const other of table.tHead.rows[0].cells) other.ariaSort = null;
      if (column === 0) return body.append(...given);
      head.ariaSort = down ? "descending" : "ascending";
      const sign = down ? -1 : 1;
      const sorted = given.map((row) => [valueOf(row.cells[column]), row]);
      body.append(...sorted.sort((one, two) => sign * (one[0] - two[0] || 0)).map(([, row]) => row));
    });
  });
}

function readable(figure) {
  const chart = figure.querySelector("svg.chart");
  const table = figure.querySelector("table");
  if (!chart || !table) return;
  const heads = [...table.tHead.rows[0].cells].map((cell) => cell.textContent);
  const rows = [...table.tBodies[0].rows].map((row) => [Date.parse(dayOf(row.querySelector("a"))), row]);
  const { first, last } = chart.dataset;
  const [from, to] = [Date.parse(first), Date.parse(last) + 864e5];
  const said = document.createElement("p");
  said.className = "readout";
  said.ariaHidden = "true";
  chart.after(said);
  chart.addEventListener("pointermove", (event) => {
    const box = chart.getBoundingClientRect();
    const at = from + ((event.clientX - box.left) / box.width) * (to - from) - 432e5;
    const [, row] = rows.reduce((near, one) => (Math.abs(one[0] - at) < Math.abs(near[0] - at) ? one : near));
    const cells = [...row.cells].map((cell) => (cell.querySelector("a") || cell).textContent);
    said.textContent = cells[0] + ": " + cells.slice(1).map((text, one) => heads[one + 1] + " " + text).join("; ");
  });
  chart.addEventListener("pointerleave", () => (said.textContent = ""));
}

document.querySelectorAll("#jump").forEach(jump);
document.querySelectorAll("figure").forEach(readable);
document.querySelectorAll("table.numbers:not(.list)").forEach(sortable);
