import { describe, expect, test } from "vitest";
import { minor } from "../../electron/core/money.ts";
import type { ProviderName } from "../../electron/core/ports.ts";
import type { WireRequest } from "../../electron/gateway/http.ts";
import { CUSTOMER, TerminalRig } from "../rig/terminal-rig.ts";
import type { Weather } from "../rig/wallet-in-memory.ts";

const MINUTE_MS = 60_000;
const PROVIDERS: readonly ProviderName[] = ["epayment", "ecom"];

type What = "create" | "read" | "cancel" | "capture" | "refund";

interface Sent {
  readonly atMs: number;
  readonly what: What;
  readonly reference: string;
  readonly key: string | undefined;
}

/** Which of the payment calls a request is; nothing for tokens, codes and looks at the line. */
function whatIs({ method, url, body, headers }: WireRequest): Omit<Sent, "atMs"> | undefined {
  const { pathname } = new URL(url);
  const key = headers["Idempotency-Key"] ?? headers["X-Request-Id"];
  if (method === "POST" && /^\/(epayment\/v1|ecomm\/v2)\/payments$/.test(pathname)) {
    const asked = JSON.parse(body ?? "") as { reference?: string; transaction?: { orderId?: string } };
    return { what: "create", reference: asked.reference ?? asked.transaction?.orderId ?? "", key };
  }
  const found = /^\/(?:epayment\/v1|ecomm\/v2)\/payments\/([^/]+)(?:\/(\w+))?$/.exec(pathname);
  const [, reference = "", last] = found ?? [];
  if (found === null || reference === "no-such-payment") return undefined;
  return { what: method === "GET" ? "read" : (last as What), reference, key };
}

/** A terminal whose every payment call is noted with its time, under the weather the test makes. */
async function watched(options: ConstructorParameters<typeof TerminalRig>[0]) {
  const rig = new TerminalRig(options);
  const sent: Sent[] = [];
  const sky = { over: (_: What): Weather => ({}) };
  rig.wallet.weather = (request) => {
    const about = whatIs(request);
    if (about === undefined) return {};
    sent.push({ ...about, atMs: rig.time.monotonicMs() });
    return sky.over(about.what);
  };
  await rig.open();
  return { rig, sent, sky };
}

const writes = (sent: readonly Sent[]) => sent.filter(({ what }) => what !== "read");
const timesOf = (sent: readonly Sent[], what: What) =>
  sent.filter((each) => each.what === what).map(({ atMs }) => atMs);
const gaps = (times: readonly number[]) => times.slice(1).map((atMs, index) => atMs - (times[index] ?? 0));

/** The most calls that ever left within one minute, for any one reference. */
function mostInAMinute(sent: readonly Sent[]): number {
  const crowds = sent.map(
    ({ atMs, reference }) =>
      sent.filter((other) => other.reference === reference && other.atMs >= atMs && other.atMs < atMs + MINUTE_MS)
        .length,
  );
  return Math.max(0, ...crowds);
}

const answer = (status: number, headers: Record<string, string> = {}, body = "{}"): Weather => ({
  answers: { status, headers, body },
});
const problem = (code: string) =>
  JSON.stringify({ title: "x", extraDetails: [{ name: "ErrorCode", reason: code }] });
const locked = (provider: ProviderName) =>
  provider === "ecom"
    ? answer(400, {}, JSON.stringify([{ errorGroup: "VippsError", errorCode: "94", errorMessage: "x" }]))
    : answer(423, {}, problem("6250"));

const TROUBLES: readonly [name: string, weather: (provider: ProviderName) => Weather][] = [
  ["the provider breaks down", () => answer(503)],
  ["the provider has too much to do", () => answer(429)],
  ["the payment stays locked", locked],
  ["the answer makes no sense", () => answer(200, {}, "<html>")],
  ["the provider refuses for good", () => answer(400, {}, "[]")],
  ["the request is lost", () => ({ lost: "request" })],
  ["nothing leaves the machine", () => ({ refused: true })],
];

describe.each(PROVIDERS)("through %s", (provider) => {
  test.each(TROUBLES)("a cancel is sent five times a minute at most while %s", async (_, weather) => {
    const { rig, sent, sky } = await watched({ provider });
    await rig.payByNumber();
    sky.over = (what) => (what === "cancel" ? weather(provider) : {});
    rig.terminal.checkout.cancel();
    // The window of ten minutes ends the payment at the provider by itself; until then it is stuck.
    await rig.time.pass(9 * MINUTE_MS);
    expect(timesOf(sent, "cancel").length).toBeGreaterThanOrEqual(8);
    expect(mostInAMinute(writes(sent))).toBeLessThanOrEqual(5);
    await rig.time.pass(10 * MINUTE_MS);
    expect(rig.kinds().at(-1)).toBe("sale/closed");
    expect(rig.wallet.ledger()).toMatchObject([{ authorized: 0, captured: 0 }]);
  });

  test.each(TROUBLES)(
    "a capture is sent five times a minute at most while %s, and works in the end",
    async (_, weather) => {
      const { rig, sent, sky } = await watched({ provider });
      const reference = await rig.payByNumber();
      sky.over = (what) => (what === "capture" ? weather(provider) : {});
      rig.wallet.act(CUSTOMER, reference, "approve");
      await rig.time.pass(15 * MINUTE_MS);
      expect(timesOf(sent, "capture").length).toBeGreaterThanOrEqual(8);
      expect(mostInAMinute(writes(sent))).toBeLessThanOrEqual(5);
      expect(rig.notes.join()).toContain("money/stuck");
      sky.over = () => ({});
      await rig.time.pass(3 * MINUTE_MS);
      expect(rig.wallet.ledger()).toMatchObject([{ captured: 4_500, cancelled: 0 }]);
    },
  );

  test.each(TROUBLES)("a refund is sent five times a minute at most while %s", async (_, weather) => {
    const { rig, sent, sky } = await watched({ provider });
    const reference = await rig.payByNumber();
    rig.wallet.act(CUSTOMER, reference, "approve");
    await rig.time.pass(MINUTE_MS);
    sky.over = (what) => (what === "refund" ? weather(provider) : {});
    rig.terminal.staff.acts.refund(reference, minor(4_500));
    await rig.time.pass(10 * MINUTE_MS);
    expect(timesOf(sent, "refund").length).toBeGreaterThanOrEqual(8);
    expect(mostInAMinute(writes(sent))).toBeLessThanOrEqual(5);
  });

  test.each(TROUBLES)(
    "a payment is asked for twice a minute and three times in all at most while %s",
    async (_, weather) => {
      const { rig, sent, sky } = await watched({ provider });
      sky.over = (what) => (what === "create" ? weather(provider) : {});
      rig.terminal.begin();
      rig.terminal.basket.add("coffee");
      rig.terminal.checkout.open();
      rig.terminal.checkout.byCode();
      for (let seconds = 0; seconds < 180; seconds += 10) {
        await rig.time.pass(10_000);
        rig.terminal.touch();
      }
      const creates = sent.filter(({ what }) => what === "create");
      expect(creates.length).toBeGreaterThanOrEqual(1);
      expect(creates.length).toBeLessThanOrEqual(3);
      expect(mostInAMinute(creates)).toBeLessThanOrEqual(2);
      expect(new Set(creates.map(({ reference, key }) => `${reference} ${key}`)).size).toBe(1);
    },
  );

  test("a terminal that is killed again and again keeps the budget of the payment it finds", async () => {
    const { rig, sent, sky } = await watched({ provider });
    await rig.payByNumber();
    sky.over = (what) => (what === "cancel" ? answer(503) : {});
    for (let life = 0; life < 40; life += 1) {
      rig.powerCycle();
      await rig.time.pass(7_000);
    }
    expect(timesOf(sent, "cancel").length).toBeGreaterThanOrEqual(8);
    expect(mostInAMinute(writes(sent))).toBeLessThanOrEqual(5);
  });

  test("capture and release of one part delivery share the budget", async () => {
    const { rig, sent, sky } = await watched({ provider, mode: "vending" });
    rig.vendOutcome = (slot) =>
      slot === "A1" ? { is: "dropped", evidence: "beam" } : { is: "not-dropped", evidence: "no beam" };
    rig.terminal.begin();
    rig.terminal.basket.add("coffee");
    const reference = await rig.payByNumber("bun");
    let captures = 0;
    sky.over = (what) => {
      if (what === "capture") captures += 1;
      return (what === "capture" && captures < 3) || what === "cancel" ? answer(503) : {};
    };
    rig.wallet.act(CUSTOMER, reference, "approve");
    await rig.time.pass(10 * MINUTE_MS);
    expect(rig.wallet.ledger()).toMatchObject([{ captured: 4_500, cancelled: 0 }]);
    expect(timesOf(sent, "cancel").length).toBeGreaterThanOrEqual(5);
    expect(mostInAMinute(writes(sent))).toBeLessThanOrEqual(5);
    sky.over = () => ({});
    await rig.time.pass(3 * MINUTE_MS);
    expect(rig.wallet.ledger()).toMatchObject([{ captured: 4_500, cancelled: 3_900 }]);
  });

  test.each(["cancel", "capture"] as const)("Retry-After of 150 s holds a %s back for 150 s", async (what) => {
    const { rig, sent, sky } = await watched({ provider });
    const reference = await rig.payByNumber();
    sky.over = (asked) => (asked === what ? answer(429, { "retry-after": "150" }) : {});
    if (what === "cancel") rig.terminal.checkout.cancel();
    else rig.wallet.act(CUSTOMER, reference, "approve");
    await rig.time.pass(8 * MINUTE_MS);
    const times = timesOf(sent, what);
    expect(times.length).toBeGreaterThanOrEqual(3);
    for (const gapMs of gaps(times)) {
      expect(gapMs).toBeGreaterThanOrEqual(150_000);
      expect(gapMs).toBeLessThan(160_000);
    }
  });

  test("Retry-After of a read is waited out before the next", async () => {
    const { rig, sent, sky } = await watched({ provider });
    await rig.payByNumber();
    sky.over = (asked) => (asked === "read" ? answer(429, { "retry-after": "25" }) : {});
    await rig.time.pass(60_000);
    const times = timesOf(sent, "read");
    expect(times).toHaveLength(3);
    for (const gapMs of gaps(times)) expect(gapMs).toBeGreaterThanOrEqual(25_000);
  });

  test("reads that tell nothing come after 1, 2, 4, 8, 16 and then every 30 s", async () => {
    const { rig, sent, sky } = await watched({ provider });
    await rig.payByNumber();
    sky.over = (asked) => (asked === "read" ? answer(503) : {});
    await rig.time.pass(74_000);
    rig.terminal.touch();
    await rig.time.pass(60_000);
    expect(gaps(timesOf(sent, "read")).map((gapMs) => Math.floor(gapMs / 1_000))).toEqual([
      1, 2, 4, 8, 16, 30, 30, 30,
    ]);
  });

  test("a push is looked at after 5 s, then every 2 s", async () => {
    const { rig, sent } = await watched({ provider });
    await rig.payByNumber();
    await rig.time.pass(30_000);
    const [asked = 0] = timesOf(sent, "create");
    const reads = timesOf(sent, "read");
    expect((reads[0] ?? 0) - asked).toBeGreaterThanOrEqual(5_000);
    expect((reads[0] ?? 0) - asked).toBeLessThan(5_200);
    expect(reads).toHaveLength(13);
    for (const gapMs of gaps(reads)) {
      expect(gapMs).toBeGreaterThanOrEqual(2_000);
      expect(gapMs).toBeLessThan(2_100);
    }
  });

  test("a code on the screen is looked at every second", async () => {
    const { rig, sent } = await watched({ provider });
    await rig.payByCode();
    await rig.time.pass(30_000);
    const [asked = 0] = timesOf(sent, "create");
    const reads = timesOf(sent, "read");
    expect((reads[0] ?? 0) - asked).toBeLessThan(1_200);
    expect(reads.length).toBeGreaterThanOrEqual(27);
    for (const gapMs of gaps(reads)) {
      expect(gapMs).toBeGreaterThanOrEqual(1_000);
      expect(gapMs).toBeLessThan(1_100);
    }
  });
});
