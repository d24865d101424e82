import { parseArgs } from "node:util";
import { startSimulator } from "./simulator.ts";
import type { Rules } from "./world.ts";

/** `node simulator/vipps/main.ts`: says where it listens in one line of JSON, then serves until it is stopped. */

const usage =
  "node simulator/vipps/main.ts [--port 0] [--host 127.0.0.1] [--public-url URL] [--clock real|manual] " +
  "[--rules changelog|guide] [--lenient] [--state FILE]";

function oneOf<T extends string>(name: string, value: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === value);
  if (found === undefined) throw new Error(`--${name} must be one of ${choices.join(", ")}`);
  return found;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: "string", default: "0" },
      host: { type: "string", default: "127.0.0.1" },
      "public-url": { type: "string" },
      clock: { type: "string", default: "real" },
      rules: { type: "string", default: "changelog" },
      lenient: { type: "boolean", default: false },
      state: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    return;
  }
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error("--port must be a port number");
  const simulator = await startSimulator({
    port,
    host: values.host,
    clock: oneOf("clock", values.clock, ["real", "manual"]),
    rules: oneOf<Rules>("rules", values.rules, ["changelog", "guide"]),
    lenient: values.lenient,
    ...(values["public-url"] === undefined ? {} : { publicUrl: values["public-url"] }),
    ...(values.state === undefined ? {} : { stateFile: values.state }),
  });
  const { clientId, clientSecret, subscriptionKey, merchantSerialNumber } = simulator.keys;
  console.log(
    JSON.stringify({
      listening: simulator.url,
      clientId,
      clientSecret,
      subscriptionKey,
      merchantSerialNumber,
      phone: simulator.phone,
      pid: process.pid,
    }),
  );
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      void simulator.close().then(() => process.exit(0));
    });
  }
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  console.error(usage);
  process.exitCode = 2;
}
