import { done, type FaultCode, failed, fault, type Outcome } from "../../core/fault.ts";
import type { ChangeAsk, CreateAsk, Created, PaymentGateway, Proof } from "../../core/ports.ts";
import { Api, type ApiOptions } from "../api.ts";
import { addressFault, isTestHost } from "../hosts.ts";
import { amountFault, firstFault, keyFault, referenceFault, textFault } from "../limits.ts";
import { createOrders, type Orders } from "../orders.ts";
import { type Codes, createCodes } from "../qr/codes.ts";
import { oneTimeCodeFor } from "../qr/one-time.ts";
import { type Reading, settle, settleBare, withoutValue } from "../settle.ts";
import { saidIn } from "./errors.ts";
import type { InitiateExtras } from "./express.ts";
import { initiateBody, norwegianMobile } from "./initiate-body.ts";
import { type Profile, profile, profileOf } from "./profile.ts";
import { operationOf, proofOf } from "./proof.ts";
import { ReadPauses } from "./read-pauses.ts";
import * as shapes from "./shapes.ts";
import { checkEcomUrls, type EcomUrls } from "./urls.ts";

/** Shown to the customer beside each change; at most 100 characters. */
export interface EcomTexts {
  readonly cancel: string;
  readonly capture: string;
  readonly refund: string;
}

/** The API serves Norway only. */
export const ECOM_TEXTS: EcomTexts = { cancel: "Avbrutt", capture: "Betalt", refund: "Refundert" };

export interface EcomOptions extends ApiOptions {
  readonly canPush: boolean;
  readonly urls: EcomUrls;
  readonly texts?: Partial<EcomTexts>;
  /** Printed on digital receipts as `posId`. */
  readonly terminalId?: string;
}

type ModificationAsk = Parameters<PaymentGateway["capture"]>[0];

export interface EcomGateway extends PaymentGateway {
  readonly provider: "ecom";
  /**
   * `create` for express and scope payments, without a code: flow `qr` gives the address of the landing page, which opens on
   * a phone or becomes a code through `codes.oneTime`; flow `push` gives none.
   */
  initiate(ask: CreateAsk, extras: InitiateExtras): Promise<Outcome<{ readonly url?: string }>>;
  /** Who paid and where to send the goods. Empty until the customer has approved, and for regular payments. */
  profile(reference: string): Promise<Outcome<Profile>>;
  /** Log and summary as the API tells them, for the operator's page; `read` is what decisions are made from. */
  details(reference: string): Promise<Outcome<shapes.Details>>;
  /** The deprecated last word of `/status`. Settles nothing. */
  status(reference: string): Promise<Outcome<string>>;
  /** Approves as the test customer would; not for pushes. Refused before sending anywhere but on the test host and this machine. */
  forceApprove(
    reference: string,
    by: { readonly msisdn: string } | { readonly token: string },
  ): Promise<Outcome<undefined>>;
  readonly orders: Orders;
  readonly codes: Codes;
}

const PAYMENTS = "/ecomm/v2/payments";
/** `X-Request-Id`. */
export const REQUEST_ID_CHARACTERS_MAX = 40;
const PUSH_NOT_CONFIGURED = fault("gateway/push-not-allowed", "this terminal is configured not to push");
/** An exchange that fails otherwise is a code that cannot be used, or not now: the customer is offered another way. */
const NOT_ABOUT_THE_CODE: ReadonlySet<FaultCode> = new Set<FaultCode>([
  "gateway/unreachable",
  "gateway/not-configured",
  "gateway/rate-limited",
  "gateway/locked",
]);
/** The API's file asks at least 100 øre of captures and refunds too. */
const SMALLEST_CHANGE = 100;

/**
 * eCom v2, Norway only. Initiate and cancel carry no idempotency key: the caller reads after any doubt before repeating
 * them.
 */
export function createEcomGateway(options: EcomOptions): EcomGateway {
  return new EcomClient(options);
}

class EcomClient implements EcomGateway {
  readonly provider = "ecom";
  readonly canPush: boolean;
  readonly orders: Orders;
  readonly codes: Codes;
  readonly #api: Api;
  readonly #options: EcomOptions;
  readonly #texts: EcomTexts;
  readonly #readPauses = new ReadPauses();

  constructor(options: EcomOptions) {
    this.#options = options;
    this.#texts = { ...ECOM_TEXTS, ...options.texts };
    this.#api = new Api(options);
    this.canPush = options.canPush;
    this.orders = createOrders(this.#api, options.terminalId);
    this.codes = createCodes(this.#api);
  }

  async create(ask: CreateAsk): Promise<Outcome<Created>> {
    const named = await this.#withNumber(ask);
    if (named.is !== "done") return named;
    const initiated = await this.initiate(named.value, {});
    if (initiated.is !== "done") return initiated;
    if (initiated.value.url === undefined) return done({});
    const deed = `create of ${ask.reference}`;
    const code = await oneTimeCodeFor(this.#api, initiated.value.url, { as: "text" }, deed);
    // The payment exists whatever became of its code: nothing about it is certainly not done.
    if (code.is !== "done")
      return failed(
        fault("gateway/bad-answer", `${deed}: the payment was made, its code was not: ${code.fault.what}`),
      );
    const { content, secondsLeft } = code.value;
    return done({ qrContent: content, expiresAtMs: this.#options.clock.nowMs() + secondsLeft * 1_000 });
  }

  /**
   * eCom knows numbers only: a customer's own code is exchanged for theirs first. Whatever becomes of that, no payment was
   * asked for: an exchange that stayed without a believable answer is a refusal of this create as well.
   */
  async #withNumber({ personalQr, ...ask }: CreateAsk): Promise<Outcome<CreateAsk>> {
    if (ask.flow === "qr" || personalQr === undefined) return done(ask);
    if (!this.canPush) return failed(PUSH_NOT_CONFIGURED);
    const deed = `create of ${ask.reference}`;
    if (ask.msisdn !== undefined)
      return failed(fault("gateway/bad-request", `${deed}: msisdn and personalQr exclude each other`));
    const { keys, urls } = this.#options;
    const measured = initiateBody({ ...ask, flow: "qr" }, keys.merchantSerialNumber, urls);
    if ("fault" in measured) return failed(measured.fault);
    const exchanged = await this.codes.exchangeCode(personalQr);
    if (exchanged.is === "done") return done({ ...ask, msisdn: exchanged.value.msisdn });
    const { code, what, retryAfterMs } = exchanged.fault;
    const reason = NOT_ABOUT_THE_CODE.has(code) ? code : "gateway/customer-unreachable";
    return failed(fault(reason, `${deed} not sent: ${what}`, retryAfterMs));
  }

  async initiate(ask: CreateAsk, extras: InitiateExtras): Promise<Outcome<{ readonly url?: string }>> {
    const { keys, urls } = this.#options;
    const made = initiateBody(ask, keys.merchantSerialNumber, urls, extras);
    if ("fault" in made) return failed(made.fault);
    if (ask.flow === "push" && !this.canPush) return failed(PUSH_NOT_CONFIGURED);
    const deed = `create of ${ask.reference}`;
    const { body } = made;
    return settle(await this.#api.ask({ deed, effect: "write", method: "POST", path: PAYMENTS, body }), {
      deed,
      said: saidIn("create"),
      shape: shapes.initiated,
      reading: ({ orderId, url }): Reading<{ readonly url?: string }> => {
        if (orderId !== ask.reference) return { wrong: "another order" };
        // What a push answers here is documented nowhere and of no use.
        if (ask.flow === "push") return { value: {} };
        return addressFault(url ?? "") === undefined
          ? { value: { url: url ?? "" } }
          : { wrong: "no address to make a code of" };
      },
    });
  }

  profile(reference: string): Promise<Outcome<Profile>> {
    const shape = shapes.order.extend(profile.shape);
    return this.#details(reference, `profile of ${reference}`, shape, (read) => ({ value: profileOf(read) }));
  }

  /** A pause asked for by the read with which a cancel begins is kept here: nobody else was told of it. */
  async read(reference: string): Promise<Outcome<Proof>> {
    const leftMs = this.#readPauses.leftMs(reference, this.#options.clock.monotonicMs());
    if (leftMs > 0)
      return failed(fault("gateway/rate-limited", `read of ${reference}: a pause was asked for`, leftMs));
    return this.#details(reference, `read of ${reference}`, shapes.details, proofOf);
  }

  details(reference: string): Promise<Outcome<shapes.Details>> {
    return this.#details(reference, `details of ${reference}`, shapes.details, (value) => ({ value }));
  }

  async status(reference: string): Promise<Outcome<string>> {
    const wrong = referenceFault(reference);
    if (wrong !== undefined) return failed(wrong);
    const deed = `status of ${reference}`;
    const path = `${PAYMENTS}/${reference}/status`;
    return settle(await this.#api.ask({ deed, effect: "read", method: "GET", path }), {
      deed,
      said: saidIn("read"),
      shape: shapes.status,
      reading: ({ orderId, transactionInfo }) =>
        orderId === reference ? { value: transactionInfo.status } : { wrong: "another order" },
    });
  }

  /**
   * The flag that also releases what is left after a part capture is documented for that case alone, so a read decides
   * whether to send it. A read without an answer does not hold the cancel up: without the flag the API refuses where
   * something is captured, and changes nothing. A read that is told to come back later does: the cancel is not sent.
   */
  async cancel({ reference }: ChangeAsk): Promise<Outcome<undefined>> {
    const wrong = referenceFault(reference);
    if (wrong !== undefined) return failed(wrong);
    const before = await this.read(reference);
    if (before.is === "refused" && before.fault.code === "gateway/unreachable") return before;
    if (before.is !== "done" && before.fault.retryAfterMs !== undefined) {
      const { what, retryAfterMs } = before.fault;
      this.#readPauses.ask(reference, this.#options.clock.monotonicMs() + retryAfterMs);
      return failed(fault("gateway/rate-limited", `cancel of ${reference} not sent: ${what}`, retryAfterMs));
    }
    const partCaptured = before.is === "done" && before.value.captured > 0;
    const body: shapes.CancelBody = {
      merchantInfo: this.#merchantInfo(),
      transaction: { transactionText: this.#texts.cancel },
      ...(partCaptured ? { shouldReleaseRemainingFunds: true } : {}),
    };
    return this.#change("cancel", reference, undefined, body, () => ({ value: undefined }));
  }

  capture(ask: ModificationAsk): Promise<Outcome<undefined>> {
    return this.#modify("capture", ask, ({ capturedAmount }) => capturedAmount);
  }

  refund(ask: ModificationAsk): Promise<Outcome<undefined>> {
    return this.#modify("refund", ask, ({ refundedAmount }) => refundedAmount);
  }

  async check(): Promise<Outcome<undefined>> {
    const wrong =
      checkEcomUrls(this.#options.urls)[0] ?? (await this.#api.check(`${PAYMENTS}/no-such-payment/details`));
    return wrong === undefined ? done(undefined) : failed(wrong);
  }

  async forceApprove(
    reference: string,
    by: { readonly msisdn: string } | { readonly token: string },
  ): Promise<Outcome<undefined>> {
    const wrong = firstFault(
      referenceFault(reference),
      isTestHost(this.#options.baseUrl)
        ? undefined
        : fault("gateway/bad-request", "payments are approved by customers, except on the test host"),
    );
    if (wrong !== undefined) return failed(wrong);
    const mobile = "msisdn" in by ? norwegianMobile(by.msisdn) : undefined;
    if (mobile !== undefined && "fault" in mobile) return failed(mobile.fault);
    const body: shapes.ForceApproveBody =
      mobile === undefined ? ("token" in by ? { token: by.token } : {}) : { customerPhoneNumber: mobile.digits };
    const deed = `test approval of ${reference}`;
    const path = `/ecomm/v2/integration-test/payments/${reference}/approve`;
    const reply = await this.#api.ask({ deed, effect: "write", method: "POST", path, body });
    return withoutValue(settleBare(reply, deed, saidIn("change")));
  }

  async #details<S extends { readonly orderId: string }, T>(
    reference: string,
    deed: string,
    shape: Parameters<typeof settle<S, T>>[1]["shape"],
    reading: (details: S) => Reading<T>,
  ): Promise<Outcome<T>> {
    const wrong = referenceFault(reference);
    if (wrong !== undefined) return failed(wrong);
    const path = `${PAYMENTS}/${reference}/details`;
    return settle(await this.#api.ask({ deed, effect: "read", method: "GET", path }), {
      deed,
      said: saidIn("read"),
      shape,
      reading: (details) => (details.orderId === reference ? reading(details) : { wrong: "another order" }),
    });
  }

  async #modify(
    name: "capture" | "refund",
    ask: ModificationAsk,
    sumOf: (summary: shapes.Summary) => number,
  ): Promise<Outcome<undefined>> {
    const wrong = firstFault(
      keyFault("idempotencyKey", ask.idempotencyKey, REQUEST_ID_CHARACTERS_MAX),
      ask.currency === "NOK"
        ? undefined
        : fault("gateway/bad-request", `currency is ${ask.currency}, eCom takes NOK only`),
      amountFault(ask.amount, SMALLEST_CHANGE, ask.currency),
    );
    if (wrong !== undefined) return failed(wrong);
    const body: shapes.ModificationBody = {
      merchantInfo: this.#merchantInfo(),
      transaction: { amount: ask.amount, transactionText: this.#texts[name] },
    };
    return this.#change(name, ask.reference, ask.idempotencyKey, body, (answer) => {
      const summary = answer.transactionSummary ?? undefined;
      if (summary !== undefined && sumOf(summary) < ask.amount)
        return { wrong: `${name} of ${ask.amount}, the sum is ${sumOf(summary)}` };
      const amount = changedPart(answer)?.amount;
      if (summary === undefined && amount !== ask.amount)
        return { wrong: `${name} of ${ask.amount} is not confirmed` };
      return { value: undefined };
    });
  }

  async #change(
    name: "cancel" | "capture" | "refund",
    reference: string,
    requestId: string | undefined,
    body: shapes.ModificationBody | shapes.CancelBody,
    reading: (answer: shapes.Modification) => Reading<undefined>,
  ): Promise<Outcome<undefined>> {
    const wrong = firstFault(
      referenceFault(reference),
      textFault(`the text of a ${name}`, body.transaction.transactionText, 1, 100),
    );
    if (wrong !== undefined) return failed(wrong);
    const deed = `${name} of ${reference}`;
    const reply = await this.#api.ask({
      deed,
      effect: "write",
      method: name === "cancel" ? "PUT" : "POST",
      path: `${PAYMENTS}/${reference}/${name}`,
      ...(requestId === undefined ? {} : { headers: { "X-Request-Id": requestId } }),
      body,
    });
    return settle(reply, {
      deed,
      said: saidIn("change"),
      shape: shapes.modification,
      reading: (answer) => {
        if (answer.orderId !== reference) return { wrong: "another order" };
        const status = changedPart(answer)?.status;
        if (status === undefined || operationOf(status) !== name) return { wrong: `no word of a ${name}` };
        return reading(answer);
      },
    });
  }

  #merchantInfo(): shapes.MerchantInfo {
    return { merchantSerialNumber: this.#options.keys.merchantSerialNumber };
  }
}

function changedPart(
  answer: shapes.Modification,
): { readonly amount: number; readonly status: string } | undefined {
  return answer.transactionInfo ?? answer.transaction ?? undefined;
}
