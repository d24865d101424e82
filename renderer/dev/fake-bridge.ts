import type { Answer, Ask, AskName, Bridge, Reply, Screen, View } from "../../electron/ipc/contract.ts";
import { oddGoods } from "./odd-goods.ts";
import { manyGoods, SAMPLE_CATALOGUES } from "./sample-goods.ts";
import { basketOf, SAMPLE_RECEIPT, SAMPLE_STAFF, sampleScreens, sampleView } from "./sample-views.ts";

/**
 * Stands where the preload would, with views from the address: enough to look and to press, no more. It knows no
 * money: it only walks from picture to picture.
 */
export function fakeBridge(): Bridge {
  let view = sampleView(location.hash);
  let seq = 0;
  let listener: ((numbered: { readonly seq: number; readonly view: View }) => void) | undefined;
  const send = (next: View) => {
    // As main's views do, each comes as a copy of which no object was seen before.
    view = structuredClone(next);
    seq += 1;
    listener?.({ seq, view });
  };
  window.addEventListener("hashchange", () => send(sampleView(location.hash)));

  const answer = (name: AskName, value: unknown): unknown => {
    if (name === "staff:read") return SAMPLE_STAFF;
    if (name === "staff:find") return { sales: SAMPLE_STAFF.sales, isMore: true };
    if (name === "staff:receipt") return { parts: SAMPLE_RECEIPT };
    if (name === "catalogue:read") return catalogueOf(view.frame.mode);
    const next = afterAsk(view, name, value);
    if (next !== undefined) setTimeout(() => send(next), 0);
    return {};
  };
  return {
    ask<N extends AskName>(name: N, value: Ask<N>): Promise<Reply<N>> {
      console.info("ask", name);
      return Promise.resolve({ ok: true, answer: answer(name, value) as Answer<N> });
    },
    onView(callback) {
      listener = callback;
      return () => {
        listener = undefined;
      };
    },
  };
}

/** The screen each ask leads to when nothing goes wrong. */
const LEADS_TO: Partial<Record<AskName, string>> = {
  start: "goods-empty",
  "pay:open": "number",
  "pay:push": "paying",
  "pay:code": "paying-qr",
  "pay:cancel": "ended",
  "pay:late": "done",
  back: "goods-empty",
  finish: "attract",
  "try-again": "goods",
  "basket:clear": "goods-empty",
};

function afterAsk(view: View, name: AskName, value: unknown): View | undefined {
  const { frame, screen } = view;
  if (name === "hello") return view;
  if (name === "language:set") return { screen, frame: { ...frame, ...(value as Ask<"language:set">) } };
  if (name === "appearance:set") return { screen, frame: { ...frame, ...appearance(frame, value) } };
  if (name === "more-time") {
    const { leaving: _gone, ...stays } = frame;
    return { screen, frame: stays };
  }
  if (name === "basket:add" || name === "basket:remove")
    return {
      frame,
      screen: counted(frame.mode, screen, value as Ask<"basket:add">, name === "basket:add" ? 1 : -1),
    };
  if (name === "basket:serve") return { frame, screen: served(screen, (value as Ask<"basket:serve">).serving) };
  if (name === "basket:age") return { frame, screen: ageAnswered(screen, (value as Ask<"basket:age">).oldEnough) };
  if (name === "count:say") return { frame, screen: countSaid(screen, (value as Ask<"count:say">).count) };
  const next = sampleScreens(frame.mode)[LEADS_TO[name] ?? ""];
  return next === undefined ? undefined : { frame, screen: next };
}

function appearance({ speech }: View["frame"], value: unknown): Partial<View["frame"]> {
  const { speaks, pace, volume, ...looks } = value as Ask<"appearance:set">;
  const changed = Object.fromEntries(Object.entries(looks).filter(([, one]) => one !== undefined));
  if (speech === undefined) return changed;
  const heard = { on: speaks ?? speech.on, pace: pace ?? speech.pace, volume: volume ?? speech.volume };
  return { ...changed, speech: { ...speech, ...heard } };
}

function served(screen: Screen, serving: Ask<"basket:serve">["serving"]): Screen {
  return screen.at === "goods" ? { ...screen, basket: { ...screen.basket, serving } } : screen;
}

function countSaid(screen: Screen, count: number | undefined): Screen {
  if (screen.at !== "goods" || screen.counter === undefined) return screen;
  const { countSaid: _before, ...counter } = screen.counter;
  return { ...screen, counter: count === undefined ? counter : { ...counter, countSaid: count } };
}

function ageAnswered(screen: Screen, oldEnough: boolean): Screen {
  if (screen.at !== "goods") return screen;
  const { ageToSee, ...basket } = screen.basket;
  return oldEnough || ageToSee === undefined ? { ...screen, basket } : { ...screen, basket, tooYoungFor: ageToSee };
}

let many: ReturnType<typeof manyGoods> | undefined;

function catalogueOf(mode: View["frame"]["mode"]): ReturnType<typeof manyGoods> {
  if (location.hash.includes("/odd")) return oddGoods(SAMPLE_CATALOGUES[mode].goods);
  if (!location.hash.includes("/many")) return SAMPLE_CATALOGUES[mode];
  many ??= manyGoods(mode);
  return many;
}

function counted(
  mode: View["frame"]["mode"],
  screen: Screen,
  { sku, typedPrice, count: asked }: Ask<"basket:add">,
  change: 1 | -1,
): Screen {
  if (screen.at !== "goods") return screen;
  const { basket, ...around } = asked === undefined ? screen : (countSaid(screen, undefined) as typeof screen);
  const held = basket.lines;
  const good = catalogueOf(mode).goods.find((one) => one.sku === sku);
  if (good === undefined) return screen;
  const { price: own, ...rest } = good;
  const price = (typedPrice ?? own) as typeof own;
  const isIt = (one: (typeof held)[number]) => one.sku === sku && one.typedPrice === typedPrice;
  const typed = typedPrice === undefined ? {} : { typedPrice: price };
  const line = held.find(isIt) ?? { ...rest, ...typed, count: 0, unitPrice: price, gross: price };
  const count = line.count + change * (asked ?? 1);
  const next = { ...line, count, gross: (price * count) as typeof price };
  const lines = held.some(isIt) ? held.map((one) => (isIt(one) ? next : one)) : [...held, next];
  const { serving } = basket;
  const answer = serving === undefined ? {} : { serving };
  return { ...around, basket: { ...answer, ...basketOf(lines.filter((one) => one.count > 0)) } };
}
