import { execFileSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, onTestFinished, test, vi } from "vitest";
import type { Runtime } from "../../scripts/electron-runtime.ts";
import { externalPackages } from "../../scripts/external-packages.ts";
import { ordinaryUser } from "../../scripts/ordinary-user.ts";
import { type StagedApp, stageApp } from "../../scripts/stage-app.ts";

const asRoot = process.getuid?.() === 0;

function folder(name: string): string {
  const path = mkdtempSync(join(tmpdir(), `stage-${name}-`));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  chmodSync(path, 0o755);
  return path;
}

/** A runtime that says who it is instead of opening a window. */
function talkingRuntime(): Runtime {
  const path = folder("runtime");
  writeFileSync(
    join(path, "electron"),
    `#!/bin/sh\necho "$(id -u) $HOME $XDG_CONFIG_HOME [$NODE_OPTIONS] $* $(cat "$(dirname "$0")/resources/app/said.txt")"\n`,
    { mode: 0o755 },
  );
  // As the setuid helper of an installed runtime, so that no machine's missing namespaces are complained about.
  writeFileSync(join(path, "chrome-sandbox"), "", { mode: 0o755 });
  mkdirSync(join(path, "resources", "app"), { recursive: true });
  writeFileSync(join(path, "resources", "app", "stranger.js"), "");
  return { kind: "trial", folder: path, executable: "electron", version: "1.2.3", note: "for trials" };
}

function program(said: string): string {
  const path = folder("app");
  writeFileSync(join(path, "package.json"), JSON.stringify({ name: "said", dependencies: { serialport: "*" } }));
  writeFileSync(join(path, "said.txt"), said, { mode: 0o600 });
  return path;
}

function stage(runtime: Runtime, appFolder: string): StagedApp {
  vi.stubEnv("MYNTFRI_CACHE", cache);
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  return stageApp(runtime, { appFolder, name: "said" });
}

const cache = mkdtempSync(join(tmpdir(), "stage-cache-"));
chmodSync(cache, 0o755);
afterAll(() => rmSync(cache, { recursive: true, force: true }));

test("a staged program lies where its runtime looks first, with its packages and nothing of a stranger's", () => {
  const runtime = talkingRuntime();
  const staged = stage(runtime, program("hello"));
  expect(readdirSync(staged.appFolder).sort()).toEqual(["node_modules", "package.json", "said.txt"]);
  expect(readFileSync(join(staged.appFolder, "said.txt"), "utf8")).toBe("hello");
  const prebuilds = readdirSync(join(staged.appFolder, "node_modules/@serialport/bindings-cpp/prebuilds"));
  expect(prebuilds.every((each) => each.startsWith(process.platform) && each.includes(process.arch))).toBe(true);
  expect(prebuilds.length).toBeGreaterThan(0);
  expect(staged.env).toEqual({ MYNTFRI_RUNTIME_NOTE: "for trials" });
  expect(staged.args.includes("--no-sandbox")).toBe(false);
});

test("the same program on the same runtime is staged once, a changed one anew", () => {
  const runtime = talkingRuntime();
  const app = program("one");
  const first = stage(runtime, app);
  const made = statSync(first.appFolder).mtimeMs;
  expect(stage(runtime, app)).toEqual(first);
  expect(statSync(first.appFolder).mtimeMs).toBe(made);
  writeFileSync(join(app, "said.txt"), "two");
  expect(stage(runtime, app).appFolder).not.toBe(first.appFolder);
});

test.skipIf(!asRoot)("root's program runs as an ordinary user with a home of its own (skipped: not root)", () => {
  const staged = stage(talkingRuntime(), program("hello"));
  const home = folder("home");
  const said = execFileSync(staged.executable, [...staged.args, "--config=/a b"], {
    encoding: "utf8",
    env: { ...process.env, MYNTFRI_HOME: home, NODE_OPTIONS: "--inspect" },
  });
  expect(said).toBe(
    `${ordinaryUser()?.uid} ${home} ${home}/.config [] ${[...staged.args, "--config=/a b"].join(" ")} hello\n`,
  );
});

test.skipIf(!asRoot)("root sets up the sandbox's helper in the stage (skipped: not root)", () => {
  const staged = stage(talkingRuntime(), program("hello"));
  const helper = statSync(join(staged.appFolder, "../../chrome-sandbox"));
  expect({ uid: helper.uid, mode: (helper.mode & 0o7777).toString(8) }).toEqual({ uid: 0, mode: "4755" });
});

test("the packages of a program are those it names and all that these need, each where Node finds it", () => {
  const found = externalPackages(program("hello"));
  expect(found).toContain("node_modules/serialport");
  expect(found).toContain("node_modules/@serialport/bindings-cpp");
  expect(found).toContain("node_modules/@serialport/bindings-cpp/node_modules/@serialport/parser-readline");
  expect(found).not.toContain("node_modules/react");
});
