/** The QR part of GS ( k: settings and content are stored first and printed by a later command. */
export class QrStore {
  #moduleDots = 3;
  #content: Uint8Array = new Uint8Array(0);

  /** What is to be drawn, "size" when the size is asked for, or null when something was only set. */
  obey(setting: number, content: Uint8Array): { content: string; moduleDots: number } | "size" | null {
    switch (setting) {
      case 0x43:
        this.#moduleDots = content[0] ?? this.#moduleDots;
        return null;
      case 0x50:
        this.#content = content.slice(1);
        return null;
      case 0x51:
        return { content: new TextDecoder().decode(this.#content), moduleDots: this.#moduleDots };
      case 0x52:
        return "size";
      default:
        return null;
    }
  }
}
