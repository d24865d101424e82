// A purchase by arrows, Tab and Enter alone, for measure.mjs: every key is found by trying the ways to it.

import { SIZES } from "./stand.mjs";

/** Runs in the page: the arrows that lead from the focus to the wanted button, found by trying them. */
function route(wanted) {
  const goal = (element) => new RegExp(wanted).test(element?.dataset?.testid ?? "");
  const start = document.activeElement;
  const sheets = [...document.querySelectorAll(".scroller-inside")].map((sheet) => [sheet, sheet.scrollTop]);
  const asItWas = () => {
    for (const [sheet, top] of sheets) sheet.scrollTop = top;
  };
  const paths = new Map([[start, []]]);
  const queue = [start];
  while (queue.length > 0) {
    const from = queue.shift();
    const path = paths.get(from);
    if (goal(from)) {
      asItWas();
      start?.focus();
      return path;
    }
    for (const key of ["ArrowDown", "ArrowUp", "ArrowRight", "ArrowLeft"]) {
      asItWas();
      if (from === document.body || from?.tagName === "H1") document.activeElement?.blur();
      else from?.focus();
      (document.activeElement ?? document.body).dispatchEvent(
        new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }),
      );
      const to = document.activeElement;
      if (!paths.has(to)) {
        paths.set(to, [...path, key]);
        queue.push(to);
      }
    }
  }
  start?.focus();
  return undefined;
}

/** From the first screen to the last with arrows and Enter; the sheets opened and closed on every screen. */
export async function walk(open, size) {
  const [mode] = SIZES[size];
  const page = await open(size, `${mode}/attract/nb/light/practice`);
  const found = [];
  const held = () => page.evaluate(() => document.activeElement?.getAttribute("data-testid") ?? "");
  const reach = async (wanted) => {
    // At the counter the search field keeps the arrows for what it found: there Tab leads on.
    if (mode !== "counter") {
      // Trying moves the sheets, so the way may be another one by the time it is walked.
      for (let attempt = 0; attempt < 6 && !wanted.test(await held()); attempt += 1)
        for (const key of (await page.evaluate(route, wanted.source)) ?? []) await page.keyboard.press(key);
      return wanted.test(await held());
    }
    for (let step = 0; step < 60 && !wanted.test(await held()); step += 1) await page.keyboard.press("Tab");
    return wanted.test(await held());
  };
  const sheets = async (screen) => {
    for (const menu of ["language-menu", "easier-menu"]) {
      if (!(await reach(new RegExp(`^${menu}$`)))) {
        found.push(`${screen}: ${menu} cannot be reached by arrows`);
        continue;
      }
      const ring = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
      if (ring !== "solid") found.push(`${screen}: the focus on ${menu} cannot be seen`);
      await page.keyboard.press("Enter");
      if ((await page.locator("dialog").count()) !== 1) found.push(`${screen}: Enter does not open ${menu}`);
      for (let step = 0; step < 12; step += 1) {
        await page.keyboard.press("Tab");
        if (
          !(await page.evaluate(
            () => document.activeElement === document.body || document.activeElement?.closest("dialog") !== null,
          ))
        )
          found.push(`${screen}: Tab leaves the open ${menu}`);
      }
      await page.keyboard.press("Escape");
      if ((await page.locator("dialog").count()) !== 0) found.push(`${screen}: Escape does not close ${menu}`);
      if ((await held()) !== menu) found.push(`${screen}: closing ${menu} loses the focus`);
    }
  };
  const go = async (screen, wanted, leadsTo) => {
    if ((await page.locator(`[data-testid=screen-${screen}]`).count()) === 0) return;
    await sheets(screen);
    for (const target of wanted) {
      if (!(await reach(target))) found.push(`${screen}: ${target.source} cannot be reached by arrows`);
      await page.keyboard.press("Enter");
    }
    try {
      await page.waitForSelector(`[data-testid=screen-${leadsTo}]`, { timeout: 3000 });
    } catch {
      found.push(`${screen}: does not lead to ${leadsTo}; the focus is on "${await held()}"`);
    }
  };
  await go("attract", [/^start$/], "goods");
  await go("goods", [/^good-/, /^pay$/], "number");
  await go("number", [/^key-1$/, /^key-5$/, /^send-request$/], "paying");
  await go("paying", [/^cancel$/], "ended");
  await go("ended", [/^finish$/], "attract");
  for (const [screen, target, leadsTo] of [
    ["late", /^late-take$/, "done"],
    ["done", /^finish$/, "attract"],
  ]) {
    await page.evaluate((next) => {
      location.hash = next;
    }, `${mode}/${screen}/nb/light/practice`);
    await page.waitForSelector(`[data-testid=screen-${screen}]`);
    await go(screen, [target], leadsTo);
  }
  await page.close();
  return found;
}
