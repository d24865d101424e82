/** What this terminal is used as. The order of money and goods differs; the engine under it does not. */
export type Mode = "kiosk" | "counter" | "vending";
