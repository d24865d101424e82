import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

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

/** Every theme in every language, then large text in each of both. */
export const LOOKS: readonly Look[] = [
  ...THEMES.flatMap((theme) => LANGUAGES.map((language) => ({ language, theme, largeText: false }))),
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

/**
 * axe-core beside a page, in a world of its own where the page's content policy does not reach. All of axe's rules that are
 * not experiments, faults of every weight.
 */
export async function faultsByAxe(page: Page): Promise<readonly string[]> {
  const devtools = await page.context().newCDPSession(page);
  const { frameTree } = await devtools.send("Page.getFrameTree");
  const { executionContextId } = await devtools.send("Page.createIsolatedWorld", {
    frameId: frameTree.frame.id,
    worldName: "axe",
  });
  const run = `(globalThis.axe ?? (() => { ${AXE}; })());globalThis.axe.run(document, { resultTypes: ["violations"] }).then(({ passes, violations }) => JSON.stringify({
    passed: passes.length,
    faults: violations.map(({ id, nodes }) => id + ": " + nodes.map(({ html }) => html.slice(0, 160)).join(" | ")),
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

/** Asks the terminal for a look, as the page's own sheets do, and waits until every page has it. */
export async function putsOn(look: Look, asking: Page, others: readonly Page[] = []): Promise<void> {
  await asking.evaluate(async ({ language, theme, largeText }) => {
    const { till } = globalThis as { till?: { ask(name: string, value: object): Promise<unknown> } };
    await till?.ask("language:set", { language });
    await till?.ask("appearance:set", { theme, largeText });
  }, look);
  const { language, theme, largeText } = look;
  const root = `html[lang="${language}"][data-theme="${theme}"][data-text="${largeText ? "large" : "normal"}"]`;
  for (const page of [asking, ...others]) await page.locator(root).waitFor({ state: "attached" });
}
