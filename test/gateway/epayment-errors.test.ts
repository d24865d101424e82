import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { certainlyNotDone, type FaultCode } from "../../electron/core/fault.ts";
import { minor } from "../../electron/core/money.ts";
import { EPAYMENT_CODES } from "../../electron/gateway/epayment/errors.ts";
import type { WireAnswer } from "../../electron/gateway/http.ts";
import { answered, CHANGE, createAsk, epayment, REFERENCE, ScriptedWire } from "./rig.ts";

const facts = new URL("../../../shared/vipps/epayment.md", import.meta.url);

function problem(status: number, code?: string, headers: Record<string, string> = {}): WireAnswer {
  const extraDetails = code === undefined ? [] : [{ name: "ErrorCode", reason: code }];
  const body = {
    type: `https://httpstatuses.io/${status}`,
    title: "Some title",
    status,
    traceId: "x",
    extraDetails,
  };
  return answered(status, body, { "content-type": "application/problem+json", ...headers });
}

/** What each code must come to, written down apart from the client's own table. */
const EXPECTED: readonly (readonly [code: string, status: number, fault: FaultCode])[] = [
  ["3010", 400, "gateway/server-error"],
  ["4010", 409, "gateway/reference-used"],
  ["4020", 409, "gateway/reference-used"],
  ["4040", 400, "gateway/bad-request"],
  ["4050", 400, "gateway/customer-unreachable"],
  ["4060", 400, "gateway/customer-unreachable"],
  ["4070", 400, "gateway/customer-unreachable"],
  ["4080", 400, "gateway/bad-request"],
  ["4090", 400, "gateway/bad-request"],
  ["4100", 400, "gateway/bad-request"],
  ["4110", 400, "gateway/bad-request"],
  ["4120", 400, "gateway/bad-request"],
  ["4130", 400, "gateway/bad-request"],
  ["4140", 400, "gateway/bad-request"],
  ["4150", 409, "gateway/reference-used"],
  ["4160", 400, "gateway/bad-request"],
  ["5010", 403, "gateway/not-configured"],
  ["5020", 403, "gateway/not-configured"],
  ["5030", 403, "gateway/not-configured"],
  ["5040", 400, "gateway/not-configured"],
  ["5050", 403, "gateway/not-configured"],
  ["5060", 403, "gateway/not-configured"],
  ["5070", 422, "gateway/not-configured"],
  ["5080", 403, "gateway/push-not-allowed"],
  ["5090", 404, "gateway/not-found"],
  ["5100", 403, "gateway/not-configured"],
  ["6010", 400, "gateway/bad-request"],
  ["6020", 400, "gateway/refused"],
  ["6030", 400, "gateway/too-late"],
  ["6040", 400, "gateway/already-captured"],
  ["6050", 400, "gateway/refused"],
  ["6060", 400, "gateway/refused"],
  ["6070", 400, "gateway/refused"],
  ["6080", 400, "gateway/refused"],
  ["6090", 400, "gateway/refused"],
  ["6100", 400, "gateway/too-late"],
  ["6110", 400, "gateway/bad-request"],
  ["6120", 400, "gateway/bad-request"],
  ["6130", 400, "gateway/bad-request"],
  ["6140", 400, "gateway/refused"],
  ["6150", 400, "gateway/refused"],
  ["6160", 409, "gateway/locked"],
  ["6170", 400, "gateway/already-captured"],
  ["6180", 400, "gateway/refused"],
  ["6190", 400, "gateway/refused"],
  ["6200", 400, "gateway/refused"],
  ["6210", 400, "gateway/refused"],
  ["6220", 400, "gateway/too-late"],
  ["6230", 400, "gateway/refused"],
  ["6250", 409, "gateway/locked"],
  ["6260", 400, "gateway/refused"],
  ["6280", 400, "gateway/locked"],
  ["7010", 400, "gateway/customer-unreachable"],
  ["10010", 400, "gateway/refused"],
  ["10020", 400, "gateway/refused"],
  ["10030", 400, "gateway/refused"],
  ["10040", 400, "gateway/refused"],
  ["10050", 400, "gateway/refused"],
  ["10060", 400, "gateway/refused"],
  ["10070", 400, "gateway/refused"],
];

test.each(EXPECTED)(
  "code %s with status %i is %s on create, cancel, capture and read alike",
  async (code, status, expected) => {
    const refused = problem(status, code);
    const gateway = epayment(new ScriptedWire(refused, refused, refused, refused));
    const outcomes = [
      await gateway.create(createAsk()),
      await gateway.cancel(CHANGE),
      await gateway.capture({ ...CHANGE, amount: minor(500), currency: "NOK" }),
      await gateway.read(REFERENCE),
    ];
    for (const outcome of outcomes)
      expect(outcome).toMatchObject({
        is: certainlyNotDone(expected) ? "refused" : "unknown",
        fault: { code: expected, what: expect.stringContaining(`code ${code}`) },
      });
  },
);

test("the table above and the client's know the same codes", () => {
  expect(EXPECTED.map(([code]) => code).sort()).toEqual(Object.keys(EPAYMENT_CODES).sort());
});

test.skipIf(!existsSync(facts))(
  "every published code is on the list (skipped: the folder with the API facts is absent)",
  () => {
    const section = readFileSync(facts, "utf8").split("\n## 13. Errors")[1]?.split("\n## 14.")[0] ?? "";
    const rows = section.split("\n").filter((line) => /^\| \d/.test(line));
    const published = rows.flatMap((row) => [...(row.match(/(?<=\| )\d{4}(?= |–)|(?<= \/ )\d{4}(?= )/g) ?? [])]);
    expect(published.length).toBeGreaterThan(45);
    for (const code of published) expect(Object.keys(EPAYMENT_CODES)).toContain(code);
  },
);

test.each<[string, WireAnswer, FaultCode]>([
  ["500 with a code on the list", problem(500, "6080"), "gateway/server-error"],
  ["502 with a page", answered(502, "<html>bad gateway</html>"), "gateway/server-error"],
  ["503", answered(503), "gateway/server-error"],
  ["429", answered(429, { message: "Rate limit is exceeded" }), "gateway/rate-limited"],
  ["429 with a code on the list", problem(429, "6190"), "gateway/rate-limited"],
  ["423", answered(423), "gateway/locked"],
  ["423 with a code on the list", problem(423, "6190"), "gateway/locked"],
  ["403 without a code", problem(403), "gateway/not-configured"],
  ["403 with a page", answered(403, "<html>blocked</html>"), "gateway/not-configured"],
  ["404 without a body", answered(404), "gateway/not-found"],
  ["404 without a code", problem(404), "gateway/not-found"],
  ["404 with a page", answered(404, "<html>no such page</html>"), "gateway/bad-answer"],
  ["409 without a code", problem(409), "gateway/reference-used"],
  ["409 with an unknown code", problem(409, "6999"), "gateway/reference-used"],
  ["400 with field errors", problem(400), "gateway/bad-request"],
  ["400 with half a body", answered(400, '{"title":"Bad Re'), "gateway/bad-answer"],
  ["400 without a body", answered(400), "gateway/bad-request"],
  ["400 with JSON of another shape", answered(400, [1, 2]), "gateway/bad-request"],
  ["an unknown code of the four thousands", problem(400, "4999"), "gateway/bad-request"],
  ["an unknown code of the five thousands", problem(400, "5999"), "gateway/not-configured"],
  ["an unknown code of the six thousands", problem(400, "6999"), "gateway/refused"],
  ["an unknown code of the seven thousands", problem(400, "7999"), "gateway/refused"],
  ["a code that is no number", problem(400, "CARD_STOLEN"), "gateway/bad-request"],
  ["408", answered(408), "gateway/no-answer"],
  ["a redirect", answered(302, "", { location: "/" }), "gateway/bad-answer"],
  ["several choices", answered(300, { reference: REFERENCE }), "gateway/bad-answer"],
  ["not modified", answered(304), "gateway/bad-answer"],
])("%s", async (_, answer, code) => {
  const gateway = epayment(new ScriptedWire(answer, answer));
  const expected = { is: certainlyNotDone(code) ? "refused" : "unknown", fault: { code } };
  expect(await gateway.capture({ ...CHANGE, amount: minor(500), currency: "NOK" })).toMatchObject(expected);
  expect(await gateway.read(REFERENCE)).toMatchObject(expected);
});

test.each([
  ["seconds", { "retry-after": "30" }, 30_000],
  [
    "a date, measured by the answer's own clock",
    { date: "Wed, 21 Oct 2026 07:28:00 GMT", "retry-after": "Wed, 21 Oct 2026 07:29:30 GMT" },
    90_000,
  ],
  [
    "a date that is past",
    { date: "Wed, 21 Oct 2026 07:28:00 GMT", "retry-after": "Wed, 21 Oct 2026 07:00:00 GMT" },
    0,
  ],
  ["days", { "retry-after": "9999999" }, 3_600_000],
  ["nonsense", { "retry-after": "later" }, undefined],
  ["a date without a clock to measure it by", { "retry-after": "Wed, 21 Oct 2026 07:29:30 GMT" }, undefined],
  ["nothing", {}, undefined],
])("Retry-After given as %s", async (_, headers, expected) => {
  const outcome = await epayment(new ScriptedWire(answered(429, "", headers as Record<string, string>))).read(
    REFERENCE,
  );
  expect(outcome.is === "refused" && outcome.fault.retryAfterMs).toBe(expected);
});

test.each<[string, WireAnswer, string, FaultCode]>([
  [
    "nothing left this machine",
    { is: "not-sent", why: "no connection (ECONNREFUSED)" },
    "refused",
    "gateway/unreachable",
  ],
  [
    "the line broke after sending",
    { is: "no-answer", why: "the line broke (UND_ERR_SOCKET)" },
    "unknown",
    "gateway/no-answer",
  ],
])("%s", async (_, answer, is, code) => {
  const gateway = epayment(new ScriptedWire(answer, answer, answer, answer));
  for (const outcome of [
    await gateway.create(createAsk()),
    await gateway.cancel(CHANGE),
    await gateway.refund({ ...CHANGE, amount: minor(500), currency: "NOK" }),
    await gateway.read(REFERENCE),
  ])
    expect(outcome).toMatchObject({ is, fault: { code } });
});

test("the fault names the deed, the status, the code and the trace", async () => {
  const answer = answered(400, {
    title: "Cannot capture before reservation",
    traceId: "00-bb841c551513e233de8a01472013fa9f-542c71e40916a6ce-00",
    extraDetails: [{ name: "ErrorCode", reason: "6080" }],
  });
  const outcome = await epayment(new ScriptedWire(answer)).capture({
    ...CHANGE,
    amount: minor(500),
    currency: "NOK",
  });
  expect(outcome.is === "refused" && outcome.fault.what).toBe(
    "capture of kiosk1-abc123-1: the provider answered 400, code 6080 (Cannot capture before reservation), trace 00-bb841c551513e233de8a01472013fa9f-542c71e40916a6ce-00",
  );
});

test("a field error names the field", async () => {
  const answer = answered(400, {
    title: "Bad Request",
    extraDetails: [{ name: "paymentDescription", reason: "must be at least 3 characters" }],
  });
  const outcome = await epayment(new ScriptedWire(answer)).create(createAsk());
  expect(outcome.is === "refused" && outcome.fault.what).toBe(
    "create of kiosk1-abc123-1: the provider answered 400, field paymentDescription (must be at least 3 characters)",
  );
});
