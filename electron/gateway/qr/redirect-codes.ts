import { type Fault, failed, type Outcome } from "../../core/fault.ts";
import type { Api } from "../api.ts";
import { addressFault } from "../hosts.ts";
import { firstFault } from "../limits.ts";
import { type Reading, settle, settleBare, withoutValue } from "../settle.ts";
import { said } from "./errors.ts";
import { type CodeLook, lifeFault, lookFault, redirectIdFault, redirectUrlFault } from "./limits.ts";
import { lookHeaders } from "./look.ts";
import { type RedirectBody, redirectCode, redirectCodes, type WireRedirectCode } from "./shapes.ts";

/** A sticker that opens a page of the shop. No payment by itself. */
export interface RedirectCode {
  readonly id: string;
  /** The text to draw, or a link to a picture, in the look asked for. */
  readonly content: string;
  readonly redirectUrl: string;
  /** Absent for a code without an end. */
  readonly secondsLeft?: number;
}

export interface NewRedirectCode {
  /** 1 to 128 letters, digits, spaces and any of - _ + %. */
  readonly id: string;
  /** https. */
  readonly redirectUrl: string;
  /** Seconds until the code ends, at least 300; without it the code has no end. */
  readonly lifeS?: number;
}

export interface RedirectCodes {
  /** An id in use answers `gateway/reference-used`, which leaves open whether a lost request of ours made it: read. */
  create(code: NewRedirectCode, look?: CodeLook): Promise<Outcome<RedirectCode>>;
  one(id: string, look?: CodeLook): Promise<Outcome<RedirectCode>>;
  all(look?: CodeLook): Promise<Outcome<readonly RedirectCode[]>>;
  /** Sends the same sticker to another page. Repeats are harmless. */
  redirect(id: string, redirectUrl: string, look?: CodeLook): Promise<Outcome<RedirectCode>>;
  delete(id: string): Promise<Outcome<undefined>>;
}

const PATH = "/qr/v1/merchant-redirect";
const TEXT: CodeLook = { as: "text" };

/** QR API, merchant redirect QR. */
export function createRedirectCodes(api: Api): RedirectCodes {
  const client = new RedirectClient(api);
  return {
    create: (code, look = TEXT) => client.create(code, look),
    one: (id, look = TEXT) => client.change("GET", "reading a redirect code", id, look),
    all: (look = TEXT) => client.all(look),
    redirect: (id, redirectUrl, look = TEXT) =>
      client.change("PUT", "changing a redirect code", id, look, redirectUrl),
    delete: (id) => client.delete(id),
  };
}

class RedirectClient {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  async create({ id, redirectUrl, lifeS }: NewRedirectCode, look: CodeLook): Promise<Outcome<RedirectCode>> {
    const wrong = firstFault(redirectIdFault(id), redirectUrlFault(redirectUrl), lifeFault(lifeS), lookFault(look));
    if (wrong !== undefined) return failed(wrong);
    const deed = "creating a redirect code";
    const body: RedirectBody = { id, redirectUrl, ...(lifeS === undefined ? {} : { ttl: lifeS }) };
    const headers = lookHeaders(look);
    const reply = await this.#api.ask({ deed, effect: "write", method: "POST", path: PATH, headers, body });
    const reading = (code: WireRedirectCode) => codeOf(code, id);
    return settle(reply, { deed, said, shape: redirectCode, reading });
  }

  async change(
    method: "GET" | "PUT",
    deed: string,
    id: string,
    look: CodeLook,
    redirectUrl?: string,
  ): Promise<Outcome<RedirectCode>> {
    const wrong: Fault | undefined = firstFault(
      redirectIdFault(id),
      redirectUrl === undefined ? undefined : redirectUrlFault(redirectUrl),
      lookFault(look),
    );
    if (wrong !== undefined) return failed(wrong);
    const reply = await this.#api.ask({
      deed,
      effect: method === "GET" ? "read" : "write",
      method,
      path: `${PATH}/${encodeURIComponent(id)}`,
      headers: lookHeaders(look),
      ...(redirectUrl === undefined ? {} : { body: { redirectUrl } }),
    });
    const reading = (code: WireRedirectCode): Reading<RedirectCode> =>
      redirectUrl !== undefined && code.redirectUrl !== redirectUrl
        ? { wrong: "another page than asked for" }
        : codeOf(code, id);
    return settle(reply, { deed, said, shape: redirectCode, reading });
  }

  async all(look: CodeLook): Promise<Outcome<readonly RedirectCode[]>> {
    const wrong = lookFault(look);
    if (wrong !== undefined) return failed(wrong);
    const deed = "listing redirect codes";
    const headers = lookHeaders(look);
    return settle(await this.#api.ask({ deed, effect: "read", method: "GET", path: PATH, headers }), {
      deed,
      said,
      shape: redirectCodes,
      reading: (codes) => {
        const read = codes.map((code) => codeOf(code, code.id));
        const wrongOne = read.find((each) => "wrong" in each);
        return wrongOne ?? { value: read.flatMap((each) => ("value" in each ? [each.value] : [])) };
      },
    });
  }

  async delete(id: string): Promise<Outcome<undefined>> {
    const wrong = redirectIdFault(id);
    if (wrong !== undefined) return failed(wrong);
    const deed = "deleting a redirect code";
    const path = `${PATH}/${encodeURIComponent(id)}`;
    const reply = await this.#api.ask({ deed, effect: "write", method: "DELETE", path });
    return withoutValue(settleBare(reply, deed, said));
  }
}

function codeOf(code: WireRedirectCode, id: string): Reading<RedirectCode> {
  if (code.id !== id) return { wrong: "another code" };
  if (addressFault(code.url) !== undefined) return { wrong: "a code that is no https address" };
  const ends = typeof code.expiresIn === "number" && code.expiresIn >= 0 ? { secondsLeft: code.expiresIn } : {};
  return { value: { id, content: code.url, redirectUrl: code.redirectUrl, ...ends } };
}
