import { resolve } from "node:path";

/** Where the configuration is looked for when nothing is said. */
const DEFAULT_CONFIG = "myntfri.json";

/** `--config FILE` or `--config=FILE`; relative paths start from the folder the program was started in. */
export function configPath(args: readonly string[], folder: string): string {
  const at = args.findIndex((arg) => arg === "--config" || arg.startsWith("--config="));
  const given = args[at]?.split("=").slice(1).join("=") || args[at + 1];
  return resolve(folder, at === -1 ? DEFAULT_CONFIG : (given ?? DEFAULT_CONFIG));
}
