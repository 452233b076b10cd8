// Elements, and the words of the page.

const words = JSON.parse(document.getElementById("words").textContent);

/** Return the words called `name`, with `values` put into their braces. */
export function say(name, values = {}) {
  return words[name].replace(/\{(\w+)\}/g, (_all, key) => values[key] ?? "");
}

/** Return an element; properties that begin with "on" are listeners, text is never read as HTML. */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "class") element.className = value;
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== undefined && value !== null) element.setAttribute(name, value);
  }
  element.append(...children.filter((one) => one !== null && one !== undefined && one !== ""));
  return element;
}

/** Return a button with a sign, which is called `label` by those who do not see it. */
export function signButton(sign, label, act, more = {}) {
  return make("button", { type: "button", class: "sign", "aria-label": label, title: label, onclick: act, ...more },
    make("span", { "aria-hidden": "true" }, sign));
}

/** Tell those who listen. */
export function announce(text) {
  const live = document.getElementById("live");
  live.textContent = "";
  requestAnimationFrame(() => { live.textContent = text; });
}

/** Open a dialog of `content`; return a promise of what `close(value)` is given, null when it is left. */
export function openDialog(title, build) {
  return new Promise((resolve) => {
    const before = document.activeElement;
    let result = null;
    const dialog = make("dialog", { "aria-labelledby": "dialog-title" });
    const close = (value) => { result = value; dialog.close(); };
    dialog.addEventListener("close", () => { dialog.remove(); before?.focus?.(); resolve(result); });
    dialog.append(
      make("div", { class: "dialog-head" }, make("h2", { id: "dialog-title" }, title),
        signButton("×", say("close"), () => close(null))),
      build(close));
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** Ask for one value, by an input or a choice; return a promise of it. */
export function ask(label, value, choices = null) {
  return openDialog(label, (close) => {
    const input = choices
      ? make("select", { "aria-label": label }, ...choices.map(([key, name]) => make("option", { value: key }, name)))
      : make("input", { type: "text", "aria-label": label });
    if (value) input.value = value;
    return make("form", { class: "ask", onsubmit: (event) => { event.preventDefault(); close(input.value.trim()); } },
      input, make("button", { class: "main" }, say("done").replace(/\.$/, "")));
  });
}
