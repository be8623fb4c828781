// Compiles the style sheet and copies GOV.UK's module into the folder of committed static files.
import { createHash } from "node:crypto";
import { copyFileSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { compile } from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const target = process.argv[2] ?? join(here, "../src/licet/web/components/static/licet");
const govuk = join(here, "node_modules/govuk-frontend/dist/govuk");

const { css } = compile(join(here, "scss/licet.scss"), {
  loadPaths: [join(here, "node_modules"), join(here, "scss")],
  style: "compressed",
  quietDeps: true,
});
for (const foreign of ["GDS Transport", "govuk-crest", "@font-face", "url("]) {
  if (css.includes(foreign)) throw new Error(`the style sheet holds ${foreign}`);
}
writeFileSync(join(target, "licet.css"), css.replace(/^\uFEFF/, "") + "\n");

const module = readFileSync(join(govuk, "govuk-frontend.min.js"), "utf8").replace(/\n?\/\/# sourceMappingURL=.*\n?$/, "\n");
const licence = "/*! govuk-frontend 6.3.0, Crown copyright (Government Digital Service), MIT licence */\n";
writeFileSync(join(target, "govuk-frontend.js"), licence + module);
for (const own of ["licet.js", "start.js", "mark.svg"]) copyFileSync(join(here, own), join(target, own));

// What was built from what: a test compares these digests where there is no Node.
const digests = (folder, names) => Object.fromEntries(names.map((name) => [name, createHash("sha256").update(readFileSync(join(folder, name))).digest("hex")]));
const parts = readdirSync(join(here, "scss/licet")).sort().map((name) => `scss/licet/${name}`);
const sources = ["build.mjs", "licet.js", "mark.svg", "package-lock.json", "scss/licet.scss", "start.js", ...parts];
const results = ["govuk-frontend.js", "licet.css", "licet.js", "mark.svg", "start.js"];
const record = { sources: digests(here, sources), results: digests(target, results) };
if (!process.argv[2]) writeFileSync(join(here, "built.json"), JSON.stringify(record, null, 1) + "\n");
console.log(`licet.css ${Math.round(css.length / 1024)} kB, govuk-frontend.js ${Math.round(module.length / 1024)} kB`);
