"""Is the page accessible, does it reflow, are its words whole, does it stand alone? By axe-core in Chromium."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from generator.judges.tools import JudgeMissing, cached, need, run

AXE = "4.14.1"
NARROW = 320  # CSS pixels: 1280 at 400 %, WCAG 1.4.10
WIDE = 1280  # CSS pixels: where no word of at most so many letters need be broken, none of a heading that fits
LONGEST = 40
SCHEMES = {"dark": 0, "light": 1}  # Chromium's own numbers
OPTIONS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--virtual-time-budget=10000",
    f"--window-size={WIDE},900",
]
NO_NETWORK = "--host-resolver-rules=MAP * ~NOTFOUND"
RUN_WORDS = """
const words = () => {
  const broken = [], range = document.createRange();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    let block = text.parentElement;
    const style = getComputedStyle(block);
    const upright = style.writingMode === "horizontal-tb" && block.checkVisibility();
    if (!upright || block.closest("svg,script,style,pre")) continue;
    const heading = block.closest("h1,h2,h3,th,.label");
    while (getComputedStyle(block).display.startsWith("inline")) block = block.parentElement;
    const {paddingLeft, paddingRight} = getComputedStyle(block);
    const room = block.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
    const lines = (start, end) => {
      range.setStart(text, start);
      range.setEnd(text, end);
      const tops = new Map();
      for (const one of range.getClientRects()) {
        const top = Math.round(one.top);
        if (one.width) tops.set(top, (tops.get(top) ?? 0) + one.width);
      }
      return [...tops.values()];
    };
    for (const word of text.data.matchAll(/[\\p{L}\\p{M}\\u00ad]+/gu)) {
      const found = lines(word.index, word.index + word[0].length);
      const letters = word[0].replaceAll("\\u00ad", "");
      if (found.length < 2 || letters.length > LONGEST) continue;
      let start = word.index;
      const torn = style.hyphens !== "auto" && word[0].split("\\u00ad").some((part, index) => {
        const several = lines(start + (index > 0), start + part.length).length > 1;  // a hyphen is its next letter's
        start += part.length + 1;
        return several;
      });
      if (torn || (heading && found.reduce((sum, one) => sum + one) <= room)) broken.push(letters);
    }
  }
  return broken;
};
""".replace("LONGEST", str(LONGEST))
RUN_AXE = """
window.addEventListener("load", () => {
  const broken = words();
  const done = (result) => {
    const pre = document.createElement("pre");
    pre.id = "judge-result";
    pre.textContent = JSON.stringify(result);
    document.body.replaceChildren(pre);
  };
  const scheme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  axe.run(document).then(
    (r) => done({scheme, broken, passes: r.passes.length, violations: r.violations.map((v) => ({
      id: v.id, help: v.help, nodes: v.nodes.map((n) => n.target.join(" "))}))}),
    (problem) => done({scheme, error: String(problem)}));
});
"""
RUN_WIDTH = """
window.addEventListener("load", () => {
  const width = document.documentElement.clientWidth;
  const wide = [...document.body.querySelectorAll("*")]
    .filter((e) => e.getBoundingClientRect().right > width + 1)
    .map((e) => e.tagName.toLowerCase() + (e.id ? "#" + e.id : ""));
  parent.postMessage({inner: innerWidth, scroll: document.documentElement.scrollWidth, wide}, "*");
});
"""
FRAME = """<!doctype html><meta charset="utf-8"><body>
<script>addEventListener("message", (event) => {
  const pre = document.createElement("pre");
  pre.id = "judge-result";
  pre.textContent = JSON.stringify(event.data);
  document.body.replaceChildren(pre);
});</script>
<iframe src="narrow.html" style="border:0;width:%dpx;height:900px"></iframe>"""
# What is hidden by the page itself must not pass for what fits.
UNHIDDEN = "<style>html,body{overflow-x:visible!important}</style>"
POLICY = re.compile(r"<meta[^>]+content-security-policy[^>]*>", re.IGNORECASE)
RESULT = re.compile(r'<pre id="judge-result">(.*?)</pre>', re.DOTALL)
REMOTE = re.compile(r"^\s*(?:https?:|wss?:|ftp:)?//", re.IGNORECASE)
IN_STYLE = re.compile(r"""(?:url\(\s*|@import\s+)["']?\s*((?:https?:)?//[^"')\s]+)""", re.IGNORECASE)
LOADED = {"src", "srcset", "poster", "data", "background", "action", "formaction", "manifest"}
LINKS_ONLY = {"canonical", "license", "author", "alternate", "help", "me", "prev", "next"}


def findings(path: Path) -> list[str]:
    """Return axe's violations in both schemes, broken words, the overflow at 320 px, and requests elsewhere."""
    page = path.read_text(encoding="utf-8")
    found = list(_requests(page))
    for scheme in SCHEMES:
        found += _accessible(page, scheme)
    return [*dict.fromkeys(found), *_reflows(page)]


def axe_source() -> str:
    """Return axe.min.js, from the cache or else from the npm registry; raise JudgeMissing when it cannot be had."""
    return cached(f"axe-core-{AXE}.min.js", _fetch).read_text(encoding="utf-8")


def _fetch(scratch: Path) -> Path:
    import tarfile

    done = run([need("npm", "npm"), "pack", f"axe-core@{AXE}"], cwd=scratch)
    archive = scratch / f"axe-core-{AXE}.tgz"
    if not archive.exists():
        raise JudgeMissing(f"axe-core {AXE} cannot be had from npm: {done.stderr.strip()}")
    with tarfile.open(archive) as tar:
        member = tar.extractfile("package/axe.min.js")
        assert member is not None
        archive.with_suffix(".js").write_bytes(member.read())
    return archive.with_suffix(".js")


def _accessible(page: str, scheme: str) -> list[str]:
    probe = _injected(page, axe_source().replace("</script", "<\\/script") + RUN_WORDS + RUN_AXE)
    result = _dumped({"page.html": probe}, "page.html", scheme)
    if result is None or "error" in result:
        return [f"axe ({scheme}): no result: {(result or {}).get('error', 'nothing was written')}"]
    if result["scheme"] != scheme:
        raise RuntimeError(f"Chromium drew the {result['scheme']} scheme, not the {scheme} one")
    if not result["passes"]:
        return [f"axe ({scheme}): nothing was checked"]
    broken = [f"at {WIDE} px « {word} » is broken" for word in result["broken"]]
    return broken + [
        f"axe ({scheme}): {one['id']}: {one['help']}: {', '.join(one['nodes'][:5])}" for one in result["violations"]
    ]


def _reflows(page: str) -> list[str]:
    files = {"narrow.html": _injected(page, RUN_WIDTH, UNHIDDEN), "frame.html": FRAME % NARROW}
    result = _dumped(files, "frame.html", "light")
    if result is None or result["inner"] != NARROW:
        raise RuntimeError(f"Chromium did not lay the page out at {NARROW} px: {result}")
    if result["scroll"] <= result["inner"]:
        return []
    wide = ", ".join(result["wide"][:5])
    return [f"at {NARROW} px the page is {result['scroll']} px wide: {wide}"]


def _injected(page: str, script: str, style: str = "") -> str:
    """Return the page with our script at the end of its body and no policy that would forbid it."""
    page = POLICY.sub("", page)
    extra = f"{style}<script>{script}</script>"
    head, mark, tail = page.rpartition("</body>")
    return head + extra + mark + tail if mark else page + extra


def _dumped(files: dict[str, str], first: str, scheme: str) -> Any:
    """Open ``first`` in Chromium and return what the injected script wrote, or None."""
    from html import unescape

    chromium = need("chromium", "chromium")
    # Chromium's last children may still be writing to the profile as it is removed.
    with tempfile.TemporaryDirectory(prefix="piliers-web-", ignore_cleanup_errors=True) as scratch:
        for name, text in files.items():
            (Path(scratch) / name).write_text(text, encoding="utf-8")
        colours = f"--blink-settings=preferredColorScheme={SCHEMES[scheme]}"
        profile = f"--user-data-dir={scratch}/profile"
        address = (Path(scratch) / first).as_uri()
        done = run([chromium, *OPTIONS, NO_NETWORK, colours, profile, "--dump-dom", address])
    result = RESULT.search(done.stdout)
    return None if result is None else json.loads(unescape(result[1]))


def _requests(page: str) -> Iterator[str]:
    """Yield the addresses elsewhere that a browser would load by itself."""
    root = etree.fromstring(page.encode(), etree.HTMLParser(encoding="utf-8", huge_tree=True))
    for element in root.iter(etree.Element):
        tag, values = str(element.tag), {str(name): str(value) for name, value in element.attrib.items()}
        yield from (f"<{tag}> loads {address}" for address in _addresses(tag, values))
        yield from (f"<{tag} style> loads {one}" for one in IN_STYLE.findall(values.get("style", "")))
        if tag == "style":
            yield from (f"<style> loads {one}" for one in IN_STYLE.findall(element.text or ""))


def _addresses(tag: str, values: dict[str, str]) -> Iterator[str]:
    loaded = set(LOADED)
    if tag == "link" and not LINKS_ONLY & set(values.get("rel", "").lower().split()):
        loaded.add("href")
    if tag in ("image", "use", "feimage"):
        loaded |= {"href", "xlink:href"}
    for name in loaded & values.keys():
        addresses = values[name].split(",") if name == "srcset" else [values[name]]
        yield from (address.strip() for address in addresses if REMOTE.match(address))
