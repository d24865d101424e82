import { readdirSync } from "node:fs";
import { ask, runLong, Stop, say } from "./commands.mjs";

/**
 * What a window needs on Debian and Ubuntu, with a virtual display, pseudo-terminals and a voice.
 * Each line holds the names one thing goes by; the newer name first, since an older one may live on as a mere alias.
 */
const WINDOW = [
  ["libgtk-3-0t64", "libgtk-3-0"],
  ["libnss3"],
  ["libasound2t64", "libasound2"],
  ["libgbm1"],
  ["libxss1"],
  ["libxtst6t64", "libxtst6"],
  ["libatk-bridge2.0-0t64", "libatk-bridge2.0-0"],
  ["libdrm2"],
  ["xvfb"],
  ["xauth"],
  ["socat"],
  ["espeak-ng"],
];

/** Programs of others that judge ours in the tests: readers of codes, masters and slaves of Modbus. */
const JUDGES = [
  ["zbar-tools"],
  ["mbpoll"],
  ["libmodbus-dev"],
  ["python3"],
  ["python3-pymodbus"],
  ["python3-serial-asyncio"],
];

/** @type {Readonly<Record<import("./system-libraries.mjs").Purpose, readonly (readonly string[])[]>>} */
const THINGS = { window: WINDOW, tests: [...WINDOW, ...JUDGES] };

/**
 * The things of which no name is installed.
 * @param {string} dpkgOutput of `dpkg-query -W -f='${Package} ${db:Status-Status}\n'`
 * @param {import("./system-libraries.mjs").Purpose} purpose
 * @returns {readonly (readonly string[])[]}
 */
export function missingThings(dpkgOutput, purpose) {
  const installed = new Set();
  for (const line of dpkgOutput.split("\n")) {
    const [name, status] = line.trim().split(/\s+/);
    if (name !== undefined && status === "installed") installed.add(name.split(":")[0]);
  }
  return THINGS[purpose].filter((names) => !names.some((name) => installed.has(name)));
}

/**
 * Picks for each thing the first name that this system offers.
 * @param {readonly (readonly string[])[]} things
 * @param {(name: string) => Promise<boolean>} offered
 * @returns {Promise<{ names: string[], unknown: string[] }>} `unknown` holds things offered under no name
 */
export async function chooseNames(things, offered) {
  const names = [];
  const unknown = [];
  for (const thing of things) {
    let chosen;
    for (const name of thing) {
      if (chosen === undefined && (await offered(name))) chosen = name;
    }
    if (chosen !== undefined) names.push(chosen);
    else unknown.push(thing[thing.length - 1] ?? "");
  }
  return { names, unknown };
}

/** @param {readonly string[]} names */
export function installLine(names) {
  return `apt-get update && apt-get install -y --no-install-recommends ${names.join(" ")}`;
}

/**
 * Installs missing libraries as root; as an ordinary user prints the exact line and stops. Systems without dpkg are
 * left to their owner.
 * @param {import("./system-libraries.mjs").Purpose} purpose
 */
export async function ensureSystemLibraries(purpose) {
  if (process.platform !== "linux") return;
  const dpkg = await ask("dpkg-query", ["-W", `-f=\${Package} \${db:Status-Status}\n`]);
  if (dpkg.code === 127) {
    say(
      "system libraries: this is not Debian or Ubuntu, so they are not checked; GTK 3, NSS, ALSA and Xvfb are needed",
    );
    return;
  }
  const missing = missingThings(dpkg.output, purpose);
  if (missing.length === 0) return;

  const root = process.getuid?.() === 0;
  let updated = false;
  if (root && !haveLists()) {
    await aptGet("fetching package lists (apt-get update)", ["update"]);
    updated = true;
  }
  let choice = await chooseNames(missing, offeredByApt);
  if (root && choice.unknown.length > 0 && !updated) {
    await aptGet("fetching package lists (apt-get update)", ["update"]);
    updated = true;
    choice = await chooseNames(missing, offeredByApt);
  }
  const names = [...choice.names, ...choice.unknown];
  if (!root) {
    throw new Stop(
      `System libraries are missing. Run this once, then try again:\n\n  sudo sh -c '${installLine(names)}'\n`,
    );
  }
  if (choice.unknown.length > 0) {
    throw new Stop(`apt offers no package called ${choice.unknown.join(", ")}; add its archive and try again.`);
  }
  const install = ["install", "-y", "--no-install-recommends", ...names];
  const label = `installing system libraries: ${names.join(" ")}`;
  if (await tryAptGet(label, install)) return;
  // Lists older than the archive name files that are gone from it.
  if (!updated) await aptGet("fetching package lists (apt-get update)", ["update"]);
  if (!updated && (await tryAptGet(label, install))) return;
  throw new Stop(`apt-get could not install them. By hand:\n\n  ${installLine(names)}\n`);
}

function haveLists() {
  try {
    return readdirSync("/var/lib/apt/lists").some((name) => name.includes("_Packages"));
  } catch {
    return false;
  }
}

/** @param {string} name */
async function offeredByApt(name) {
  const policy = await ask("apt-cache", ["policy", name]);
  const candidate = /Candidate: (\S+)/.exec(policy.output)?.[1];
  return candidate !== undefined && candidate !== "(none)";
}

/**
 * @param {string} label
 * @param {readonly string[]} args
 */
async function tryAptGet(label, args) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const done = await runLong(label, "apt-get", ["-q", "-o", "DPkg::Lock::Timeout=120", ...args], {
    env,
    quiet: true,
  });
  if (done.code !== 0) process.stderr.write(done.output.slice(-4000));
  return done.code === 0;
}

/**
 * @param {string} label
 * @param {readonly string[]} args
 */
async function aptGet(label, args) {
  if (!(await tryAptGet(label, args))) throw new Stop(`${label} failed; see its lines above.`);
}
