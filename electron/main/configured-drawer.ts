import type { DeviceSpec, DrawerNews, DrawerWiring, KickOutcome } from "../../hardware/contract.ts";
import type { CashDrawer, DeviceState } from "../core/ports.ts";
import type { DeviceFleet } from "./devices.ts";

type PrinterSpec = Extract<DeviceSpec, { kind: "printer" }> & {
  readonly drawer?: DrawerWiring & { readonly opensAfterSale?: boolean };
};

const WORDS: Readonly<Record<DrawerNews, Pick<DeviceState, "state" | "what" | "trouble">>> = {
  closed: { state: "ready", what: "Shut." },
  opened: { state: "ready", what: "Open." },
  "opened-alone": {
    state: "degraded",
    what: "The cash drawer was opened with a key or by force: look at it and shut it.",
    trouble: "drawer-forced",
  },
  "found-open": { state: "degraded", what: "The cash drawer stands open: shut it.", trouble: "drawer-open" },
  "left-open": {
    state: "degraded",
    what: "The cash drawer has stood open for too long: shut it.",
    trouble: "drawer-open",
  },
  unseen: {
    state: "connecting",
    what: "The printer has not said whether the cash drawer is open.",
    trouble: "drawer-unseen",
  },
};

/** The configured drawer as the engine's port, and as one line among the devices. */
export class ConfiguredDrawer implements CashDrawer {
  readonly opensAfterSale: boolean;
  readonly #spec: PrinterSpec;
  readonly #fleet: DeviceFleet;
  #news: DrawerNews = "unseen";
  #sinceMs: number;
  #heard: (news: DrawerNews) => void = () => undefined;

  constructor(spec: PrinterSpec, fleet: DeviceFleet, nowMs: () => number) {
    this.#spec = spec;
    this.#fleet = fleet;
    this.#sinceMs = nowMs();
    this.opensAfterSale = spec.drawer?.opensAfterSale ?? false;
    fleet.onDrawer?.((id, news) => {
      if (id !== spec.id || news === this.#news) return;
      this.#news = news;
      this.#sinceMs = nowMs();
      this.#heard(news);
    });
  }

  onNews(heard: (news: DrawerNews) => void): void {
    this.#heard = heard;
  }

  async open(): Promise<KickOutcome> {
    return (await this.#fleet.printer(this.#spec.id)?.kickDrawer?.()) ?? "refused";
  }

  state(): DeviceState {
    const isBlind = this.#spec.drawer?.openIs === undefined;
    const said: Pick<DeviceState, "state" | "what" | "trouble"> = isBlind
      ? { state: "ready", what: "Nobody can tell whether it is open: its switch was not calibrated." }
      : WORDS[this.#news];
    return { id: `${this.#spec.id}-drawer`, kind: "drawer", ...said, sinceMs: this.#sinceMs };
  }
}
