import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { create } from "qrcode";
import { describe, expect, test } from "vitest";
import { MSISDN, openShop, TYPED } from "./open-shop.ts";

describe("a kiosk", () => {
  test("sells by number, from touch to receipt, and keeps the number nowhere", async () => {
    const { around, terminal, customer } = await openShop({ mode: "kiosk" });
    await customer.wakes();
    await customer.chooses("coffee", "cinnamon-bun");
    await customer.asksByNumber(TYPED);
    const reference = await around.phone.rings(MSISDN);
    await customer.hears("money-words", /Ingenting er reservert/);
    // A page that is loaded anew in the middle of a payment loses nothing.
    await terminal.page.reload();
    await customer.sees("paying");
    await customer.touches("language-menu");
    await customer.touches("language-en");
    await customer.hears("money-words", /Nothing is reserved/i);
    await around.phone.act(MSISDN, reference, "approve");
    await customer.sees("done");
    expect(await customer.reads("order-number")).toContain("1");
    await customer.hears("money-words", /paid/);
    const row = await around.phone.bankSays((each) => each.captured > 0);
    expect(row).toMatchObject({ reference, authorized: 8_100, captured: 8_100, cancelled: 0, refunded: 0 });
    const receipt = await around.receiptPrinted(20_000);
    for (const words of [
      "Salgskvittering",
      "Kaffebaren",
      "Filterkaffe",
      "Kanelbolle",
      "81,00",
      "MVA 15,00 %",
      reference,
    ])
      expect(receipt).toContain(words);
    await customer.hears("receipt-words", /printed/i);
    await terminal.close();
    const kept = textOf(join(dirname(around.configFile), "data"));
    expect(kept).toContain(reference);
    expect(kept).not.toMatch(/91 ?23 ?45 ?67|912 ?34 ?567/);
  });

  test("shows a code that holds exactly what the wallet gave, and sells by it", async () => {
    const { around, terminal, customer } = await openShop({ mode: "kiosk", api: "ecom" });
    await customer.wakes();
    await customer.chooses("tea");
    await customer.asksByCode();
    const drawn = await terminal.page.locator('[data-testid="qr"] path').first().getAttribute("d");
    const content = await around.phone.codeOnScreen();
    expect(darkModules(drawn ?? "")).toEqual(darkModulesOf(content));
    const reference = await around.phone.pointsAtCode(MSISDN);
    await around.phone.act(MSISDN, reference, "approve");
    await customer.sees("done");
    expect(await around.phone.bankSays((each) => each.captured > 0)).toMatchObject({
      api: "ecom",
      captured: 3_600,
    });
  });
});

describe("a counter", () => {
  test("finds goods by search and quick key, the cashier types the number, and the customer gets a receipt", async () => {
    const { around, terminal, customer } = await openShop({ mode: "counter" });
    await customer.wakes();
    await customer.chooses("eggs-12");
    await terminal.page.getByTestId("search").fill("honning");
    await customer.chooses("honey-350");
    await customer.hears("basket-total", /184,00/);
    await customer.asksByNumber(TYPED);
    const reference = await around.phone.rings(MSISDN);
    await around.phone.act(MSISDN, reference, "approve");
    await customer.sees("done");
    expect(await around.phone.bankSays((each) => each.captured > 0)).toMatchObject({ captured: 18_400 });
    expect(await around.receiptPrinted(20_000)).toContain("Honning");
  });
});

describe("a vending machine", () => {
  test("dispenses after the reservation, captures after the drop, and gives back what does not come", async () => {
    const { around, customer } = await openShop({ mode: "vending" });
    around.board.bench.jam("A2");
    await customer.wakes();
    await customer.chooses("chips-salt-1", "chips-salt-2");
    await customer.asksByNumber(TYPED);
    const reference = await around.phone.rings(MSISDN);
    expect(around.board.bench.pulses(1)).toBe(0);
    await around.phone.act(MSISDN, reference, "approve");
    await customer.sees("dispensing");
    await customer.sees("done", 30_000);
    const row = await around.phone.bankSays((each) => each.captured > 0 && each.cancelled > 0, 30_000);
    expect(row).toMatchObject({ authorized: 6_400, captured: 3_200, cancelled: 3_200 });
    expect([around.board.bench.dropped("A1"), around.board.bench.dropped("A2")]).toEqual([1, 0]);
    expect([around.board.bench.pulses(1), around.board.bench.pulses(2)]).toEqual([1, 1]);
    expect(around.board.bench.outputs.every((on) => !on)).toBe(true);
  });

  test("takes no money when nothing falls, says so, and sells nothing more from that slot", async () => {
    const { around, terminal, customer } = await openShop({ mode: "vending" });
    around.board.bench.jam("A1");
    await customer.wakes();
    await customer.chooses("chips-salt-1");
    await customer.asksByNumber(TYPED);
    await around.phone.act(MSISDN, await around.phone.rings(MSISDN), "approve");
    await customer.sees("ended", 30_000);
    expect(await around.phone.bankSays((each) => each.cancelled > 0)).toMatchObject({
      captured: 0,
      cancelled: 3_200,
    });
    await customer.hears("ended-words", /tilbake/i);
    await customer.touches("finish");
    await customer.wakes();
    const slot = terminal.page.getByTestId("good-chips-salt-1").first();
    expect(await slot.evaluate((button) => button.matches(":disabled, [aria-disabled='true']"))).toBe(true);
  });
});

/** Everything written under a folder, as one text. */
function textOf(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => readFileSync(path, "latin1"))
    .join("\n");
}

/** Dark modules of a drawn path, as "row:column", without the quiet zone of four. */
function darkModules(path: string): string[] {
  return [...path.matchAll(/M(\d+) (\d+)h(\d+)/g)].flatMap(([, column, row, run]) =>
    Array.from({ length: Number(run) }, (_, at) => `${Number(row) - 4}:${Number(column) - 4 + at}`),
  );
}

function darkModulesOf(content: string): string[] {
  const { modules } = create(content, { errorCorrectionLevel: "M" });
  const dark: string[] = [];
  for (let row = 0; row < modules.size; row += 1)
    for (let column = 0; column < modules.size; column += 1)
      if (modules.get(row, column) !== 0) dark.push(`${row}:${column}`);
  return dark;
}
