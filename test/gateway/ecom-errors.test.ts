import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { certainlyNotDone, type FaultCode } from "../../electron/core/fault.ts";
import { minor } from "../../electron/core/money.ts";
import { ECOM_CODES } from "../../electron/gateway/ecom/errors.ts";
import type { WireAnswer } from "../../electron/gateway/http.ts";
import { answered, CHANGE, createAsk, ecom, REFERENCE, ScriptedWire } from "./rig.ts";

const facts = new URL("../../../shared/vipps/ecom-v2.md", import.meta.url);

function backend(
  status: number,
  ...errors: readonly (readonly [group: string, code: string | number])[]
): WireAnswer {
  return answered(
    status,
    errors.map(([errorGroup, errorCode]) => ({
      errorGroup,
      errorCode,
      errorMessage: "Some message",
      contextId: "x",
    })),
  );
}

/** What each group and code must come to, written down apart from the client's own table. */
const EXPECTED: readonly (readonly [group: string, code: string, fault: FaultCode])[] = [
  ["Payment", "41", "gateway/no-card"],
  ["Payment", "42", "gateway/refused"],
  ["Payment", "43", "gateway/refused"],
  ["Payment", "44", "gateway/refused"],
  ["Payment", "45", "gateway/refused"],
  ["Payment", "51", "gateway/already-captured"],
  ["Payment", "52", "gateway/refused"],
  ["Payment", "53", "gateway/refused"],
  ["Payment", "61", "gateway/refused"],
  ["Payment", "62", "gateway/refused"],
  ["Payment", "63", "gateway/server-error"],
  ["Payment", "71", "gateway/refused"],
  ["Payment", "72", "gateway/refused"],
  ["Payment", "73", "gateway/refused"],
  ["Payment", "74", "gateway/refused"],
  ["Payment", "93", "gateway/reference-used"],
  ["Payment", "95", "gateway/too-late"],
  ["Payment", "96", "gateway/too-late"],
  ["Payment", "98", "gateway/too-late"],
  ["Payment", "1082", "gateway/refused"],
  ["Payment", "1501", "gateway/customer-unreachable"],
  ["VippsError", "91", "gateway/refused"],
  ["VippsError", "92", "gateway/refused"],
  ["VippsError", "93", "gateway/reference-used"],
  ["VippsError", "94", "gateway/locked"],
  ["VippsError", "98", "gateway/rate-limited"],
  ["VippsError", "99", "gateway/server-error"],
  ["User", "81", "gateway/customer-unreachable"],
  ["User", "82", "gateway/app-too-old"],
  ["Merchant", "21", "gateway/refused"],
  ["Merchant", "22", "gateway/refused"],
  ["Merchant", "31", "gateway/not-configured"],
  ["Merchant", "32", "gateway/not-configured"],
  ["Merchant", "33", "gateway/not-configured"],
  ["Merchant", "34", "gateway/reference-used"],
  ["Merchant", "35", "gateway/not-found"],
  ["Merchant", "36", "gateway/not-configured"],
  ["Merchant", "37", "gateway/not-configured"],
  ["Merchant", "38", "gateway/push-not-allowed"],
  ["Merchant", "39", "gateway/not-configured"],
  ["Merchant", "51", "gateway/not-configured"],
  ["Merchant", "97", "gateway/not-configured"],
  ["Merchant", "Unauthorized", "gateway/not-configured"],
];

test.each(EXPECTED)("%s %s is %s on capture, refund, cancel and read alike", async (group, code, expected) => {
  const refused = backend(400, [group, code]);
  const details = answered(500);
  const gateway = ecom(new ScriptedWire(refused, refused, details, refused, refused));
  const amount = { amount: minor(500), currency: "NOK" } as const;
  const outcomes = [
    await gateway.capture({ ...CHANGE, ...amount }),
    await gateway.refund({ ...CHANGE, ...amount }),
    await gateway.cancel(CHANGE),
    await gateway.read(REFERENCE),
  ];
  for (const outcome of outcomes)
    expect(outcome).toMatchObject({
      is: certainlyNotDone(expected) ? "refused" : "unknown",
      fault: { code: expected, what: expect.stringContaining(`${group} ${code}`) },
    });
});

test("the table above and the client's know the same codes", () => {
  expect(EXPECTED.map(([group, code]) => `${group} ${code}`.toLowerCase()).sort()).toEqual(
    Object.keys(ECOM_CODES).sort(),
  );
});

test.skipIf(!existsSync(facts))(
  "every published group and code is on the list (skipped: the folder with the API facts is absent)",
  () => {
    const section = readFileSync(facts, "utf8").split("### 14.2 Code table")[1]?.split("\n## 15.")[0] ?? "";
    const published = section.split("\n").flatMap((line) => {
      const row = /^\| (Payment|VippsError|User|Merchant) \| ([\d, ]+) \|/.exec(line);
      return row === null ? [] : (row[2] ?? "").split(",").map((code) => `${row[1]} ${code.trim()}`.toLowerCase());
    });
    expect(published.length).toBeGreaterThan(40);
    for (const code of published) expect(Object.keys(ECOM_CODES)).toContain(code);
  },
);

test("on create the code for a late refund says that direct capture is not allowed", async () => {
  expect(await ecom(new ScriptedWire(backend(400, ["Payment", "95"]))).create(createAsk())).toMatchObject({
    is: "refused",
    fault: { code: "gateway/not-configured" },
  });
});

test.each<[string, string | number, FaultCode]>([
  ["payment", "51", "gateway/already-captured"],
  ["Payments", "51", "gateway/already-captured"],
  ["PAYMENTS", "51", "gateway/already-captured"],
  ["Customer", "81", "gateway/customer-unreachable"],
  ["user", 81, "gateway/customer-unreachable"],
  ["MERCHANT", 35, "gateway/not-found"],
  ["VIPPSERROR", "94", "gateway/locked"],
  ["InvalidRequest", "transaction.amount", "gateway/bad-request"],
  ["InvalidRequests", "mobileNumber", "gateway/bad-request"],
  ["Authentication", "anything", "gateway/not-configured"],
  ["Payment", "9999", "gateway/refused"],
  ["Something", "1", "gateway/refused"],
])("group %s with code %s, as the API has spelled it, is %s", async (group, code, expected) => {
  expect(await ecom(new ScriptedWire(backend(400, [group, code]))).read(REFERENCE)).toMatchObject({
    fault: { code: expected },
  });
});

test("of several errors the one that leaves the outcome open counts", async () => {
  const both = backend(400, ["Payment", "52"], ["VippsError", "99"]);
  expect(await ecom(new ScriptedWire(both)).read(REFERENCE)).toMatchObject({
    is: "unknown",
    fault: { code: "gateway/server-error" },
  });
  const first = backend(400, ["Merchant", "35"], ["Payment", "51"]);
  expect(await ecom(new ScriptedWire(first)).read(REFERENCE)).toMatchObject({
    fault: { code: "gateway/not-found" },
  });
});

test.each<[string, WireAnswer, FaultCode]>([
  [
    "the gateway's first shape with 429",
    answered(429, { statusCode: 429, message: "Rate limit is exceeded" }),
    "gateway/rate-limited",
  ],
  [
    "the gateway's first shape with 401 after a fresh token",
    answered(401, { statusCode: 401, message: "no" }),
    "gateway/not-configured",
  ],
  [
    "the gateway's second shape with 403",
    answered(403, { responseInfo: { responseCode: 403, responseMessage: "x" }, result: { message: "y" } }),
    "gateway/not-configured",
  ],
  [
    "the gateway's second shape without a result, with 500",
    answered(500, { responseInfo: { responseCode: 500, responseMessage: "x" } }),
    "gateway/server-error",
  ],
  ["the gateway's first shape with 422", answered(422, { statusCode: 422, message: "x" }), "gateway/bad-request"],
  [
    "a single error instead of a list",
    answered(400, { errorGroup: "Merchant", errorCode: "35", errorMessage: "x" }),
    "gateway/not-found",
  ],
  ["an empty list", answered(400, []), "gateway/bad-request"],
  ["404 without a body", answered(404), "gateway/not-found"],
  ["404 with another code", backend(404, ["Payment", "52"]), "gateway/refused"],
  ["404 with a page", answered(404, "<html>"), "gateway/bad-answer"],
  ["409 without a code", answered(409), "gateway/reference-used"],
  ["402 of the older lists", backend(402, ["Payment", "42"]), "gateway/refused"],
  ["423", answered(423), "gateway/locked"],
  ["500 with a code on the list", backend(500, ["Merchant", "35"]), "gateway/server-error"],
  ["503", answered(503, "<html>"), "gateway/server-error"],
  ["400 with half a body", answered(400, '[{"errorGroup":"Merch'), "gateway/bad-answer"],
  ["a redirect", answered(301), "gateway/bad-answer"],
  ["nothing left this machine", { is: "not-sent", why: "no connection (ENOTFOUND)" }, "gateway/unreachable"],
  ["silence", { is: "no-answer", why: "no answer within 30000 ms" }, "gateway/no-answer"],
])("%s", async (_, answer, code) => {
  const expected = { is: certainlyNotDone(code) ? "refused" : "unknown", fault: { code } };
  expect(await ecom(new ScriptedWire(answer, answer)).read(REFERENCE)).toMatchObject(expected);
  expect(await ecom(new ScriptedWire(answer, answer)).create(createAsk())).toMatchObject(expected);
});

test("the fault names the deed, the status, the code, the words and the trace", async () => {
  const contextId = "f70b8bf7-c843-4bea-95d9-94725b19895f";
  const body = [{ errorGroup: "Payment", errorCode: "44", errorMessage: "Refused by issuer", contextId }];
  expect(await ecom(new ScriptedWire(answered(400, body))).create(createAsk())).toMatchObject({
    fault: {
      what: `create of ${REFERENCE}: the provider answered 400, Payment 44 (Refused by issuer), trace ${contextId}`,
    },
  });
});
