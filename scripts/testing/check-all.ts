import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { runLong, say } from "../bootstrap/commands.mjs";
import { root } from "../project.ts";
import { runVitest } from "./run-vitest.ts";
import { add, NOTHING, ofTool, type Tally } from "./tally.ts";

interface Tool {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
}

const AT_ONCE = 2;
const TOOL_MS = 180_000;

/** Format and lint, types of every room, and the architecture. Each tool counts as one. */
export async function checkAll(): Promise<Tally> {
  const bin = join(root, "node_modules", ".bin");
  const waiting: Tool[] = [
    { name: "biome", command: join(bin, "biome"), args: ["ci", "--colors=off", "--error-on-warnings", "."] },
    ...roomsWithTypes().map((room) => ({ name: `tsc ${room}`, command: join(bin, "tsc"), args: ["-p", room] })),
  ];
  let tally: Tally = NOTHING;
  const work = async () => {
    for (let tool = waiting.shift(); tool !== undefined; tool = waiting.shift()) {
      const ended = await runTool(tool);
      tally = add(tally, ended);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const architecture = await runVitest("architecture");
  return add(tally, {
    ...ofTool("architecture", architecture.failed === 0 && architecture.passed > 0),
    failures: architecture.failures,
  });
}

/** Every folder that has a tsconfig.json of its own. */
function roomsWithTypes(): readonly string[] {
  const rooms = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return rooms
    .filter((entry) => !entry.name.startsWith(".") && entry.name !== "node_modules")
    .flatMap((entry) => [
      entry.name,
      ...readdirSync(join(root, entry.name), { withFileTypes: true })
        .filter((inner) => inner.isDirectory())
        .map((inner) => `${entry.name}/${inner.name}`),
    ])
    .filter((folder) => existsSync(join(root, folder, "tsconfig.json")));
}

async function runTool(tool: Tool): Promise<Tally> {
  const done = await runLong(tool.name, tool.command, tool.args, { cwd: root, deadlineMs: TOOL_MS, quiet: true });
  if (done.code !== 0) say(`✗ ${tool.name}\n${done.output.trimEnd()}`);
  return ofTool(tool.name, done.code === 0);
}
