import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { demoConfiguration } from "../../scripts/demo/configuration.ts";
import { giveToUser } from "../../scripts/ordinary-user.ts";
import { root } from "../../scripts/project.ts";
import { simulatorKeys } from "../../simulator/vipps/defaults.ts";
import { runTerminalToEnd, temporaryFolder } from "./launch.ts";

test("every fault of a configuration is said with file, field and what was expected, and nothing is started", async () => {
  const folder = temporaryFolder();
  const configFile = join(folder, "till.json");
  const { market: _missing, ...config } = configuration(folder);
  writeFileSync(configFile, JSON.stringify({ ...config, mode: "tollbooth" }));
  giveToUser(folder);
  const ended = await runTerminalToEnd({ configFile });
  expect(ended.code).toBe(78);
  expect(ended.stderr.join("\n")).toContain(`The configuration has 2 faults:
  ${configFile}: mode: expected "kiosk" or "counter" or "vending", got "tollbooth"
  ${configFile}: market: expected "NO" or "DK" or "FI", got nothing`);
  // Window, devices and journal come after the data folder.
  expect(readdirSync(folder)).toEqual(["till.json"]);
});

test("a configuration that is not there is named, and nothing is started", async () => {
  const folder = temporaryFolder();
  const configFile = join(folder, "till.json");
  const ended = await runTerminalToEnd({ configFile });
  expect(ended.code).toBe(78);
  expect(ended.stderr.join("\n")).toContain(
    `${configFile}: expected a file that can be read, got no file of that name`,
  );
  expect(readdirSync(folder)).toEqual([]);
});

function configuration(folder: string): { readonly [field: string]: unknown } {
  return {
    ...demoConfiguration({
      mode: "kiosk",
      api: "epayment",
      wallet: { url: "http://127.0.0.1:9", ...simulatorKeys },
      printer: join(folder, "tty-printer"),
      board: join(folder, "tty-board"),
      dataFolder: join(folder, "data"),
      samples: join(root, "electron/catalogue/samples"),
    }),
  };
}
