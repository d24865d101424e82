import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { MSISDN, Shop } from "./shop.ts";

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
