import { expect, test } from "vitest";
import type { LineLoss, Ticker } from "../../../hardware/contract.ts";
import { createTcpOpener } from "../../../hardware/transport/tcp.ts";
import { serveTcp } from "../../../simulator/devices/tcp.ts";
import { openWith, until } from "./serial-bench.ts";

/** Waits that end when the test says so. */
function heldTicker() {
  const waits: (() => void)[] = [];
  const ticker: Ticker = {
    nowMs: () => 0,
    after: (_, call) => {
      waits.push(call);
      return () => waits.splice(waits.indexOf(call), 1);
    },
  };
  const passDeadlines = () => {
    for (const call of waits.splice(0)) call();
  };
  return { ticker, passDeadlines, waits };
}

test("a device that does not answer in time is given up, and its late answer opens nothing", async () => {
  const served = await serveTcp(() => undefined, 0);
  const { ticker, passDeadlines } = heldTicker();
  const losses: LineLoss[] = [];
  const opener = createTcpOpener({ kind: "tcp", host: "127.0.0.1", port: served.port }, ticker);
  const opening = opener.open({ bytes: () => undefined, lost: (loss) => losses.push(loss) }, 1_000);
  passDeadlines();
  expect(await opening).toEqual({
    loss: {
      cause: "timed-out",
      what: `127.0.0.1:${served.port} did not answer; check its power and network cable.`,
    },
  });
  await until(() => served.connections === 0);
  expect(losses).toEqual([]);
  await served.close();
});

test("closed by us it says so once, the far end hears of it, and no wait stays behind", async () => {
  let isGone = false;
  const served = await serveTcp((port) => {
    port.onGone(() => {
      isGone = true;
    });
  }, 0);
  const { ticker, waits } = heldTicker();
  const near = await openWith(createTcpOpener({ kind: "tcp", host: "127.0.0.1", port: served.port }, ticker));
  await Promise.all([near.line.close(), near.line.close()]);
  expect(near.losses.map((loss) => loss.cause)).toEqual(["closed-by-us"]);
  await until(() => isGone);
  expect(waits).toEqual([]);
  await served.close();
});
