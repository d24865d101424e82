import { paymentQrOf, qrImageOf } from "../qr/links.ts";
import type { Payment } from "../state.ts";
import type { World } from "../world.ts";

/** The redirectUrl of a create answer: none for a push. */
export function redirectUrlOf(world: World, payment: Payment): string | null {
  const { epayment, token } = payment;
  if (epayment === null) return null;
  switch (epayment.userFlow) {
    case "PUSH_MESSAGE":
      return null;
    case "WEB_REDIRECT":
      return `${world.baseUrl}/landing?token=${token}`;
    case "NATIVE_REDIRECT":
      return `vippsMT://?token=${token}`;
    case "QR": {
      const look = epayment.qr;
      if (look === null || look.format === "TEXT/TARGETURL") return paymentQrOf(world, token);
      return qrImageOf(world, { token }, look.format === "IMAGE/PNG" ? "png" : "svg", look.sizePx);
    }
  }
}
