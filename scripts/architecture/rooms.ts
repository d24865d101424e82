/**
 * The rooms and who may know whom. `may` and `mayTypes` name folders (with a slash at the end), files, packages, or
 * `node:*`; `any package` stands for everything from the registry and Node, Electron excepted.
 */
export interface Room {
  /** Folders end in a slash. The first room that holds a file is its room. */
  readonly holds: readonly string[];
  readonly may: readonly string[];
  /** Only as `import type`. */
  readonly mayTypes?: readonly string[];
}

const HARDWARE_SHARED = [
  "hardware/contract.ts",
  "hardware/link.ts",
  "hardware/supervised-line.ts",
  "hardware/steady-ticker.ts",
];
const PAGE_PACKAGES = ["react", "react-dom", "zustand", "lucide-react"];

export const ROOMS: readonly Room[] = [
  { holds: ["electron/core/"], may: ["electron/core/"] },
  { holds: ["electron/engine/"], may: ["electron/engine/", "electron/core/"] },
  {
    holds: ["electron/journal/"],
    may: ["electron/journal/", "electron/core/", "@photostructure/sqlite", "node:*"],
  },
  { holds: ["electron/gateway/"], may: ["electron/gateway/", "electron/core/", "zod"] },
  {
    holds: ["electron/config/"],
    may: ["electron/config/", "electron/catalogue/", "electron/core/", "zod", "node:*"],
  },
  { holds: ["electron/catalogue/"], may: ["electron/catalogue/", "electron/core/", "zod", "node:*"] },
  // `electron` itself is narrowed to one file further down.
  { holds: ["electron/ipc/"], may: ["electron/ipc/", "zod", "electron"], mayTypes: ["electron/core/"] },
  { holds: ["electron/shell/"], may: ["electron/shell/", "electron/ipc/", "electron", "node:*"] },
  // The bridge knows the conversation's types and the names in it, and nothing that decides.
  { holds: ["electron/preload.ts", "electron/customer-preload.ts"], may: ["electron/ipc/", "electron"] },
  { holds: ["electron/main.ts", "electron/main/"], may: ["electron/", "hardware/", "electron", "any package"] },

  // Types alone may come from the contract: they are gone when a codec runs.
  { holds: ["hardware/frames/"], may: ["hardware/frames/", "iconv-lite"], mayTypes: ["hardware/contract.ts"] },
  {
    holds: ["hardware/transport/"],
    may: ["hardware/transport/", ...HARDWARE_SHARED, "serialport", "@serialport/bindings-cpp", "node:*"],
  },
  { holds: ["hardware/contract.ts"], may: [] },
  // Wear and lines, counted beside the drivers: nothing of it moves anything.
  { holds: ["hardware/service/"], may: ["hardware/service/"], mayTypes: ["hardware/contract.ts"] },
  { holds: HARDWARE_SHARED, may: [...HARDWARE_SHARED, "hardware/frames/", "hardware/transport/", "node:*"] },
  {
    holds: ["hardware/dispensing/"],
    may: ["hardware/dispensing/", ...HARDWARE_SHARED, "hardware/frames/", "hardware/transport/", "node:*"],
  },
  {
    // Asks a port who is there: knows what makes say of themselves, and no driver that could switch something.
    holds: ["hardware/identify/"],
    may: ["hardware/identify/", ...HARDWARE_SHARED, "hardware/frames/", "hardware/transport/", "node:*"],
  },
  // The workbench for devices: drives them and stands in for them.
  {
    holds: ["scripts/devices.ts", "scripts/devices/"],
    may: ["scripts/", "hardware/", "simulator/", "electron/config/", "any package"],
    mayTypes: ["electron/core/"],
  },
  // Proof by simulation and by kills: started by hand, made of the tests' own parts.
  {
    holds: ["scripts/sim.ts", "scripts/campaign.ts", "scripts/campaign/"],
    may: ["scripts/", "test/sim/", "test/rig/", "electron/", "hardware/", "simulator/", "any package"],
  },
  // The one file that knows every make; a make is loaded when a device of it is configured.
  { holds: ["hardware/drivers/registry.ts"], may: ["hardware/drivers/"], mayTypes: ["hardware/contract.ts"] },
  {
    // A make's own folder is added to this, no other make's. Modbus is no make but what several of them speak.
    holds: ["hardware/drivers/"],
    may: [
      ...HARDWARE_SHARED,
      "hardware/drivers/modbus/",
      "hardware/dispensing/",
      "hardware/frames/",
      "hardware/transport/",
      "qrcode",
    ],
  },
  {
    holds: ["hardware/hosts/"],
    may: ["hardware/", "zod", "node:*"],
  },
  {
    holds: ["renderer/vite.config.ts"],
    may: ["vite", "@vitejs/plugin-react"],
  },
  {
    // What the customer at a counter would see of a sample is for the terminal's own function to say.
    holds: ["renderer/dev/"],
    may: ["renderer/", "electron/core/customer-view.ts"],
    mayTypes: ["electron/ipc/contract.ts"],
  },
  {
    holds: ["renderer/"],
    may: ["renderer/", "@fontsource-variable/atkinson-hyperlegible-next", ...PAGE_PACKAGES],
    mayTypes: ["electron/ipc/contract.ts"],
  },
  {
    holds: ["simulator/phone-window/"],
    may: ["simulator/phone-window/", "electron", "node:*"],
  },
  // What the emulated devices say must not come from the drivers they are there to judge.
  {
    holds: ["simulator/"],
    may: ["simulator/", "hardware/frames/", "hardware/steady-ticker.ts", "any package"],
    mayTypes: ["hardware/contract.ts"],
  },
  {
    holds: ["scripts/"],
    may: [
      "scripts/",
      "simulator/",
      "hardware/frames/",
      "hardware/steady-ticker.ts",
      "electron/core/",
      "electron/config/",
      "electron/catalogue/",
      "any package",
    ],
    mayTypes: ["hardware/", "electron/"],
  },
  {
    holds: ["test/"],
    may: ["test/", "electron/", "hardware/", "renderer/", "simulator/", "scripts/", "package.json", "any package"],
    mayTypes: ["electron"],
  },
];

/** Words and packages that one file, or one folder, keeps to itself. */
export interface Keeper {
  readonly what: string;
  /** Where the rule holds. */
  readonly within: readonly string[];
  /** Who may nevertheless. */
  readonly only: readonly string[];
}

export const KEPT_WORDS: readonly (Keeper & { readonly mark: string })[] = [
  {
    what: "ipcMain",
    mark: "ipcMain",
    within: ["electron/", "hardware/", "renderer/"],
    only: ["electron/ipc/register.ts"],
  },
  {
    what: "window.till",
    mark: "window.till",
    within: ["renderer/"],
    // The development page stands in for the main process and puts the bridge there.
    only: ["renderer/bridge.ts", "renderer/dev/"],
  },
  { what: '<input type="file">', mark: "file input", within: ["renderer/"], only: [] },
  {
    what: "fetch",
    mark: "fetch",
    within: ["electron/", "hardware/", "renderer/"],
    only: ["electron/gateway/http.ts"],
  },
  {
    what: "an import whose name is computed",
    mark: "computed import",
    within: ["electron/", "hardware/", "renderer/", "simulator/"],
    only: [],
  },
];

export const KEPT_PACKAGES: readonly (Keeper & { readonly packages: readonly string[] })[] = [
  {
    what: "SQLite",
    packages: ["@photostructure/sqlite", "node:sqlite"],
    within: ["electron/", "hardware/", "renderer/", "simulator/"],
    only: ["electron/journal/sqlite.ts"],
  },
  {
    what: "serialport",
    packages: ["serialport", "@serialport/bindings-cpp"],
    within: ["electron/", "hardware/", "renderer/", "simulator/", "scripts/"],
    only: ["hardware/transport/"],
  },
  {
    what: "electron",
    packages: ["electron"],
    within: ["electron/ipc/"],
    only: ["electron/ipc/register.ts"],
  },
];

/** All that may lie at the top of the project. */
export const TOP_LEVEL: readonly string[] = [
  ...[
    ".ci",
    ".gitattributes",
    ".gitignore",
    ".npmrc",
    ".editorconfig",
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
  ],
  ...[
    "SECURITY.md",
    "LICENSE",
    "package.json",
    "package-lock.json",
    "tsconfig.json",
    "biome.json",
    "vitest.config.ts",
  ],
  ...["electron-builder.yml", "docs", "electron", "hardware", "renderer", "scripts", "simulator", "test"],
];

export const LINES_AT_MOST = 400;
