import { failed, fault, type Outcome } from "../../core/fault.ts";
import type { ChangeAsk, CreateAsk, Created, PaymentGateway, Proof } from "../../core/ports.ts";
import { Api, type ApiOptions } from "../api.ts";
import { addressFault, isTestHost } from "../hosts.ts";
import { amountFault, firstFault, keyFault, msisdnFault, referenceFault } from "../limits.ts";
import { createOrders, type Orders } from "../orders.ts";
import { type Codes, createCodes } from "../qr/codes.ts";
import { type Reading, settle, settleBare, withoutValue } from "../settle.ts";
import { type CreateExtras, createBody, IDEMPOTENCY_KEY_CHARACTERS_MAX } from "./create-body.ts";
import { said } from "./errors.ts";
import { inconsistency, proofOf, wordOf } from "./proof.ts";
import * as shapes from "./shapes.ts";
import { createWebhooks, type Webhooks } from "./webhooks.ts";

export interface EpaymentOptions extends ApiOptions {
  readonly canPush: boolean;
  /** Printed on digital receipts as `posId`. */
  readonly terminalId?: string;
}

type Modification = Parameters<PaymentGateway["capture"]>[0];

export interface EpaymentGateway extends PaymentGateway {
  readonly provider: "epayment";
  /** `create` for a checked-in customer, or with metadata. */
  createWith(ask: CreateAsk, extras: CreateExtras): Promise<Outcome<Created>>;
  /** `cancelTransactionOnly`: refused with code 6060 when the customer has just approved, so that a late approval wins. */
  cancelIfUnapproved(ask: ChangeAsk): Promise<Outcome<undefined>>;
  /** The payment as the API tells it, for the operator's page; `read` is what decisions are made from. */
  details(reference: string): Promise<Outcome<shapes.Payment>>;
  events(reference: string): Promise<Outcome<readonly shapes.PaymentEvent[]>>;
  /** Approves as the test customer would. Refused before sending anywhere but on the test host and this machine. */
  forceApprove(
    reference: string,
    by: { readonly msisdn: string } | { readonly token: string },
  ): Promise<Outcome<undefined>>;
  readonly orders: Orders;
  readonly codes: Codes;
  readonly webhooks: Webhooks;
}

const PAYMENTS = "/epayment/v1/payments";

/** ePayment v1. Keys, amounts and texts are measured before anything is sent; `read` settles what a write left open. */
export function createEpaymentGateway(options: EpaymentOptions): EpaymentGateway {
  return new EpaymentClient(options);
}

class EpaymentClient implements EpaymentGateway {
  readonly provider = "epayment";
  readonly canPush: boolean;
  readonly orders: Orders;
  readonly codes: Codes;
  readonly webhooks: Webhooks;
  readonly #api: Api;
  readonly #options: EpaymentOptions;

  constructor(options: EpaymentOptions) {
    this.#options = options;
    this.#api = new Api(options);
    this.canPush = options.canPush;
    this.orders = createOrders(this.#api, options.terminalId);
    this.codes = createCodes(this.#api);
    this.webhooks = createWebhooks(this.#api);
  }

  create(ask: CreateAsk): Promise<Outcome<Created>> {
    return this.createWith(ask, {});
  }

  async createWith(ask: CreateAsk, extras: CreateExtras): Promise<Outcome<Created>> {
    const made = createBody(ask, extras, this.#options.terminalId);
    if ("fault" in made) return failed(made.fault);
    if (made.body.userFlow === "PUSH_MESSAGE" && !this.canPush)
      return failed(fault("gateway/push-not-allowed", "this terminal is configured not to push"));
    const deed = `create of ${ask.reference}`;
    const reply = await this.#api.ask({
      deed,
      effect: "write",
      method: "POST",
      path: PAYMENTS,
      headers: { "Idempotency-Key": ask.idempotencyKey },
      body: made.body,
    });
    return settle(reply, {
      deed,
      said,
      shape: shapes.created,
      reading: ({ reference, redirectUrl }): Reading<Created> => {
        if (reference !== ask.reference) return { wrong: "another reference" };
        if (ask.flow !== "qr") return { value: {} };
        const content = redirectUrl ?? "";
        return addressFault(content) === undefined
          ? { value: { qrContent: content } }
          : { wrong: "no code to draw" };
      },
    });
  }

  async read(reference: string): Promise<Outcome<Proof>> {
    const deed = `read of ${reference}`;
    return this.#get(reference, deed, "", shapes.payment, (payment) => {
      if (payment.reference !== reference) return { wrong: "another reference" };
      const read = proofOf(payment);
      return "wrong" in read ? read : { value: read.proof };
    });
  }

  details(reference: string): Promise<Outcome<shapes.Payment>> {
    return this.#get(reference, `details of ${reference}`, "", shapes.payment, (payment) =>
      payment.reference === reference ? { value: payment } : { wrong: "another reference" },
    );
  }

  events(reference: string): Promise<Outcome<readonly shapes.PaymentEvent[]>> {
    return this.#get(reference, `events of ${reference}`, "/events", shapes.events, (events) =>
      events.every((event) => event.reference === reference) ? { value: events } : { wrong: "another reference" },
    );
  }

  cancel(ask: ChangeAsk): Promise<Outcome<undefined>> {
    return this.#cancel(ask, undefined);
  }

  cancelIfUnapproved(ask: ChangeAsk): Promise<Outcome<undefined>> {
    return this.#cancel(ask, { cancelTransactionOnly: true });
  }

  capture(ask: Modification): Promise<Outcome<undefined>> {
    return this.#modify("capture", ask, (sums) => sums.capturedAmount.value);
  }

  refund(ask: Modification): Promise<Outcome<undefined>> {
    return this.#modify("refund", ask, (sums) => sums.refundedAmount.value);
  }

  async check(): Promise<Outcome<undefined>> {
    const wrong = await this.#api.check(`${PAYMENTS}/no-such-payment`);
    return wrong === undefined ? { is: "done", value: undefined } : failed(wrong);
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
      "msisdn" in by ? msisdnFault(by.msisdn) : undefined,
    );
    if (wrong !== undefined) return failed(wrong);
    const body: shapes.ForceApproveBody =
      "msisdn" in by ? { customer: { phoneNumber: by.msisdn } } : { token: by.token };
    const deed = `test approval of ${reference}`;
    const path = `/epayment/v1/test/payments/${reference}/approve`;
    const reply = await this.#api.ask({ deed, effect: "write", method: "POST", path, body });
    return withoutValue(settleBare(reply, deed, said));
  }

  async #get<S, T>(
    reference: string,
    deed: string,
    rest: "" | "/events",
    shape: Parameters<typeof settle<S, T>>[1]["shape"],
    reading: (body: S) => Reading<T>,
  ): Promise<Outcome<T>> {
    const wrong = referenceFault(reference);
    if (wrong !== undefined) return failed(wrong);
    const reply = await this.#api.ask({
      deed,
      effect: "read",
      method: "GET",
      path: `${PAYMENTS}/${reference}${rest}`,
    });
    return settle(reply, { deed, said, shape, reading });
  }

  async #cancel(ask: ChangeAsk, body: shapes.CancelBody | undefined): Promise<Outcome<undefined>> {
    return this.#change("cancel", ask, body, ({ state, aggregate }) => {
      const released = state === "AUTHORIZED" && aggregate.cancelledAmount.value > 0;
      return state === "TERMINATED" || released
        ? { value: undefined }
        : { wrong: `state ${wordOf(state)}, nothing cancelled` };
    });
  }

  /** HTTP 200 alone is no proof: the sum in the answer must hold at least what was asked for. */
  async #modify(
    name: "capture" | "refund",
    ask: Modification,
    sumOf: (sums: shapes.Aggregate) => number,
  ): Promise<Outcome<undefined>> {
    const wrong = amountFault(ask.amount, 1, ask.currency);
    if (wrong !== undefined) return failed(wrong);
    const body: shapes.ModificationBody = { modificationAmount: { currency: ask.currency, value: ask.amount } };
    return this.#change(name, ask, body, ({ amount, aggregate }) => {
      if (amount.currency !== ask.currency) return { wrong: `an amount in ${amount.currency}` };
      if (sumOf(aggregate) < ask.amount)
        return { wrong: `${name} of ${ask.amount}, the sum is ${sumOf(aggregate)}` };
      return { value: undefined };
    });
  }

  async #change(
    name: "cancel" | "capture" | "refund",
    { reference, idempotencyKey }: ChangeAsk,
    body: unknown,
    reading: (answer: ReturnType<typeof shapes.modification.parse>) => Reading<undefined>,
  ): Promise<Outcome<undefined>> {
    const wrong = firstFault(
      referenceFault(reference),
      keyFault("idempotencyKey", idempotencyKey, IDEMPOTENCY_KEY_CHARACTERS_MAX),
    );
    if (wrong !== undefined) return failed(wrong);
    const deed = `${name} of ${reference}`;
    const reply = await this.#api.ask({
      deed,
      effect: "write",
      method: "POST",
      path: `${PAYMENTS}/${reference}/${name}`,
      headers: { "Idempotency-Key": idempotencyKey },
      ...(body === undefined ? {} : { body }),
    });
    return settle(reply, {
      deed,
      said,
      shape: shapes.modification,
      reading: (answer) => {
        if (answer.reference !== reference) return { wrong: "another reference" };
        const contradiction = inconsistency(answer.aggregate, answer.amount);
        return contradiction === undefined ? reading(answer) : { wrong: contradiction };
      },
    });
  }
}
