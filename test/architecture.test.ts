import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { describe, expect, test } from "vitest";
import { checkFiles, checkTopLevel, type SourceFile } from "../scripts/architecture/check-files.ts";

const root = join(import.meta.dirname, "..");
const ROOMS = ["electron", "hardware", "renderer", "simulator", "scripts", "test"];
const OURS = /\.(?:[cm]?tsx?|[cm]js|css)$/;

describe("the house", () => {
  test("draws no arrow and uses no word that its plan does not allow", () => {
    const files = sourceFiles();
    expect(files.length).toBeGreaterThan(50);
    expect(checkFiles(files)).toEqual([]);
  });

  test("has nothing at its top that does not belong there", () => {
    expect(checkTopLevel(topLevelNames())).toEqual([]);
  });
});

describe("its inspector", () => {
  const cases: readonly [what: string, path: string, text: string, fault: string][] = [
    [
      "a core that knows the platform",
      "electron/core/sale.ts",
      'import { a } from "./money.ts";\nimport { readFileSync } from "node:fs";\n',
      "electron/core/sale.ts:2 imports node:fs; electron/core/ may import electron/core/",
    ],
    [
      "a core that knows another room, if only its types",
      "electron/core/sale.ts",
      'import type { Reply } from "../ipc/contract.ts";\n',
      "electron/core/sale.ts:1 imports ../ipc/contract.ts (types); electron/core/ may import electron/core/",
    ],
    [
      "an engine that drives hardware itself",
      "electron/engine/sales.ts",
      'const link = await import("../../hardware/link.ts");\n',
      "electron/engine/sales.ts:1 imports ../../hardware/link.ts; electron/engine/ may import electron/engine/, electron/core/",
    ],
    [
      "a type reached through a type query",
      "electron/engine/sales.ts",
      'type Port = import("zod").ZodType;\n',
      "electron/engine/sales.ts:1 imports zod (types); electron/engine/ may import electron/engine/, electron/core/",
    ],
    [
      "a gateway that opens files",
      "electron/gateway/token.ts",
      'export { readFileSync } from "node:fs";\n',
      "electron/gateway/token.ts:1 imports node:fs; electron/gateway/ may import electron/gateway/, electron/core/, zod",
    ],
    [
      "a conversation that loads the core instead of its types",
      "electron/ipc/contract.ts",
      'import { type View } from "../core/view.ts";\n',
      "electron/ipc/contract.ts:1 imports ../core/view.ts; electron/ipc/ may import electron/ipc/, zod, electron and types of electron/core/",
    ],
    [
      "a page that runs code of the main process",
      "renderer/store.ts",
      'import type { Ask } from "../electron/ipc/contract.ts";\nimport { asks } from "../electron/ipc/contract.ts";\n',
      "renderer/store.ts:2 imports ../electron/ipc/contract.ts; renderer/ may import renderer/, @fontsource-variable/atkinson-hyperlegible-next, react, react-dom, zustand, lucide-react and types of electron/ipc/contract.ts",
    ],
    [
      "a make that borrows from another make",
      "hardware/drivers/lcus/board.ts",
      'import { a } from "../devantech/board.ts";\n',
      "hardware/drivers/lcus/board.ts:1 imports ../devantech/board.ts; hardware/drivers/ may import hardware/drivers/lcus/, hardware/contract.ts, hardware/link.ts, hardware/supervised-line.ts, hardware/steady-ticker.ts, hardware/drivers/modbus/, hardware/dispensing/, hardware/frames/, hardware/transport/, qrcode",
    ],
    [
      "hardware that knows about sales",
      "hardware/contract.ts",
      'import type { Sale } from "../electron/core/sale.ts";\n',
      "hardware/contract.ts:1 imports ../electron/core/sale.ts (types); hardware/contract.ts may import nothing",
    ],
    [
      "a simulator that asks the drivers what to answer",
      "simulator/devices/printer/emulator.ts",
      'import { a } from "../../../hardware/drivers/escpos/session.ts";\n',
      "simulator/devices/printer/emulator.ts:1 imports ../../../hardware/drivers/escpos/session.ts; simulator/ may import simulator/, hardware/frames/, hardware/steady-ticker.ts, any package and types of hardware/contract.ts",
    ],
    [
      "a program that knows the simulator",
      "electron/main.ts",
      'import { a } from "../simulator/vipps/main.ts";\n',
      "electron/main.ts:1 imports ../simulator/vipps/main.ts; electron/main.ts, electron/main/ may import electron/, hardware/, electron, any package",
    ],
    [
      "a test that reads what was built",
      "test/core/sale.test.ts",
      'import { a } from "../../dist/main.js";\n',
      "test/core/sale.test.ts:1 imports ../../dist/main.js; test/ may import test/, electron/, hardware/, renderer/, simulator/, scripts/, package.json, any package and types of electron",
    ],
    [
      "serial lines outside the transport",
      "electron/main/lines.ts",
      'import { SerialPort } from "serialport";\n',
      "electron/main/lines.ts:1 imports serialport; serialport: only hardware/transport/ may",
    ],
    [
      "a second file that opens the database",
      "electron/journal/report.ts",
      'import { DatabaseSync } from "@photostructure/sqlite";\n',
      "electron/journal/report.ts:1 imports @photostructure/sqlite; SQLite: only electron/journal/sqlite.ts may",
    ],
    [
      "Electron in the conversation",
      "electron/ipc/contract.ts",
      'import type { WebContents } from "electron";\n',
      "electron/ipc/contract.ts:1 imports electron; electron: only electron/ipc/register.ts may",
    ],
    [
      "a second ear for the page",
      "electron/shell/window.ts",
      'import { ipcMain } from "electron";\n',
      "electron/shell/window.ts:1 uses ipcMain; only electron/ipc/register.ts may",
    ],
    [
      "a way out to other programs",
      "electron/shell/window.ts",
      'import { app, shell as outside } from "electron";\n',
      "electron/shell/window.ts:1 imports shell from electron; nobody may",
    ],
    [
      "Electron taken whole",
      "electron/shell/window.ts",
      'import * as electron from "electron";\n',
      "electron/shell/window.ts:1 imports all of electron; name what is used",
    ],
    [
      "a second file that goes to the network",
      "electron/gateway/token.ts",
      'const answer = await fetch("https://example.org");\n',
      "electron/gateway/token.ts:1 uses fetch; only electron/gateway/http.ts may",
    ],
    [
      "fetch under another name",
      "electron/gateway/token.ts",
      "const ask = globalThis.fetch;\n",
      "electron/gateway/token.ts:1 uses fetch; only electron/gateway/http.ts may",
    ],
    [
      "a second file that speaks over the bridge",
      "renderer/screens/Attract.tsx",
      "export const Attract = () => {\n  window.till?.ask();\n  return <p />;\n};\n",
      "renderer/screens/Attract.tsx:2 uses window.till; only renderer/bridge.ts, renderer/dev/ may",
    ],
    [
      "a file chooser in the page",
      "renderer/parts/Choose.tsx",
      'export const Choose = () => <input className="a" type={"file"} />;\n',
      'renderer/parts/Choose.tsx:1 uses <input type="file">; nobody may',
    ],
    [
      "an import nobody can read beforehand",
      "electron/main/load.ts",
      "export const load = (name: string) => import(name);\n",
      "electron/main/load.ts:1 uses an import whose name is computed; nobody may",
    ],
    ["a file in no room", "electron/extra.ts", "export const a = 1;\n", "electron/extra.ts lies in no room"],
    [
      "a file too long to read",
      "electron/core/sale.ts",
      "// \n".repeat(401),
      "electron/core/sale.ts has 401 lines; at most 400 are allowed",
    ],
  ];
  test.each(cases)("finds %s", (_what, path, text, fault) => {
    expect(checkFiles([{ path, text }])).toEqual([fault]);
  });

  test("lets through what the plan allows", () => {
    const files: readonly SourceFile[] = [
      { path: "electron/core/sale.ts", text: 'import type { Minor } from "./money.ts";\n' },
      {
        path: "electron/journal/sqlite.ts",
        text: 'import { DatabaseSync } from "@photostructure/sqlite";\n',
      },
      { path: "electron/gateway/http.ts", text: 'const answer = await fetch("https://example.org");\n' },
      { path: "electron/gateway/port.ts", text: "export interface Port { fetch(url: string): void }\n" },
      {
        path: "electron/ipc/register.ts",
        text: 'import { ipcMain } from "electron";\nipcMain.handle("a", () => 1);\n',
      },
      { path: "electron/main.ts", text: 'import { z } from "zod";\nimport { link } from "../hardware/link.ts";\n' },
      { path: "hardware/transport/serial.ts", text: 'import { SerialPort } from "serialport";\n' },
      { path: "hardware/drivers/lcus/board.ts", text: 'import { a } from "./frames.ts";\n' },
      {
        path: "renderer/bridge.ts",
        text: 'import type { Ask } from "../electron/ipc/contract.ts";\nwindow.till;\n',
      },
      { path: "renderer/parts/Field.tsx", text: 'export const Field = () => <input type="text" />;\n' },
      { path: "test/fixtures/long.ts", text: "// \n".repeat(401) },
    ];
    expect(checkFiles(files)).toEqual([]);
  });

  test("refuses a file it cannot parse rather than passing over it", () => {
    expect(() => checkFiles([{ path: "electron/core/sale.ts", text: "import {" }])).toThrow(
      "electron/core/sale.ts",
    );
  });

  test("finds a stranger at the top", () => {
    expect(checkTopLevel(["electron", "notes.txt"])).toEqual([
      expect.stringMatching(/^notes\.txt does not belong/),
    ]);
  });
});

function sourceFiles(): readonly SourceFile[] {
  return ROOMS.flatMap((room) =>
    readdirSync(join(root, room), { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile() && OURS.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => ({ path: relative(root, file).split(sep).join("/"), text: readFileSync(file, "utf8") })),
  );
}

/** What git keeps or would keep; what it ignores may lie about. Without git every name counts. */
function topLevelNames(): readonly string[] {
  const listed = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
    cwd: root,
    encoding: "utf8",
  });
  return [
    ...new Set(
      listed
        .split("\n")
        .filter(Boolean)
        .map((path) => path.split("/")[0] ?? path),
    ),
  ];
}
