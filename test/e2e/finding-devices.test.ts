import { join } from "node:path";
import { expect, test } from "vitest";
import { deviceSchema } from "../../electron/config/device-schema.ts";
import { hashPin } from "../../electron/config/staff-pin.ts";
import { portHolders } from "../../hardware/identify/port-holders.ts";
import { steadyTicker } from "../../hardware/steady-ticker.ts";
import { giveToUser } from "../../scripts/ordinary-user.ts";
import { createPrinterEmulator } from "../../simulator/devices/printer/printer-emulator.ts";
import { UsbMachine } from "../rig/usb-machine.ts";
import { pressesKey, Shop } from "./shop.ts";

const PIN = "246810";
const staff = { pin: hashPin(PIN, "000102030405060708090a0b0c0d0e0f") };
const CH340 = { vendorId: "1a86", productId: "7523" } as const;
/** A look takes five seconds on an idle machine. */
const LOOK_MS = 20_000;
const SOON = { timeout: 5_000 };

test("staff ask a port who is there, get lines that a configuration takes, and tell two adapters apart by the cable", async (context) => {
  const machine = new UsbMachine();
  context.onTestFinished(() => machine.close());
  process.env["MYNTFRI_PORTS_ROOT"] = machine.root;
  context.onTestFinished(() => {
    delete process.env["MYNTFRI_PORTS_ROOT"];
  });
  const paper = createPrinterEmulator({ model: "epson-80", ticker: steadyTicker });
  context.onTestFinished(() => paper.switchOff());
  const printer = { tty: "ttyACM0", socket: "1-2", vendorId: "04b8", productId: "0202", serial: "X5GZ012345" };
  await machine.plug({ ...printer, emulator: paper.plug });
  const silent = { ...CH340, emulator: () => undefined };
  await machine.plug({ ...silent, tty: "ttyUSB0", socket: "1-1.3" });
  const right = await machine.plug({ ...silent, tty: "ttyUSB1", socket: "1-1.4" });
  giveToUser(machine.root);
  const shop = await Shop.openFor(context, { mode: "kiosk", settings: { staff } });
  const { customer, page, terminal } = shop;
  await customer.sees("attract");

  await pressesKey(terminal, "F1", ["shift"]);
  await customer.seesPart("staff");
  await customer.types(PIN);
  await customer.touches("staff-open");
  await customer.touches("setup-open");
  await customer.seesPart("setup-port-ttyACM0");
  await customer.touches("setup-look-ttyACM0");
  // One at a time.
  await expect.poll(() => page.getByTestId("setup-look-ttyUSB0").isDisabled(), SOON).toBe(true);
  await customer.hears("setup-answer-ttyACM0", /ESC\/POS/, LOOK_MS);
  const lines: unknown = JSON.parse(await page.getByTestId("setup-lines-ttyACM0").innerText());
  expect(deviceSchema.parse(lines)).toMatchObject({
    kind: "printer",
    profile: "epson-80",
    line: { usb: { vendorId: "04b8", productId: "0202", serialNumber: "X5GZ012345" } },
  });
  expect([paper.receipts, paper.paper.length]).toEqual([[], 0]);

  await customer.touches("setup-which-ttyUSB0");
  await expect.poll(async () => (await portHolders(right.path)).length, SOON).toBeGreaterThan(0);
  const asked = await customer.reads("setup-said");
  await right.unplug();
  await customer.hears("setup-said", /ttyUSB1/);
  const folder = process.env["MYNTFRI_PICTURES"];
  if (folder !== undefined) await customer.photographs(join(folder, "staff-devices.png"));
  await right.plug("ttyUSB4");
  giveToUser(machine.root);
  await customer.seesPart("setup-chosen-ttyUSB4");
  expect(await customer.reads("setup-said")).not.toBe(asked);
  expect(await page.getByTestId("setup-lines-ttyUSB4").innerText()).toContain('"socket": "1-1.4:1.0"');

  await customer.touches("staff-close");
  await page.getByTestId("staff").waitFor({ state: "detached" });
  await customer.sees("attract");
});
