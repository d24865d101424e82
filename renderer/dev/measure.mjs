// Lays screens out in Chromium and measures them in the page: node renderer/dev/measure.mjs [--all] [WORD ...]
// Every size, screen, language and text size, with the practice banner; --all also without it, and
// "everything lower" whole in every language. Words choose among the names
// "vending-800/vending/goods/nb/light/kroner/large/practice"; "walk" alone does only what follows the layouts. Asserts that nothing
// interactive leaves the window, lies on something else or is smaller than a finger, and that no text leaves its button.
// Then walks from the first screen to the last with five keys alone. Prints one line per finding; ends with 1 if any.

import { LANGUAGES, openSheet, screensOf, settle } from "./every.mjs";
import { placeOfHelp, unseenFocus } from "./focus-findings.mjs";
import { walk } from "./key-walk.mjs";
import { SAMPLE_STAFF } from "./sample-views.ts";
import { SIZES, stand } from "./stand.mjs";

const words = process.argv.slice(2).filter((word) => !word.startsWith("--"));
const all = process.argv.includes("--all");

/** Least side of what is pressed, in CSS pixels; on a kiosk's payment screens a larger one. */
const LEAST = 44;
const LEAST_PAYING = 64;

/** "Everything lower" is laid out whole in the shop's own language and the longest; the others where room is scarcest. */
const LOW_WHOLE = ["nb", "fi"];
const lowIsScarce = (size, text) => text === "large" || size === "kiosk-landscape";

/** Screens that name goods, and sheets that do, where names are odd. */
const ODD = {
  kiosk: [["goods"], ["goods-full"], ["goods", "good-cappuccino"], ["goods", "help-menu"]],
  counter: [["goods-full"], ["goods-discount", "discount-menu"], ["goods", "good-loose"]],
  vending: [["goods"], ["dispensing"], ["done-vending"]],
  customer: [["goods-full"], ["goods-discount"]],
};

/** Runs in the page: what is wrong with what is drawn now, in words. */
function findings(least) {
  const found = [];
  const style = (element) => getComputedStyle(element);
  const nameOf = (element) =>
    element.dataset.testid ??
    element.closest("[data-testid]")?.dataset.testid ??
    element.className ??
    element.tagName;
  const scrolls = (element) =>
    /auto|scroll|hidden/.test(style(element).overflowY) || style(element).overflowX === "hidden";
  /** The part of the element that can be seen: cut by whatever scrolls around it. Undefined when nothing is left. */
  const seen = (element) => {
    const box = element.getBoundingClientRect();
    let { left, top, right, bottom } = box;
    for (let around = element; around !== null; around = around.parentElement) {
      if (style(around).position === "fixed") break;
      if (!scrolls(around) || around === document.documentElement) continue;
      const edge = around.getBoundingClientRect();
      left = Math.max(left, edge.left);
      top = Math.max(top, edge.top);
      right = Math.min(right, edge.right);
      bottom = Math.min(bottom, edge.bottom);
    }
    return right - left > 1 && bottom - top > 1 ? { left, top, right, bottom, box } : undefined;
  };
  /** Where an element's words stand; what is left out of a name behind its three dots stands nowhere. */
  const wordsOf = (element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    const { left, top, right, bottom } = range.getBoundingClientRect();
    const short = [element, ...element.querySelectorAll("*")].filter(
      (each) => style(each).webkitLineClamp !== "none" && each.scrollHeight > each.clientHeight,
    );
    if (short.length === 0) return { left, top, right, bottom };
    const parts = [...element.querySelectorAll("*")].filter((each) => !short.some((name) => name.contains(each)));
    const boxes = [...short, ...parts].map((each) => each.getBoundingClientRect());
    return {
      left: Math.min(...boxes.map((box) => box.left)),
      top: Math.min(...boxes.map((box) => box.top)),
      right: Math.max(...boxes.map((box) => box.right)),
      bottom: Math.max(...boxes.map((box) => box.bottom)),
    };
  };
  const canScroll = (element) =>
    document.documentElement.dataset.facing !== "customer" &&
    [".scroller-inside", ".screen-aside", ".screen", ".panel-body", ".leaving-sheet"]
      .map((name) => element.closest(name))
      .some((box) => box !== null && box.scrollHeight > box.clientHeight + 1);
  const sticky = (element) => {
    for (let around = element; around !== null; around = around.parentElement)
      if (style(around).position === "sticky" && around.closest(".tabs") === null) return true;
    return false;
  };
  const root = document.documentElement;
  const reach = Number(style(root).getPropertyValue("--reach"));
  const above = document.querySelector("[role=alertdialog], dialog") ?? document.body;
  const pressed = [...above.querySelectorAll("button, input")]
    .filter((element) => element.tabIndex >= 0 && element.checkVisibility({ visibilityProperty: true }))
    .map((element) => ({ element, at: seen(element), sticks: sticky(element) }))
    .filter(({ at }) => at !== undefined);

  for (const { element, at } of pressed) {
    const { box } = at;
    const name = nameOf(element);
    if (at.left < -1 || at.right > innerWidth + 1 || at.top < -1 || at.bottom > innerHeight + 1)
      found.push(`${name} leaves the window`);
    if (box.left < at.left - 1 || box.right > at.right + 1) found.push(`${name} is cut at its side`);
    if (!canScroll(element) && (box.top < at.top - 1 || box.bottom > at.bottom + 1))
      found.push(`${name} is cut and cannot be scrolled`);
    if (root.dataset.reach === "low" && at.top < innerHeight * (1 - reach) - 1)
      found.push(`${name} lies above what everybody reaches`);
    const field = element.closest("label");
    const side = field === null ? box : field.getBoundingClientRect();
    if (Math.min(side.width, side.height) < least - 0.5)
      found.push(`${name} is ${Math.round(side.width)} × ${Math.round(side.height)}, less than ${least}`);
    const text = wordsOf(element);
    if (
      element.textContent !== "" &&
      (text.left < box.left - 1 || text.right > box.right + 1 || text.bottom > box.bottom + 2)
    )
      found.push(`${name}: its words leave it`);
  }
  const across = (a, b) =>
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
  // In large text the sheet slides under what sticks to its foot.
  for (const [index, one] of pressed.entries())
    for (const other of pressed.slice(index + 1))
      if (one.sticks === other.sticks && across(one.at, other.at))
        found.push(`${nameOf(one.element)} lies on ${nameOf(other.element)}`);

  const read = [...above.querySelectorAll("p, h1, h2, h3, li, span, output, dt, dd, kbd, strong, legend")].filter(
    (element) =>
      element.closest("button, .unseen, svg, .practice") === null &&
      [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== "") &&
      element.checkVisibility(),
  );
  for (const element of read) {
    const at = seen(element);
    if (at === undefined) continue;
    const text = wordsOf(element);
    if (text.left < -1 || text.right > innerWidth + 1) found.push(`"${element.textContent}" leaves the window`);
    if (text.bottom > innerHeight + 1 && !canScroll(element))
      found.push(`"${element.textContent}" leaves the window`);
    const words = {
      left: Math.max(text.left, at.left),
      right: Math.min(text.right, at.right),
      top: Math.max(text.top, at.top),
      bottom: Math.min(text.bottom, at.bottom),
    };
    const sticks = sticky(element);
    for (const other of pressed)
      if (other.sticks === sticks && across(words, other.at) && !other.element.contains(element))
        found.push(`"${element.textContent}" lies under ${nameOf(other.element)}`);
  }
  // A name as long as a sentence may end in its third line; no other words may.
  const isOdd = location.hash.includes("/odd");
  for (const element of above.querySelectorAll("span, p, h1, h2, h3, strong, dd")) {
    const { overflowX, overflowY, fontSize } = style(element);
    if (isOdd || (overflowX === "visible" && overflowY === "visible") || element.matches(".unseen, .unseen *"))
      continue;
    const below = element.scrollHeight - element.clientHeight;
    if (below > Number.parseFloat(fontSize) / 2 || element.scrollWidth > element.clientWidth + 1)
      found.push(`"${element.textContent}" is cut`);
  }
  // Goods beside each other: pictures of one height, names that can be read.
  const plates = new Map();
  for (const element of above.querySelectorAll(".good-plate")) {
    const { top, height } = element.getBoundingClientRect();
    const line = Math.round(top);
    if (Math.abs((plates.get(line) ?? height) - height) > 1)
      found.push("pictures in one line are of unlike height");
    plates.set(line, height);
  }
  const name = above.querySelector(".good-name");
  if (name !== null && Number.parseFloat(style(name).fontSize) < 18)
    found.push(`the names of goods are ${style(name).fontSize} high`);
  const tabTops = [...above.querySelectorAll(".sections-head > .tabs > *")].map((tab) => tab.offsetTop);
  const inLine = (at) => tabTops.filter((top) => top === tabTops.at(at)).length;
  if (!isOdd && new Set(tabTops).size > 1 && inLine(-1) === 1 && inLine(0) > 2 && root.dataset.mode !== "vending")
    found.push("one tab is left alone in the last line");
  const lower = above.querySelector("[data-testid=low-reach]");
  const isHigh = innerHeight >= 700 && root.dataset.mode !== "counter";
  if (above.querySelector("[data-testid=large-text]") !== null && (lower !== null) !== isHigh)
    found.push(isHigh ? "nothing offers everything lower" : "everything lower is offered where it changes nothing");
  const [asked, corner] = [".screen-title", ".screen-corner"].map((name) => {
    const element = document.querySelector(name);
    return element === null ? undefined : seen(element);
  });
  if (asked !== undefined && corner !== undefined && root.dataset.reach === "low" && across(asked, corner))
    found.push("the question and the amount lie on each other");
  for (const body of above.querySelectorAll(".panel-body")) {
    const further = above.querySelector(".panel-foot .scroll-key:enabled");
    if (body.scrollHeight > body.clientHeight + 4 && further === null)
      found.push(`"${above.ariaLabel}" goes on below, and no key leads there`);
    if (body.clientHeight < least) found.push(`"${above.ariaLabel}" shows ${body.clientHeight} px of what it says`);
  }
  // The keys, what they type and what sends it belong together: no scrolling between them.
  if (document.querySelector("[data-face=number] .keypad") !== null && above === document.body)
    for (const name of [".pad-key", ".number-field", "[data-testid=send-request]"])
      for (const element of document.querySelectorAll(name)) {
        const at = seen(element);
        const box = element.getBoundingClientRect();
        const floor = document.querySelector(".bar").getBoundingClientRect().top;
        if (at === undefined || box.top < -1 || box.bottom > floor + 1)
          found.push(`${nameOf(element)} of the number is out of sight`);
      }
  // WCAG 2.5.3: who speaks the words that stand on a key means that key. Pictures and keyboard hints have no words.
  for (const { element } of pressed) {
    const called = element.getAttribute("aria-label");
    if (called === null) continue;
    const shown = element.cloneNode(true);
    for (const part of shown.querySelectorAll("kbd, svg, [aria-hidden=true]")) part.remove();
    const plain = (text) => text.replace(/\s+/g, " ").trim().toLowerCase();
    if (/[\p{L}\p{N}]/u.test(shown.textContent) && !plain(called).includes(plain(shown.textContent)))
      found.push(`${nameOf(element)} reads "${shown.textContent}" and is called "${called}"`);
  }
  // WCAG 1.4.1: what is chosen has a mark or a ring besides its colour.
  for (const { element } of pressed) {
    if (element.getAttribute("aria-pressed") !== "true" || root.dataset.theme === "contrast") continue;
    if (element.querySelector("svg") === null && style(element).boxShadow === "none")
      found.push(`${nameOf(element)} is chosen by its colour alone`);
  }
  // WCAG 3.1.2: names out of the catalogue stand in the shop's language, "nb" in the samples.
  for (const name of above.querySelectorAll(".good-name, .line-name, .item-name"))
    if (name.closest("[lang]").lang !== "nb")
      found.push(`"${name.textContent}" is not marked as the shop's language`);
  if (document.body.innerText.includes("\ufffd")) found.push("half a sign stands where a whole one was meant");
  return [...new Set(found)];
}

function layouts(mode, size) {
  const list = [];
  const add = (screen, hash, sheet) => list.push({ screen, hash: `${mode}/${screen}/${hash}`, sheet });
  const addLow = (flags) => {
    for (const screen of screensOf(mode)) add(screen, flags);
    for (const sheet of ["help-menu", "language-menu", "easier-menu"]) add("goods", `${flags}/voice`, sheet);
    add("paying", `${flags}/leaving`);
    add("attract", `${flags}/staff`);
    add("attract", `${flags}/staff-door`);
    if (mode === "kiosk") add("goods-full", flags, "pay");
  };
  for (const language of LANGUAGES)
    for (const text of mode === "customer" ? ["normal"] : ["normal", "large"]) {
      const flags = [language, "light", language === "fi" ? "euro" : "kroner", text].join("/");
      for (const screen of screensOf(mode))
        for (const banner of all ? ["practice", "real"] : ["practice"]) add(screen, `${flags}/${banner}`);
      // Nothing opens on a screen that nobody presses.
      if (mode === "customer") continue;
      add("paying", `${flags}/leaving/practice`);
      // A panel of a hand's height has no lower part, and a till stands on the counter.
      const isLow = all || LOW_WHOLE.includes(language) || lowIsScarce(size, text);
      if (mode !== "counter" && SIZES[size][2] >= 700 && isLow) {
        addLow(`${flags}/practice/low`);
        // Nearly all of it is within reach: what is read keeps a part of its own.
        if (language === "fi" && text === "normal") addLow(`${flags}/practice/low/reach-0.9`);
      }
      add("attract", `${flags}/staff-door`);
      add("attract", `${flags}/staff`);
      add("attract", `${flags}/staff/setup`);
      add("attract", `${flags}/staff/receipt`, `receipt-${SAMPLE_STAFF.sales[0].reference}`);
      add("attract", `${flags}/staff/give-back`, `give-back-${SAMPLE_STAFF.sales[0].reference}`);
      for (const sheet of ["help-menu", "language-menu", "easier-menu"])
        add("number", `${flags}/voice/${sheet}`, sheet);
      // Help names what the goods contain; "pay" opens what is asked before, which is nothing in a machine.
      add("goods", `${flags}/voice/help-menu`, "help-menu");
      if (mode !== "vending") add("goods-full", `${flags}/pay`, "pay");
      if (mode === "counter") {
        add("goods-discount", `${flags}/discount`, "discount-menu");
        add("goods", `${flags}/hold`, "hold-menu");
        add("goods-empty", `${flags}/held`, "hold-menu");
        add("goods", `${flags}/count`, "count-menu");
        add("goods", `${flags}/price`, "good-loose");
      }
    }
  // Names nobody drew the screens for, with and without what opens on them.
  for (const text of mode === "customer" ? ["normal"] : ["normal", "large"])
    for (const [screen, sheet] of ODD[mode]) add(screen, `nb/light/kroner/${text}/odd/${sheet ?? "plain"}`, sheet);
  return list.filter(({ hash }) => words.every((word) => `${size}/${hash}`.includes(word)));
}

/** Draws the next layout, lets the page settle, and judges it. */
async function measure(page, { hash, sheet }, least) {
  const [, reach = ""] = /reach-([\d.]+)/.exec(hash) ?? [];
  await page.evaluate((part) => document.documentElement.style.setProperty("--reach", part), reach);
  await page.evaluate(settle, hash);
  if (sheet !== undefined) await page.evaluate(openSheet, sheet);
  return page.evaluate(findings, least);
}

const began = performance.now();
const { open, close, refused } = await stand();
let laidOut = 0;
const findingsOf = new Map();
const note = (finding, where) => findingsOf.set(finding, [...(findingsOf.get(finding) ?? []), where]);
for (const [size, [mode]] of Object.entries(SIZES)) {
  const wanted = layouts(mode, size);
  if (wanted.length === 0) continue;
  const page = await open(size, wanted[0].hash);
  const helpAt = new Map();
  for (const layout of wanted) {
    const { screen, hash } = layout;
    const paying = mode === "kiosk" && !/^(attract|goods)/.test(screen);
    for (const finding of await measure(page, layout, paying ? LEAST_PAYING : LEAST))
      note(finding, `${size} ${hash}`);
    laidOut += 1;
    const [, , language] = hash.split("/");
    if (mode === "customer" || layout.sheet !== undefined || hash.includes("/staff")) continue;
    const place = await page.evaluate(placeOfHelp);
    const kind = `${language} ${/\blarge\b/.test(hash)}`;
    if (place === undefined) note("there is no help", `${size} ${hash}`);
    else if ((helpAt.get(kind) ?? place) !== place) note("help is in another place", `${size} ${hash}`);
    helpAt.set(kind, helpAt.get(kind) ?? place);
    if (language !== "nb") continue;
    for (const finding of await page.evaluate(unseenFocus)) note(finding, `${size} ${hash}`);
  }
  await page.close();
}
if (words.length === 0 || words.includes("walk"))
  for (const size of ["kiosk-portrait", "counter-1366", "vending-800"])
    for (const finding of await walk(open, size)) note(finding, `${size} five keys`);
await close();
for (const text of refused) note(`refused: ${text}`, "content policy");
for (const [finding, where] of findingsOf)
  console.log(`${finding}\n    ${where.length} ×: ${where.slice(0, 3).join("; ")}`);
const seconds = ((performance.now() - began) / 1000).toFixed(1);
console.log(
  `${laidOut} layouts in ${seconds} s: ${findingsOf.size === 0 ? "nothing found" : `${findingsOf.size} findings`}`,
);
process.exitCode = findingsOf.size > 0 ? 1 : 0;
