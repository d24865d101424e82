/** A mistake planted into the program while it is loaded: `find` stands exactly once in `file`. */
export interface Defect {
  readonly name: string;
  /** The end of the file's path. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

const COURSE = "electron/core/payment-course.ts";
const PACE = "electron/core/payment-pace.ts";
const PAYMENT = "electron/core/payment.ts";
const FAULT = "electron/core/fault.ts";
const STEP = "electron/core/sale-step.ts";
const REACTIONS = "electron/core/sale-reactions.ts";
const SALES = "electron/engine/sales.ts";
const RUNNER = "electron/engine/deed-runner.ts";
const SCREENS = "electron/engine/screens.ts";
const CHECKOUT = "electron/engine/checkout.ts";
const BOARD = "hardware/dispensing/vending-board.ts";
const VERDICT = "hardware/dispensing/verdict.ts";
const READER = "hardware/drivers/mdb/cashless-reader.ts";
const DESK = "electron/engine/machine-desk.ts";
const JOURNAL = "electron/journal/memory-journal.ts";

function defect(name: string, file: string, find: string, replace: string): Defect {
  return { name, file, find, replace };
}

const UNKNOWN_WRITE =
  'if (outcome.is === "unknown") return what === "cancel" ? { ...heard, cancelLost: true } : heard;';
const DOUBT =
  "const same = payment.doubt?.do === what ? payment.doubt : { do: what, key: keyFor(payment, what), amount };";
const HELD = 'const held = live.watch.fresh && live.watch.flight === undefined && standing(live) === "money";';

function readsAsRefused(code: string): Defect {
  return defect(
    `${code} read as certainly not done`,
    FAULT,
    "export function certainlyNotDone(code: FaultCode): boolean {",
    `export function certainlyNotDone(code: FaultCode): boolean {\n  if (code === "${code}") return true;`,
  );
}

/** What programs like this one have got wrong, each in one line. */
export const DEFECTS: readonly Defect[] = [
  defect(
    "a cancel without an answer taken as proof",
    COURSE,
    UNKNOWN_WRITE,
    'if (outcome.is === "unknown") return what === "cancel" ? close(heard, "released") : heard;',
  ),
  defect(
    "a capture without an answer taken as done",
    COURSE,
    UNKNOWN_WRITE,
    'if (outcome.is === "unknown") return what === "capture" ? close({ ...heard, captured: payment.keep ?? payment.captured }, "captured") : heard;',
  ),
  defect(
    "silence after a create read as declined",
    COURSE,
    'if (outcome.is === "refused" && !payment.createDoubt) return',
    "if (true) return",
  ),
  defect(
    "a new key for every repeat",
    COURSE,
    DOUBT,
    "const same = { do: what, key: keyFor(payment, what) + String(nowMs).slice(-6), amount };",
  ),
  defect(
    "what is taken read from the state word",
    COURSE,
    "const taken = takenAmount(payment);\n  const open",
    'const taken = (payment.word === "authorized" ? 0 : takenAmount(payment)) as Minor;\n  const open',
  ),
  defect("all given back where a part was due", COURSE, '"refund", minus(taken, keep))', '"refund", taken)'),
  defect(
    "money taken at approval is not given back",
    COURSE,
    "if (taken > keep) return",
    "if (taken > keep && keep > 0) return",
  ),
  defect(
    "the rest of a part capture stays reserved",
    COURSE,
    "if (open > 0) return write(",
    "if (open > 0 && taken === 0) return write(",
  ),
  defect(
    "a settled change leaves its key to the next",
    COURSE,
    "[doubt.do]: read.keyNumber[doubt.do] + 1",
    "[doubt.do]: read.keyNumber[doubt.do]",
  ),
  defect(
    "one look decides that a lost create never was",
    COURSE,
    "if (lookMs === undefined) return close",
    "if (lookMs !== -1) return close",
  ),
  defect(
    "amounts of another moment believed",
    COURSE,
    'if (outcome.is === "done" && follows(payment, outcome.value)) return',
    'if (outcome.is === "done" && outcome.value.authorized > 0 && payment.captured > 0) return close(payment, "released");\n  if (outcome.is === "done" && follows(payment, outcome.value)) return',
  ),
  defect(
    "the budget of writes ignored",
    PACE,
    "return Math.max(writeAtMs, pauseUntilMs,",
    "if (payment.amount > 0) return 0;\n  return Math.max(writeAtMs, pauseUntilMs,",
  ),
  defect("Retry-After ignored", PACE, "return Math.max(writeAtMs, pauseUntilMs,", "return Math.max(writeAtMs,"),
  defect("initiates without a limit", COURSE, "const CREATES_A_MINUTE = 2;", "const CREATES_A_MINUTE = 9;"),
  defect("a push looked at too early", PACE, "return first ? 5_000 : 2_000;", "return first ? 500 : 2_000;"),
  defect(
    "a code looked at too often",
    PACE,
    'if (payment.flow === "qr") return 1_000;',
    'if (payment.flow === "qr") return 100;',
  ),
  defect(
    "a pending payment read as dead",
    PAYMENT,
    '    default:\n      return "pending";',
    '    default:\n      return "dead";',
  ),
  readsAsRefused("gateway/server-error"),
  readsAsRefused("gateway/no-answer"),
  readsAsRefused("gateway/bad-answer"),
  defect("goods before money", REACTIONS, HELD, HELD.replace('standing(live) === "money"', "true")),
  defect(
    "goods charged for that did not fall",
    REACTIONS,
    "settleFor(sale, live.reference, delivered(sale))",
    "settleFor(sale, live.reference, sale.total)",
  ),
  defect(
    "the next item before the last is decided",
    REACTIONS,
    'if (sale.items.some((item) => item.state === "coming")) return sale;',
    "",
  ),
  defect("a question that stands for ever", REACTIONS, "nowMs < untilMs", "nowMs < untilMs * 2"),
  defect(
    "an unknown item charged for",
    STEP,
    "state: outcome.is, evidence: outcome.evidence }",
    'state: outcome.is === "unknown" ? "dropped" : outcome.is, evidence: outcome.evidence }',
  ),
  defect(
    "an unknown item read as not fallen",
    STEP,
    "state: outcome.is, evidence: outcome.evidence }",
    'state: outcome.is === "unknown" ? "not-dropped" : outcome.is, evidence: outcome.evidence }',
  ),
  defect("a slot that failed stays open", STEP, 'deeds.push({ do: "lock-slot", slot: item.slot, why });', ""),
  defect(
    "an item of unknown fate told to nobody",
    STEP,
    'item.state === "unknown" ? "goods/unknown" : "goods/not-dropped"',
    '"goods/not-dropped"',
  ),
  defect(
    "a vend repeated after a restart",
    STEP,
    'if (item.state !== "coming") return item;',
    'if (item.state === "coming") return { ...item, state: "waiting" };\n    if (item.state !== "coming") return item;',
  ),
  defect("a second payment while the first lives", STEP, "!now.payments.some(isLive)", "true"),
  defect(
    "a second original after a restart",
    STEP,
    'deeds.push({ do: "print", copy: true });',
    'deeds.push({ do: "print", copy: false });',
  ),
  defect(
    "a question nobody wakes up for",
    STEP,
    "if (sale.lateUntilMs !== undefined) dues.push(sale.lateUntilMs);",
    "",
  ),
  defect(
    "an open sale forgotten at the start",
    SALES,
    "if (sale === undefined) continue;",
    'if (sale === undefined || sale.phase === "paying") continue;',
  ),
  defect(
    "a delivery forgotten at the start",
    SALES,
    "if (sale === undefined) continue;",
    'if (sale === undefined || sale.phase === "delivering") continue;',
  ),
  defect(
    "a deed before its record",
    SALES,
    "if (!this.#store(entries)) return;",
    "for (const deed of deeds) this.#begin(deed, sale);\n    if (!this.#store(entries)) return;\n    (deeds as Deed[]).length = 0;",
  ),
  defect(
    "a deed without a record",
    SALES,
    'const stored = deeds.filter((deed) => deed.do !== "read");',
    "const stored = deeds.filter(() => false);",
  ),
  defect(
    "outcomes without deeds not stored",
    SALES,
    "if (changed === undefined && stored.length === 0) return [];",
    'if (stored.length === 0 && after.phase !== "closed") return [];',
  ),
  defect("receipt numbers from one again", SALES, 'ports.journal.lastNumber("number/receipt") + 1', "1"),
  defect(
    "a motor waited for without end",
    RUNNER,
    "return deadline(ports.dispenser.vend(slot), VEND_DEADLINE_MS, late, ports);",
    "return ports.dispenser.vend(slot).catch(() => late);",
  ),
  defect(
    "paid before it is proven",
    SCREENS,
    "if (taken(sale) > 0) return taken(sale) >= delivered(sale)",
    "if (taken(sale) > 0 || sale.handedOver) return taken(sale) >= 0",
  ),
  defect(
    "the app named before it has the receipt",
    SCREENS,
    'if (linesWentAlong(sale) || filing === "filed") return "in-app";',
    'if (linesWentAlong(sale) || filing !== "failed") return "in-app";',
  ),
  defect(
    "an owed receipt forgotten at a restart",
    "electron/engine/filings.ts",
    'if (kind === "filing/owed") this.#take(saleId, body as ReceiptFiling, atMs, true);',
    'if (kind === "filing/owed") return;',
  ),
  defect(
    "a receipt of what was asked for instead of what dropped",
    "electron/core/receipt-filing.ts",
    "lines: deliveredLines(sale),",
    "lines: sale.lines,",
  ),
  defect(
    "a typed number in the journal",
    CHECKOUT,
    'return this.#begin("push", { msisdn: number.msisdn });',
    'ports.journal.append([{ kind: "number/typed", atMs: 0, body: { typed: number.msisdn } }]);\n    return this.#begin("push", { msisdn: number.msisdn });',
  ),
  defect(
    "an entry changed after it was stored",
    JOURNAL,
    "this.#disk.rows.push(...rows);",
    "this.#disk.rows.push(...rows);\n      if (this.#disk.rows[0] !== undefined) this.#disk.rows[0] = { ...this.#disk.rows[0], atMs: this.#disk.rows[0].atMs + 1 };",
  ),
  defect(
    "a board's success claimed without a proven pulse",
    VERDICT,
    'best evidence such a slot can give.\n      if (evidence.pulse === "proven") {',
    'best evidence such a slot can give.\n      if (evidence.pulse !== "not-given") {',
  ),
  defect(
    "a board's pulse given again after silence",
    BOARD,
    "const end = await (this.#speech.dispense?.(run) ?? runVend(run));",
    'let end = await (this.#speech.dispense?.(run) ?? runVend(run));\n    if (end.evidence.pulse === "doubtful") end = await runVend(run);',
  ),
  defect(
    "a board's all-off left out at the reconnection",
    BOARD,
    'await this.#speech.allOff();\n    if (!(await this.#readAllOff())) return "The outputs could not be proven off',
    'if (!(await this.#readAllOff())) return "The outputs could not be proven off',
  ),
  defect(
    "a customer's own code in the journal",
    CHECKOUT,
    'return basket.mayBePaid() ? this.#begin("push", { personalQr: text })',
    'this.#parts.ports.journal.append([{ kind: "code/shown", atMs: 0, body: { text } }]);\n    return basket.mayBePaid() ? this.#begin("push", { personalQr: text })',
  ),
  defect(
    "a machine's approval said again after a crash",
    READER,
    "return this.#write?.(bytes, WRITE_MS) ?? Promise.resolve(false);",
    [
      "const kept = globalThis as { approval?: Uint8Array };",
      "    if (bytes === this.#tongue.hello.at(-1) && kept.approval !== undefined) {",
      "      void this.#write?.(bytes, WRITE_MS);",
      "      return this.#write?.(kept.approval, WRITE_MS) ?? Promise.resolve(false);",
      "    }",
      '    kept.approval = this.#phase.is === "approved" ? bytes : undefined;',
      "    return this.#write?.(bytes, WRITE_MS) ?? Promise.resolve(false);",
    ].join("\n"),
  ),
  defect(
    "a machine's success believed after a reset",
    READER,
    'this.#settle(unknown("It was reset; the standard counts that as dispensed."));',
    'this.#settle({ is: "dropped", evidence: "The standard counts a reset as dispensed." });',
  ),
  defect(
    "a machine's silence read as not fallen",
    READER,
    'this.#settle(unknown("It did not say how it went.")));',
    'this.#settle(notApproved("It did not say how it went.")));',
  ),
  defect(
    "a machine's choice that was taken back is paid all the same",
    READER,
    'if (event.is === "state") return true;',
    'if (event.is === "state") return event.state === "disabled";',
  ),
  defect(
    "a machine's choice served to the next customer",
    DESK,
    'if (sale.wish === "buy") sales().happen(sale.id, { is: "leave", customer: "gone" });',
    "",
  ),
];
