import { expect, test } from "vitest";
import { textOf } from "./kept-files.ts";
import { MSISDN, Shop } from "./shop.ts";

test("a typed number is in no file the terminal leaves, after a sale, a complaint, a cancel and a power cut", async (context) => {
  const shop = await Shop.openFor(context, { mode: "kiosk" });
  const { customer, phone, around } = shop;
  await customer.wakes();
  await customer.chooses("coffee");
  await phone.act(MSISDN, await shop.asksByNumber(), "approve");
  await customer.sees("done");
  await customer.hears("receipt-words", /Ta kvitteringen/);
  await customer.touches("finish");

  // A number nobody has, so that the provider refuses it; then one that is asked and left alone.
  await customer.wakes();
  await customer.chooses("coffee");
  await customer.goesToPay();
  await customer.types("98765432");
  await customer.touches("send-request");
  await customer.hears("complaint", /Vi fikk ikke sendt/);
  for (let digit = 0; digit < 8; digit += 1) await customer.touches("key-erase");
  await customer.types("91234567");
  await customer.touches("send-request");
  const reference = await phone.rings(MSISDN);
  await shop.terminal.kill();

  const kept = textOf(around.folder);
  expect(kept).toContain(reference);
  const digits = kept.replaceAll(/[\s\u00a0\0]/g, "").replaceAll("\xc2", "");
  expect(digits).toContain(reference);
  for (const number of ["91234567", "98765432"]) expect(digits).not.toContain(number);
});
