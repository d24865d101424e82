import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { startSimulator } from "../../../simulator/vipps/simulator.ts";

const run = promisify(execFile);
const document = new URL("../../../docs/simulator.md", import.meta.url);
const hasShell = existsSync("/bin/bash") && existsSync("/usr/bin/curl");

/** The commands of the walk-through and the output each is said to have. */
async function walkThrough(): Promise<{ readonly commands: string; readonly said: string }> {
  const text = await readFile(document, "utf8");
  const section = text.slice(text.indexOf("## A late approval"), text.indexOf("## The control port"));
  const blocks = [...section.matchAll(/```(sh|text)\n([\s\S]*?)```/g)];
  const of = (kind: string) =>
    blocks.flatMap(([, language, block]) => (language === kind ? [block ?? ""] : [])).join("");
  return { commands: of("sh"), said: of("text") };
}

describe.skipIf(!hasShell)("docs/simulator.md (skipped: needs bash and curl)", () => {
  test("every command of the walk-through does what the document says", async () => {
    const { commands, said } = await walkThrough();
    const simulator = await startSimulator({ clock: "manual" });
    try {
      const { stdout } = await run("/bin/bash", ["-c", commands], { env: { ...process.env, URL: simulator.url } });
      expect(stdout).toBe(said);
    } finally {
      await simulator.close();
    }
  });
});
