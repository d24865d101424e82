import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { openJournal } from "../../electron/journal/journal.ts";
import { Customer } from "../../scripts/demo/customer.ts";
import { launchTerminal, temporaryFolder } from "./launch.ts";
import { MSISDN, openShop, surroundings, TYPED } from "./open-shop.ts";

/** Practice may be shorter than a shop: the clocks are the operator's, the order of events is not. */
const CLOCKS = { browsingMs: 60_000, numberMs: 60_000, waitingMs: 9_000, warningMs: 6_000, resultMs: 3_000 };

test.each(["kiosk", "vending"] as const)(
  "left alone, a %s asks, cancels, proves it and writes it down",
  async (mode) => {
    const { around, terminal, customer } = await openShop({ mode, clocks: CLOCKS });
    await customer.wakes();
    await customer.chooses(mode === "kiosk" ? "coffee" : "chips-salt-1");
    await customer.asksByNumber(TYPED);
    const reference = await around.phone.rings(MSISDN);
    await customer.seesPart("more-time");
    await customer.touches("more-time");
    await terminal.page.getByTestId("leaving").waitFor({ state: "hidden" });
    await customer.seesPart("leaving");
    await customer.sees("attract");
    const row = await around.phone.bankSays((each) => each.state !== "CREATED");
    expect(row).toMatchObject({ reference, authorized: 0, captured: 0 });
    await customer.wakes();
    await terminal.close();
    const journal = openJournal({ file: join(dirname(around.configFile), "data", "journal.sqlite") });
    if (journal.is !== "open") throw new Error(journal.fault.what);
    const entries = [...journal.journal.all()];
    journal.journal.close();
    const ended = entries.find((entry) => entry.kind === "sale/closed");
    expect(ended?.body).toMatchObject({ end: { why: "cancelled", taken: 0, delivered: 0 } });
    expect(entries.some((entry) => entry.kind === "sale/leave")).toBe(true);
  },
);

test("killed at the waiting screen, it cancels and proves before it sells again", async () => {
  const around = await surroundings({ mode: "kiosk" });
  const home = temporaryFolder();
  const first = await launchTerminal({ configFile: around.configFile, home });
  const before = new Customer(first.page);
  await before.wakes();
  await before.chooses("coffee");
  await before.asksByNumber(TYPED);
  const reference = await around.phone.rings(MSISDN);
  await first.kill();
  expect(await around.phone.ledger()).toMatchObject([{ reference, state: "CREATED" }]);
  const second = await launchTerminal({ configFile: around.configFile, home });
  const after = new Customer(second.page);
  // "start" appears only when nothing of the last run is open any more.
  await after.wakes();
  const [left] = await around.phone.ledger();
  expect(left).toMatchObject({ reference, authorized: 0, captured: 0 });
  expect(left?.state).not.toBe("CREATED");
  await after.chooses("coffee");
  await after.asksByNumber(TYPED);
  const next = await around.phone.rings(MSISDN);
  await around.phone.act(MSISDN, next, "approve");
  await after.sees("done");
});
