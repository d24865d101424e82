import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type FaultName, LINE_FAULTS } from "../../../simulator/devices/simulations/faults.ts";
import { SIMULATIONS } from "../../../simulator/devices/simulations/simulations.ts";
import { type Seen, seeFault } from "./fault-stand.ts";

/** With MYNTFRI_WRITE_DOCS set, the page is written anew instead of being compared. */
const PAGE = new URL("../../../docs/faults.md", import.meta.url);

/** No sale of the terminal uses a bought card reader, so nobody is shown its condition. */
const DEVICES = Object.entries(SIMULATIONS).filter(([name]) => !name.startsWith("mdb-reader"));

/** What a device is there for came about. */
const DONE = /^(dropped|printed|read|shown|near)$/;

const MUTE =
  "this adapter speaks only when the machine asks for something: its silence is like that of nobody choosing";

const NOT_UNDERSTOOD = "what the machine asks for is not understood, and not sold";

/** Rows in which nothing can be said, each for its reason. */
const UNSEEN: Readonly<Record<string, string>> = {
  "scanner silence": "a scanner says nothing until it scans, so its silence is not a fault",
  "scanner doubled": "a digit too many makes another number; its check digit is looked at where goods are found",
  "display stall": "it says nothing even in health, and its few bytes wait on the line",
  "mdb-vmc doubled": NOT_UNDERSTOOD,
  "mdb-vmc-waferstar doubled": NOT_UNDERSTOOD,
  "mdb-vmc noise": "the adapter answers in between; what the machine asks for is not understood, and not sold",
  "mdb-vmc-waferstar silence": MUTE,
  "mdb-vmc-waferstar half": MUTE,
  "mdb-vmc-waferstar checksum": MUTE,
  "mdb-vmc-waferstar flood": NOT_UNDERSTOOD,
  "presence-radar slow": "its frames come too seldom to see somebody at once; it is not relied upon for money",
};

interface Row extends Seen {
  readonly fault: FaultName;
}

async function rowsOf(device: string, own: readonly FaultName[]): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const fault of [...LINE_FAULTS, ...own]) rows.push({ fault, ...(await seeFault(device, fault)) });
  return rows;
}

const READ = await Promise.all(
  DEVICES.map(async ([device, { what, faults }]) => ({ device, what, rows: await rowsOf(device, faults) })),
);

describe.each(READ)("a fault of $device", ({ device, rows }) => {
  test.each(rows)("$fault: whoever is kept from something reads why", ({ fault, words, used, sellable }) => {
    const isReason = words.length > 0 || /: \S/.test(used) || `${device} ${fault}` in UNSEEN;
    expect(DONE.test(used) || isReason, used).toBe(true);
    if (sellable === false && !device.startsWith("mdb")) expect(words.length).toBeGreaterThan(0);
    // A cause and a remedy in a person's words: no code of an operating system, nothing of the program's own.
    for (const said of [...words, used])
      expect(said).not.toMatch(/\bE[A-Z]{3,}\b|errno|undefined|null|NaN|\[object/);
    for (const said of words) expect(said).toMatch(/^[A-Z].*\.$/);
  });

  test.each(rows)("$fault: it is in order again once the cause is gone", ({ isMended }) => {
    expect(isMended).toBe(true);
  });
});

test("every exception is still one", () => {
  const silent = READ.flatMap(({ device, rows }) =>
    rows
      .filter(({ words, used }) => words.length === 0 && !DONE.test(used) && !used.includes(": "))
      .map(({ fault }) => `${device} ${fault}`),
  );
  expect(silent.toSorted()).toEqual(Object.keys(UNSEEN).toSorted());
});

test("docs/faults.md shows every fault of every device as it is", () => {
  const page = readFileSync(PAGE, "utf8");
  const [before = ""] = page.split(MARK);
  const now = `${before}${MARK}\n\n${tables()}`;
  if (process.env["MYNTFRI_WRITE_DOCS"] !== undefined) writeFileSync(PAGE, now);
  else expect(page).toBe(now);
});

test("what docs/faults.md says the customer reads is on the screen, word for word", () => {
  const [table = ""] = readFileSync(PAGE, "utf8").split("A board without inputs");
  const quoted = [...(table.split("on the customer's screen")[1] ?? "").matchAll(/"([^"]+)"/g)].map(
    ([, words]) => words,
  );
  const screen = readFileSync(new URL("../../../renderer/words/en.ts", import.meta.url), "utf8");
  expect(quoted.length).toBeGreaterThan(8);
  for (const words of quoted) expect(screen).toContain(`"${words}"`);
});

const MARK = "<!-- From here on written by test/scripts/devices/faults-in-words.test.ts. -->";

function tables(): string {
  return READ.map(({ device, what, rows }) => {
    const lines = rows.map(({ fault, words, used }) => {
      const unseen = UNSEEN[`${device} ${fault}`];
      const read = words.length > 0 ? words.join("<br>") : unseen === undefined ? "nothing" : `nothing: ${unseen}`;
      return `| \`${fault}\` | ${read} | ${used} |`;
    });
    return `### \`${device}\`: ${what}\n\n| fault | the operator reads | meanwhile |\n| --- | --- | --- |\n${lines.join("\n")}\n`;
  }).join("\n");
}
