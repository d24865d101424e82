/**
 * `npm run devices -- list | identify | characterise | drawer | card | trace | simulate …`: what hangs on this machine, who answers there, what went over
 * a line, and devices that are none. See docs/devices.md.
 */
import { askCard, USAGE as CARD_USAGE } from "./devices/card.ts";
import { USAGE as CHARACTERISE_USAGE, characterisePrinter } from "./devices/characterise.ts";
import { calibrateDrawerByHand, USAGE as DRAWER_USAGE } from "./devices/drawer.ts";
import { USAGE as IDENTIFY_USAGE, identify } from "./devices/identify.ts";
import { USAGE as LIST_USAGE, list } from "./devices/list.ts";
import { USAGE as SIMULATE_USAGE, simulate } from "./devices/simulate.ts";
import { USAGE as TRACE_USAGE, trace } from "./devices/trace.ts";
import { Wrong } from "./devices/wrong.ts";

type Command = (args: readonly string[]) => Promise<number>;

const COMMANDS: Readonly<Record<string, { readonly run: Command; readonly usage: string }>> = {
  list: { run: list, usage: LIST_USAGE },
  identify: { run: identify, usage: IDENTIFY_USAGE },
  characterise: { run: characterisePrinter, usage: CHARACTERISE_USAGE },
  drawer: { run: calibrateDrawerByHand, usage: DRAWER_USAGE },
  card: { run: askCard, usage: CARD_USAGE },
  trace: { run: trace, usage: TRACE_USAGE },
  simulate: { run: simulate, usage: SIMULATE_USAGE },
};

const USAGE = Object.values(COMMANDS)
  .map(({ usage }) => usage)
  .join("\n\n");

/** A wrong word on the command line: what is wrong, and how it is used. */
const WRONG_USE = 64;

const HELP = ["--help", "-h"] as const;

async function main(): Promise<number> {
  const [name = "", ...args] = process.argv.slice(2);
  const isHelpWanted = HELP.some((word) => word === name || args.includes(word));
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (isHelpWanted) {
    process.stdout.write(`${command?.usage ?? USAGE}\n`);
    return 0;
  }
  if (command === undefined) {
    const what = name === "" ? "Which command?" : `There is no command "${name}".`;
    process.stderr.write(`${what}\n\n${USAGE}\n`);
    return WRONG_USE;
  }
  try {
    return await command.run(args);
  } catch (error) {
    const isUse = error instanceof Wrong || (error instanceof TypeError && "code" in error);
    if (!isUse) throw error;
    process.stderr.write(`${error.message}\n\n${command.usage}\n`);
    return WRONG_USE;
  }
}

process.exitCode = await main();
