import { failed, type Outcome } from "../../core/fault.ts";
import type { Api } from "../api.ts";
import { addressFault } from "../hosts.ts";
import { firstFault } from "../limits.ts";
import { type Reading, settle, settleBare, withoutValue } from "../settle.ts";
import { said } from "./errors.ts";
import { lookFault, type PictureLook, placeFault, qrIdFault } from "./limits.ts";
import { lookQuery } from "./look.ts";
import { type CallbackBody, callbackCode, callbackCodes, type WireCallbackCode } from "./shapes.ts";

/** A sticker that is always the same; its scan tells the shop who is there (webhook `user.checked-in.v1`). */
export interface CallbackCode {
  readonly id: string;
  /** The text the sticker shows. */
  readonly content: string;
  /** A link to a picture of it, in the look asked for. */
  readonly pictureUrl?: string;
  readonly place?: string;
}

export interface CallbackCodes {
  /**
   * Makes the code or changes what is said about it; the picture stays the same however often. Repeats are harmless.
   * `place` is shown in the customer's app, at most 36 characters.
   */
  put(id: string, place: string, category?: "IN_STORE" | "VENDING"): Promise<Outcome<undefined>>;
  /** Takes over a sticker printed for the old MobilePay solution; its scans arrive with the beacon's id. */
  adoptMobilePay(beaconId: string, place: string): Promise<Outcome<undefined>>;
  one(id: string, look?: PictureLook): Promise<Outcome<CallbackCode>>;
  all(look?: PictureLook): Promise<Outcome<readonly CallbackCode[]>>;
  /** Printed stickers stop working. */
  delete(id: string): Promise<Outcome<undefined>>;
}

const PATH = "/qr/v1/merchant-callback";
const SVG: PictureLook = { as: "svg" };

/** QR API, merchant callback QR. The sales unit is named by the header every request carries. */
export function createCallbackCodes(api: Api): CallbackCodes {
  const put = async (deed: string, path: string, body: CallbackBody): Promise<Outcome<undefined>> =>
    withoutValue(settleBare(await api.ask({ deed, effect: "write", method: "PUT", path, body }), deed, said));
  return {
    async put(id, place, category) {
      const wrong = firstFault(qrIdFault("merchantQrId", id), placeFault(place));
      if (wrong !== undefined) return failed(wrong);
      const body = { locationDescription: place, ...(category === undefined ? {} : { category }) };
      return put("putting a callback code", `${PATH}/${encodeURIComponent(id)}`, body);
    },
    async adoptMobilePay(beaconId, place) {
      const wrong = firstFault(qrIdFault("beaconId", beaconId), placeFault(place));
      if (wrong !== undefined) return failed(wrong);
      const path = `${PATH}/mobilepay/${encodeURIComponent(beaconId)}`;
      return put("adopting a MobilePay code", path, { locationDescription: place });
    },
    async one(id, look = SVG) {
      const wrong = firstFault(qrIdFault("merchantQrId", id), lookFault(look));
      if (wrong !== undefined) return failed(wrong);
      const deed = "reading a callback code";
      const path = `${PATH}/${encodeURIComponent(id)}${lookQuery(look)}`;
      return settle(await api.ask({ deed, effect: "read", method: "GET", path }), {
        deed,
        said,
        shape: callbackCode,
        reading: (code) => (code.merchantQrId === id ? codeOf(code) : { wrong: "another code" }),
      });
    },
    async all(look = SVG) {
      const wrong = lookFault(look);
      if (wrong !== undefined) return failed(wrong);
      const deed = "listing callback codes";
      const path = `${PATH}${lookQuery(look)}`;
      return settle(await api.ask({ deed, effect: "read", method: "GET", path }), {
        deed,
        said,
        shape: callbackCodes,
        reading: (codes) => {
          const read = codes.map(codeOf);
          const wrongOne = read.find((each) => "wrong" in each);
          return wrongOne ?? { value: read.flatMap((each) => ("value" in each ? [each.value] : [])) };
        },
      });
    },
    async delete(id) {
      const wrong = qrIdFault("merchantQrId", id);
      if (wrong !== undefined) return failed(wrong);
      const deed = "deleting a callback code";
      const path = `${PATH}/${encodeURIComponent(id)}`;
      return withoutValue(settleBare(await api.ask({ deed, effect: "write", method: "DELETE", path }), deed, said));
    },
  };
}

function codeOf(code: WireCallbackCode): Reading<CallbackCode> {
  const { merchantQrId, qrContent, qrImageUrl, locationDescription } = code;
  if (addressFault(qrContent) !== undefined) return { wrong: "a code that is no https address" };
  return {
    value: {
      id: merchantQrId,
      content: qrContent,
      ...(qrImageUrl == null ? {} : { pictureUrl: qrImageUrl }),
      ...(locationDescription == null ? {} : { place: locationDescription }),
    },
  };
}
