import fc from "fast-check";
import { expect, test } from "vitest";
import type { Outcome } from "../../electron/core/fault.ts";
import { minor } from "../../electron/core/money.ts";
import type { WireAnswer } from "../../electron/gateway/http.ts";
import { plain, supportId } from "../../electron/gateway/plain.ts";
import {
  answered,
  CHANGE,
  createAsk,
  ecom,
  epayment,
  KEYS,
  MSISDN,
  REFERENCE,
  ScriptedWire,
  TOKEN,
} from "./rig.ts";

const SECRETS = [
  MSISDN,
  "91234567",
  "912 34 567",
  "+47 91 23 45 67",
  TOKEN,
  KEYS.clientId,
  KEYS.clientSecret,
  KEYS.subscriptionKey,
];

/** Answers that repeat everything they were sent, in every place a client might quote from. */
function echoes(): WireAnswer[] {
  return SECRETS.flatMap((secret) => {
    const words = `The value ${secret} was not accepted`;
    return [400, 403, 404, 409, 422, 500, 200].flatMap((status) => [
      answered(status, {
        title: words,
        detail: words,
        traceId: secret,
        instance: secret,
        extraDetails: [{ name: words, reason: words }],
      }),
      answered(status, {
        title: words,
        traceId: secret,
        extraDetails: [
          { name: "ErrorCode", reason: secret },
          { name: secret, reason: words },
        ],
      }),
      answered(status, [{ errorGroup: words, errorCode: secret, errorMessage: words, contextId: secret }]),
      answered(status, [
        { errorGroup: "InvalidRequest", errorCode: words, errorMessage: words, contextId: secret },
      ]),
      answered(status, { statusCode: status, message: words }),
      answered(status, { responseInfo: { responseMessage: words }, result: { message: words } }),
      answered(status, { reference: secret, orderId: secret, state: words, [secret]: words }),
      answered(status, words, { "retry-after": secret }),
    ]);
  });
}

test("no fault of either client tells a number, a token or a key, whatever the provider echoes", async () => {
  const amount = { amount: minor(500), currency: "NOK" } as const;
  let told = 0;
  for (const answer of echoes()) {
    const outcomes: Outcome<unknown>[] = [];
    for (const make of [epayment, ecom]) {
      const gateway = make(new ScriptedWire(...Array<WireAnswer>(8).fill(answer)));
      outcomes.push(
        await gateway.create(createAsk()),
        await gateway.read(REFERENCE),
        await gateway.cancel(CHANGE),
        await gateway.capture({ ...CHANGE, ...amount }),
        await gateway.orders.setCategory(REFERENCE, "RECEIPT", "https://shop.example.com"),
      );
    }
    for (const outcome of outcomes) {
      if (outcome.is === "done") continue;
      told += 1;
      // A UUID is shown where a support reference is expected; the client id, a user name, happens to have that form.
      const text = outcome.fault.what.replace(`, trace ${KEYS.clientId}`, "");
      for (const secret of SECRETS) expect(text).not.toContain(secret);
    }
  }
  expect(told).toBeGreaterThan(3_000);
});

test("a support reference is told only in the forms support uses", () => {
  expect(supportId("f70b8bf7-c843-4bea-95d9-94725b19895f")).toBeDefined();
  expect(supportId("00-bb841c551513e233de8a01472013fa9f-542c71e40916a6ce-00")).toBeDefined();
  for (const other of [
    MSISDN,
    TOKEN,
    KEYS.clientSecret,
    KEYS.subscriptionKey,
    "",
    undefined,
    "trace 1",
    "12345678",
  ])
    expect(supportId(other)).toBeUndefined();
});

test("the provider's words stay readable, on one bounded line", () => {
  expect(plain("Cannot capture\r\n before\treservation (6080)")).toBe("Cannot capture before reservation (6080)");
  expect(plain("shouldReleaseRemainingFunds must be true")).toBe("shouldReleaseRemainingFunds must be true");
  expect(plain("\u001b[2Jred\u202etxt")).toBe("[2Jred txt");
  expect(plain("word ".repeat(100)).length).toBeLessThanOrEqual(160);
});

test("no run of eight digits survives, however it is grouped", () => {
  const gap = fc.constantFrom("", "", " ", "-", ".", " (", ") ");
  const digits = fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), gap), { minLength: 8, maxLength: 15 });
  fc.assert(
    fc.property(fc.string(), digits, fc.string(), (before, number, after) => {
      const written = number.map(([digit, space]) => `${digit}${space}`).join("");
      const shown = plain(`${before.replace(/\d/g, "")} ${written} ${after.replace(/\d/g, "")}`);
      expect(shown.replace(/\D/g, "").length).toBeLessThan(8);
    }),
    { numRuns: 300 },
  );
});
