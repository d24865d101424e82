import { expect, test } from "vitest";
import type { Proof } from "../../electron/core/ports.ts";
import { reservedAtMs } from "../../electron/gateway/ecom/proof.ts";
import { details as detailsShape } from "../../electron/gateway/ecom/shapes.ts";
import type { WireAnswer } from "../../electron/gateway/http.ts";
import { answered, ecom, REFERENCE, ScriptedWire } from "./rig.ts";

type Entry = readonly [operation: string, amount: number, more?: object];
type Sums = readonly [captured: number, refunded: number, toCapture: number, toRefund: number];

/** Newest first, as the API sends it. */
function details(entries: readonly Entry[], sums?: Sums): WireAnswer {
  const transactionLogHistory = entries.map(([operation, amount, more]) => ({
    operation,
    amount,
    transactionText: "Two coffees",
    timeStamp: "2026-10-21T07:28:00.123Z",
    requestId: "",
    operationSuccess: true,
    ...more,
  }));
  const [capturedAmount, refundedAmount, remainingAmountToCapture, remainingAmountToRefund] = sums ?? [];
  const transactionSummary = { capturedAmount, refundedAmount, remainingAmountToCapture, remainingAmountToRefund };
  return answered(200, { orderId: REFERENCE, transactionLogHistory, ...(sums ? { transactionSummary } : {}) });
}

async function proofOf(answer: WireAnswer): Promise<Proof> {
  const outcome = await ecom(new ScriptedWire(answer)).read(REFERENCE);
  if (outcome.is !== "done") throw new Error(outcome.fault.what);
  expect(outcome.value.reference).toBe(REFERENCE);
  return outcome.value;
}

const failedAttempt = { operationSuccess: false };
const seen = { transactionId: "5001420062" };
const INITIATE: Entry = ["INITIATE", 12_500, seen];
const RESERVE: Entry = ["RESERVE", 12_500, seen];

type Amounts = readonly [authorized: number, captured: number, cancelled: number, refunded: number];

test.each<[string, readonly Entry[], Sums | undefined, Proof["word"], boolean, Amounts]>([
  ["just made", [["INITIATE", 12_500]], undefined, "pending", false, [0, 0, 0, 0]],
  [
    "made, with an empty id",
    [["INITIATE", 12_500, { transactionId: "" }]],
    undefined,
    "pending",
    false,
    [0, 0, 0, 0],
  ],
  ["opened in the app", [INITIATE], undefined, "pending", true, [0, 0, 0, 0]],
  [
    "opened, with a numeric id",
    [["INITIATE", 12_500, { transactionId: 5001420062 }]],
    undefined,
    "pending",
    true,
    [0, 0, 0, 0],
  ],
  ["approved", [RESERVE, INITIATE], [0, 0, 12_500, 0], "authorized", true, [12_500, 0, 0, 0]],
  ["approved, summary not there yet", [RESERVE, INITIATE], undefined, "authorized", true, [12_500, 0, 0, 0]],
  ["approved, summary lagging behind", [RESERVE, INITIATE], [0, 0, 0, 0], "authorized", true, [12_500, 0, 0, 0]],
  [
    "captured",
    [["CAPTURE", 12_500], RESERVE, INITIATE],
    [12_500, 0, 0, 12_500],
    "authorized",
    true,
    [12_500, 12_500, 0, 0],
  ],
  [
    "captured, without a summary",
    [["CAPTURE", 12_500], RESERVE, INITIATE],
    undefined,
    "authorized",
    true,
    [12_500, 12_500, 0, 0],
  ],
  [
    "part captured",
    [["CAPTURE", 5_000], RESERVE, INITIATE],
    [5_000, 0, 7_500, 5_000],
    "authorized",
    true,
    [12_500, 5_000, 0, 0],
  ],
  [
    "captured twice",
    [["CAPTURE", 2_000], ["CAPTURE", 5_000], RESERVE, INITIATE],
    undefined,
    "authorized",
    true,
    [12_500, 7_000, 0, 0],
  ],
  [
    "part captured, rest released",
    [["VOID", 7_500], ["CAPTURE", 5_000], RESERVE, INITIATE],
    [5_000, 0, 0, 5_000],
    "authorized",
    true,
    [12_500, 5_000, 7_500, 0],
  ],
  [
    "part captured, rest released without an entry",
    [["CAPTURE", 5_000], RESERVE, INITIATE],
    [5_000, 0, 0, 5_000],
    "authorized",
    true,
    [12_500, 5_000, 7_500, 0],
  ],
  [
    "part captured, rest released, no summary",
    [["VOID", 7_500], ["CAPTURE", 5_000], RESERVE, INITIATE],
    undefined,
    "authorized",
    true,
    [12_500, 5_000, 7_500, 0],
  ],
  [
    "part captured, release not yet in the sums",
    [["VOID", 7_500], ["CAPTURE", 5_000], RESERVE, INITIATE],
    [5_000, 0, 7_500, 5_000],
    "authorized",
    true,
    [12_500, 5_000, 0, 0],
  ],
  [
    "cancelled after approval",
    [["VOID", 12_500], RESERVE, INITIATE],
    [0, 0, 0, 0],
    "authorized",
    true,
    [12_500, 0, 12_500, 0],
  ],
  [
    "cancelled after approval, told as CANCEL",
    [["CANCEL", 12_500], RESERVE, INITIATE],
    undefined,
    "authorized",
    true,
    [12_500, 0, 12_500, 0],
  ],
  [
    "cancelled before approval",
    [
      ["CANCEL", 12_500],
      ["INITIATE", 12_500],
    ],
    undefined,
    "terminated",
    false,
    [0, 0, 12_500, 0],
  ],
  [
    "part refunded",
    [["REFUND", 4_000], ["CAPTURE", 12_500], RESERVE, INITIATE],
    [12_500, 4_000, 0, 8_500],
    "authorized",
    true,
    [12_500, 12_500, 0, 4_000],
  ],
  [
    "refunded twice, no summary",
    [["REFUND", 4_000], ["REFUND", 8_500], ["CAPTURE", 12_500], RESERVE, INITIATE],
    undefined,
    "authorized",
    true,
    [12_500, 12_500, 0, 12_500],
  ],
  [
    "sold by direct capture",
    [["SALE", 12_500, seen], INITIATE],
    [12_500, 0, 0, 12_500],
    "authorized",
    true,
    [12_500, 12_500, 0, 0],
  ],
  ["sold, no summary", [["SALE", 12_500], INITIATE], undefined, "authorized", true, [12_500, 12_500, 0, 0]],
  [
    "sold, summary lagging behind",
    [["SALE", 12_500], INITIATE],
    [0, 0, 0, 0],
    "authorized",
    true,
    [12_500, 12_500, 0, 0],
  ],
  [
    "sold and refunded",
    [["REFUND", 12_500], ["SALE", 12_500], INITIATE],
    [12_500, 12_500, 0, 0],
    "authorized",
    true,
    [12_500, 12_500, 0, 12_500],
  ],
  [
    "reservation failed, still open",
    [["RESERVE", 12_500, failedAttempt], INITIATE],
    undefined,
    "pending",
    true,
    [0, 0, 0, 0],
  ],
  [
    "sale failed, still open",
    [["SALE", 12_500, failedAttempt], INITIATE],
    undefined,
    "pending",
    true,
    [0, 0, 0, 0],
  ],
  [
    "failed, then approved",
    [RESERVE, ["RESERVE", 12_500, failedAttempt], INITIATE],
    undefined,
    "authorized",
    true,
    [12_500, 0, 0, 0],
  ],
  ["failed cancel", [["CANCEL", 12_500, failedAttempt], INITIATE], undefined, "pending", true, [0, 0, 0, 0]],
  [
    "failed void",
    [["VOID", 12_500, failedAttempt], RESERVE, INITIATE],
    [0, 0, 12_500, 0],
    "authorized",
    true,
    [12_500, 0, 0, 0],
  ],
  [
    "failed capture",
    [["CAPTURE", 12_500, failedAttempt], RESERVE, INITIATE],
    [0, 0, 12_500, 0],
    "authorized",
    true,
    [12_500, 0, 0, 0],
  ],
  [
    "failed refund",
    [["REFUND", 5_000, failedAttempt], ["CAPTURE", 12_500], RESERVE, INITIATE],
    undefined,
    "authorized",
    true,
    [12_500, 12_500, 0, 0],
  ],
  ["a word on no list", [["ESCALATE", 12_500], INITIATE], undefined, "unrecognized", true, [0, 0, 0, 0]],
  [
    "a word on no list after a cancel",
    [["REVIVE", 12_500], ["CANCEL", 12_500], INITIATE],
    undefined,
    "unrecognized",
    true,
    [0, 0, 0, 0],
  ],
  [
    "a word on no list after approval",
    [["ESCALATE", 12_500], RESERVE, INITIATE],
    [0, 0, 12_500, 0],
    "authorized",
    true,
    [12_500, 0, 0, 0],
  ],
  [
    "a capture whose reservation is missing",
    [["CAPTURE", 5_000], INITIATE],
    [5_000, 0, 0, 5_000],
    "authorized",
    true,
    [5_000, 5_000, 0, 0],
  ],
  ["an empty log", [], undefined, "unrecognized", false, [0, 0, 0, 0]],
  ["nothing that worked", [["INITIATE", 12_500, failedAttempt]], undefined, "unrecognized", false, [0, 0, 0, 0]],
])("an order that is %s", async (_, entries, sums, word, pickedUp, [authorized, captured, cancelled, refunded]) => {
  expect(await proofOf(details(entries, sums))).toEqual({
    reference: REFERENCE,
    word,
    pickedUp,
    authorized,
    captured,
    cancelled,
    refunded,
  });
});

test.each([
  ["INITIATE", "pending"],
  ["initiated", "pending"],
  ["Register", "pending"],
  ["REGISTERED", "pending"],
  ["Cancelled", "terminated"],
  ["CANCELED", "terminated"],
  ["void", "terminated"],
  ["AUTOREVERSAL", "terminated"],
  ["AUTOCANCEL", "terminated"],
  ["AUTO_CANCEL", "terminated"],
  ["REJECT", "expired"],
  ["REJECTED", "expired"],
  ["USER_CANCEL", "aborted"],
  ["FAILED", "failed"],
  ["RESERVE_FAILED", "failed"],
  ["SALE_FAILED", "failed"],
  [" cancel ", "terminated"],
  ["CANCEL_REQUESTED", "unrecognized"],
  ["", "unrecognized"],
] as const)("the word %s before approval is %s", async (operation, word) => {
  const proof = await proofOf(details([[operation, 12_500], INITIATE]));
  expect(proof.word).toBe(word);
  expect(proof.cancelled).toBe(word === "pending" || word === "unrecognized" ? 0 : 12_500);
});

test.each(["RESERVED", "reserve", "Reserved"])("the spelling %s is a reservation", async (operation) => {
  expect(await proofOf(details([[operation, 12_500], INITIATE]))).toMatchObject({
    word: "authorized",
    authorized: 12_500,
  });
});

test.each<[string, WireAnswer]>([
  ["no JSON", answered(200, "<html>")],
  ["nothing", answered(200)],
  ["no log", answered(200, { orderId: REFERENCE })],
  ["a log that is no list", answered(200, { orderId: REFERENCE, transactionLogHistory: {} })],
  ["kroner with decimals", details([["RESERVE", 125.5], INITIATE])],
  ["an amount as text", details([["RESERVE", 12_500, { amount: "12500" }], INITIATE])],
  ["a negative amount", details([["RESERVE", -1], INITIATE])],
  ["no word whether it worked", details([["RESERVE", 12_500, { operationSuccess: undefined }], INITIATE])],
  ["a success that is text", details([["RESERVE", 12_500, { operationSuccess: "true" }], INITIATE])],
  [
    "a summary with a hole",
    answered(200, { orderId: REFERENCE, transactionLogHistory: [], transactionSummary: { capturedAmount: 1 } }),
  ],
  ["more refunded than captured", details([RESERVE, INITIATE], [100, 101, 0, 0])],
  ["another order", answered(200, { orderId: "somebody-elses", transactionLogHistory: [] })],
  ["an endless log", details(Array.from({ length: 1_001 }, () => INITIATE))],
])("details with %s prove nothing", async (_, answer) => {
  expect(await ecom(new ScriptedWire(answer)).read(REFERENCE)).toMatchObject({
    is: "unknown",
    fault: { code: "gateway/bad-answer" },
  });
});

function parsedDetails(answer: WireAnswer) {
  return detailsShape.parse(JSON.parse(answer.is === "answered" ? answer.body : ""));
}

test("the time of the reservation is the successful entry's", () => {
  const late = { timeStamp: "2026-10-22T07:28:00Z" };
  const log = details([
    ["CAPTURE", 1, late],
    ["RESERVE", 1, { ...late, operationSuccess: false }],
    RESERVE,
    INITIATE,
  ]);
  expect(reservedAtMs(parsedDetails(log))).toBe(Date.parse("2026-10-21T07:28:00.123Z"));
  expect(reservedAtMs(parsedDetails(details([INITIATE])))).toBeUndefined();
  expect(reservedAtMs(parsedDetails(details([["RESERVE", 1, { timeStamp: "yesterday" }]])))).toBeUndefined();
});
