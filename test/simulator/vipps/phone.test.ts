import { existsSync } from "node:fs";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createApi } from "../../../simulator/vipps/api.ts";
import { type Simulator, startSimulator } from "../../../simulator/vipps/simulator.ts";
import { at, pushOf } from "./bench.ts";

const browserPath = ["/usr/bin/chromium", "/usr/bin/google-chrome"].find((path) => existsSync(path));

describe.skipIf(browserPath === undefined)("the phone page (skipped: no Chromium or Chrome is installed)", () => {
  let browser: Browser;
  let simulator: Simulator;
  let page: Page;
  const complaints: string[] = [];
  const scanned: string[] = [];

  beforeAll(async () => {
    if (browserPath !== undefined) {
      browser = await chromium.launch({ executablePath: browserPath, args: ["--no-sandbox"] });
    }
  });
  afterAll(async () => {
    await browser.close();
  });
  beforeEach(async () => {
    scanned.length = 0;
    const scanner = (content: string) => scanned.push(content) > 0;
    simulator = await startSimulator({ clock: "manual", scanner });
    page = await browser.newPage();
    complaints.length = 0;
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") complaints.push(message.text());
    });
    await page.goto(simulator.phone);
  });
  afterEach(async () => {
    await page.close();
    await simulator.close();
  });

  /** Asks the wallet for a payment without going over the wire. */
  function create(reference: string, more: Record<string, unknown> = {}): unknown {
    const { handle } = createApi(simulator.world);
    const { clientId, clientSecret, subscriptionKey, merchantSerialNumber } = simulator.keys;
    const keys = { "ocp-apim-subscription-key": subscriptionKey, "merchant-serial-number": merchantSerialNumber };
    const headers = { ...keys, client_id: clientId, client_secret: clientSecret };
    const token = at(
      JSON.parse(handle({ method: "POST", path: "/accesstoken/get", headers, body: "" }).body),
      "access_token",
    );
    const answer = handle({
      method: "POST",
      path: "/epayment/v1/payments",
      headers: {
        ...keys,
        authorization: `Bearer ${token}`,
        "content-type": "application/json",
        "idempotency-key": reference,
      },
      body: JSON.stringify({ ...pushOf(reference, 12_900), ...more }),
    });
    expect(answer.status).toBe(201);
    return JSON.parse(answer.body);
  }
  const stateOf = (reference: string) => simulator.world.find(reference)?.state;
  const byId = (id: string) => page.getByTestId(id);

  test("shows an arriving request with its amount, shop, reference and description; one tap approves it", async () => {
    create("order-0001");
    await byId("phone-request-order-0001").click();
    await byId("approve").waitFor();
    expect(await byId("merchant").textContent()).toBe("Simulated shop");
    expect(await byId("amount").textContent()).toContain("129.00");
    expect(await byId("reference").textContent()).toBe("order-0001");
    expect(await byId("description").textContent()).toBe("Two coffees");
    await byId("approve").click();
    await page.locator('[data-testid="phone-request-order-0001"][data-state="AUTHORIZED"]').waitFor();
    expect(stateOf("order-0001")).toBe("AUTHORIZED");
    expect(complaints).toEqual([]);
  });

  test("rejects, and leaves a request alone when it is put away", async () => {
    create("order-0001");
    await byId("phone-request-order-0001").click();
    await byId("leave").click();
    await byId("approve").waitFor({ state: "hidden" });
    expect(stateOf("order-0001")).toBe("CREATED");
    await byId("phone-request-order-0001").click();
    await byId("reject").click();
    await page.locator('[data-testid="phone-request-order-0001"][data-state="ABORTED"]').waitFor();
  });

  test("goes through the bank's check in two steps", async () => {
    create("order-0001");
    await byId("phone-request-order-0001").click();
    await byId("start-3ds").click();
    await byId("finish-3ds").waitFor();
    expect(simulator.world.find("order-0001")?.lock?.kind).toBe("3ds");
    await byId("finish-3ds").click();
    await page.locator('[data-testid="phone-request-order-0001"][data-state="AUTHORIZED"]').waitFor();
  });

  test("scans a waiting code with one tap and makes the payment its own", async () => {
    create("order-0002", { customer: undefined, userFlow: "QR" });
    await byId("phone-number").selectOption("4791234567");
    await byId("tab-scan").click();
    await byId("scan-order-0002").click();
    await byId("approve").click();
    await expect.poll(() => stateOf("order-0002")).toBe("AUTHORIZED");
    expect(simulator.world.find("order-0002")?.msisdn).toBe("4791234567");
  });

  test("scans what is pasted, and says so when it is no code", async () => {
    const qrFormat = { format: "TEXT/TARGETURL" };
    const made = create("order-0003", { customer: undefined, userFlow: "QR", qrFormat });
    await byId("tab-scan").click();
    await byId("scan-content").fill("not a code");
    await byId("scan-paste").click();
    await expect.poll(() => byId("note").textContent()).toContain("means nothing");
    await byId("scan-content").fill(String(at(made, "redirectUrl")));
    await byId("scan-paste").click();
    await byId("approve").waitFor();
  });

  test("opens a payment from its link, as a phone's own camera would", async () => {
    const returnUrl = "https://shop.example.com";
    const made = create("order-0004", { customer: undefined, userFlow: "WEB_REDIRECT", returnUrl });
    await page.goto(String(at(made, "redirectUrl")));
    await byId("approve").waitFor();
    expect(await byId("reference").textContent()).toBe("order-0004");
  });

  test("shows a personal code that the wallet can read back", async () => {
    await byId("tab-code").click();
    await expect.poll(() => byId("personal-qr").textContent()).toMatch(/^https:\/\/qr\.vipps\.no\/p\//);
    await expect
      .poll(() => page.locator("#own-image").evaluate((image) => Reflect.get(image, "naturalWidth") > 0))
      .toBe(true);
    expect(complaints).toEqual([]);
  });

  test("holds its code before the shop's scanner, and shows the request the shop makes of it", async () => {
    await byId("tab-code").click();
    await byId("own-show").click();
    await expect.poll(() => scanned).toEqual([expect.stringMatching(/^https:\/\/qr\.vipps\.no\/p\//)]);
    create("order-0001", { customer: { personalQr: scanned[0] } });
    await byId("phone-request-order-0001").waitFor();
    expect(complaints).toEqual([]);
  });

  test("shows requests of its own number only", async () => {
    create("order-0001");
    await byId("phone-request-order-0001").waitFor();
    await byId("phone-number").selectOption("4791234567");
    await byId("phone-request-order-0001").waitFor({ state: "detached" });
  });
});
