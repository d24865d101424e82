import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { Customer } from "../../scripts/demo/customer.ts";
import { launchTerminal, runTerminalToEnd, temporaryFolder } from "./launch.ts";
import { MSISDN, openShop, surroundings, TYPED } from "./open-shop.ts";

test("a configuration with faults is named file, field and expectation, and nothing is started", async () => {
  const around = await surroundings({ mode: "kiosk" });
  const { market: _market, ...config } = JSON.parse(readFileSync(around.configFile, "utf8")) as Record<
    string,
    unknown
  >;
  writeFileSync(around.configFile, JSON.stringify({ ...config, mode: "tollbooth" }));
  const ended = await runTerminalToEnd({ configFile: around.configFile });
  const said = ended.stderr.join("\n");
  expect(ended.code).toBe(78);
  expect(said).toContain(around.configFile);
  expect(said).toMatch(/mode.*kiosk.*counter.*vending/s);
  expect(said).toMatch(/market.*NO.*DK.*FI/s);
  expect(existsSync(join(dirname(around.configFile), "data"))).toBe(false);
});

test("a configuration that is not there is said, with exit code 78", async () => {
  const configFile = join(temporaryFolder(), "nowhere.json");
  const ended = await runTerminalToEnd({ configFile });
  expect(ended.code).toBe(78);
  expect(ended.stderr.join("\n")).toContain(configFile);
});

test("a malformed number is said on the screen and nothing is sent", async () => {
  const { around, terminal, customer } = await openShop({ mode: "kiosk" });
  await customer.wakes();
  await customer.chooses("coffee");
  await customer.touches("pay");
  await customer.sees("number");
  await customer.types("912");
  await terminal.page.getByTestId("send-request").click({ force: true });
  await customer.seesPart("complaint");
  expect(await around.phone.ledger()).toEqual([]);
});

test("without its provider it says so before a basket is built, and sells when the provider is back", async () => {
  const around = await surroundings({ mode: "kiosk" });
  await around.phone.plan({ method: "POST", path: "/accesstoken/get", effect: "drop-request", times: 1_000 });
  const terminal = await launchTerminal({ configFile: around.configFile });
  const customer = new Customer(terminal.page);
  await customer.sees("attract");
  await customer.hears("screen-attract", /ikke/);
  expect(await terminal.page.getByTestId("start").count()).toBe(0);
  await around.phone.clearFaults();
  await customer.wakes();
});

test("without its printer it shows it as missing, sells all the same, and prints when the port appears", async () => {
  const { around, terminal, customer } = await openShop({ mode: "kiosk", unpluggedPrinter: true });
  await customer.wakes();
  await customer.seesPart("troubles");
  await customer.chooses("coffee");
  await customer.asksByNumber(TYPED);
  await around.phone.act(MSISDN, await around.phone.rings(MSISDN), "approve");
  await customer.sees("done");
  await customer.hears("receipt-words", /Vipps|appen/);
  await around.cables.printer?.plug();
  await terminal.page.getByTestId("troubles").waitFor({ state: "detached" });
  await customer.touches("finish");
  await customer.wakes();
  await customer.chooses("coffee");
  await customer.asksByNumber(TYPED);
  await around.phone.act(MSISDN, await around.phone.rings(MSISDN), "approve");
  await customer.sees("done");
  expect(await around.receiptPrinted(20_000)).toContain("Filterkaffe");
});
