import { failed, fault, type Outcome } from "../../core/fault.ts";
import type { Api } from "../api.ts";
import { addressFault } from "../hosts.ts";
import { settle } from "../settle.ts";
import { said } from "./errors.ts";
import { type CodeLook, lookFault } from "./limits.ts";
import { lookHeaders } from "./look.ts";
import { oneTimeCode } from "./shapes.ts";

export interface OneTimeCode {
  /** The text to draw, a `qr.vipps.no` address, or a link to a picture of it; customers' apps take no other text. */
  readonly content: string;
  /** The link and the code end together with the payment. */
  readonly secondsLeft: number;
}

/**
 * QR API `POST /qr/v1`: turns the address of a payment with a landing page (eCom, recurring) into a code. Makes nothing
 * but a code, so repeating it is harmless, and it is repeated once where the first answer told nothing.
 */
export async function oneTimeCodeFor(
  api: Api,
  paymentUrl: string,
  look: CodeLook = { as: "text" },
  deed = "code for a payment",
): Promise<Outcome<OneTimeCode>> {
  const wrong =
    lookFault(look) ??
    (addressFault(paymentUrl) === undefined
      ? undefined
      : fault("gateway/bad-request", "url must be an https address"));
  if (wrong !== undefined) return failed(wrong);
  const ask = async (): Promise<Outcome<OneTimeCode>> =>
    settle(
      await api.ask({
        deed,
        effect: "read",
        method: "POST",
        path: "/qr/v1",
        headers: lookHeaders(look),
        body: { url: paymentUrl },
      }),
      {
        deed,
        said,
        shape: oneTimeCode,
        reading: ({ url, expiresIn }) =>
          addressFault(url) === undefined
            ? { value: { content: url, secondsLeft: expiresIn } }
            : { wrong: "a code that is no https address" },
      },
    );
  const first = await ask();
  return first.is === "unknown" ? ask() : first;
}
