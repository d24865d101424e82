import { expect, test } from "vitest";
import { customerView } from "../../electron/core/customer-view.ts";
import { minor } from "../../electron/core/money.ts";
import type { BasketView, Frame, Screen } from "../../electron/core/view.ts";

const FRAME: Frame = {
  mode: "counter",
  shopName: "Gårdsutsalget",
  language: "nb",
  currency: "NOK",
  wallet: "Vipps",
  theme: "dark",
  largeText: true,
  lowReach: true,
  languages: ["nb", "en"],
  keys: "up-down",
  scanTurn: 3,
  speech: { on: true, pace: "slow", volume: "normal", output: "loudspeaker" },
  catalogueVersion: 7,
  soldOut: ["eggs"],
  troubles: [{ id: "p", kind: "printer", state: "fault", what: "paper is out", sinceMs: 0 }],
  staff: "inside",
  practice: true,
};

const LINE = { sku: "eggs", name: "Egg", count: 2, unitPrice: minor(6_500), gross: minor(13_000) };
const BASKET: BasketView = { lines: [LINE], total: minor(13_000), vat: [], minimumAge: 18, ageToSee: 18 };

function seen(screen: Screen): Screen {
  return customerView({ frame: FRAME, screen }, "light").screen;
}

test("the customer's frame has nothing of the cashier's in it", () => {
  const { frame } = customerView({ frame: FRAME, screen: { at: "attract", available: true } }, "light");
  expect(frame).toEqual({
    mode: "counter",
    facing: "customer",
    shopName: "Gårdsutsalget",
    language: "nb",
    currency: "NOK",
    wallet: "Vipps",
    theme: "light",
    largeText: false,
    lowReach: false,
    languages: ["nb"],
    keys: "four-arrows",
    catalogueVersion: 7,
    soldOut: [],
    troubles: [],
    practice: true,
  });
});

test("an empty basket is a welcome, also while nothing can be paid", () => {
  const empty = { ...BASKET, lines: [], total: minor(0) };
  expect(seen({ at: "goods", basket: empty, available: true })).toEqual({ at: "attract", available: true });
  expect(seen({ at: "goods", basket: empty, available: false, why: "offline" })).toEqual({
    at: "attract",
    available: false,
    why: "offline",
  });
});

test("what is rung up is seen, without what the cashier is asked", () => {
  const { ageToSee: _question, ...shown } = BASKET;
  expect(seen({ at: "goods", basket: BASKET, available: true })).toEqual({
    at: "goods",
    basket: shown,
    available: true,
  });
});

test("the question for the number comes without what was wrong with the last one", () => {
  const number: Screen = {
    at: "number",
    basket: BASKET,
    amount: minor(13_000),
    canPush: true,
    countries: ["NO"],
    country: "NO",
    complaint: "malformed",
  };
  expect(seen(number)).not.toHaveProperty("complaint");
});

test("a payment is shown with nothing to press, and a result as it is", () => {
  const paying: Screen = {
    at: "paying",
    amount: minor(13_000),
    flow: "qr",
    step: "waiting",
    money: "nothing-reserved",
    showsWhereInApp: true,
    offersCode: true,
    canSwitch: true,
    canCancel: true,
    pickedUp: false,
    qr: { modules: 33, path: "M0 0h1v1z", secondsLeft: 300, secondsTotal: 600 },
    beside: { countries: ["NO"], country: "NO" },
  };
  const { beside: _beside, ...shown } = paying;
  expect(seen(paying)).toEqual({ ...shown, offersCode: false, canSwitch: false, canCancel: false });
  const ended: Screen = {
    at: "ended",
    amount: minor(13_000),
    why: "cancelled",
    money: "nothing-reserved",
    mayTryAgain: true,
    items: [],
  };
  expect(seen(ended)).toBe(ended);
});
