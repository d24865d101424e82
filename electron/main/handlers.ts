import { askedLineId } from "../core/basket.ts";
import { type Minor, minor } from "../core/money.ts";
import type { Terminal } from "../engine/terminal.ts";
import type { Answer, Ask, AskName } from "../ipc/contract.ts";
import type { Voice } from "../shell/voice.ts";

/** Thrown by a handler when the ask makes no sense on the present screen; the page gets `ipc/not-now`. */
export class NotNow extends Error {}

export type Handlers = { readonly [N in AskName]: (value: Ask<N>) => Answer<N> };

/** Every ask of the page, and the method of the terminal it stands for. */
export function handlersFor(terminal: Terminal, showAgain: () => void, voice?: Pick<Voice, "say">): Handlers {
  return {
    hello: () => {
      showAgain();
      return {};
    },
    "catalogue:read": () => terminal.catalogue(),
    touch: () => said(terminal.touch()),
    "more-time": () => said(terminal.moreTime()),
    "language:set": ({ language }) => said(terminal.setLanguage(language)),
    "appearance:set": ({ theme, largeText, lowReach, speaks, pace, volume }) =>
      said(
        terminal.setAppearance({
          ...(theme === undefined ? {} : { theme }),
          ...(largeText === undefined ? {} : { largeText }),
          ...(lowReach === undefined ? {} : { lowReach }),
          ...(speaks === undefined ? {} : { speaks }),
          ...(pace === undefined ? {} : { pace }),
          ...(volume === undefined ? {} : { volume }),
        }),
      ),
    "speech:say": (said) => {
      const { language, speech } = terminal.view().frame;
      if (voice === undefined || speech?.on !== true) throw new NotNow("nobody asked to be spoken to");
      voice.say({ ...said, language, speech });
      return {};
    },
    start: () => said(terminal.begin()),
    "basket:add": ({ sku, chosen, count, typedPrice }) =>
      said(terminal.basket.add(sku, chosen, count, priceIn(typedPrice))),
    "basket:remove": ({ sku, chosen, typedPrice }) =>
      said(terminal.basket.remove(sku, chosen, priceIn(typedPrice))),
    "basket:clear": () => said(terminal.basket.clear()),
    scan: ({ text }) => said(terminal.scans.take(text)),
    "count:say": ({ count }) => said(terminal.counts.say(count)),
    "basket:serve": ({ serving }) => said(terminal.basket.serve(serving)),
    "basket:age": ({ years, oldEnough }) => said(terminal.basket.seeAge(years, oldEnough)),
    "discount:give": ({ line, off, reason, pin }) =>
      said(
        terminal.discounts.give({
          ...(line === undefined ? {} : { lineId: idOf(line) }),
          off: off.by === "percent" ? off : { by: "amount", amount: minor(off.amount) },
          reason,
          ...(pin === undefined ? {} : { pin }),
        }),
      ),
    "discount:remove": ({ line }) => said(terminal.discounts.remove(line === undefined ? undefined : idOf(line))),
    "basket:hold": ({ name }) => said(terminal.holds.hold(name)),
    "basket:resume": ({ number }) => said(terminal.holds.resume(number)),
    "basket:discard": ({ number, why }) => said(terminal.holds.discard(number, why)),
    "pay:open": () => said(terminal.checkout.open()),
    "pay:push": ({ country, typed }) => said(terminal.checkout.byNumber(country, typed)),
    "pay:code": () => said(terminal.checkout.byCode()),
    "pay:switch": () => said(terminal.checkout.switchFlow()),
    "pay:cancel": () => said(terminal.checkout.cancel()),
    "pay:late": ({ choice }) => said(terminal.checkout.answerLate(choice)),
    back: () => said(terminal.back()),
    finish: () => said(terminal.checkout.finish()),
    "try-again": () => said(terminal.checkout.tryAgain()),
    "staff:knock": () => said(terminal.staff.knock()),
    "staff:open": ({ pin }) => said(terminal.staff.open(pin)),
    "staff:close": () => said(terminal.staff.close()),
    "staff:read": () => {
      const view = terminal.staff.view();
      if (view === undefined) throw new NotNow("the door is closed");
      return view;
    },
    "staff:hand-over": ({ orderNumber }) => said(terminal.staff.handOver(orderNumber)),
    "staff:call-off": ({ orderNumber }) => said(terminal.staff.callOff(orderNumber)),
    "staff:refund": ({ reference, amount }) => said(terminal.staff.refund(reference, minor(amount))),
    "staff:find": ({ text }) => {
      const found = terminal.staff.find(text);
      if (found === undefined) throw new NotNow("the door is closed");
      return found;
    },
    "staff:receipt": ({ reference }) => {
      const slip = terminal.staff.receipt(reference);
      if (slip === undefined) throw new NotNow("there is no such receipt, or the door is closed");
      return { parts: slip.parts };
    },
    "staff:copy": ({ reference }) => said(terminal.staff.printCopy(reference)),
    "staff:print-owed": () => said(terminal.staff.printOwed()),
    "drawer:open": ({ why }) => said(terminal.staff.openDrawer(why)),
    "setup:open": () => said(terminal.staff.setUp.open()),
    "setup:close": () => said(terminal.staff.setUp.close()),
    "setup:look": ({ path }) => said(terminal.staff.setUp.look(path)),
    "setup:which": ({ path }) => said(terminal.staff.setUp.which(path)),
    "setup:stop": () => said(terminal.staff.setUp.stop()),
    "staff:unlock-slot": ({ slot, why }) => said(terminal.staff.unlockSlot(slot, why)),
  };
}

function idOf({ sku, chosen = [], typedPrice }: Ask<"basket:remove">): string {
  return askedLineId({ sku, chosen, ...(typedPrice === undefined ? {} : { typedPrice: minor(typedPrice) }) });
}

function priceIn(typed: number | undefined): Minor | undefined {
  return typed === undefined ? undefined : minor(typed);
}

function said(yes: boolean): Record<string, never> {
  if (!yes) throw new NotNow("not on this screen");
  return {};
}
