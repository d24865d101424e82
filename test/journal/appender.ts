/**
 * Run as a program of its own, so that it can be killed: appends pairs of entries for ever and tells the number of the
 * last entry after each append has returned. `node appender.ts <file>`; leaves with 3 and the fault when it is refused.
 */
import { openJournal } from "../../electron/journal/journal.ts";

const [, , file = ""] = process.argv;
const opened = openJournal({ file });
if (opened.is === "refused") {
  process.stdout.write(`${JSON.stringify(opened.fault)}\n`);
  process.exit(3);
}
process.stdout.write("open\n");
for (;;) {
  const stored = opened.journal.append([
    { kind: "sale/begun", saleId: "a", atMs: 1, body: { text: "x".repeat(200) } },
    { kind: "sale/begun", saleId: "a", atMs: 1, body: { text: "y".repeat(2_000) } },
  ]);
  process.stdout.write(`${stored.at(-1)?.seq}\n`);
}
