import { BoughtReader, type BoughtReaderOptions } from "../mdb/bought-reader.ts";
import { FAULTS } from "./faults.ts";
import { figureOf, refuseFigure, span } from "./figures.ts";
import { ORDERED, type Simulation, wrong } from "./simulation.ts";

const CARD_MS = { least: 0, most: 3_600_000 } as const;

const ORDERS = [
  "card                a card is held before the reader",
  "take-back           the card is taken away",
  "approve             it approves the next cards",
  "deny                it refuses the next cards",
  "think               it says nothing of the next cards",
] as const;

/** A bought card reader seen from behind an adapter. With `--card MS` a card comes so long after it was switched on. */
export function cardReaderSimulation(adapter: BoughtReaderOptions["adapter"], baudRate: number): Simulation {
  return {
    what: `a card reader behind a ${adapter === "qibixx" ? "Qibixx" : "WaferStar"} MDB adapter`,
    baudRate,
    faults: ["reset"],
    orders: ORDERS,
    flags: [{ name: "card", takes: `${span(CARD_MS)} ms` }],
    start({ ticker, say, flags }) {
      const card = flags.get("card")?.[0];
      const reader = new BoughtReader({
        ticker,
        adapter,
        onEvent: say,
        ...(card === undefined ? {} : { cardAfterMs: figureOf(card, 1_000, "--card", CARD_MS) }),
      });
      return {
        device: reader.device,
        state: () => reader.state(),
        order(line) {
          const order = line.trim();
          if (order === "take-back") reader.takeBack();
          else if (order === "approve" || order === "deny") reader.answers = order;
          else if (order === "think") reader.answers = "silence";
          else if (order !== "card") return wrong(`orders are:\n${ORDERS.join("\n")}`);
          else if (!reader.present()) return wrong("the reader is not switched on, or has a card already");
          return ORDERED;
        },
        fail(name, figure) {
          if (name !== "reset") return wrong(`a card reader does not know: ${FAULTS[name]}`);
          refuseFigure(figure, name);
          reader.reset();
          return ORDERED;
        },
        heal() {
          reader.answers = "approve";
        },
      };
    },
  };
}
