import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { giveToUser } from "../../scripts/ordinary-user.ts";
import { pressesKey, Shop } from "./shop.ts";

let shop: Shop;

beforeAll(async () => {
  // As installed: it fills the screen and has no frame.
  shop = await Shop.open({ mode: "kiosk", display: { fullscreen: true } });
  await shop.customer.wakes();
  await shop.customer.chooses("coffee");
});
beforeEach((context) => shop.tellsIfItFails(context));
afterAll(() => shop.close());

test("the page reaches nothing but its bridge", async () => {
  expect(
    await shop.page.evaluate(() => ({
      process: typeof Reflect.get(globalThis, "process"),
      require: typeof Reflect.get(globalThis, "require"),
      bridge: Object.keys(Reflect.get(globalThis, "till")).sort(),
      popup: window.open("https://example.test"),
      here: location.origin,
      secure: isSecureContext,
    })),
  ).toEqual({
    process: "undefined",
    require: "undefined",
    bridge: ["ask", "onView"],
    popup: null,
    here: "till://app",
    secure: true,
  });
});

test("the content policy holds inside the window: no request, no eval, no script and no markup of anybody else", async () => {
  // From a timer, as a script of the page would: what a debugger evaluates may do more.
  const tried = await shop.page.evaluate(
    () =>
      new Promise<Record<string, string>>((resolve) => {
        setTimeout(async () => {
          const outcome = async (act: () => unknown) => {
            try {
              await act();
              return "done";
            } catch (error) {
              return error instanceof Error ? error.name : String(error);
            }
          };
          const script = document.createElement("script");
          resolve({
            fetch: await outcome(() => fetch("https://example.test/")),
            ownFile: await outcome(() => fetch("till://app/index.html")),
            eval: await outcome(() => Reflect.get(globalThis, "eval")("1")),
            function: await outcome(() => Reflect.construct(Function, ["return 1"])),
            markup: await outcome(() => document.body.insertAdjacentHTML("beforeend", "<b>x</b>")),
            script: await outcome(() => {
              script.appendChild(document.createTextNode("document.documentElement.dataset.ran = 'yes'"));
              document.body.appendChild(script);
              script.remove();
              return document.documentElement.dataset["ran"] === undefined ? Promise.reject("not run") : "run";
            }),
          });
        }, 0);
      }),
  );
  expect(tried).toEqual({
    fetch: "TypeError",
    ownFile: "TypeError",
    eval: "EvalError",
    function: "EvalError",
    markup: "TypeError",
    script: "not run",
  });
});

test("permissions are denied, asked for or not", async () => {
  expect(
    await shop.page.evaluate(async () => {
      const states: Record<string, string> = {};
      for (const name of ["geolocation", "notifications", "camera", "microphone", "clipboard-read"])
        states[name] = (await navigator.permissions.query({ name: name as PermissionName })).state;
      return {
        ...states,
        askedNotification: await Notification.requestPermission(),
        askedCamera: await navigator.mediaDevices.getUserMedia({ video: true }).then(
          () => "given",
          () => "refused",
        ),
        askedPlace: await new Promise((resolve) =>
          navigator.geolocation.getCurrentPosition(
            () => resolve("given"),
            (error) => resolve(error.code === error.PERMISSION_DENIED ? "denied" : error.message),
          ),
        ),
      };
    }),
  ).toEqual({
    geolocation: "denied",
    notifications: "denied",
    camera: "denied",
    microphone: "denied",
    "clipboard-read": "denied",
    askedNotification: "denied",
    askedCamera: "refused",
    askedPlace: "denied",
  });
});

test("no key closes, reloads, zooms or opens anything", async () => {
  const { terminal, page } = shop;
  const windows = await terminal.app.evaluate(({ BrowserWindow, Menu }) => ({
    menu: Menu.getApplicationMenu(),
    count: BrowserWindow.getAllWindows().length,
  }));
  expect(windows).toEqual({ menu: null, count: 1 });
  await page.evaluate(() => {
    document.documentElement.dataset["loadedOnce"] = "yes";
  });
  for (const key of ["W", "Q", "R", "P", "S", "O", "N", "T", "J", "U", "+", "-", "0", "F4", "F5"])
    await pressesKey(terminal, key, ["control"]);
  await pressesKey(terminal, "I", ["control", "shift"]);
  await pressesKey(terminal, "R", ["control", "shift"]);
  for (const key of ["F4", "Left", "Home", "Space"]) await pressesKey(terminal, key, ["alt"]);
  for (const key of ["F3", "F5", "F6", "F7", "F10", "F11", "F12"]) await pressesKey(terminal, key);
  await staysThere();
  expect(await page.evaluate(() => document.documentElement.dataset["loadedOnce"])).toBe("yes");
  expect(
    await terminal.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map(({ webContents }) => ({
        zoom: webContents.getZoomFactor(),
        tools: webContents.isDevToolsOpened(),
        history: webContents.navigationHistory.length(),
      })),
    ),
  ).toEqual([{ zoom: 1, tools: false, history: 1 }]);
});

test("a file dropped on the window is neither opened nor shown", async () => {
  const { page, around } = shop;
  const file = join(around.folder, "dropped.html");
  writeFileSync(file, "<h1>dropped</h1>");
  giveToUser(around.folder);
  await page.evaluate(() => {
    window.addEventListener("dragover", () => {
      document.documentElement.dataset["draggedOver"] = "yes";
    });
  });
  const devtools = await page.context().newCDPSession(page);
  const dragged = { items: [], files: [file], dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"] as const)
    await devtools.send("Input.dispatchDragEvent", { type, x: 300, y: 300, data: dragged });
  await devtools.detach();
  await staysThere();
  expect(await page.evaluate(() => document.documentElement.dataset["draggedOver"])).toBe("yes");
});

test("the page goes nowhere, however it tries", async () => {
  const { page, terminal } = shop;
  await terminal.app.evaluate(({ BrowserWindow }) => {
    const navigated: string[] = [];
    Reflect.set(globalThis, "navigated", navigated);
    const page = BrowserWindow.getAllWindows()[0]?.webContents;
    page?.on("will-frame-navigate", (event) => navigated.push(`${event.url} ${event.defaultPrevented}`));
    page?.on("did-navigate", (_event, url) => navigated.push(`${url} arrived`));
  });
  await page.evaluate(() => {
    location.href = "https://example.test/by-address";
  });
  await page.evaluate(() => location.assign("till://app/other.html"));
  await page.evaluate(() => {
    const link = document.createElement("a");
    link.href = "https://example.test/by-link";
    document.body.append(link);
    link.click();
  });
  await page.evaluate(() => {
    const form = document.createElement("form");
    form.action = "https://example.test/by-form";
    document.body.append(form);
    form.submit();
  });
  await page.evaluate(() => location.reload());
  // The test tool waits for ever for a navigation that was forbidden, so the buttons are pressed from inside.
  const total = () => page.evaluate(() => document.querySelector('[data-testid="basket-total"]')?.textContent);
  await page.evaluate(() => document.querySelector<HTMLElement>('[data-testid="basket-add-coffee"]')?.click());
  await expect.poll(total).toContain("78,00");
  expect(await terminal.app.evaluate(() => Reflect.get(globalThis, "navigated"))).toEqual([
    "https://example.test/by-address true",
    "till://app/other.html true",
    "https://example.test/by-link true",
    "till://app/index.html true",
  ]);
});

test("a page that closes its window ends the terminal as a fall, so that it is started again", async () => {
  const { page, terminal } = shop;
  const ended = once(terminal.app.process(), "exit");
  await page.evaluate(() => setTimeout(() => window.close(), 0));
  expect(await ended).toEqual([70, null]);
});

/** A whole turn through page, terminal and page: what was started before would have happened by then. */
async function staysThere(): Promise<void> {
  const { customer, page, terminal } = shop;
  await customer.touches("basket-add-coffee");
  await customer.hears("basket-total", /78,00/);
  await customer.touches("basket-remove-coffee");
  await customer.hears("basket-total", /39,00/);
  expect(page.url()).toBe("till://app/index.html");
  expect(
    await terminal.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((window) => window.webContents.getURL()),
    ),
  ).toEqual(["till://app/index.html"]);
}
