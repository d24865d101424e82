import { describe, expect, test } from "vitest";
import { sampleScreens, sampleView } from "../../renderer/dev/sample-views.ts";
import { type Control, saidOnDigits, saidOnFocus } from "../../renderer/speech/control.ts";
import { saidOnView, sentencesOf } from "../../renderer/speech/spoken.ts";
import { DICTIONARY, LANGUAGES } from "../../renderer/words/dictionary.ts";

const MODES = ["kiosk", "counter", "vending"] as const;
const en = DICTIONARY.en;

function spoken(hash: string) {
  return sampleView(`${hash}/voice`);
}

test("a new screen is read from top to bottom, and cuts short what was said about the last", () => {
  const said = saidOnView(spoken("kiosk/goods/en/light"), spoken("kiosk/number/en/light"), en);
  expect(said).toEqual({
    sentences: [
      "What is your mobile number?",
      "162 Norwegian kroner",
      "Nothing is reserved yet",
      "We send a request to Vipps on that phone. The number is not kept.",
    ],
    interrupts: true,
    isPrivate: false,
  });
});

test("on the same screen only what changed is said, without interrupting", () => {
  const before = spoken("kiosk/paying/en/light");
  expect(saidOnView(before, spoken("kiosk/paying-offer/en/light"), en)).toEqual({
    sentences: [
      "Do you not see the request? Open Vipps and look under Payments.",
      "Is nothing happening? You can scan a code instead.",
    ],
    interrupts: false,
    isPrivate: false,
  });
  expect(saidOnView(before, before, en)).toBeUndefined();
});

test("what is wrong with a number typed beside a code is said as soon as it stands there", () => {
  const before = spoken("kiosk/paying-beside/en/light");
  const { screen } = before;
  if (screen.at !== "paying" || screen.beside === undefined)
    throw new Error("the sample has no number beside its code");
  for (const complaint of ["malformed", "could-not-send"] as const) {
    const after = { ...before, screen: { ...screen, beside: { ...screen.beside, complaint } } };
    expect(saidOnView(before, after, en)).toEqual({
      sentences: [en.complaint[complaint]("Vipps")],
      interrupts: false,
      isPrivate: false,
    });
  }
});

test("who makes the same mistake twice hears twice what it was, and nothing more the second time", () => {
  const number = spoken("kiosk/number-complaint/en/light");
  if (number.screen.at !== "number" || number.screen.complaint === undefined)
    throw new Error("the sample complains of nothing");
  const once = { ...number, screen: { ...number.screen, told: 1 } };
  const twice = { ...number, screen: { ...number.screen, told: 2 } };
  expect(saidOnView(once, once, en)).toBeUndefined();
  expect(saidOnView(once, twice, en)?.sentences).toEqual([en.complaint[number.screen.complaint]("Vipps")]);

  const goods = spoken("counter/goods/en/light");
  if (goods.screen.at !== "goods") throw new Error("the sample is no ring-up screen");
  const misread = { ...goods, screen: { ...goods.screen, scan: { is: "misread" } as const, told: 3 } };
  const again = { ...goods, screen: { ...misread.screen, told: 4 } };
  const said = saidOnView(goods, misread, en)?.sentences ?? [];
  expect(said).toHaveLength(1);
  expect(saidOnView(misread, again, en)?.sentences).toEqual(said);

  const beside = spoken("kiosk/paying-beside/en/light");
  const { screen } = beside;
  if (screen.at !== "paying" || screen.beside === undefined) throw new Error("no number beside the code");
  const question = { ...screen.beside, complaint: "malformed" } as const;
  const told = (times: number) => ({ ...beside, screen: { ...screen, beside: { ...question, told: times } } });
  expect(saidOnView(told(1), told(2), en)?.sentences).toEqual([en.complaint.malformed("Vipps")]);
  const { beside: _gone, ...alone } = screen;
  expect(saidOnView({ ...beside, screen: alone }, { ...beside, screen: alone }, en)).toBeUndefined();
});

test("another good in the basket is said with its count and the new total", () => {
  const before = spoken("kiosk/goods-empty/en/light");
  const after = spoken("kiosk/goods/en/light");
  expect(saidOnView(before, after, en)?.sentences).toEqual([
    "Take away",
    "Filterkaffe. 2 in the basket",
    "Cappuccino. 1 in the basket",
    "Te. 1 in the basket",
    "162 Norwegian kroner",
  ]);
});

test("what was taken off the whole is said with its reason, between the goods and the total", () => {
  expect(sentencesOf(spoken("counter/goods-discount/en/light"), en).slice(-2)).toEqual([
    "Discount Ansatt: 28.85 Norwegian kroner",
    "259.65 Norwegian kroner",
  ]);
});

test("what is asked before paying, and what an age led to, is said as well", () => {
  const sentences = (hash: string) => sentencesOf(spoken(hash), en);
  expect(sentences("kiosk/goods-full/en/light").slice(0, 2)).toEqual([
    "What would you like?",
    "Eat here or take away?",
  ]);
  expect(sentences("counter/goods-full/en/light")[1]).toBe("Eat here");
  expect(sentences("counter/goods-too-young/en/light")[1]).toBe(
    "Too young: goods from 18 years are out of the basket. Nothing is reserved.",
  );
  const age = "Some of these goods are sold from 18 years only.";
  expect(sentences("kiosk/number-complaint/en/light")).toContain(age);
  expect(sentences("counter/number-complaint/en/light").at(-1)).toBe(age);
  const counter = spoken("counter/number-complaint/en/light");
  if (counter.screen.at !== "number") throw new Error("the sample asks for no number");
  const { complaint: _none, ...unrefused } = counter.screen;
  expect(sentencesOf({ ...counter, screen: unrefused }, en)).not.toContain(age);
  expect(sentences("kiosk/ended-declined/en/light").at(-1)).toBe(age);
  expect(sentences("kiosk/ended/en/light")).not.toContain(age);
});

test("a screen whose voice is off is silent, and turning it on says so and reads the screen", () => {
  const silent = sampleView("kiosk/ended/en/light");
  expect(saidOnView(undefined, silent, en)).toBeUndefined();
  expect(saidOnView(silent, spoken("kiosk/ended/en/light"), en)?.sentences).toEqual([
    "The screen is now read aloud. Press F1 for help.",
    "Nothing was taken",
    "The payment is cancelled.",
    "You can start again whenever you like.",
  ]);
});

test("the seconds of 'are you still there?' are said in tens", () => {
  expect(sentencesOf(spoken("kiosk/paying/en/light/leaving"), en)).toEqual([
    "Are you still there?",
    "Otherwise we close this, and nothing is taken.",
    "20 seconds left",
  ]);
});

describe.each(LANGUAGES)("in %s", (language) => {
  test("every screen of every mode is told in whole sentences, without a masked number or a mark", () => {
    for (const mode of MODES)
      for (const name of Object.keys(sampleScreens(mode))) {
        const sentences = sentencesOf(spoken(`${mode}/${name}/${language}/light`), DICTIONARY[language]);
        expect(sentences.length, name).toBeGreaterThan(0);
        for (const sentence of sentences) {
          expect(sentence, name).toMatch(/\p{L}{2}/u);
          expect(sentence, name).not.toMatch(/undefined|NaN|\[object|•/);
        }
      }
  });
});

describe("a control that takes the focus", () => {
  const control: Control = { name: "Large text. Twice the size", disabled: false, ofNumber: false, opened: [] };

  test("is named with its state", () => {
    expect(saidOnFocus({ ...control, state: "on" }, "loudspeaker", en)?.sentences).toEqual([
      "Large text. Twice the size. on",
    ]);
    expect(saidOnFocus({ ...control, disabled: true }, "loudspeaker", en)?.sentences[0]).toMatch(
      /cannot be pressed now$/,
    );
  });

  test("in a sheet that has just opened follows the sheet's own words", () => {
    expect(saidOnFocus({ ...control, opened: ["Help", "Do this."] }, "headphone", en)?.sentences).toEqual([
      "Help",
      "Do this.",
      "Large text. Twice the size",
    ]);
  });

  test("is only called a digit on a loudspeaker, and is private in a headphone", () => {
    const key: Control = { name: "7", disabled: false, ofNumber: true, opened: [] };
    expect(saidOnFocus(key, "loudspeaker", en)).toMatchObject({ sentences: ["A digit"], isPrivate: false });
    expect(saidOnFocus(key, "headphone", en)).toMatchObject({ sentences: ["7"], isPrivate: true });
  });
});

test("typed digits are read back in a headphone, and only counted on a loudspeaker", () => {
  expect(saidOnDigits("912", "headphone", en)).toMatchObject({ sentences: ["9 1 2"], isPrivate: true });
  expect(saidOnDigits("912", "loudspeaker", en)).toMatchObject({ sentences: ["3 digits typed"], isPrivate: false });
});
