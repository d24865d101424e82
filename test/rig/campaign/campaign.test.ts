import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const COMMAND = fileURLToPath(new URL("./command.ts", import.meta.url));
const KILLS = 50;
const LONG_MS = 170_000;

test(
  "fifty terminals killed at random instants lose nothing, pay nothing twice and leave nothing behind",
  async () => {
    const said = await new Promise<string>((resolve) => {
      execFile(process.execPath, [COMMAND, "--kills", String(KILLS), "--lanes", "8"], (_error, out, wrong) =>
        resolve(`${wrong}${out}`),
      );
    });
    const figures = JSON.parse(said.trim().split("\n").at(-1) ?? "{}") as { readonly payments: number };
    expect(figures, said).toMatchObject({ kills: KILLS, lost: 0, doubled: 0, orphaned: 0, wrong: 0 });
    expect(figures.payments).toBeGreaterThan(10);
  },
  LONG_MS,
);
