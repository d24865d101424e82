import { describe, expect, test } from "vitest";
import { benchPrinter, RECEIPT } from "./printer-bench.ts";

describe("a healthy printer", () => {
  test("prints a receipt, proves it, and is ready before and after", async () => {
    const { printer, print, texts, emulator } = await benchPrinter({ profile: "epson-80" });
    expect(printer.condition()).toEqual({ state: "ready", what: "Ready." });
    expect(await print(RECEIPT)).toEqual({ is: "printed" });
    expect(texts()).toEqual([
      [
        "       Kafé Ærlig",
        "             Storgata 1, 0155 Oslo",
        "-".repeat(48),
        `Kaffe latte${" ".repeat(32)}52,00`,
        "Rundstykke med brunost og jordbærsyltetøy",
        `fra Ås gård${" ".repeat(32)}39,00`,
        "-".repeat(48),
        `Sum${" ".repeat(16)}91,00`,
        "",
        "[QR https://example.com/receipt/7f3a]",
        "                Takk for besøket",
      ].join("\n"),
    ]);
    expect(emulator.violations).toEqual([]);
    expect(printer.condition().state).toBe("ready");
  });
});
