/**
 * An emulated receipt printer, on a pseudo-terminal or TCP:
 *
 *   node simulator/devices/printer.ts --link /tmp/printer | --tcp 9100 [--model epson-80] [--fault paper-out-at=300]
 *
 * Each receipt is one line of JSON on the output; orders ("paper out") are read line by line from the input. With
 * `--paper FOLDER` the paper is also kept there as `paper.png` and `paper.txt`, afresh after every receipt.
 */
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { steadyTicker } from "../../hardware/steady-ticker.ts";
import type { Emulator } from "./emulated-port.ts";
import { bytesPerSecond, pacePort } from "./paced-port.ts";
import { FAULT_NAMES, readFault } from "./printer/faults.ts";
import { MODELS } from "./printer/models.ts";
import { paperText } from "./printer/paper.ts";
import { keepPaper } from "./printer/paper-folder.ts";
import { orderPrinter } from "./printer/person.ts";
import { createPrinterEmulator } from "./printer/printer-emulator.ts";
import { servePty } from "./pty.ts";
import { serveTcp } from "./tcp.ts";

const FLOW_CONTROLS = ["none", "xon-xoff", "hold"] as const;
const USAGE = `usage: node simulator/devices/printer.ts --link PATH | --tcp PORT
  [--model ${Object.keys(MODELS).join("|")}]
  [--baud RATE] [--flow ${FLOW_CONTROLS.join("|")}] [--marks] [--paper FOLDER] [--fault FAULT]...
  faults: ${FAULT_NAMES.join(", ")}`;

function say(event: object): void {
  process.stdout.write(`${JSON.stringify(event)}\n`);
}

function fail(what: string): never {
  process.stderr.write(`${what}\n${USAGE}\n`);
  process.exit(2);
}

function count(text: string): number {
  return /^\d{1,7}$/.test(text) ? Number(text) : fail(`${text} is not a number`);
}

const { values } = parseArgs({
  options: {
    link: { type: "string" },
    tcp: { type: "string" },
    model: { type: "string", default: "epson-80" },
    baud: { type: "string", default: "38400" },
    flow: { type: "string", default: "none" },
    marks: { type: "boolean", default: false },
    paper: { type: "string" },
    fault: { type: "string", multiple: true, default: [] },
  },
});

const printer = createPrinterEmulator({
  model: MODELS[values.model] ?? fail(`no such model: ${values.model}`),
  ticker: steadyTicker,
  faults: values.fault.map((text) => readFault(text) ?? fail(`no such fault: ${text}`)),
  flowControl: FLOW_CONTROLS.find((known) => known === values.flow) ?? fail(`no such flow control: ${values.flow}`),
  onReceipt: (receipt) => {
    say({ receipt: paperText(receipt.lines, { marks: values.marks }), ended: receipt.ended });
    if (values.paper !== undefined) keepPaper(printer, values.paper);
  },
  onDrawer: (pin) => say({ event: "drawer", pin }),
});
const speed = bytesPerSecond(count(values.baud));

/** A serial line has a speed; a network has none worth counting. */
const onSerial: Emulator = (port) => printer.plug(pacePort(port, { bytesPerSecond: speed, ticker: steadyTicker }));

const served =
  values.link !== undefined
    ? await servePty({ link: values.link, emulator: onSerial })
    : values.tcp !== undefined
      ? await serveTcp(printer.plug, count(values.tcp))
      : fail("where? --link or --tcp");
say({ event: "ready", ...("path" in served ? { link: served.path } : { tcp: served.port }) });

const lines = createInterface({ input: process.stdin });
lines.on("line", (line) => {
  const done = orderPrinter(printer, line);
  if (done.is === "done") say({ event: "ordered", order: line.trim() });
  else if (done.is === "state") say({ event: "state", ...done.state });
  else say({ event: "wrong", what: done.what });
});

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    lines.close();
    void served.close().then(() => process.exit(0));
  });
}
