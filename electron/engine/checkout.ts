import type { PhoneCountry } from "../core/market.ts";
import type { Flow } from "../core/ports.ts";
import type { Sale } from "../core/sale.ts";
import type { ScanNote } from "../core/view.ts";
import type { BasketDesk } from "./basket-desk.ts";
import type { Addressee } from "./deed-runner.ts";
import { afterSale, backToGoods, codeBeside, type Front, finding, goTo, mayTryAgain, patienceOf } from "./front.ts";
import { orderedBy, referenceFor } from "./new-sale.ts";
import type { Sales } from "./sales.ts";
import type { Stage } from "./stage.ts";
import type { TerminalPorts } from "./terminal-ports.ts";

export interface CheckoutParts {
  readonly ports: TerminalPorts;
  readonly stage: Stage;
  readonly basket: BasketDesk;
  /** Asked for when it is needed: the sales are made with what this remembers. */
  readonly sales: () => Sales;
}

/** From "pay" to the result screen: what people do while money is asked for. `false` means "not now" and changes nothing. */
export class Checkout {
  readonly #parts: CheckoutParts;
  /** Numbers typed and codes shown for payments that may still need them; memory only. */
  readonly #addressees = new Map<string, Addressee>();
  #canPush: boolean;

  constructor(parts: CheckoutParts) {
    this.#parts = parts;
    this.#canPush = parts.ports.gateway.canPush;
  }

  /** False where the sales unit may not send requests to a number; learnt from a refusal, too. */
  get canPush(): boolean {
    return this.#canPush;
  }

  addresseeFor(reference: string): Addressee | undefined {
    return this.#addressees.get(reference);
  }

  forgetAddressees(): void {
    this.#addressees.clear();
  }

  open(): boolean {
    const { stage, basket } = this.#parts;
    if (stage.front.at !== "goods" || !basket.mayBePaid()) return false;
    stage.front = goTo(stage.front, "number", stage.clock.nowMs());
    return this.#canPush && stage.settings.payFirst === "number" ? stage.done() : this.byCode();
  }

  /**
   * A malformed number is said on the screen and nothing is sent. Beside a code the number waits until the code's payment
   * is proven dead.
   */
  byNumber(country: PhoneCountry, typed: string): boolean {
    const { ports, stage, basket } = this.#parts;
    const beside = codeBeside(stage.present(), stage.settings);
    if ((stage.front.at !== "number" && beside === undefined) || !this.#canPush) return false;
    if (beside === undefined && !basket.mayBePaid()) return false;
    const number = ports.phoneNumbers.parse(country, typed);
    if (number === undefined) return this.#complain("malformed");
    // eCom knows Norwegian numbers only.
    if (ports.gateway.provider === "ecom" && number.country !== "NO") return this.#complain("wrong-country");
    if (beside !== undefined) {
      const { complaint: _complaint, ...front } = stage.front;
      stage.front = { ...front, afterwards: "number", next: { msisdn: number.msisdn, masked: number.masked } };
      return this.#leave(beside);
    }
    stage.front = { ...stage.front, maskedNumber: number.masked };
    return this.#begin("push", { msisdn: number.msisdn });
  }

  /**
   * The customer showed their own code, whole in `text`: the request goes to them. What stands in the way is said among the
   * goods. A payment that waits is proven dead first, unless it was begun with such a code or is already open on a phone.
   */
  byOwnCode(text: string): boolean {
    const { stage, basket } = this.#parts;
    const { at } = stage.front;
    if (at === "sale") return this.#switchToOwnCode(text);
    if (at === "attract") return false;
    if (!this.#canPush) return this.#sayOfOwnCode("no-push");
    if (stage.front.basket.lines.length === 0) return this.#sayOfOwnCode("empty");
    return basket.mayBePaid() ? this.#begin("push", { personalQr: text }) : this.#sayOfOwnCode("unanswered");
  }

  byCode(): boolean {
    const { stage, basket } = this.#parts;
    return stage.front.at === "number" && basket.mayBePaid() && this.#begin("qr");
  }

  /** Either way the present payment is proven dead before the next one can be asked for. */
  switchFlow(): boolean {
    const { stage, sales } = this.#parts;
    const sale = stage.present();
    const payment = sale?.payments.at(-1);
    if (sale === undefined || sale.phase !== "paying" || sale.wish !== "buy" || payment?.state !== "waiting")
      return false;
    if (payment.flow === "qr") {
      if (!this.#canPush) return false;
      stage.front = { ...stage.front, afterwards: "number" };
      return this.#leave(sale);
    }
    const reference = referenceFor(stage.settings.terminalId, sale.id, sale.payments.length + 1);
    sales().happen(sale.id, { is: "switch", flow: "qr", reference });
    return stage.touch();
  }

  cancel(): boolean {
    const sale = this.#parts.stage.present();
    return sale !== undefined && sale.phase === "paying" && sale.wish === "buy" && this.#leave(sale);
  }

  answerLate(choice: "take" | "give-back"): boolean {
    const { stage, sales } = this.#parts;
    const sale = stage.present();
    if (sale?.lateUntilMs === undefined) return false;
    sales().happen(sale.id, { is: "late-choice", choice });
    return stage.touch();
  }

  /** Leaves a result screen for good: whatever was in the basket is not the next customer's. */
  finish(): boolean {
    const { stage } = this.#parts;
    if (stage.present() === undefined || patienceOf(stage.front, stage.settings) !== "result") return false;
    stage.wipe();
    return stage.done();
  }

  /** From a sale that came to nothing back to its goods, which are in the basket still. */
  tryAgain(): boolean {
    const { stage } = this.#parts;
    const sale = stage.present();
    if (sale === undefined || !mayTryAgain(sale)) return false;
    stage.front = backToGoods(stage.front, stage.clock.nowMs());
    return stage.done();
  }

  /** Nobody is here any more: end what can be ended, and make room. The watcher proves the rest. */
  abandon(): void {
    const { stage, sales } = this.#parts;
    const sale = stage.present();
    // A cashier is always here, and has rung those goods up: only another key of theirs lets them go.
    if (stage.settings.mode === "counter" && this.tryAgain()) return;
    stage.wipe();
    if (sale !== undefined && sale.phase !== "closed") sales().happen(sale.id, { is: "leave", customer: "gone" });
  }

  /** A sale moved on: the screen follows if it is the one shown, and whom no payment needs is forgotten. */
  follow(sale: Sale): void {
    const { stage } = this.#parts;
    const { front } = stage;
    if (front.at === "sale" && (front.sale === undefined || front.sale.id === sale.id)) this.#show(sale);
    // What a result says is not true for long once money goes back: where it still stands, it is taken away first.
    if (stage.present()?.calledOff || givesBackOf(sale, stage.present())) stage.wipe();
    for (const payment of sale.payments)
      if (payment.seen || payment.state === "closed") this.#addressees.delete(payment.reference);
  }

  /** Another phase is another screen, and patience begins anew. */
  #show(sale: Sale): void {
    const { stage, basket } = this.#parts;
    const before = stage.front.sale;
    const isAnother = before === undefined || before.phase !== sale.phase || before.wish !== sale.wish;
    const nowMs = stage.clock.nowMs();
    const front = isAnother ? goTo(stage.front, "sale", nowMs) : stage.front;
    stage.front = { ...front, sale };
    if (sale.phase !== "closed") return;
    if (sale.payments.at(-1)?.refusal === "gateway/push-not-allowed") this.#canPush = false;
    const { next, ...rest } = stage.front;
    stage.front = afterSale(rest, sale, nowMs);
    // What was typed beside the code is sent now that the code can no longer be paid.
    if (next === undefined || stage.front.at !== "number" || sale.end?.why !== "cancelled" || !basket.mayBePaid())
      return;
    stage.front = { ...stage.front, maskedNumber: next.masked };
    this.#begin("push", { msisdn: next.msisdn });
  }

  #switchToOwnCode(text: string): boolean {
    const { stage, sales } = this.#parts;
    const sale = stage.present();
    const payment = sale?.payments.at(-1);
    if (sale?.phase !== "paying" || sale.wish !== "buy" || payment === undefined || !this.#canPush) return false;
    // A wallet makes its code anew every so often: this may be the same phone, with the request already on it.
    if (stage.front.byOwnCode && payment.flow === "push") return stage.touch();
    if (payment.state !== "waiting" || payment.watch.pickedUp) return false;
    const reference = referenceFor(stage.settings.terminalId, sale.id, sale.payments.length + 1);
    this.#address(reference, { personalQr: text });
    sales().happen(sale.id, { is: "switch", flow: "push", reference });
    return stage.touch();
  }

  #address(reference: string, to: Addressee): void {
    const { stage } = this.#parts;
    this.#addressees.set(reference, to);
    const { maskedNumber, byOwnCode: _before, complaint: _complaint, ...front } = stage.front;
    if ("personalQr" in to) stage.front = { ...front, byOwnCode: true };
    else stage.front = maskedNumber === undefined ? front : { ...front, maskedNumber };
  }

  #sayOfOwnCode(why: Extract<ScanNote, { is: "own-code" }>["why"]): boolean {
    const { stage } = this.#parts;
    return stage.front.at === "goods" && stage.touch(finding(stage.front, { scan: { is: "own-code", why } }));
  }

  #begin(flow: Flow, to?: Addressee): boolean {
    const { ports, stage, sales } = this.#parts;
    const { settings, clock } = stage;
    const id = ports.entropy.letters(10);
    const reference = referenceFor(settings.terminalId, id, 1);
    if (to !== undefined) this.#address(reference, to);
    stage.front = goTo(stage.front, "sale", clock.nowMs());
    sales().begin(
      { id, startedAtMs: clock.wallMs(), ...orderedBy(stage.front.basket, settings, ports) },
      { is: "pay", flow, reference },
    );
    return stage.done();
  }

  #leave(sale: Sale): boolean {
    this.#parts.sales().happen(sale.id, { is: "leave", customer: "here" });
    return this.#parts.stage.touch();
  }

  #complain(complaint: NonNullable<Front["complaint"]>): boolean {
    const { stage } = this.#parts;
    return stage.touch(finding(stage.front, { complaint }));
  }
}

/** This sale is a return, of money that a closed sale took. */
function givesBackOf(sale: Sale, closed: Sale | undefined): boolean {
  const references = closed?.payments.map(({ reference }) => reference) ?? [];
  return sale.id !== closed?.id && sale.payments.some(({ reference }) => references.includes(reference));
}
