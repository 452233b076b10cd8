// A table, or the values of a chart, as a grid, which takes cells copied from a spreadsheet.

import { announce, make, say, signButton } from "/page/dom.js";
import { focusField, focusFirst, structural } from "/page/form.js";
import { keyOf, send, store } from "/page/store.js";
import { textBox } from "/page/text.js";

/** Where the cells of a table stand: its heads in the row -1. */
const ofTable = (path) => (r, c) => (r < 0 ? [...path, "columns", c] : [...path, "rows", r, c]);

/** Where those of a chart stand: a row for each category, a column for each series. */
const ofChart = (path) => (r, c) => (c ? [...path, "series", c - 1, ...(r < 0 ? ["name"] : ["values", r])] : r < 0 ? [...path, "axis"] : [...path, "categories", r]);

/** Return the rows of cells that were copied in a spreadsheet, in Word or on a web page; none where words were. */
function cellsIn(data) {
  const text = data.getData("text/plain").replace(/\r\n?/g, "\n");
  if (/[\t\n]/.test(text)) return rowsIn(text.replace(/\n$/, ""));  // a spreadsheet ends each line, also that of a single cell
  const table = new DOMParser().parseFromString(data.getData("text/html"), "text/html").querySelector("table");
  return [...table?.rows ?? []].map((row) => [...row.cells].flatMap((cell) => [bare(cell.textContent), ...Array(cell.colSpan - 1).fill("")]));
}

/** Return the cells of a table that was copied, each line as long, its heads named; nothing where none was. */
export function tableIn(data) {
  const html = data.getData("text/html");
  if (html && !/<table/i.test(html)) return null;  // signs of a list are set off by tabs too
  const cells = squared(cellsIn(data));
  return cells.length > 1 && cells[0].length > 1 && (html || cells.every((line) => line[1])) ? cells : null;
}

/** Return lines of cells, all as long as the longest. */
function squared(lines) {
  const width = Math.max(0, ...lines.map((line) => line.length));
  return lines.map((line) => Array.from({ length: width }, (_none, c) => line[c] ?? ""));
}

/** Return a grid of cells that are words: its first line are the heads. */
function gridOf(cells) {
  const runs = cells.map((line, r) => line.map((word) => (word ? [{ t: word }] : r ? [] : [{ t: "—" }])));
  return { columns: runs[0], rows: runs.slice(1) };
}

const tableOf = (file) => store.state.forms.find((form) => form.file === file)?.fields.find((one) => one.key === "table");

/** Tell whether what the form of `file` is of may have a table: "new", or "there" where it has one; else nothing. */
export const takesTable = (file) => ({ true: "there", false: "new" })[tableOf(file)?.present] ?? "";

/** Make a table of cells that were pasted, of which is then to be written what it shows; or go to the one that is there. */
export async function takeTable(file, cells) {
  if (takesTable(file) === "there") focusFirst(file, ["table"], false);
  else if (await structural({ op: "add", file, path: ["table"], value: gridOf(cells) }, "table_made") === "ok") focusField(file, ["table", "caption"], true);
}

const bare = (words) => words.trim().replace(/\s*\n\s*/g, " ");

/** Return the cells of lines parted by tabs; a cell of several lines stands in quotation marks. */
function rowsIn(text) {
  const rows = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"(?=[\t\n]|$)|([^\t\n]*))([\t\n]|$)/g)) {
    rows.at(-1).push(bare(quoted === undefined ? plain : quoted.replaceAll('""', '"')));
    if (end === "\n") rows.push([]);
    if (!end) break;
  }
  return rows;
}

/** Return the grid of a chart's values, or nothing where they are not whole. */
export function chartGrid(file, group, axis, categories, series) {
  const lines = series.items.map((fields) => ["name", "values"].map((key) => fields.find((one) => one.key === key)));
  const heads = [axis.runs, ...lines.map(([name]) => name.runs)];
  const rows = categories.cells.map((runs, r) => [runs, ...lines.map(([_name, values]) => values.cells[r] ?? [])]);
  return grid(file, group, { cells: heads }, { rows }, true);
}

/** Return the grid of a table's columns and rows, or of what a chart has as such. */
export function grid(file, group, columns, rows, chart = false) {
  const path = group.path;
  const heads = columns.cells ?? [];
  const at = (chart ? ofChart : ofTable)(path);
  const editorAt = (r, c) => store.editors.get(keyOf(file, at(r, c)));
  const read = (r, c) => editorAt(r, c)?.read() ?? [];
  const values = () => ({ columns: heads.map((_cell, c) => read(-1, c)), rows: rows.rows.map((row, r) => row.map((_cell, c) => read(r, c))) });
  const change = (value) => send({ op: "grid", file, path, value });
  const cell = (r, c, runs, label) => {
    const { box } = textBox(file, { path: at(r, c), runs, required: true, maximum: 0, key: "cell" }, label, false);
    if (chart && r >= 0 && c) box.classList.add("numeric");
    box.addEventListener("paste", (event) => paste(event, r, c));
    box.addEventListener("keydown", (event) => {
      const by = { ArrowDown: 1, Enter: 1, ArrowUp: -1 }[event.key];
      const next = by && editorAt(Math.max(-1, r + by), c);
      if (next) { event.preventDefault(); next.element.focus(); }
    });
    return box;
  };
  const paste = (event, top, left) => {
    const pasted = cellsIn(event.clipboardData);
    if (!pasted.length) return;
    event.preventDefault();
    const all = values();
    const lines = [all.columns, ...all.rows];
    pasted.forEach((line, r) => line.forEach((word, c) => {
      (lines[top + 1 + r] ??= [])[left + c] = word ? [{ t: word }] : [];
    }));
    const width = Math.max(...lines.map((line) => line.length));
    const whole = lines.map((line) => Array.from({ length: width }, (_none, c) => line[c] ?? []));
    whole[0] = whole[0].map((one) => (one.length ? one : [{ t: "—" }]));
    whole.forEach((line, r) => line.forEach((runs, c) => {  // what is typed next goes on from what was pasted
      const editor = editorAt(r - 1, c);
      if (!editor) return;
      clearTimeout(editor.timer);
      if (JSON.stringify(editor.read()) !== JSON.stringify(runs)) { editor.show(runs); getSelection().selectAllChildren(document.activeElement); getSelection().collapseToEnd(); }
      editor.dirty = false;
    }));
    change({ columns: whole[0], rows: whole.slice(1) }).then((done) => {
      if (done === "ok") { if (!store.state.doubts?.length) announce(say("done")); return; }
      const prefix = `${file}\n${JSON.stringify(path).slice(0, -1)},`;  // each cell is then saved by itself, and says why not
      for (const [key, one] of store.editors) if (key.startsWith(prefix) && JSON.stringify(one.read()) !== one.shown) one.typed();
    });
  };
  const go = (r, c, all = false) => {
    const box = editorAt(r, c)?.element;
    box?.focus();
    if (box && all) getSelection().selectAllChildren(box);
  };
  const drop = (one, list) => list.filter((_item, index) => index !== one);
  const narrower = async (c) => {
    const all = values();
    const done = await (chart ? send({ op: "remove", file, path: [...path, "series", c - 1] })
      : change({ columns: drop(c, all.columns), rows: all.rows.map((row) => drop(c, row)) }));
    if (done === "ok") go(-1, Math.min(c, heads.length - 2));
  };
  const shorter = async (r) => {
    const all = values();
    const done = await (chart ? change({ ...all, rows: drop(r, all.rows), without: r }) : send({ op: "remove", file, path: [...path, "rows", r] }));
    if (done === "ok") go(Math.min(r, rows.rows.length - 2), 0);
  };
  const wider = async () => {
    const all = values();
    const first = (r) => (chart && !r ? [{ t: "0" }] : []);  // a series of no value is none
    const done = await change({ columns: [...all.columns, [{ t: "—" }]], rows: all.rows.map((row, r) => [...row, first(r)]) });
    if (done === "ok") go(-1, heads.length, true);
  };
  const longer = async () => {
    const all = values();
    const row = heads.map((_one, c) => (c ? [] : [{ t: "—" }]));
    if (await change({ columns: all.columns, rows: [...all.rows, row] }) === "ok") go(all.rows.length, 0, true);
  };
  const table = make("table", { class: "grid" },
    make("thead", {}, make("tr", {}, ...heads.map((runs, c) => make("th", { scope: "col" }, make("div", { class: "head" },
      cell(-1, c, runs, say("head", { column: c + 1 })),
      heads.length > 2 && !(chart && !c) ? signButton("remove", say("remove_column", { number: c + 1 }), () => narrower(c)) : null))),
      make("td", { class: "edge" }, signButton("add", say("add_column"), wider)))),
    make("tbody", {}, ...rows.rows.map((row, r) => make("tr", {},
      ...row.map((runs, c) => make("td", {}, cell(r, c, runs, say("cell", { row: r + 1, column: c + 1 })))),
      make("td", { class: "edge" }, rows.rows.length > 1
        ? signButton("remove", say("remove_row", { number: r + 1 }), () => shorter(r))
        : null)))));
  return make("div", { class: "field wide" }, make("div", { class: "scrolls", tabindex: "0", role: "group", "aria-label": group.label }, table),
    make("div", { class: "row" }, make("button", { type: "button", class: "more", onclick: longer }, `+ ${say("add_row")}`),
      make("span", { class: "quiet" }, say("paste_hint"))),
    make("p", { class: "quiet told-here" }), make("p", { class: "fault", id: `fault-${Math.random().toString(36).slice(2)}` }));
}
