import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, onTestFinished, test } from "vitest";

const asRoot = process.getuid?.() === 0;
const linux = process.platform === "linux";
const code = pathToFileURL(join(import.meta.dirname, "../../scripts/bootstrap/system-libraries.mjs")).href;
const commands = pathToFileURL(join(import.meta.dirname, "../../scripts/bootstrap/commands.mjs")).href;
const ask = `const { asTask } = await import("${commands}"); const { ensureSystemLibraries } = await import("${code}");
await asTask(async () => { await ensureSystemLibraries("window"); return 0; });`;

/** The project itself may lie where only root can read it, so root merely says it is somebody else. */
const ORDINARY = "process.getuid = () => 1000;";

const OTHERS =
  "libgtk-3-0 libasound2 libgbm1 libxss1 libxtst6 libatk-bridge2.0-0 libdrm2 xauth socat espeak-ng".split(" ");

interface Ended {
  readonly status: number | null;
  readonly stderr: string;
  readonly apt: readonly string[];
}

/** Runs the installer on a Debian made of three commands, which lack libnss3 and xvfb and note what apt-get is told. */
function install(options: {
  readonly installed: readonly string[];
  readonly ordinary?: boolean;
  readonly offered: boolean;
}): Ended {
  const folder = mkdtempSync(join(tmpdir(), "debian-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  chmodSync(folder, 0o755);
  const command = (name: string, body: string) =>
    writeFileSync(join(folder, name), `#!/bin/sh\n${body}\n`, { mode: 0o755 });
  command("dpkg-query", `printf '%s installed\\n' ${options.installed.join(" ")}`);
  command("apt-cache", `echo "  Candidate: ${options.offered ? "1.0" : "(none)"}"`);
  command("apt-get", `echo "$@" >> ${join(folder, "told")}`);
  const run = spawnSync(
    process.execPath,
    ["--input-type=module", "--eval", `${options.ordinary ? ORDINARY : ""}${ask}`],
    {
      encoding: "utf8",
      env: { PATH: `${folder}:/usr/bin:/bin` },
    },
  );
  const told = join(folder, "told");
  const apt = existsSync(told) ? readFileSync(told, "utf8").trim().split("\n") : [];
  return { status: run.status, stderr: run.stderr, apt };
}

const missing = { installed: OTHERS, offered: true };

test.skipIf(!linux)("a system that has everything is left alone (skipped: not Linux)", () => {
  const ended = install({ installed: [...OTHERS, "libnss3", "xvfb"], offered: true });
  expect(ended).toEqual({ status: 0, stderr: "", apt: [] });
});

test.skipIf(!linux || !asRoot)("root has what is missing installed, and nothing else (skipped: not root)", () => {
  const ended = install(missing);
  expect(ended.status).toBe(0);
  expect(ended.apt.at(-1)).toBe("-q -o DPkg::Lock::Timeout=120 install -y --no-install-recommends libnss3 xvfb");
});

test.skipIf(!linux || !asRoot)(
  "an archive that offers none of the names is said so, after fresh lists (skipped: not root)",
  () => {
    const ended = install({ ...missing, offered: false });
    expect(ended.status).toBe(69);
    expect(ended.stderr).toContain("apt offers no package called libnss3, xvfb");
    expect(ended.apt).toEqual(["-q -o DPkg::Lock::Timeout=120 update"]);
  },
);

test.skipIf(!linux)("an ordinary user is given the exact line and nothing is touched (skipped: not Linux)", () => {
  const ended = install({ ...missing, ordinary: true });
  expect(ended.status).toBe(69);
  expect(ended.stderr).toContain(
    "sudo sh -c 'apt-get update && apt-get install -y --no-install-recommends libnss3 xvfb'",
  );
  expect(ended.apt).toEqual([]);
});
