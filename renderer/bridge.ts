import type { Answer, Ask, AskName, Bridge } from "../electron/ipc/contract.ts";
import { pictureStore, show, showCatalogue } from "./store.ts";

declare global {
  interface Window {
    /** Put there by the preload; absent when the page is opened outside the terminal. */
    till?: Bridge;
  }
}

/** The catalogue version already asked for, so that a burst of views asks once. */
let catalogueAsked = -1;

function till(): Bridge {
  if (window.till === undefined) throw new Error("this page is drawn by the terminal and has no bridge here");
  return window.till;
}

/**
 * Sends an ask and waits for nothing: what it led to is seen in the next view. A refused ask ("not now") is normal,
 * for instance when a press crosses a new view on its way. The value is never logged: it may hold a phone number.
 */
export function ask<N extends AskName>(name: N, value: Ask<N>): void {
  till()
    .ask(name, value)
    .catch(() => console.error(`the terminal did not answer "${name}"`));
}

/** As `ask`, for the staff's sheet, which has to know. Undefined: refused, or nobody answered. */
export async function tell<N extends AskName>(name: N, value: Ask<N>): Promise<Answer<N> | undefined> {
  try {
    const reply = await till().ask(name, value);
    return reply.ok ? reply.answer : undefined;
  } catch {
    console.error(`the terminal did not answer "${name}"`);
    return undefined;
  }
}

async function readCatalogue(version: number): Promise<void> {
  if (version === catalogueAsked) return;
  catalogueAsked = version;
  const reply = await till().ask("catalogue:read", {});
  if (reply.ok) showCatalogue(reply.answer);
  // The next view tries again; the goods drawn meanwhile are the last ones known.
  else catalogueAsked = -1;
}

function readCatalogueOnChange(version: number): void {
  if (pictureStore.getState().catalogue?.version === version) return;
  readCatalogue(version).catch(() => {
    catalogueAsked = -1;
    console.error("the terminal did not answer with its catalogue");
  });
}

/** Listens for views and asks for the present one. The returned function stops listening. */
export function connect(): () => void {
  const off = till().onView(({ seq, view }) => {
    show(seq, view);
    readCatalogueOnChange(view.frame.catalogueVersion);
  });
  ask("hello", {});
  return off;
}
