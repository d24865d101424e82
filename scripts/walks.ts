import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { asTask, say } from "./bootstrap/commands.mjs";
import { buildApp } from "./build/build-app.ts";
import { type WalkedMode, walkAll } from "./demo/walks.ts";
import { findRuntime } from "./electron-runtime.ts";
import { folderForUser } from "./ordinary-user.ts";
import { root } from "./project.ts";
import { stageTerminal } from "./stage-terminal.ts";
import { openVirtualDisplay } from "./xvfb.ts";

/**
 * `node scripts/walks.ts [--out FOLDER]`: the three ways through each mode, picture by picture, from the real window with its
 * real main process and a practice wallet, as one sheet a mode. Somebody who has never seen the terminal must be able to buy,
 * to call off and to walk away by these pictures alone.
 */
const { values } = parseArgs({ options: { out: { type: "string", default: join(root, "docs/pictures") } } });

/** Width of one picture on the sheet, in pixels, and how many stand beside each other. */
const WIDTHS = { kiosk: 340, counter: 560, vending: 480 } as const;

const ABREAST = { kiosk: 6, counter: 3, vending: 4 } as const;

const SHEET_STYLE = `
body { margin: 0; padding: 24px; font: 16px/1.35 sans-serif; background: #d9dcd9; color: #16201c; width: max-content }
h2 { margin: 20px 0 8px; font-size: 22px }
ol { display: flex; flex-wrap: wrap; gap: 20px 16px; margin: 0; padding: 0; list-style: none }
.shot { position: relative }
img { display: block; width: 100%; box-shadow: 0 1px 3px rgb(0 0 0 / 40%) }
i { position: absolute; outline: 4px solid #d1006c; outline-offset: 2px; box-shadow: 0 0 0 2px #fff }
p { margin: 8px 0 0 }
`;

function sheetOf({ mode, walks }: WalkedMode): string {
  const width = WIDTHS[mode];
  const rows = walks.map(({ title, steps }) => {
    const shots = steps.map(({ file, caption, touch }, at) => {
      const mark =
        touch === undefined
          ? ""
          : `<i style="left:${touch.left}%;top:${touch.top}%;width:${touch.width}%;height:${touch.height}%"></i>`;
      return `<li style="width:${width}px"><div class="shot"><img src="${file}" alt="">${mark}</div><p><b>${at + 1}.</b> ${caption}</p></li>`;
    });
    return `<h2>${title}</h2><ol style="width:${ABREAST[mode] * (width + 16)}px">${shots.join("")}</ol>`;
  });
  return `<!doctype html><meta charset="utf-8"><title>Walks</title><style>${SHEET_STYLE}</style>${rows.join("\n")}`;
}

await asTask(async () => {
  await buildApp();
  const terminal = stageTerminal(await findRuntime());
  const display = await openVirtualDisplay();
  const homes = folderForUser(mkdtempSync(join(tmpdir(), "myntfri-homes-")));
  const shots = join(root, "demo-output", "walks");
  const out = resolve(values.out);
  mkdirSync(out, { recursive: true });
  try {
    const walked = await walkAll({ terminal, display: display.name, outputFolder: shots, homes });
    const browser = await chromium.launch({
      executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-gpu"],
    });
    for (const mode of walked) {
      const html = join(shots, `${mode.mode}.html`);
      writeFileSync(html, sheetOf(mode));
      const sheet = await browser.newPage({ viewport: { width: 400, height: 400 } });
      await sheet.goto(pathToFileURL(html).href);
      await sheet
        .locator("body")
        .screenshot({ path: join(out, `walk-${mode.mode}.jpg`), type: "jpeg", quality: 80 });
      await sheet.close();
    }
    await browser.close();
    say(`The sheets are in ${out}`);
    return 0;
  } finally {
    rmSync(homes, { recursive: true, force: true });
    await display.close();
  }
});
