import type { PrinterModel } from "./models.ts";
import type { Order } from "./orders.ts";
import type { Paper, Receipt } from "./paper.ts";
import { type KeptPicture, PictureStore } from "./picture-store.ts";
import { QrStore } from "./qr-store.ts";

/** The rest of the machine, as far as orders reach it. */
export interface MachineHands {
  say(bytes: readonly number[]): void;
  /** False while proofs are withheld. */
  proves(): boolean;
  paperByte(): number;
  countProof(): void;
  resetProofs(): void;
  kick(pin: 2 | 5, onMs: number): void;
  pushStatus(bits: number): void;
  /** True when the knife got stuck instead of cutting. */
  knifeSticks(): boolean;
  hand(receipt: Receipt): void;
  violate(what: string): void;
}

/** From the print head to the knife. */
const KNIFE_DOTS = 120;
/** Fed lines after which a person tears the paper of a printer without a knife. */
const TEAR_LINES = 5;
/** GS k m. */
const EAN_13 = 2;

/** Carries out the orders of the buffer, one at a time and in turn. */
export class OrderClerk {
  readonly #model: PrinterModel;
  readonly #paper: Paper;
  readonly #hands: MachineHands;
  readonly #qr = new QrStore();
  readonly #pictures: PictureStore;
  /** A band of columns waits for the line feed that closes it. */
  #openBand = false;
  #picture: Extract<Order, { is: "keep-picture" }> | undefined;

  constructor(model: PrinterModel, paper: Paper, hands: MachineHands) {
    this.#model = model;
    this.#paper = paper;
    this.#hands = hands;
    this.#pictures = new PictureStore(hands);
  }

  /** Pictures kept over power cuts, and how often one was brought. */
  get pictures(): PictureStore {
    return this.#pictures;
  }

  /** Carries out one order; the dots the paper moves. */
  carryOut(order: Order): number {
    switch (order.is) {
      case "letters":
        return order.bytes.reduce((dots, byte) => dots + this.#paper.letter(byte), 0);
      case "line-feed":
        return this.#lineFeed();
      case "feed":
        return this.#feed(order.lines);
      case "feed-dots":
        return this.#paper.feedDots(order.dots);
      case "cut":
        return this.#cut(order);
      case "print-picture":
        return this.#printPicture(this.#picture);
      case "print-stored":
        return this.#printPicture(this.#stored(order.key));
      case "store-picture":
      case "forget-stored":
      case "list-stored":
      case "room-for-stored":
        if (!this.#model.keepsPictures) this.#hands.violate("GS ( L on a printer that lacks it");
        else this.#pictures.obey(order);
        return 0;
      case "raster":
        return this.#raster(order);
      case "qr":
        return this.#drawQr(order);
      case "barcode":
        return this.#barcode(order);
      default:
        this.#set(order);
        return 0;
    }
  }

  /** Orders that move no paper. */
  #set(order: Order): void {
    const { modes } = this.#paper;
    if (order.is === "initialise") this.#paper.initialise();
    else if (order.is === "two-byte-letters") modes.twoByteLetters = order.on;
    else if (order.is === "code-page") this.#selectPage(order.number);
    else if (order.is === "international-set" && order.number !== 0)
      this.#hands.violate("an international set other than 0");
    else if (order.is === "align")
      this.#atLineStart("alignment", () => Object.assign(modes, { align: order.side }));
    else if (order.is === "bold") modes.bold = order.on;
    else if (order.is === "size") Object.assign(modes, { width: order.width, height: order.height });
    else if (order.is === "move-to") this.#paper.moveTo(order.dots);
    else if (order.is === "move-by") this.#paper.moveBy(order.dots);
    else if (order.is === "keep-picture") this.#keepPicture(order);
    else if (order.is === "drawer") this.#hands.kick(order.pin, order.onMs);
    else if (order.is === "push-status") this.#pushStatus(order.bits);
    else if (order.is === "answer-in-turn") this.#answerInTurn();
    else if (order.is === "identify") this.#identify(order.about);
    else if (order.is === "count-proof") this.#hands.countProof();
    else if (order.is === "reset-proofs") this.#hands.resetProofs();
    else if (order.is === "prove") this.#prove(order.id);
  }

  #lineFeed(): number {
    const closes = this.#openBand;
    this.#openBand = false;
    return closes ? 0 : this.#paper.lineFeed();
  }

  #feed(lines: number): number {
    const dots = this.#paper.feed(lines);
    if (!this.#model.cutter && lines >= TEAR_LINES) this.#hands.hand(this.#paper.cut("torn off"));
    return dots;
  }

  #cut(order: Extract<Order, { is: "cut" }>): number {
    if (!this.#paper.atLineStart) this.#hands.violate("a cut in the middle of a line");
    if (!this.#model.cutter) return 0;
    if (!this.#hands.knifeSticks())
      this.#hands.hand(this.#paper.cut(order.how === "full" ? "full cut" : "partial cut"));
    return order.feeds ? KNIFE_DOTS : 0;
  }

  #raster(order: Extract<Order, { is: "raster" }>): number {
    const widthDots = order.widthBytes * 8;
    this.#openBand = order.endsWithFeed === true;
    if (widthDots > this.#model.dots) this.#hands.violate("an image wider than the paper");
    return this.#paper.add({ shows: "image", widthDots, rows: order.rows, image: order.image }, order.rows);
  }

  #keepPicture(order: Extract<Order, { is: "keep-picture" }>): void {
    if (!this.#model.keepsPictures) this.#hands.violate("GS ( L on a printer that lacks it");
    else if (order.image.length !== Math.ceil(order.widthDots / 8) * order.rows)
      this.#hands.violate("a picture whose size is not that of its dots");
    else this.#picture = order;
  }

  #stored(key: string): KeptPicture | undefined {
    const picture = this.#model.keepsPictures ? this.#pictures.at(key) : undefined;
    if (picture === undefined) this.#hands.violate(`no picture is kept as ${key}`);
    return picture;
  }

  #printPicture(picture: KeptPicture | undefined): number {
    if (picture === undefined) return 0;
    if (picture.widthDots > this.#model.dots) this.#hands.violate("an image wider than the paper");
    const { widthDots, rows, image } = picture;
    return this.#paper.add({ shows: "image", widthDots, rows, image }, rows);
  }

  #barcode(order: Extract<Order, { is: "barcode" }>): number {
    const content = String.fromCharCode(...order.content);
    return this.#paper.add({ shows: "barcode", content, isEan13: order.system === EAN_13 }, 80);
  }

  #drawQr(order: Extract<Order, { is: "qr" }>): number {
    if (!this.#model.drawsQr) {
      this.#hands.violate("GS ( k on a printer that lacks it");
      return 0;
    }
    const drawn = this.#qr.obey(order.setting, order.content);
    if (drawn === "size") {
      this.#hands.say([0x37, 0x36, 0x33, 0x1f, 0x33, 0x1f, 0x31, 0x1f, 0x30, 0x00]);
      return 0;
    }
    return drawn === null ? 0 : this.#paper.add({ shows: "qr", ...drawn }, 30 * drawn.moduleDots);
  }

  #selectPage(number: number): void {
    const page = this.#model.pages[number];
    if (page === undefined) this.#hands.violate(`code page ${number} does not exist here`);
    else this.#paper.modes.page = page;
  }

  #atLineStart(what: string, act: () => void): void {
    if (this.#paper.atLineStart) act();
    else this.#hands.violate(`${what} in the middle of a line`);
  }

  #pushStatus(bits: number): void {
    if (this.#model.pushesStatus) this.#hands.pushStatus(bits);
  }

  #answerInTurn(): void {
    if (this.#model.answersInTurn && this.#hands.proves()) this.#hands.say([this.#hands.paperByte()]);
  }

  #prove(id: readonly number[]): void {
    if (!this.#model.provesById) this.#hands.violate("GS ( H on a printer that lacks it");
    else if (this.#hands.proves()) this.#hands.say([0x37, 0x22, ...id, 0x00]);
  }

  #identify(about: number): void {
    if (!this.#model.namesItself) return;
    const text =
      about === 66 ? this.#model.maker : about === 67 ? this.#model.model : about === 65 ? "1.00" : "000001";
    this.#hands.say([0x5f, ...Array.from(text, (letter) => letter.charCodeAt(0)), 0x00]);
  }
}
