import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { Shop } from "./shop.ts";

/** Three seconds of warning: the question is drawn anew with each of them. */
const clocks = { browsingMs: 4_500, warningMs: 3_000 };

/** Listens to the page's own sound from here on: the loudest it was asked for, and whether the device plays. */
async function listens(page: Page): Promise<() => Promise<readonly { peak: number; state: string }[]>> {
  await page.evaluate(() => {
    const heard: { peak: number; context: BaseAudioContext }[] = [];
    Object.assign(window, { heard });
    const ramp = AudioParam.prototype.linearRampToValueAtTime;
    AudioParam.prototype.linearRampToValueAtTime = function (value, endTime) {
      const last = heard.at(-1);
      if (last !== undefined) last.peak = Math.max(last.peak, value);
      return ramp.call(this, value, endTime);
    };
    window.AudioContext = class extends AudioContext {
      constructor() {
        super();
        heard.push({ peak: 0, context: this });
      }
    };
  });
  return () =>
    page.evaluate(() => {
      const heard: { peak: number; context: BaseAudioContext }[] = Reflect.get(window, "heard");
      return heard.map(({ peak, context }) => ({ peak, state: context.state }));
    });
}

test("a tone sounds once with each warning, not with each second, and the sound device is let go", async (context) => {
  const settings = { warningTone: { volumePercent: 50 }, speech: { output: "none" } };
  const shop = await Shop.openFor(context, { mode: "kiosk", clocks, settings });
  const { customer, page } = shop;
  const heard = await listens(page);
  await customer.wakes();
  await customer.seesPart("leaving");
  await customer.touches("more-time");
  await page.getByTestId("leaving").waitFor({ state: "detached" });
  await customer.seesPart("leaving");
  // Nobody answers: all its seconds are shown.
  await customer.sees("attract");
  await expect.poll(heard, { timeout: 10_000 }).toEqual([1, 2].map(() => ({ peak: 0.25, state: "closed" })));
});
