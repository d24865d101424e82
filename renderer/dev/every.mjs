// What there is to look at, and how to get from one picture to the next in a page that is already open.

import { sampleScreens } from "./sample-views.ts";

export const LANGUAGES = ["nb", "nn", "en", "da", "sv", "fi"];
export const THEMES = ["light", "dark", "contrast"];

/** Screens that one mode never comes to. */
const NEVER = {
  kiosk: /^(attract-own-keys|dispensing|done-vending|ended-not-dropped)$/,
  counter: /^(attract-own-keys|dispensing|done-vending|ended-not-dropped)$/,
  vending: /^done$/,
  customer:
    /^(attract-own-keys|dispensing|done-vending|ended-not-dropped|goods-empty|goods-away|number-complaint|number-code-only|goods-missing|paying-beside|paying-offer|staff.*)$/,
};

/** Every sample screen of a mode, by name; "customer" is the counter's second screen. */
export function screensOf(mode) {
  return Object.keys(sampleScreens(mode === "customer" ? "counter" : mode)).filter(
    (name) => !NEVER[mode].test(name) && name !== "paying-beside-checking",
  );
}

/** Runs in the page: draws what the hash names. Three frames, for what is measured after it is drawn. */
export function settle(hash) {
  return new Promise((resolve) => {
    document.querySelector(".panel-outside")?.click();
    location.hash = hash;
    requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  });
}

/** Runs in the page: opens a sheet of the bottom bar by the name of its button. */
export function openSheet(name) {
  return new Promise((resolve) => {
    document.querySelector(`[data-testid="${name}"]`)?.click();
    requestAnimationFrame(() => requestAnimationFrame(resolve));
  });
}
