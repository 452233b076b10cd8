// The deck as one would quickly write it with PptxGenJS: a measure, not an edition.
// usage: node pptxgenjs.mjs <node_modules> <content.json> <output.pptx> [copies]; the content is what run.py reads from
// the YAML. With copies, as many decks are made, each with another name on its cover.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const [modules, source, output, copies = "0"] = process.argv.slice(2);
const PptxGenJS = createRequire(`${modules}/`)("pptxgenjs");
const { publication, pillars, cities } = JSON.parse(readFileSync(source, "utf8"));

const COLOURS = ["00677A", "B4460F", "2F4B9E", "8C2A62"];
const MARKUP = /\[([^\]]+)\]\(city:([\w-]+)\)|\*\*(.+?)\*\*/g;
const PER_SLIDE = 4;

let deck;

const plain = (text) => text.replace(MARKUP, (_all, place, _city, strong) => place ?? strong);
const colour = (index) => COLOURS[index % COLOURS.length];

/** The runs of a marked-up text: its places and strong words in bold. */
function runs(text) {
  const found = [];
  let start = 0;
  for (const match of text.matchAll(MARKUP)) {
    found.push({ text: text.slice(start, match.index) }, { text: match[1] ?? match[3], options: { bold: true } });
    start = match.index + match[0].length;
  }
  return [...found, { text: text.slice(start) }].filter((run) => run.text);
}

function addSlide(title) {
  const slide = deck.addSlide();
  slide.addText(title, { x: 0.67, y: 0.4, w: 12, h: 1.2, fontSize: 28, bold: true });
  return slide;
}

function cover(name) {
  const slide = deck.addSlide();
  if (name) slide.addText(name, { x: 1, y: 6, w: 11, h: 0.5, fontSize: 16 });
  slide.addText(publication.title, { x: 1, y: 2, w: 11, h: 2, fontSize: 44, bold: true });
  slide.addText(publication.subtitle ?? "", { x: 1, y: 4.2, w: 11, h: 1, fontSize: 24 });
}

function overview() {
  const slide = addSlide(publication.title);
  const names = publication.overview ?? publication.pillars;
  const width = 12 / names.length;
  names.forEach((name, index) => {
    const place = { x: 0.67 + index * width, y: 2.5, w: width - 0.2, h: 2.5 };
    const look = { shape: deck.ShapeType.roundRect, fill: { color: colour(index) }, color: "FFFFFF", fontSize: 20 };
    slide.addText(pillars[name].label, { ...place, ...look });
  });
}

function pillarSlide(number, pillar, examples) {
  const slide = addSlide(`${number} ${pillar.heading}`);
  examples.forEach((example, index) => {
    const [x, y] = [0.67 + (index % 2) * 6.1, 1.9 + Math.floor(index / 2) * 2.7];
    slide.addShape(deck.ShapeType.rect, { x, y, w: 5.9, h: 2.5, line: { color: colour(number - 1) } });
    const heading = [...example.text.matchAll(MARKUP)][0];
    if (heading) slide.addText(heading[1] ?? heading[3], { x, y, w: 5.9, h: 0.5, fontSize: 18, bold: true });
    slide.addText(runs(example.text), { x, y: y + 0.5, w: 5.9, h: 2, fontSize: 14 });
  });
  slide.addNotes(examples.map((example) => plain(example.text)).join("\n"));
}

function matrix() {
  const mentioned = (pillar, city) => pillar.examples.some((example) => example.text.includes(`(city:${city})`));
  const names = publication.pillars;
  const rows = Object.keys(cities).filter((city) => names.some((name) => mentioned(pillars[name], city)));
  const head = ["", ...names.map((name) => pillars[name].label)];
  const body = rows.map((city) => [
    cities[city].names[publication.language] ?? city,
    ...names.map((name) => (mentioned(pillars[name], city) ? "●" : "")),
  ]);
  addSlide("Villes et piliers").addTable([head, ...body].map((row) => row.map((text) => ({ text }))), { x: 0.67, y: 1.9, w: 12 });
}

async function write(file, name) {
  deck = new PptxGenJS();
  deck.layout = "LAYOUT_WIDE";
  cover(name);
  overview();
  publication.pillars.forEach((pillar, index) => {
    const { examples } = pillars[pillar];
    for (let start = 0; start < Math.max(examples.length, 1); start += PER_SLIDE)
      pillarSlide(index + 1, pillars[pillar], examples.slice(start, start + PER_SLIDE));
  });
  matrix();
  await deck.writeFile({ fileName: file });
}

if (copies === "0") await write(output, "");
for (let number = 1; number <= Number(copies); number++)
  await write(output.replace(".pptx", `.${number}.pptx`), `À l’attention de Madame Anne Durand${number}, maire de Rennes`);
