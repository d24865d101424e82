import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { setTimeout as sleep } from "node:timers/promises";
import type { Page } from "playwright-core";
import { ASKS_A_SECOND_MAX } from "../../electron/ipc/answer-asks.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** One way a screen can look. */
export interface Look {
  readonly language: string;
  readonly theme: "light" | "dark" | "contrast";
  readonly largeText: boolean;
}

const LANGUAGES = ["nb", "nn", "en", "da", "sv", "fi"] as const;
const THEMES = ["light", "dark", "contrast"] as const;

/** Large text in each language, and every theme twice. */
const LARGE: readonly Look[] = LANGUAGES.map((language, at) => ({
  language,
  theme: THEMES[at % 3] ?? "light",
  largeText: true,
}));

/** Every language in every theme, then large text in each of both. */
export const LOOKS: readonly Look[] = [
  ...LANGUAGES.flatMap((language) => THEMES.map((theme) => ({ language, theme, largeText: false }))),
  ...LARGE,
];

/** For sheets above a screen and for screens that pass: each theme once at both sizes. */
export const FEW_LOOKS: readonly Look[] = [
  { language: "fi", theme: "light", largeText: false },
  { language: "da", theme: "dark", largeText: false },
  { language: "nn", theme: "contrast", largeText: false },
  ...LARGE.slice(0, 3),
];

/** The terminal as it starts in the demonstration. */
export const FIRST_LOOK: Look = { language: "nb", theme: "light", largeText: false };

/** Runs a script in axe's world beside a page, and gives what its promise came to. */
type AxeWorld = (script: string) => Promise<string>;

const worlds = new WeakMap<Page, Promise<AxeWorld>>();

/**
 * axe-core beside a page, in a world of its own where the page's content policy does not reach. It is read in once and stays
 * until the page is loaded anew: reading it in takes longer than judging a screen.
 */
function axeBeside(page: Page): Promise<AxeWorld> {
  const known = worlds.get(page);
  if (known !== undefined) return known;
  const opened = openAxeWorld(page);
  worlds.set(page, opened);
  page.once("domcontentloaded", () => worlds.delete(page));
  return opened;
}

async function openAxeWorld(page: Page): Promise<AxeWorld> {
  const devtools = await page.context().newCDPSession(page);
  const { frameTree } = await devtools.send("Page.getFrameTree");
  const { executionContextId: contextId } = await devtools.send("Page.createIsolatedWorld", {
    frameId: frameTree.frame.id,
    worldName: "axe",
  });
  await devtools.send("Runtime.evaluate", { expression: AXE, contextId });
  return async (expression) => {
    const asked = { expression, contextId, awaitPromise: true, returnByValue: true };
    return String((await devtools.send("Runtime.evaluate", asked)).result.value);
  };
}

/** Of what axe would fetch before it begins, only sound has a rule that is no experiment; style sheets have none. */
const RUN = `axe.run(document, { resultTypes: ["violations"], preload: { assets: ["media"] } }).then(({ passes, violations }) => JSON.stringify({
  passed: passes.length,
  faults: violations.map(({ id, nodes }) => id + ": " + nodes.map(({ html }) => html.slice(0, 160)).join(" | ")),
}))`;

/** All of axe's rules that are not experiments, faults of every weight. */
export async function faultsByAxe(page: Page): Promise<readonly string[]> {
  const axe = await axeBeside(page);
  const { passed, faults } = JSON.parse(await axe(RUN)) as { passed: number; faults: string[] };
  // A run that looked at nothing finds nothing.
  return passed > 10 ? faults : [`axe looked at ${passed} rules only`];
}

/** The terminal takes so many asks a second; at least this many of them are left to whoever presses keys meanwhile. */
const LEFT_FOR_PRESSES = 10;
const SECOND_MS = 1_000;

/** When each page last asked for a look, oldest first. */
const askedAtMs = new WeakMap<Page, number[]>();

/** Lets asks for looks come no faster than leaves room for presses: a press the terminal refuses would be lost. */
async function findsRoomForAnAsk(page: Page): Promise<void> {
  const lately = (askedAtMs.get(page) ?? []).filter((atMs) => performance.now() - atMs < SECOND_MS);
  const oldest = lately.at(LEFT_FOR_PRESSES - ASKS_A_SECOND_MAX);
  if (oldest !== undefined) await sleep(Math.max(0, oldest + SECOND_MS - performance.now()));
  askedAtMs.set(page, [...lately, performance.now()]);
}

/** Asks the terminal for what of a look it has not yet, as the page's own sheets do, and waits until every page has it. */
export async function putsOn(look: Look, asking: Page, others: readonly Page[] = []): Promise<void> {
  const { language, theme, largeText } = look;
  const text = largeText ? "large" : "normal";
  const now = await asking.evaluate(() => {
    const { lang, dataset } = document.documentElement;
    return { language: lang, theme: dataset["theme"], text: dataset["text"] };
  });
  if (now.language !== language) await asks(asking, "language:set", { language });
  if (now.theme !== theme || now.text !== text) await asks(asking, "appearance:set", { theme, largeText });
  const root = `html[lang="${language}"][data-theme="${theme}"][data-text="${text}"]`;
  for (const page of [asking, ...others]) await page.locator(root).waitFor({ state: "attached" });
}

async function asks(page: Page, name: string, value: object): Promise<void> {
  await findsRoomForAnAsk(page);
  await page.evaluate(
    async (asked) => {
      const { till } = globalThis as { till?: { ask(name: string, value: object): Promise<unknown> } };
      await till?.ask(asked.name, asked.value);
    },
    { name, value },
  );
}
