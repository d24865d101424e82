import { readFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { build, type InlineConfig } from "vite";
import { root } from "../project.ts";

/** Electron 33, the oldest runtime we run on, holds Node 20.18 and Chromium 130. */
const NODE_TARGET = "node20.18";
const PAGE_TARGET = "chrome130";

/** Provided by the runtime or lying beside the bundle because of their binaries; all else is bundled. */
const OUTSIDE = [/^electron(\/|$)/, /^node:/, /^serialport$/, /^@serialport\//, /^@photostructure\/sqlite$/];

/** One ES module for Electron's main process or a utility process. */
export async function bundleForMain(entry: string, output: string): Promise<void> {
  await build(nodeBundle(entry, output, "es", OUTSIDE));
}

/** One CommonJS file: a sandboxed preload can load nothing but `electron`. */
export async function bundlePreload(entry: string, output: string): Promise<void> {
  await build(nodeBundle(entry, output, "cjs", [/^electron$/]));
  const text = readFileSync(output, "utf8");
  const asked = [...text.matchAll(/\brequire\(\s*["'`]([^"'`]+)["'`]\s*\)/g)].map((match) => match[1]);
  const forbidden = asked.filter((name) => name !== "electron");
  if (forbidden.length > 0) throw new Error(`the sandboxed preload asks for ${forbidden.join(", ")}`);
}

/** The page, with everything as a file of its own: its content policy refuses anything inline. */
export async function bundleRenderer(entry: string, output: string): Promise<void> {
  await build({
    configFile: `${dirname(entry)}/vite.config.ts`,
    logLevel: "warn",
    base: "./",
    build: {
      outDir: dirname(output),
      emptyOutDir: true,
      target: PAGE_TARGET,
      cssTarget: PAGE_TARGET,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
    },
  });
}

function nodeBundle(
  entry: string,
  output: string,
  format: "es" | "cjs",
  external: readonly RegExp[],
): InlineConfig {
  return {
    configFile: false,
    root,
    logLevel: "warn",
    publicDir: false,
    // Whatever is not named as external is bundled, packages included.
    ssr: { noExternal: true, target: "node" },
    build: {
      ssr: entry,
      target: NODE_TARGET,
      outDir: dirname(output),
      emptyOutDir: false,
      minify: false,
      sourcemap: false,
      rolldownOptions: {
        external: [...external],
        platform: "node",
        output: { format, entryFileNames: basename(output), codeSplitting: false },
      },
    },
  };
}
