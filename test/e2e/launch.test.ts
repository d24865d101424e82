import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { findRuntime } from "../../scripts/electron-runtime.ts";
import { ordinaryUser } from "../../scripts/ordinary-user.ts";
import { type StagedApp, stageApp } from "../../scripts/stage-app.ts";
import { launchTerminal, runTerminalToEnd, temporaryFolder } from "./launch.ts";

const PROGRAM = `
import { app, BrowserWindow } from "electron";
import { readFileSync } from "node:fs";
import { DatabaseSync } from "@photostructure/sqlite";
import { SerialPort } from "serialport";

app.enableSandbox();
const file = process.argv.find((each) => each.startsWith("--config="))?.slice(9) ?? "";
if (file.endsWith("missing.json")) {
  process.stderr.write("no such file\\n");
  process.exit(78);
}
app.whenReady().then(async () => {
  const window = new BrowserWindow({ width: 800, height: 600, webPreferences: { sandbox: true } });
  const { version } = new DatabaseSync(":memory:").prepare("SELECT sqlite_version() AS version").get();
  const ports = await SerialPort.list();
  const text = JSON.stringify({ config: JSON.parse(readFileSync(file, "utf8")), version, ports: Array.isArray(ports) });
  await window.loadURL("data:text/html," + encodeURIComponent("<h1>" + text + "</h1>"));
});
`;

let staged: StagedApp;

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), "myntfri-trial-"));
  const dependencies = { serialport: "13.0.0", "@photostructure/sqlite": "2.6.0" };
  const own = {
    name: "trial",
    productName: "Trial",
    version: "1.0.0",
    type: "module",
    main: "main.js",
    dependencies,
  };
  writeFileSync(join(folder, "package.json"), JSON.stringify(own));
  writeFileSync(join(folder, "main.js"), PROGRAM);
  staged = stageApp(await findRuntime(), { appFolder: folder, name: "trial" });
  rmSync(folder, { recursive: true });
});

function configFile(name = "till.json"): string {
  const file = join(temporaryFolder(), name);
  writeFileSync(file, '{"mode":"kiosk"}');
  return file;
}

test("a staged program opens its window, with its native packages, its configuration and the sandbox on", async () => {
  const terminal = await launchTerminal({ configFile: configFile(), staged });
  const text = (await terminal.page.locator("h1").textContent()) ?? "";
  expect(JSON.parse(text)).toEqual({
    config: { mode: "kiosk" },
    version: expect.stringMatching(/^3\./),
    ports: true,
  });
  const main = await terminal.app.evaluate(() => ({ argv: process.argv, uid: process.getuid?.() }));
  expect(main.argv).not.toContain("--no-sandbox");
  expect(main.uid).toBe(ordinaryUser()?.uid ?? process.getuid?.());
  const page = await terminal.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => window.webContents.getOSProcessId()),
  );
  // 2 is a filter: the page's process cannot make the calls of an ordinary one.
  expect(readFileSync(`/proc/${page[0]}/status`, "utf8")).toMatch(/^Seccomp:\s+2$/m);
  await terminal.close();
});

test("a power cut leaves no process behind", async () => {
  const terminal = await launchTerminal({ configFile: configFile(), staged });
  const pids = await terminal.app.evaluate(({ app }) => app.getAppMetrics().map((each) => each.pid));
  await terminal.kill();
  await expect.poll(() => pids.filter(isAlive), { timeout: 5_000 }).toEqual([]);
});

test("a program that gives up before its window is heard with its exit code", async () => {
  const ended = await runTerminalToEnd({ configFile: configFile("missing.json"), staged });
  expect(ended.code).toBe(78);
  expect(ended.stderr).toContain("no such file");
});

test("waiting for the window of such a program fails at once and repeats what it said", async () => {
  await expect(launchTerminal({ configFile: configFile("missing.json"), staged })).rejects.toThrow("no such file");
});

function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}
