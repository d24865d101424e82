import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { asTask, EXIT_UNAVAILABLE, runLong, Stop, say } from "../bootstrap/commands.mjs";
import { buildApp, builtFolder, PROGRAM } from "../build/build-app.ts";
import { installedRuntime } from "../electron-runtime.ts";
import { copyPackages, externalPackages, type Machine } from "../external-packages.ts";
import { installOfficial } from "../official-electron.ts";
import { root } from "../project.ts";

const PACK_MS = 1_800_000;
const FLAVOURS = ["production", "test"] as const;
type Flavour = (typeof FLAVOURS)[number];

const MACHINES: Partial<
  Record<NodeJS.Platform, { readonly flag: string; readonly architectures: readonly string[] }>
> = {
  linux: { flag: "--linux", architectures: ["x64", "arm64"] },
  win32: { flag: "--win", architectures: ["x64"] },
};

await asTask(async () => {
  const { flavour, folderOnly } = readWish();
  const here = MACHINES[process.platform];
  if (here === undefined) throw new Stop("Packages are made for Linux on Linux, and for Windows on Windows.");
  const version = await officialVersion();
  await buildApp();
  const app = prepareApp(flavour, { platform: process.platform, architectures: here.architectures });
  say(`packing ${flavour} from ${app} on Electron ${version}`);
  const cli = join(root, "node_modules", "electron-builder", "cli.js");
  const args = [cli, here.flag, ...(folderOnly ? ["--dir"] : []), `--config.electronVersion=${version}`];
  const done = await runLong("electron-builder", process.execPath, [...args, ...differences(flavour)], {
    cwd: root,
    deadlineMs: PACK_MS,
  });
  if (done.code === 0) say(`packed into ${join(root, "release", flavour)}`);
  return done.code;
});

function readWish(): { readonly flavour: Flavour; readonly folderOnly: boolean } {
  const { values } = parseArgs({
    options: { flavour: { type: "string", default: "production" }, dir: { type: "boolean", default: false } },
  });
  const flavour = FLAVOURS.find((each) => each === values.flavour);
  if (flavour === undefined) throw new Stop(`--flavour takes one of ${FLAVOURS.join(", ")}.`, 64);
  return { flavour, folderOnly: values.dir };
}

/** Only Electron's own current binary is packed; what tests and trials may run on is past its end of life. */
async function officialVersion(): Promise<string> {
  let runtime = installedRuntime();
  const why = typeof runtime === "string" ? await installOfficial() : undefined;
  if (typeof runtime === "string") runtime = installedRuntime();
  if (typeof runtime !== "string") return runtime.version;
  throw new Stop(
    `Nothing was packed: the official Electron is not here (${why ?? runtime}). ` +
      "The trial runtime is past its end of life and is never packed.",
    EXIT_UNAVAILABLE,
  );
}

/** The folder electron-builder packs: the program with its flavour, and its packages for every machine of this system. */
function prepareApp(flavour: Flavour, machine: Machine): string {
  const app = join(root, "release", "app");
  rmSync(app, { recursive: true, force: true });
  for (const name of PROGRAM) cpSync(join(builtFolder, name), join(app, name), { recursive: true });
  copyPackages(externalPackages(builtFolder), app, machine);
  const own: object = JSON.parse(readFileSync(join(app, "package.json"), "utf8"));
  writeFileSync(join(app, "package.json"), `${JSON.stringify({ ...own, flavour }, undefined, 2)}\n`);
  return app;
}

/** See electron-builder.yml. */
function differences(flavour: Flavour): readonly string[] {
  if (flavour === "production") return [];
  return [
    "--config.appId=org.myntfri.terminal.test",
    "--config.directories.output=release/test",
    "--config.electronFuses.enableNodeCliInspectArguments=true",
  ];
}
