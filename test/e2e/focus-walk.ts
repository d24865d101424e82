import type { Page } from "playwright-core";
import type { RunningTerminal } from "../../scripts/launch-terminal.ts";

/** One way through a page by a key that moves the focus; names are test ids behind their place in the page. */
export interface FocusWalk {
  /** Everything that can be pressed now, in the order of the page. */
  readonly all: readonly string[];
  /** What took the focus, in the order it did. */
  readonly visited: readonly string[];
  /** What took the focus and showed no ring of 3 px or more. */
  readonly unseen: readonly string[];
}

/** Presses the key as a keyboard does, until everything has had its turn and the way begins anew. */
export async function walksBy(key: "Tab" | "Down", terminal: RunningTerminal, page: Page): Promise<FocusWalk> {
  // A column that only scrolls takes the focus by Tab; by the other keys it is scrolled with its own buttons.
  const columns = key === "Tab" ? ", [tabindex='0']" : "";
  const recorder = await page.evaluateHandle((more) => {
    const controls = `button:enabled, input:enabled, select:enabled, textarea:enabled, a[href]${more}`;
    const above = [...document.querySelectorAll("[aria-modal=true], dialog[open]")].at(-1) ?? document;
    const shown = [...above.querySelectorAll<HTMLElement>(controls)].filter(
      (one) => one.tabIndex >= 0 && one.closest("[inert]") === null && one.checkVisibility(),
    );
    const nameOf = (one: HTMLElement) => `${shown.indexOf(one) + 1} ${one.dataset["testid"] ?? one.className}`;
    const walk = { presses: 0, all: shown.map(nameOf), visited: [] as string[], unseen: [] as string[] };
    const pressed = () => {
      walk.presses += 1;
    };
    const seen = ({ target }: FocusEvent) => {
      if (!(target instanceof HTMLElement)) return;
      walk.visited.push(nameOf(target));
      // A field wears the ring of what is drawn around it.
      const hasRing = [target, target.parentElement].some((one) => {
        const { outlineStyle, outlineWidth } = getComputedStyle(one ?? target);
        return outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 3;
      });
      if (!hasRing || !target.matches(":focus-visible")) walk.unseen.push(nameOf(target));
    };
    document.addEventListener("keydown", pressed, true);
    document.addEventListener("focusin", seen);
    const stop = () => {
      document.removeEventListener("keydown", pressed, true);
      document.removeEventListener("focusin", seen);
    };
    return { walk, stop };
  }, columns);
  const presses = (await recorder.evaluate(({ walk }) => walk.all.length)) + 1;
  await terminal.app.evaluate(
    ({ BrowserWindow }, { keyCode, times }) => {
      const contents = BrowserWindow.getAllWindows().find((window) => window.isFocusable())?.webContents;
      for (let sent = 0; sent < times; sent += 1) {
        contents?.sendInputEvent({ type: "keyDown", keyCode });
        contents?.sendInputEvent({ type: "keyUp", keyCode });
      }
    },
    { keyCode: key, times: presses },
  );
  await page.waitForFunction(({ held, least }) => held.walk.presses >= least, { held: recorder, least: presses });
  const walk = await recorder.evaluate(({ walk: { all, visited, unseen }, stop }) => {
    stop();
    return { all, visited, unseen };
  });
  await recorder.dispose();
  return walk;
}

/** What is wrong with a walk: something never reached, reached out of order, or reached unseen. */
export function faultsOf({ all, visited, unseen }: FocusWalk): readonly string[] {
  // Keys come faster than from any hand: after the last thing on the page the next key may still find the end of it.
  const once = visited.slice(0, all.length);
  const places = once.map((name) => all.indexOf(name)).filter((place) => place >= 0);
  const stepsBack = places.filter((place, at) => at > 0 && place <= (places[at - 1] ?? -1)).length;
  return [
    ...all.filter((name) => !visited.includes(name)).map((name) => `never reached: ${name}`),
    ...unseen.map((name) => `no ring: ${name}`),
    // Once round leads from the end of the page to its beginning.
    ...(stepsBack > 1 ? [`out of order: ${once.join(", ")}`] : []),
  ];
}
