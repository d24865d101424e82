import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { MSISDN, Shop, TYPED } from "./shop.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let shop: Shop;

beforeAll(async () => {
  // 32 inches, upright: of 708 mm the lowest 450 are within reach.
  shop = await Shop.open({ mode: "kiosk", settings: { display: { imageHeightMm: 708, lowerEdgeMm: 750 } } });
});
beforeEach(async (context) => {
  await shop.rests();
  shop.tellsIfItFails(context);
});
afterAll(() => shop.close());

test("from attract to done no screen of a kiosk has a serious fault for people with disabilities", async () => {
  const { customer, phone } = shop;
  await customer.sees("attract");
  const faults: Record<string, readonly string[]> = { attract: await seriousFaults() };
  await customer.wakes();
  await customer.chooses("coffee");
  faults["goods"] = await seriousFaults();
  await customer.goesToPay();
  await customer.sees("number");
  await customer.types(TYPED);
  faults["number"] = await seriousFaults();
  await customer.touches("send-request");
  const reference = await phone.rings(MSISDN);
  await customer.seesPart("use-code");
  faults["paying"] = await seriousFaults();
  await phone.act(MSISDN, reference, "approve");
  await customer.sees("done");
  await customer.hears("receipt-words", /Ta kvitteringen/);
  faults["done"] = await seriousFaults();
  expect(faults).toEqual({ attract: [], goods: [], number: [], paying: [], done: [] });
  await customer.touches("finish");
});

test("the language is changed in the middle of a payment, for every word on the screen, and only for this customer", async () => {
  const { customer, phone, page } = shop;
  await customer.wakes();
  await customer.chooses("tea");
  await customer.asksByCode();
  const reference = await phone.pointsAtCode(MSISDN);
  await customer.hears("money-words", /Ingenting er reservert ennå/);
  await customer.touches("language-menu");
  await customer.touches("language-fi");
  await customer.hears("cancel", /Keskeytä|Peruuta/);
  await customer.touches("language-menu");
  await customer.touches("language-en");
  await customer.hears("money-words", /Nothing is reserved yet/);
  expect(await page.evaluate(() => document.documentElement.lang)).toBe("en");
  expect(await customer.reads("screen-paying")).not.toMatch(/[æøå]/i);
  await phone.act(MSISDN, reference, "approve");
  await customer.sees("done");
  await customer.hears("money-words", /36.* paid/);
  await customer.touches("finish");
  await customer.hears("start", /Trykk for å bestille/);
});

test("a trembling hand does one thing: double and triple taps, five fingers at once", async () => {
  const { customer, page } = shop;
  await customer.wakes();
  await page.getByTestId("good-coffee").click({ clickCount: 3 });
  await customer.hears("basket-line-coffee", /1/);
  expect(await page.locator(".basket-count").allInnerTexts()).toEqual(["1"]);
  const boxes = await page.locator("[data-testid^=good-]").evaluateAll((tiles) =>
    tiles.slice(0, 5).map((tile) => {
      const { x, y, width, height } = tile.getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 };
    }),
  );
  const devtools = await page.context().newCDPSession(page);
  const touch = (type: "touchStart" | "touchEnd", touchPoints: readonly { x: number; y: number; id: number }[]) =>
    devtools.send("Input.dispatchTouchEvent", { type, touchPoints: [...touchPoints] });
  const points = boxes.map((box, id) => ({ ...box, id }));
  await touch("touchStart", points);
  await touch("touchEnd", []);
  const bought = () => page.locator(".basket-count").allInnerTexts();
  expect((await bought()).reduce((sum, count) => sum + Number(count), 0)).toBeLessThanOrEqual(2);
  await devtools.detach();
  await customer.touches("start-over");
  await customer.sees("attract");
});

test("with everything lower, whatever is pressed between the first good and the request lies below 1200 mm", async () => {
  const { customer, page } = shop;
  await customer.wakes();
  await customer.chooses("coffee");
  expect(await highestPressedMm()).toBeGreaterThan(1200);
  await customer.touches("easier-menu");
  await customer.touches("low-reach");
  await page.keyboard.press("Escape");
  expect(await highestPressedMm()).toBeLessThanOrEqual(1200);
  await customer.goesToPay();
  await customer.sees("number");
  expect(await highestPressedMm()).toBeLessThanOrEqual(1200);
  await customer.touches("back");
  await customer.touches("start-over");
  await customer.sees("attract");
});

/** How high above the floor the highest of what is pressed begins, in millimetres. */
async function highestPressedMm(): Promise<number> {
  const tops = await shop.page
    .locator("button:visible")
    .evaluateAll((buttons) => buttons.map((button) => button.getBoundingClientRect().top / innerHeight));
  expect(tops.length).toBeGreaterThan(5);
  return 750 + 708 * (1 - Math.min(...tops));
}

/** By axe-core, in a world of its own beside the page's, where the page's content policy does not reach. */
async function seriousFaults(): Promise<readonly string[]> {
  const { page } = shop;
  const devtools = await page.context().newCDPSession(page);
  const { frameTree } = await devtools.send("Page.getFrameTree");
  const { executionContextId } = await devtools.send("Page.createIsolatedWorld", { frameId: frameTree.frame.id });
  const run = `${AXE};axe.run(document).then(({ passes, violations }) => JSON.stringify({
    passed: passes.length,
    faults: violations.filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, nodes }) => id + ": " + nodes.map(({ html }) => html.slice(0, 160)).join(" | ")),
  }))`;
  const answer = await devtools.send("Runtime.evaluate", {
    expression: run,
    contextId: executionContextId,
    awaitPromise: true,
    returnByValue: true,
  });
  await devtools.detach();
  const { passed, faults } = JSON.parse(String(answer.result.value)) as { passed: number; faults: string[] };
  // A run that looked at nothing finds nothing.
  return passed > 10 ? faults : [`axe looked at ${passed} rules only`];
}
