import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { folderForUser, giveToUser } from "../../scripts/ordinary-user.ts";
import { MSISDN, pressesKey, Shop } from "./shop.ts";

/** Up, down, choose, back, help: what a pad beside the screen sends. */
type Key = "Up" | "Down" | "Enter" | "Escape" | "F1";

let folder: string;
let shop: Shop;

beforeAll(async () => {
  folder = folderForUser(mkdtempSync(join(tmpdir(), "myntfri-said-")));
  const program = join(folder, "speak");
  // Stands in for the loudspeaker: keeps the options and the words, a line each.
  writeFileSync(program, `#!/bin/sh\nwords=$(cat)\nprintf '%s|%s\\n' "$*" "$words" >> '${join(folder, "said")}'\n`);
  writeFileSync(join(folder, "said"), "");
  chmodSync(program, 0o755);
  giveToUser(folder);
  shop = await Shop.open({
    mode: "kiosk",
    settings: { keys: { moves: "up-down" }, speech: { program, output: "loudspeaker" }, languages: ["en", "nb"] },
  });
});
beforeEach(async (context) => {
  await shop.rests();
  shop.tellsIfItFails(context);
});
afterAll(async () => {
  await shop.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What the voice was given, oldest first, with the voice it was said in. */
function said(): readonly { readonly voice: string; readonly words: string }[] {
  return readFileSync(join(folder, "said"), "utf8")
    .split("\n")
    .filter((line) => line.includes("--stdin"))
    .map((line) => {
      const [options = "", words = ""] = line.split("|");
      return { voice: options.split(" ")[1] ?? "", words };
    });
}

async function hears(words: RegExp): Promise<void> {
  await expect
    .poll(() => said().map((one) => one.words), { timeout: 10_000 })
    .toContainEqual(expect.stringMatching(words));
}

const press = (key: Key) => pressesKey(shop.terminal, key);

/** Presses one key until the wanted thing has the focus; nobody presses more than this often. */
async function movesTo(testId: string, key: "Up" | "Down" = "Down"): Promise<void> {
  const { page } = shop;
  const held = () => page.evaluate(() => document.activeElement?.getAttribute("data-testid") ?? "");
  for (let presses = 0; presses < 60 && (await held()) !== testId; presses += 1) {
    // Not everything that takes the focus has a name of its own.
    const before = await page.evaluateHandle(() => document.activeElement);
    await press(key);
    await page.waitForFunction((was) => document.activeElement !== was, before);
  }
  expect(await held()).toBe(testId);
}

test("somebody who sees nothing buys a coffee with five keys and the voice, and no digit is said aloud", async () => {
  const { customer, phone, page } = shop;
  await customer.sees("attract");
  await press("F1");
  await hears(/^The screen is now read aloud/);
  await hears(/^Here you serve yourself and pay with Vipps/);
  await press("Escape");
  await movesTo("start");
  await hears(/^Touch to order/);
  await press("Enter");
  await customer.sees("goods");
  await hears(/^What would you like\?$/);
  await movesTo("good-coffee");
  await press("Enter");
  await hears(/1 in the basket/);
  await movesTo("pay", "Up");
  await press("Enter");
  await hears(/^Eat here or take away\?$/);
  await movesTo("answer-take-away");
  await press("Enter");
  await customer.sees("number");
  await hears(/^What is your mobile number\?$/);
  for (const digit of MSISDN.slice(2)) {
    await movesTo(`key-${digit}`);
    await press("Enter");
  }
  await hears(/^8 digits typed$/);
  await movesTo("send-request");
  await press("Enter");
  const reference = await phone.rings(MSISDN);
  await hears(/^Open Vipps on your phone and approve$/);
  await hears(/^Nothing is reserved yet$/);
  await phone.act(MSISDN, reference, "approve");
  await customer.sees("done");
  await hears(/^Thank you$/);
  await hears(/Norwegian kroner paid$/);
  await movesTo("finish");
  await press("Enter");
  await customer.sees("attract");
  expect(await page.evaluate(() => document.documentElement.lang)).toBe("en");
  const words = said().map((one) => one.words);
  expect(words.length).toBeGreaterThan(15);
  // Neither bare digits nor a masked number left the terminal by its loudspeaker.
  expect(words.filter((one) => /^[\d\s+]+$/.test(one) || one.includes("•") || one.includes("912"))).toEqual([]);
});

test("Escape leads back one step at a time, and never empties a basket by itself", async () => {
  const { customer, page } = shop;
  await customer.wakes();
  await customer.chooses("tea");
  await customer.goesToPay();
  await customer.sees("number");
  await press("Escape");
  await customer.sees("goods");
  await press("Escape");
  await page.locator('[data-testid="start-over"]:focus').waitFor();
  expect(await customer.reads("basket-total")).toMatch(/36/);
  await press("Enter");
  await customer.sees("attract");
});

test("with two languages one touch changes to the other, and the voice with it", async () => {
  const { customer } = shop;
  await customer.wakes();
  await customer.touches("easier-menu");
  await customer.touches("voice");
  await hears(/^The screen is now read aloud/);
  await press("Escape");
  await customer.touches("language-nb");
  await hears(/^Hva har du lyst på\?$/);
  expect(said().at(-1)?.voice).toBe("nb");
  await customer.touches("easier-menu");
  await customer.touches("voice");
  await press("Escape");
  const before = said().length;
  await customer.touches("language-en");
  await customer.touches("start-over");
  await customer.sees("attract");
  expect(said()).toHaveLength(before);
});

test("somebody with one switch waits for the mark, presses, and pays", async (context) => {
  const settings = { keys: { scanEveryMs: 600 }, speech: { output: "none" } };
  const own = await Shop.openFor(context, { mode: "kiosk", settings });
  const { customer, phone } = own;
  const choosesWhenMarked = async (name: string) => {
    // Seen by the page in the moment it is marked and pressed from the main process: by way of the test, on a busy
    // machine, the mark has moved on.
    const pressed = await own.terminal.app.evaluate(async ({ BrowserWindow }, wanted) => {
      const page = BrowserWindow.getAllWindows()[0]?.webContents;
      const marked: unknown = await page?.executeJavaScript(`new Promise((tell) => {
        const seen = ({ target }) => {
          if (target.dataset.testid !== ${JSON.stringify(wanted)}) return;
          document.removeEventListener("focusin", seen);
          tell(true);
        };
        document.addEventListener("focusin", seen);
        setTimeout(() => tell(false), 60_000);
      })`);
      if (marked !== true) return false;
      page?.sendInputEvent({ type: "keyDown", keyCode: "Enter" });
      page?.sendInputEvent({ type: "char", keyCode: "\r" });
      page?.sendInputEvent({ type: "keyUp", keyCode: "Enter" });
      return true;
    }, name);
    expect(pressed, `${name} was never marked`).toBe(true);
  };
  await choosesWhenMarked("start");
  await customer.sees("goods");
  await choosesWhenMarked("good-coffee");
  await customer.seesPart("basket-line-coffee");
  await choosesWhenMarked("pay");
  await choosesWhenMarked("answer-take-away");
  await customer.sees("number");
  await choosesWhenMarked("use-code");
  await customer.seesPart("qr");
  const reference = await phone.pointsAtCode(MSISDN);
  await phone.act(MSISDN, reference, "approve");
  await customer.sees("done");
});
