import { dirname, resolve } from "node:path";
import { checkCatalogue } from "../catalogue/check.ts";
import { type FieldFault, faultsOfIssues, plainFieldFault } from "../catalogue/field-fault.ts";
import { type CheckedGoods, type Rest, restOf } from "../catalogue/sell-the-rest.ts";
import type { Mode } from "../core/mode.ts";
import { goodsMismatches, type KnownDevices, type Mismatch, mismatches } from "./cross-checks.ts";
import type { ReadDevice } from "./device-schema.ts";
import { readLogo } from "./logo.ts";
import { SECRET_FIELDS } from "./provider-schema.ts";
import { readJsonFile } from "./read-file.ts";
import { type TerminalConfig, type WrittenConfig, writtenConfig } from "./schema.ts";
import { type Environment, withSecrets } from "./secrets.ts";

export type LoadedConfig =
  | { readonly ok: true; readonly config: TerminalConfig }
  | { readonly ok: false; readonly faults: readonly FieldFault[] };

/**
 * Reads, checks and joins the configuration, its catalogue and its secrets. Never throws for anything in the files:
 * every fault is listed with its file and field, so that one look mends them all.
 */
export function loadConfig(path: string, env: Environment, known: KnownDevices): LoadedConfig {
  const file = readJsonFile(path);
  if (!file.ok) return { ok: false, faults: [{ file: path, field: "", expected: file.expected, got: file.got }] };
  const parsed = writtenConfig.safeParse(file.json);
  if (!parsed.success)
    return { ok: false, faults: faultsOfIssues(path, file.json, parsed.error.issues, holdsSecret) };
  return joined(path, parsed.data, env, known);
}

/** What main prints before it leaves with exit code 78. */
export function plainConfigFaults(faults: readonly FieldFault[]): string {
  const head =
    faults.length === 1 ? "The configuration has a fault:" : `The configuration has ${faults.length} faults:`;
  return [head, ...faults.map((fault) => `  ${plainFieldFault(fault)}`)].join("\n");
}

function joined(path: string, written: WrittenConfig, env: Environment, known: KnownDevices): LoadedConfig {
  const { provider, mismatches: secretFaults } = withSecrets(written.provider, path, env);
  const catalogue = readCatalogue(path, written);
  const { devices, mismatches: logoFaults } = withLogos(written, path, known);
  const faults = [
    ...inFile(path, [...mismatches(written, known), ...secretFaults, ...logoFaults]),
    ...catalogue.faults,
  ];
  if (faults.length > 0) return { ok: false, faults };
  const { catalogue: _, ...rest } = written;
  return {
    ok: true,
    config: {
      ...rest,
      provider,
      devices,
      goods: catalogue.goods,
      leftOut: catalogue.leftOut,
      display: { ...WINDOW_SIZES[written.mode], ...written.display },
      dataFolder: resolve(dirname(path), written.dataFolder),
    },
  };
}

/** Fits every printer there is; for a profile nobody knows, which is a fault of its own. */
const NARROWEST_DOTS = 384;

function withLogos(
  { devices }: WrittenConfig,
  path: string,
  known: KnownDevices,
): { readonly devices: readonly ReadDevice[]; readonly mismatches: readonly Mismatch[] } {
  const found: Mismatch[] = [];
  const read = devices.map((device, at): ReadDevice => {
    if (device.kind !== "printer") return device;
    const { logo: wanted, ...printer } = device;
    if (wanted === undefined) return printer;
    const widest = known.printerDots?.(device.profile) ?? NARROWEST_DOTS;
    const logo = readLogo(resolve(dirname(path), wanted.file), wanted.tone, widest);
    if (logo.ok) return { ...printer, logo: logo.logo };
    found.push({ field: `devices[${at}].logo.file`, expected: logo.expected, got: logo.got });
    return printer;
  });
  return { devices: read, mismatches: found };
}

const WINDOW_SIZES: Readonly<Record<Mode, { readonly width: number; readonly height: number }>> = {
  kiosk: { width: 1080, height: 1920 },
  counter: { width: 1366, height: 768 },
  vending: { width: 800, height: 480 },
};

function readCatalogue(path: string, written: WrittenConfig): Rest {
  const { catalogue, market, mode, provider } = written;
  const terms = { market, mode, canCheckAge: provider.api === "epayment" };
  const source = "file" in catalogue ? resolve(dirname(path), catalogue.file) : path;
  const under = "file" in catalogue ? "" : "catalogue.";
  const read = "file" in catalogue ? readJsonFile(source) : { ok: true as const, json: catalogue };
  if (!read.ok) {
    const fault = { file: source, field: "", expected: read.expected, got: read.got };
    return { goods: [], faults: [fault], leftOut: [] };
  }
  const check = (raw: unknown): CheckedGoods => {
    const checked = checkCatalogue(source, raw, terms, under.replace(/\.$/, ""));
    if (!checked.ok) return { goods: [], faults: checked.faults };
    return { goods: checked.goods, faults: inFile(source, goodsMismatches(written, checked.goods, under)) };
  };
  if ("file" in catalogue && catalogue.sellTheRest === true) return restOf(read.json, check);
  return { ...check(read.json), leftOut: [] };
}

function inFile(file: string, found: readonly Mismatch[]): FieldFault[] {
  return found.map((mismatch) => ({ file, ...mismatch }));
}

function holdsSecret(field: string): boolean {
  return SECRET_FIELDS.some((name) => field === `provider.${name}` || field.startsWith(`provider.${name}.`));
}
