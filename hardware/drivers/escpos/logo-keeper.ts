import type { LogoPicture } from "../../contract.ts";
import type { PrinterProfile } from "../../frames/escpos/profile.ts";
import type { Bitmap } from "../../frames/escpos/raster.ts";
import type { SlipLogo } from "../../frames/escpos/slip-encoder.ts";
import * as stored from "../../frames/escpos/stored-logo.ts";
import type { PrintJob, PrintJobs } from "./print-job.ts";
import type { PrinterSession } from "./printer-session.ts";

const ANSWER_MS = 1_500;
/** Blocks of keys listened to; nobody keeps so many pictures. */
const BLOCKS_MAX = 8;
/** A printer that does not keep what it is given is not worn out by trying. */
const UPLOADS_MAX = 2;

type Key = stored.LogoKey;

/**
 * Where a receipt's logo comes from: kept by the printer under a key made of its dots, brought there once, and believed only
 * when the printer lists it together with the seal that was set after it was taken whole. Anywhere else it is sent with
 * every receipt.
 */
export class LogoKeeper {
  readonly #bitmap: Bitmap | undefined;
  readonly #key: Key | undefined;
  readonly #jobs: PrintJobs;
  #isKept = false;
  #uploads = 0;

  constructor(logo: LogoPicture | undefined, profile: PrinterProfile, jobs: PrintJobs) {
    this.#bitmap = logo && { ...logo, rows: new Uint8Array(Buffer.from(logo.rows, "base64")) };
    this.#key = this.#bitmap && profile.storesLogo ? stored.logoKey(this.#bitmap) : undefined;
    this.#jobs = jobs;
  }

  /** For the next receipt. */
  get forSlip(): SlipLogo | undefined {
    if (this.#bitmap === undefined) return undefined;
    return this.#isKept && this.#key !== undefined ? { storedAs: this.#key } : { picture: this.#bitmap };
  }

  /** On a new connection, which may be to another printer. */
  async settle(session: PrinterSession): Promise<void> {
    this.#isKept = false;
    const key = this.#key;
    const bitmap = this.#bitmap;
    if (key === undefined || bitmap === undefined || session.ended) return;
    const before = await this.#keys(session);
    if (before === undefined) return;
    const seal = stored.sealKey(key);
    if (!(has(before, key) && has(before, seal))) {
      if (this.#uploads >= UPLOADS_MAX) return;
      this.#uploads++;
      if (!(await this.#bring(session, key, bitmap, before))) return;
    }
    const after = await this.#keys(session);
    this.#isKept = after !== undefined && has(after, key) && has(after, seal);
  }

  async #bring(session: PrinterSession, key: Key, bitmap: Bitmap, before: readonly Key[]): Promise<boolean> {
    for (const old of before.filter(stored.isOurKey))
      if (!(await session.send(stored.forgetLogo(old), ANSWER_MS))) return false;
    const room = await this.#room(session);
    if (room !== undefined && room < bitmap.rows.length) return false;
    if (!(await this.#proved(session, stored.storeLogo(key, bitmap)))) return false;
    return this.#proved(session, stored.storeSeal(key));
  }

  async #proved(session: PrinterSession, bytes: readonly number[]): Promise<boolean> {
    const job: PrintJob = { commands: [{ bytes: Uint8Array.from(bytes), paperMm: 0 }], paperMm: 0 };
    return (await this.#jobs.run(session, job)).is === "printed";
  }

  /** Undefined when the printer does not say. */
  async #keys(session: PrinterSession): Promise<readonly Key[] | undefined> {
    const keys: Key[] = [];
    let question = stored.askLogoKeys();
    for (let blocks = 0; blocks < BLOCKS_MAX; blocks++) {
      const answer = await session.askForBlock(question, stored.readLogoKeys, ANSWER_MS);
      if (answer === undefined) return undefined;
      keys.push(...answer.keys);
      question = stored.acknowledge();
      if (answer.more) continue;
      await session.send(question, ANSWER_MS);
      return keys;
    }
    return undefined;
  }

  async #room(session: PrinterSession): Promise<number | undefined> {
    return session.askForBlock(stored.askLogoRoom(), stored.readLogoRoom, ANSWER_MS);
  }
}

const has = (keys: readonly Key[], key: Key): boolean => keys.some((one) => stored.isSameKey(one, key));
