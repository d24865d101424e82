import { failed, type Outcome } from "../../core/fault.ts";
import type { Answered, Api } from "../api.ts";
import { addressFault } from "../hosts.ts";
import type { Said } from "../refusal.ts";
import { settle } from "../settle.ts";
import { oneTimeQr } from "./shapes.ts";

export interface OneTimeQr {
  /** The text to draw, a `qr.vipps.no` address; customers' apps take no other. */
  readonly content: string;
  readonly secondsLeft: number;
}

/**
 * QR API `POST /qr/v1`: turns an initiate's address into a code. `text/targetUrl` asks for the content instead of a link
 * to a picture, so that it can be drawn sharp at any size. Makes nothing but a code, so repeating it is harmless.
 */
export async function oneTimeQrFor(
  api: Api,
  deed: string,
  initiateUrl: string,
  said: (reply: Answered) => Said | undefined,
): Promise<Outcome<OneTimeQr>> {
  const ask = () =>
    api.ask({
      deed,
      effect: "read",
      method: "POST",
      path: "/qr/v1",
      headers: { Accept: "text/targetUrl" },
      body: { url: initiateUrl },
    });
  const understand = (reply: Awaited<ReturnType<typeof ask>>) =>
    settle(reply, {
      deed,
      said,
      shape: oneTimeQr,
      reading: ({ url, expiresIn }) =>
        addressFault(url) === undefined
          ? { value: { content: url, secondsLeft: expiresIn } }
          : { wrong: "a code that is no https address" },
    });
  const first = understand(await ask());
  return first.is === "unknown" ? understand(await ask()) : first;
}

/** The payment exists whatever became of its code: nothing about it is certainly not done. */
export function withoutCode(outcome: Outcome<OneTimeQr> & { readonly is: "refused" | "unknown" }, deed: string) {
  const { what } = outcome.fault;
  return failed({ code: "gateway/bad-answer", what: `${deed}: the payment was made, its code was not: ${what}` });
}
