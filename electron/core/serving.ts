/** Where food is eaten. Served on the premises it may carry another VAT rate, and another price, than taken away. */
export type Serving = "take-away" | "eat-in";
