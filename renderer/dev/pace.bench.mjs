// How the page keeps up with a shop of 2,000 goods with pictures, on a processor four times slower than this one:
// node renderer/dev/pace.bench.mjs. Prints the time from a tap to the next paint, as a ratio to the same tap on a page that
// only counts (the floor of this machine in this run), what a scroll through everything leaves in memory, and what the
// first screen costs at rest. A figure, never a test: another machine has another floor.

import { stand } from "./stand.mjs";

const SLOWER = 4;
const TAPS = 100;
/** A long basket, yet one that people fill. */
const DIFFERENT_GOODS = 20;
const REST_MS = 10_000;

function percentile(times, share) {
  const sorted = times.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** Runs in the page: from the event's own time to the first frame that is painted after it. */
function tapped(selector, nth) {
  return new Promise((resolve) => {
    const buttons = document.querySelectorAll(selector);
    const button = buttons[nth % buttons.length];
    const began = performance.now();
    button.click();
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => resolve(performance.now() - began);
      channel.port2.postMessage(undefined);
    });
  });
}

async function taps(page, selector) {
  const times = [];
  for (let nth = 0; nth < TAPS; nth += 1)
    times.push(await page.evaluate(([at, n]) => globalThis.tapped(at, n), [selector, nth % DIFFERENT_GOODS]));
  return times;
}

async function heapMb(devtools) {
  await devtools.send("HeapProfiler.collectGarbage");
  const { metrics } = await devtools.send("Performance.getMetrics");
  return (metrics.find(({ name }) => name === "JSHeapUsedSize")?.value ?? 0) / 1e6;
}

async function taskSeconds(devtools) {
  const { metrics } = await devtools.send("Performance.getMetrics");
  return metrics.find(({ name }) => name === "TaskDuration")?.value ?? 0;
}

const { open, close, browser } = await stand();

const bare = await browser.newPage({ viewport: { width: 1080, height: 1920 } });
await bare.setContent("<button id=b>0</button>");
await bare.evaluate(
  `globalThis.tapped = ${tapped}; document.getElementById("b").onclick = (event) => { event.target.textContent = String(Number(event.target.textContent) + 1); }`,
);
const bareTools = await bare.context().newCDPSession(bare);
await bareTools.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
const floor = await taps(bare, "#b");
await bare.close();

for (const [size, mode] of [
  ["kiosk-portrait", "kiosk"],
  ["counter-1366", "counter"],
]) {
  const page = await open(size, `${mode}/goods-empty/nb/light/many`);
  await page.evaluate(`globalThis.tapped = ${tapped}`);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Performance.enable");
  const before = await heapMb(devtools);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  await taps(page, "[data-testid^=good-]");
  const times = await taps(page, "[data-testid^=good-]");
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: 1 });
  const goods = await page.locator("[data-testid^=good-]").count();
  await page.evaluate(async () => {
    const sheet = document.querySelector(".good-sections .scroller-inside");
    if (sheet.clientHeight < 100) throw new Error(`only ${sheet.clientHeight} px are left for the goods`);
    for (let top = 0; top < sheet.scrollHeight; top += sheet.clientHeight) {
      sheet.scrollTo({ top });
      await new Promise(requestAnimationFrame);
    }
  });
  const after = await heapMb(devtools);
  const [half, most] = [percentile(times, 0.5), percentile(times, 0.95)];
  const ratio = most / percentile(floor, 0.95);
  console.log(
    `${size}, ${goods} goods: tap to paint p50 ${half.toFixed(0)} ms, p95 ${most.toFixed(0)} ms, ${ratio.toFixed(1)} × the floor (p95 ${percentile(floor, 0.95).toFixed(1)} ms); a scroll through all leaves ${(after - before).toFixed(1)} MB`,
  );
  await page.close();
}

const rest = await open("kiosk-portrait", "kiosk/attract/nb/light");
await rest.emulateMedia({ reducedMotion: "no-preference" });
const restTools = await rest.context().newCDPSession(rest);
await restTools.send("Performance.enable");
const begun = await taskSeconds(restTools);
await new Promise((resolve) => setTimeout(resolve, REST_MS));
const spent = (await taskSeconds(restTools)) - begun;
console.log(
  `attract: ${((spent / (REST_MS / 1000)) * 100).toFixed(2)} % of one core on the page's thread over ${REST_MS / 1000} s`,
);
await close();
