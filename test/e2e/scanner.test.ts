import { expect, test } from "vitest";
import { hashPin } from "../../electron/config/staff-pin.ts";
import { steadyTicker } from "../../hardware/steady-ticker.ts";
import { createModbusBoardEmulator } from "../../simulator/devices/boards/modbus-board.ts";
import { DisplayEmulator } from "../../simulator/devices/peripherals/display-emulator.ts";
import { ScannerEmulator } from "../../simulator/devices/peripherals/scanner-emulator.ts";
import { serveTcp } from "../../simulator/devices/tcp.ts";
import { until } from "../hardware/transport/serial-bench.ts";
import { MSISDN, pressesKey, Shop } from "./shop.ts";

/** Goods of the farm stall. */
const HONEY = "2000000000053";
const NOBODYS = "96385074";

/** A scanner's keys, all within a few milliseconds, as Electron takes them from a keyboard. */
async function scansByKeys(shop: Shop, text: string): Promise<void> {
  await shop.terminal.app.evaluate(({ BrowserWindow }, letters) => {
    const page = BrowserWindow.getAllWindows()[0]?.webContents;
    for (const keyCode of [...letters, "Enter"]) {
      page?.sendInputEvent({ type: "keyDown", keyCode });
      page?.sendInputEvent({ type: "char", keyCode: keyCode === "Enter" ? "\r" : keyCode });
      page?.sendInputEvent({ type: "keyUp", keyCode });
    }
  }, text);
}

test("a counter with a scanner and a customer display: scanned on the line and by keys, shown, paid, thanked", async (context) => {
  const scanner = new ScannerEmulator({ saysKind: true });
  const pole = new DisplayEmulator({ language: "cd5220" });
  const [scannerPort, polePort] = [await serveTcp(scanner.device, 0), await serveTcp(pole.device, 0)];
  context.onTestFinished(async () => {
    await scannerPort.close();
    await polePort.close();
  });
  const on = (port: number) => ({ kind: "tcp", host: "127.0.0.1", port });
  const devices = [
    { id: "gun", kind: "scanner", driver: "serial", line: on(scannerPort.port) },
    { id: "pole", kind: "display", driver: "cd5220", line: on(polePort.port) },
  ];
  const shop = await Shop.openFor(context, { mode: "counter", settings: { devices } });
  const { customer, page, phone } = shop;
  await customer.wakes();
  await until(() => scanner.isPlugged, 10_000, "the scanner's line");
  const [lineOfShop] = pole.lines;

  scanner.scan(HONEY);
  await customer.seesPart("basket-line-honey-350");
  await until(() => pole.lines[1].startsWith("Sum"), 5_000, "the total on the display");
  expect(pole.lines[0]).not.toBe(lineOfShop);

  const search = page.getByTestId("search");
  await search.fill("bringe");
  await search.focus();
  await scansByKeys(shop, NOBODYS);
  await customer.hears("scan-unknown", /96385074/);
  expect(await search.inputValue()).toBe("bringe");
  await search.fill("");
  const total = await customer.reads("basket-total");
  await scansByKeys(shop, HONEY);
  await page.getByTestId("scan-unknown").waitFor({ state: "detached" });
  expect(await customer.reads("basket-total")).not.toBe(total);
  expect(await search.inputValue()).toBe("");

  await customer.asksByNumber("91234567");
  const reference = await phone.rings(MSISDN);
  await until(() => pole.lines[1].startsWith("Godkjenn i Vipps"), 5_000, "the request on the display");
  await phone.act(MSISDN, reference, "approve");
  await customer.sees("done");
  await until(() => pole.lines[0].startsWith("Takk!"), 5_000, "the thanks on the display");
  expect(pole.violations).toEqual([]);
  expect(scanner.violations).toBe(0);
});

test("who comes to a kiosk with a motion detector wakes it", async (context) => {
  const board = createModbusBoardEmulator({ ticker: steadyTicker, channels: 8, inputs: 8, shelf: [] });
  const port = await serveTcp(board.device, 0);
  // Somebody walks by every few seconds: only who comes after nobody was there has come.
  let isThere = false;
  let cancel = steadyTicker.after(0, () => undefined);
  const walk = (): void => {
    isThere = !isThere;
    if (isThere) board.bench.block(1);
    else board.bench.release(1);
    cancel = steadyTicker.after(2_500, walk);
  };
  context.onTestFinished(async () => {
    cancel();
    await port.close();
  });
  const line = { kind: "tcp", host: "127.0.0.1", port: port.port };
  const shop = await Shop.openFor(context, {
    mode: "kiosk",
    settings: { devices: [{ id: "eye", kind: "presence", driver: "modbus-input", line }] },
  });
  await shop.customer.seesPart("start");
  walk();
  await shop.customer.sees("goods");
  expect(board.bench.outputs).not.toContain(true);
});

test("a PIN typed as fast as a scanner opens the staff's sheet, and an article held before the scanner there is no try", async (context) => {
  const pin = "246810";
  const staff = { pin: hashPin(pin, "000102030405060708090a0b0c0d0e0f") };
  const shop = await Shop.openFor(context, { mode: "counter", settings: { staff } });
  const { customer, page, terminal } = shop;
  await customer.wakes();
  await pressesKey(terminal, "F1", ["shift"]);
  await customer.seesPart("staff-dots");
  // As often as it takes to shut the door, if they were tries.
  for (let times = 0; times < 6; times += 1) {
    await scansByKeys(shop, HONEY);
    await customer.hears("staff-dots", /PIN/);
  }
  await scansByKeys(shop, pin);
  await customer.seesPart("staff-look-again");
  expect(await page.locator('[data-testid^="basket-line-"]').count()).toBe(0);
});
