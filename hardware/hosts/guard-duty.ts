import type { Ticker } from "../contract.ts";
import { createBoard, type DispenserSpec } from "../drivers/registry.ts";
import { openerFor } from "../transport/opener.ts";
import { ALIVE_EVERY_MS, type HostPort, SILENT_AFTER_MS } from "./protocol.ts";

/** How long one board may take to prove that its outputs are off. */
const PROOF_MS = 3_000;
const LOOK_AGAIN_MS = 50;

/**
 * Does nothing as long as it is fed. Told to, or unfed for `SILENT_AFTER_MS`, it opens every board itself, commands all
 * outputs off, reads them back, lets the lines go and says what was proven. It takes no lock: a hung host may hold it.
 */
export function runGuard(port: HostPort, ticker: Ticker, leave: () => void): void {
  let specs: readonly DispenserSpec[] = [];
  let fedMs = Number.POSITIVE_INFINITY;
  let isFiring = false;

  async function fire(): Promise<void> {
    if (isFiring) return;
    isFiring = true;
    const results = await Promise.all(
      specs.map(async (spec) => ({ id: spec.id, off: await switchOff(spec, ticker) })),
    );
    port.send({
      say: "guarded",
      proven: results.filter(({ off }) => off).map(({ id }) => id),
      unproven: results.filter(({ off }) => !off).map(({ id }) => id),
    });
    isFiring = false;
  }

  function watch(): void {
    ticker.after(ALIVE_EVERY_MS, () => {
      port.send({ say: "alive" });
      if (ticker.nowMs() - fedMs > SILENT_AFTER_MS) {
        fedMs = Number.POSITIVE_INFINITY;
        void fire();
      }
      watch();
    });
  }

  watch();
  port.onMessage((message) => {
    if (message.to === "run")
      specs = message.specs.filter((spec): spec is DispenserSpec => spec.kind === "dispenser");
    if (message.to === "beat") fedMs = ticker.nowMs();
    if (message.to === "fire") {
      fedMs = Number.POSITIVE_INFINITY;
      void fire();
    }
    if (message.to === "stop") {
      port.send({ say: "stopped" });
      leave();
    }
  });
}

/** A board's own start is an all-off with read-back; ready means that it was proven. */
async function switchOff(spec: DispenserSpec, ticker: Ticker): Promise<boolean> {
  const board = await createBoard({ spec, opener: openerFor(spec.line, ticker, { lock: false }), ticker });
  const endsMs = ticker.nowMs() + PROOF_MS;
  let proven = false;
  while (!proven && ticker.nowMs() < endsMs) {
    const { state } = board.condition();
    if (state === "ready" || state === "degraded") proven = await board.allOff();
    else await new Promise<void>((resolve) => ticker.after(LOOK_AGAIN_MS, resolve));
  }
  await board.stop();
  return proven;
}
