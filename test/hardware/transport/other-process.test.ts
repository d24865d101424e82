import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { openPtyPair, socatIsMissing } from "../../../simulator/devices/pty.ts";
import { openOn, refusalOf } from "./serial-bench.ts";

const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;

type AtEnd = (close: () => void) => void;

/** Opens a port in another process, of another account if told so. Its first word is what came of it. */
async function opensElsewhere(atEnd: AtEnd, path: string, uid?: number) {
  const script = fileURLToPath(new URL("open-once.ts", import.meta.url));
  const account = uid === undefined ? {} : { uid, gid: uid };
  const child: ChildProcess = spawn(process.execPath, [script, path], {
    stdio: ["pipe", "pipe", "inherit"],
    ...account,
  });
  atEnd(() => void child.kill("SIGKILL"));
  if (child.stdout === null) throw new Error("the other process has no output");
  const [said] = (await once(child.stdout, "data", { signal: AbortSignal.timeout(15_000) })) as [Buffer];
  return {
    said: JSON.parse(said.toString("utf8")) as unknown,
    async lets() {
      child.stdin?.end();
      await once(child, "exit");
    },
  };
}

test.skipIf(socatIsMissing())(
  "a port another program holds is busy, and opens once that program lets go (skipped: no socat)",
  async ({ onTestFinished }) => {
    const { pty } = await openPtyPair();
    onTestFinished(() => pty.close());
    const other = await opensElsewhere(onTestFinished, pty.path);
    expect(other.said).toBe("open");
    expect(await refusalOf({ kind: "serial", path: pty.path, baudRate: 9_600 }, 300)).toEqual({
      cause: "busy",
      what: `${pty.path} is in use by another program; end that program or give the device another port.`,
    });
    const patient = openOn(pty.path);
    await other.lets();
    await (await patient).line.close();
  },
);

test.skipIf(socatIsMissing() || !isRoot)(
  "an account without the right to a port is told the group and the command (skipped: no socat, or not root)",
  async ({ onTestFinished }) => {
    const { pty } = await openPtyPair();
    onTestFinished(() => pty.close());
    chmodSync(pty.terminal, 0o660);
    const { said } = await opensElsewhere(onTestFinished, pty.terminal, NOBODY);
    expect(said).toMatchObject({ cause: "denied" });
    expect(JSON.stringify(said)).toMatch(
      /may not open \/dev\/pts\/\d+; run \\"sudo usermod -aG \w+ \S+\\", then log/,
    );
  },
);
