// A table as a grid, which takes cells copied from a spreadsheet.

import { announce, make, say, signButton } from "/page/dom.js";
import { keyOf, send, store } from "/page/store.js";
import { textBox } from "/page/text.js";

/** Return the grid of a table's columns and rows. */
export function grid(file, group, columns, rows) {
  const path = group.path;
  const heads = columns.cells ?? [];
  const values = () => ({
    columns: heads.map((_cell, at) => editorAt([...path, "columns", at])),
    rows: rows.rows.map((row, r) => row.map((_cell, c) => editorAt([...path, "rows", r, c]))),
  });
  const editorAt = (where) => store.editors.get(`${file}\n${JSON.stringify(where)}`)?.read() ?? [];
  const change = (value) => send({ op: "grid", file, path, value });
  const cell = (where, runs, label) => {
    const { box } = textBox(file, { path: where, runs, required: true, maximum: 0, key: "cell" }, label, false);
    box.addEventListener("paste", (event) => paste(event, where));
    box.addEventListener("keydown", (event) => {
      const by = { ArrowDown: 1, Enter: 1, ArrowUp: -1 }[event.key];
      const next = by && neighbour(where, by);
      if (next) { event.preventDefault(); next.element.focus(); }
    });
    return box;
  };
  const neighbour = (where, by) => {
    const row = where[path.length] === "columns" ? -1 : where[path.length + 1];
    const column = where[where.length - 1];
    const to = row + by < 0 ? [...path, "columns", column] : [...path, "rows", row + by, column];
    return store.editors.get(`${file}\n${JSON.stringify(to)}`);
  };
  const paste = (event, where) => {
    const raw = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n");
    if (!/[\t\n]/.test(raw)) return;  // a spreadsheet ends each line, also that of a single cell
    const text = raw.replace(/\n$/, "");
    event.preventDefault();
    const all = values();
    const lines = [all.columns, ...all.rows];
    const top = where[path.length] === "columns" ? 0 : where[path.length + 1] + 1;
    const left = where[where.length - 1];
    text.split("\n").forEach((line, r) => line.split("\t").forEach((word, c) => {
      (lines[top + r] ??= [])[left + c] = word.trim() ? [{ t: word.trim() }] : [];
    }));
    const width = Math.max(...lines.map((line) => line.length));
    const whole = lines.map((line) => Array.from({ length: width }, (_none, at) => line[at] ?? []));
    whole[0] = whole[0].map((one) => (one.length ? one : [{ t: "—" }]));
    const at = (r, c) => store.editors.get(`${file}\n${JSON.stringify(r ? [...path, "rows", r - 1, c] : [...path, "columns", c])}`);
    whole.forEach((line, r) => line.forEach((runs, c) => {  // what is typed next goes on from what was pasted
      const editor = at(r, c);
      if (!editor) return;
      clearTimeout(editor.timer);
      if (JSON.stringify(editor.read()) !== JSON.stringify(runs)) { editor.show(runs); getSelection().selectAllChildren(document.activeElement); getSelection().collapseToEnd(); }
      editor.dirty = false;
    }));
    change({ columns: whole[0], rows: whole.slice(1), pasted: true }).then((done) => {
      if (done === "ok") { if (!store.state.doubts?.length) announce(say("done")); return; }
      const prefix = `${file}\n${JSON.stringify(path).slice(0, -1)},`;  // each cell is then saved by itself, and says why not
      for (const [key, one] of store.editors) if (key.startsWith(prefix) && JSON.stringify(one.read()) !== one.shown) one.typed();
    });
  };
  const go = (where, all = false) => {
    const box = store.editors.get(keyOf(file, where))?.element;
    box?.focus();
    if (box && all) getSelection().selectAllChildren(box);
  };
  const without = async (at) => {
    const all = values();
    const done = await change({ columns: all.columns.filter((_one, c) => c !== at), rows: all.rows.map((row) => row.filter((_one, c) => c !== at)) });
    if (done === "ok") go([...path, "columns", Math.min(at, heads.length - 2)]);
  };
  const shorter = async (at) => {
    if (await send({ op: "remove", file, path: [...path, "rows", at] }) === "ok") go([...path, "rows", Math.min(at, rows.rows.length - 2), 0]);
  };
  const wider = async () => {
    const all = values();
    const done = await change({ columns: [...all.columns, [{ t: "—" }]], rows: all.rows.map((row) => [...row, []]) });
    if (done === "ok") go([...path, "columns", heads.length], true);
  };
  const table = make("table", { class: "grid" },
    make("thead", {}, make("tr", {}, ...heads.map((runs, c) => make("th", { scope: "col" },
      cell([...path, "columns", c], runs, say("head", { column: c + 1 })),
      heads.length > 2 ? signButton("remove", say("remove_column", { number: c + 1 }), () => without(c)) : null)),
      make("td", { class: "edge" }, signButton("add", say("add_column"), wider)))),
    make("tbody", {}, ...rows.rows.map((row, r) => make("tr", {},
      ...row.map((runs, c) => make("td", {}, cell([...path, "rows", r, c], runs, say("cell", { row: r + 1, column: c + 1 })))),
      make("td", { class: "edge" }, rows.rows.length > 1
        ? signButton("remove", say("remove_row", { number: r + 1 }), () => shorter(r))
        : null)))));
  const longer = async () => {
    const all = values();
    const row = heads.map((_one, c) => (c ? [] : [{ t: "—" }]));
    if (await change({ columns: all.columns, rows: [...all.rows, row] }) === "ok") go([...path, "rows", all.rows.length, 0], true);
  };
  return make("div", { class: "field wide" }, make("div", { class: "scrolls", tabindex: "0", role: "group", "aria-label": group.label }, table),
    make("div", { class: "row" }, make("button", { type: "button", class: "more", onclick: longer }, `+ ${say("add_row")}`),
      make("span", { class: "quiet" }, say("paste_hint"))),
    make("p", { class: "quiet told-here" }), make("p", { class: "fault", id: `fault-${Math.random().toString(36).slice(2)}` }));
}
