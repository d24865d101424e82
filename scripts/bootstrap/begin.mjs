import { spawn } from "node:child_process";
import { constants } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { asTask, Stop } from "./commands.mjs";
import { ensureNpmPackages, packagedNode } from "./npm-packages.mjs";
import { ensureSystemLibraries } from "./system-libraries.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const OLDEST_NODE = 20;

/**
 * The way in for every npm script: runs on whatever Node is there, puts in place what is missing, then hands over to
 * the task, which is TypeScript and runs on the Node that came with the packages.
 * @param {string} task file in scripts/tasks
 * @param {{ libraries: import("./system-libraries.mjs").Purpose | "none" }} needs what the task opens: windows and lines, foreign judges, or nothing
 */
export async function begin(task, needs) {
  await asTask(async () => {
    const major = Number(process.versions.node.split(".")[0]);
    if (major < OLDEST_NODE) {
      throw new Stop(`Node ${OLDEST_NODE} or newer is needed; this is ${process.versions.node}.`);
    }
    await ensureNpmPackages(root);
    if (needs.libraries !== "none") await ensureSystemLibraries(needs.libraries);
    return handOver(join(root, "scripts", "tasks", task));
  });
}

/**
 * @param {string} task
 * @returns {Promise<number>}
 */
function handOver(task) {
  const path = [join(root, "node_modules", ".bin"), process.env["PATH"] ?? ""].join(delimiter);
  const child = spawn(packagedNode(root), [task, ...process.argv.slice(2)], {
    stdio: "inherit",
    env: { ...process.env, PATH: path },
  });
  // A terminal sends its signals to the whole group; a lone kill reaches only us and has to be passed on.
  for (const signal of /** @type {const} */ (["SIGTERM", "SIGINT", "SIGHUP"])) {
    process.on(signal, () => child.kill(signal));
  }
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => resolve(code ?? 128 + (signal === null ? 1 : constants.signals[signal])));
  });
}
