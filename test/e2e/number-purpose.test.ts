import { expect, test } from "vitest";
import { Shop, typesNumber } from "./shop.ts";

// WCAG 1.3.5: what the number's field is for can be told by a program, and a shared terminal remembers nothing for it.

test("the number is a field that says it is a phone number, takes no focus, brings no keyboard and is gone with its screen", async (context) => {
  const shop = await Shop.openFor(context, { mode: "kiosk" });
  const { customer, page, terminal } = shop;
  await customer.wakes();
  await customer.chooses("cinnamon-bun");
  await customer.goesToPay();
  await customer.sees("number");
  const field = page.getByRole("textbox", { name: "Nummeret så langt" });
  expect(await field.inputValue()).toBe("");
  await typesNumber(terminal, "912");
  expect(await field.inputValue()).toBe("912");
  await customer.touches("key-3");
  expect(await field.inputValue()).toBe("912 3");
  const told = await field.evaluate((input: HTMLInputElement) => {
    const { autocomplete, type, inputMode, readOnly, tabIndex } = input;
    const { left, top, width, height } = input.getBoundingClientRect();
    const touched = document.elementFromPoint(left + width / 2, top + height / 2);
    return { autocomplete, type, inputMode, readOnly, tabIndex, isTouched: touched === input };
  });
  expect(told).toEqual({
    autocomplete: "tel-national",
    type: "tel",
    inputMode: "none",
    readOnly: true,
    tabIndex: -1,
    isTouched: false,
  });
  await customer.touches("back");
  await customer.sees("goods");
  await customer.goesToPay();
  await customer.sees("number");
  expect(await field.inputValue()).toBe("");
});
