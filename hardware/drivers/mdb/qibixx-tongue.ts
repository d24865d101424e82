import {
  approveOrder,
  encodeQibixx,
  isSpoiltQibixx,
  QIBIXX,
  qibixxLines,
  readQibixx,
} from "../../frames/qibixx/qibixx.ts";
import { hasRubbishBetweenLines } from "../../frames/stream/rubbish.ts";
import { eventsOf, type MachineEvent, type Tongue } from "./tongue.ts";

/** The machine asks first and the payment follows ("always idle"); it must know how, which level 3 machines do. */
export function qibixxTongue(): Tongue {
  const lines = qibixxLines();
  return {
    hear: (chunk) => eventsOf(lines.hear(chunk), hasRubbishBetweenLines, meaning),
    silence: () => eventsOf(lines.silence(), hasRubbishBetweenLines, meaning),
    hello: [QIBIXX.readerOff, QIBIXX.alwaysIdle, QIBIXX.readerOn].map(encodeQibixx),
    replyTo: () => undefined,
    openSession: undefined,
    approve: (priceMinor) => encodeQibixx(approveOrder(priceMinor)),
    deny: encodeQibixx(QIBIXX.deny),
    heartbeat: encodeQibixx(QIBIXX.version),
  };
}

function meaning(line: string): MachineEvent | undefined {
  const word = readQibixx(line);
  switch (word?.word) {
    case "version":
      return { is: "alive" };
    case "state":
      return { is: "state", state: word.state === "off" ? "inactive" : word.state };
    case "request":
      return { is: "request", priceMinor: word.priceMinor, item: word.item };
    case "success":
      return { is: "success" };
    case "failure":
      return { is: "failure" };
    default:
      return isSpoiltQibixx(line) ? { is: "misheard" } : undefined;
  }
}
