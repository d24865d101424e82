// Touches the screen as nobody means to, through the browser's own touch input: node renderer/dev/touches.mjs
// A palm, ten fingers, two things at once, a touch that never ends, double and triple taps, keys that jam. Prints what was asked of the
// terminal in each case, a line of JSON each.

import { stand } from "./stand.mjs";

/** As long as a touch must lie to count as stuck, and a little more; as between two taps that are two presses. */
const STUCK_MS = 1_700;
const APART_MS = 600;

const { open, close } = await stand();
const page = await open("kiosk-portrait", "kiosk/goods-empty/en/light");
const cdp = await page.context().newCDPSession(page);
await cdp.send("Emulation.setTouchEmulationEnabled", { enabled: true, maxTouchPoints: 10 });
let asked = [];
page.on("console", (message) => {
  const [word, name] = message.text().split(" ");
  if (word === "ask" && name !== "touch") asked.push(name);
});

const placeOf = async (testId) => {
  const box = await page.getByTestId(testId).first().boundingBox();
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
};
const send = (type, touchPoints) => cdp.send("Input.dispatchTouchEvent", { type, touchPoints });
/** What the page does with a touch is over when it has drawn twice. */
const settled = () =>
  page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
const tap = async (point, beside = []) => {
  await send("touchStart", [...beside, point]);
  await send("touchEnd", beside.length === 0 ? [] : [point]);
};

async function tells(what, act) {
  await page.waitForTimeout(APART_MS);
  asked = [];
  await act();
  await settled();
  console.log(JSON.stringify({ what, asked }));
}

const coffee = { ...(await placeOf("good-coffee")), id: 1 };
const tea = { ...(await placeOf("good-tea")), id: 2 };
const pay = { ...(await placeOf("pay")), id: 3 };
await tells("one tap", () => tap(coffee));
await tells("two things at once", async () => {
  await send("touchStart", [coffee, tea]);
  await send("touchEnd", []);
});
await tells("one finger after the other, lifted together", async () => {
  await send("touchStart", [coffee]);
  await send("touchStart", [coffee, tea]);
  await send("touchEnd", []);
});
await tells("ten fingers across the goods and the button that pays", async () => {
  const fingers = Array.from({ length: 8 }, (_, index) => ({
    x: coffee.x + 60 * index,
    y: coffee.y,
    id: 10 + index,
  }));
  await send("touchStart", [...fingers, tea, pay]);
  await send("touchEnd", []);
});
await tells("a palm that rolls across the goods", async () => {
  const palm = { ...coffee, radiusX: 90, radiusY: 120 };
  await send("touchStart", [palm]);
  for (let step = 1; step <= 6; step += 1) await send("touchMove", [{ ...palm, y: palm.y + 30 * step }]);
  await send("touchEnd", []);
});
await tells("a triple tap on the button that pays", async () => {
  for (let count = 0; count < 3; count += 1) await tap(pay);
});
await page.evaluate(() => {
  location.hash = "kiosk/goods-empty/en/light/again";
});
await page.getByTestId("screen-goods").waitFor();
await tells("a touch that has just become stuck", async () => {
  await send("touchStart", [coffee]);
  await page.waitForTimeout(STUCK_MS);
});
await tells("one tap beside it", () => tap(tea, [coffee]));
await tells("another tap beside it", () => tap(tea, [coffee]));
await tells("two fingers beside it", async () => {
  await send("touchStart", [coffee, tea]);
  await send("touchStart", [coffee, tea, pay]);
  await send("touchEnd", [tea]);
  await send("touchEnd", [pay]);
});
await tells("a triple tap beside it on the button that pays", async () => {
  for (let count = 0; count < 3; count += 1) await tap(pay, [coffee]);
});
await tells("the stuck touch ends", () => send("touchEnd", []));

/** As a jammed key arrives: once, then again and again until it is let go. */
const jams = async (key) => {
  for (let count = 0; count < 8; count += 1) await page.keyboard.down(key);
  await page.keyboard.up(key);
};
const goTo = async (hash, screen) => {
  await page.evaluate((next) => {
    location.hash = next;
  }, hash);
  await page.getByTestId(`screen-${screen}`).waitFor();
};
await goTo("kiosk/goods-empty/en/light/keys", "goods");
await page.getByTestId("good-tea").focus();
await tells("a jammed Enter on a good", () => jams("Enter"));
await goTo("kiosk/paying/en/light/keys", "paying");
await tells("a jammed Escape while paying", () => jams("Escape"));
await page.close();
const machine = await open("vending-800", "vending/goods-empty/en/light");
machine.on("console", (message) => {
  const [word, name] = message.text().split(" ");
  if (word === "ask" && name !== "touch") asked.push(name);
});
asked = [];
await machine.keyboard.press("a");
for (let count = 0; count < 8; count += 1) await machine.keyboard.down("1");
await machine.keyboard.up("1");
await machine.waitForTimeout(APART_MS);
console.log(JSON.stringify({ what: "a jammed key of the machine's own pad", asked }));
await close();
