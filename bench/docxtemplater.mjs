// Copies of a deck by docxtemplater, which replaces {name} on its cover: a measure, not an edition.
// usage: node docxtemplater.mjs <node_modules> <template.pptx> <output.pptx> <copies>
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const [modules, source, output, copies] = process.argv.slice(2);
const require = createRequire(`${modules}/`);
const PizZip = require("pizzip");
const Docxtemplater = require("docxtemplater");
const template = readFileSync(source);

for (let number = 1; number <= Number(copies); number++) {
  const copy = new Docxtemplater(new PizZip(template));
  copy.render({ name: `À l’attention de Madame Anne Durand${number}, maire de Rennes` });
  const data = copy.getZip().generate({ type: "nodebuffer", compression: "DEFLATE" });
  writeFileSync(output.replace(".pptx", `.${number}.pptx`), data);
}
