import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { folderForUser, giveToUser } from "../../scripts/ordinary-user.ts";
import { MSISDN, pressesKey, Shop } from "./shop.ts";

/**
 * Somebody with a headphone, two keys to move, one to choose, and a number pad, who has never been here: in these tests
 * nothing is known of the screen but what the voice says.
 */
let folder: string;
let shop: Shop;
/** What was said before belongs to somebody else. */
let from = 0;

beforeAll(async () => {
  folder = folderForUser(mkdtempSync(join(tmpdir(), "myntfri-ear-")));
  const program = join(folder, "speak");
  // Stands in for the headphone: keeps the words, a line each.
  writeFileSync(program, `#!/bin/sh\nwords=$(cat)\nprintf '%s\\n' "$words" >> '${join(folder, "said")}'\n`);
  writeFileSync(join(folder, "said"), "");
  chmodSync(program, 0o755);
  giveToUser(folder);
  shop = await Shop.open({
    mode: "kiosk",
    clocks: { waitingMs: 8_000, warningMs: 4_000 },
    settings: { keys: { moves: "up-down" }, speech: { program, output: "headphone" }, languages: ["en", "nb"] },
  });
});
beforeEach(async (context) => {
  await shop.rests();
  from = everythingSaid().length;
  shop.tellsIfItFails(context);
  context.onTestFailed(() => console.error(heard().join("\n")));
});
afterAll(async () => {
  await shop.close();
  rmSync(folder, { recursive: true, force: true });
});

function everythingSaid(): readonly string[] {
  return readFileSync(join(folder, "said"), "utf8").split("\n").slice(0, -1);
}

function heard(): readonly string[] {
  return everythingSaid().slice(from);
}

async function hears(words: RegExp): Promise<void> {
  await expect.poll(heard, { timeout: 20_000 }).toContainEqual(expect.stringMatching(words));
}

/** Moves on, listening to each thing that is named, until it is the wanted one; then chooses it. */
async function choosesByEar(words: RegExp): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    const before = heard().length;
    await pressesKey(shop.terminal, "Down");
    await expect.poll(() => heard().length, { timeout: 10_000 }).toBeGreaterThan(before);
    if (words.test(heard().at(-1) ?? "")) return pressesKey(shop.terminal, "Enter");
  }
  throw new Error(`nothing said ${words}`);
}

/** From whatever the first screen says to the request on the phone; gives the payment's reference. */
async function asksByEar(): Promise<string> {
  // The first screen has been read to its end.
  await expect.poll(() => everythingSaid().at(-1), { timeout: 20_000 }).toMatch(/^Touch to order/);
  await choosesByEar(/^Touch to order/);
  await hears(/^What would you like\?$/);
  await choosesByEar(/^Filterkaffe\. kr 39/);
  await hears(/^Filterkaffe\. 1 in the basket$/);
  await choosesByEar(/^Pay\b/);
  await choosesByEar(/^Take away/);
  await hears(/^What is your mobile number\?$/);
  for (const digit of MSISDN.slice(2)) await pressesKey(shop.terminal, digit);
  await hears(/^9 1 2 3 4 5 6 7$/);
  await choosesByEar(/^Send request/);
  await hears(/^Open Vipps on your phone and approve$/);
  return shop.phone.rings(MSISDN);
}

test("who hears only buys a coffee, and hears that it is paid and which order it is", async () => {
  const reference = await asksByEar();
  await hears(/^Nothing is reserved yet$/);
  await shop.phone.act(MSISDN, reference, "approve");
  await hears(/^Thank you$/);
  await hears(/^39 Norwegian kroner paid$/);
  await hears(/^Your number: \d+\.$/);
  await choosesByEar(/^Finish/);
  await shop.customer.sees("attract");
});

test("who hears only cancels, and hears of it when it is proved", async () => {
  const reference = await asksByEar();
  await choosesByEar(/^Cancel/);
  await hears(/^Nothing was taken$/);
  await hears(/^The payment is cancelled\.$/);
  expect((await shop.phone.ledger()).find((row) => row.reference === reference)).toMatchObject({
    state: "TERMINATED",
    authorized: 0,
    captured: 0,
  });
});

test("who hears only and walks away is asked first, and leaves nothing open", async () => {
  const reference = await asksByEar();
  await hears(/^Are you still there\?$/);
  await hears(/^Otherwise we close this, and nothing is taken\.$/);
  await pressesKey(shop.terminal, "Enter");
  const asked = heard().filter((words) => words === "Are you still there?").length;
  await expect
    .poll(() => heard().filter((words) => words === "Are you still there?").length, { timeout: 20_000 })
    .toBeGreaterThan(asked);
  await shop.customer.sees("attract");
  await expect
    .poll(async () => (await shop.phone.ledger()).find((row) => row.reference === reference), { timeout: 20_000 })
    .toMatchObject({ state: "TERMINATED", authorized: 0, captured: 0 });
});
