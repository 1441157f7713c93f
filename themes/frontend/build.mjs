// Compiles scss/app.scss to ../static/themes/dist/app.css; run by `npm run build`.

import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

import * as sass from "sass";

import { toLogical } from "./logical.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, "..", "static", "themes", "dist");

const { css } = sass.compile(join(here, "scss", "app.scss"), {
  loadPaths: [join(here, "node_modules")],
  quietDeps: true,
  style: "compressed",
});
const stylesheet = toLogical(css);

mkdirSync(target, { recursive: true });
// Written beside and renamed, so that a server never reads half a stylesheet.
writeFileSync(join(target, "app.css.part"), stylesheet);
renameSync(join(target, "app.css.part"), join(target, "app.css"));
console.log(`app.css ${stylesheet.length} bytes, ${gzipSync(stylesheet).length} compressed`);
