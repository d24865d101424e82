import * as z from "zod";

/** A secret in the file itself, in an environment variable, or in a file of its own. */
const secret = z
  .union(
    [
      z.string().min(1).max(400).describe("The secret itself. For practice only: the file is easily copied."),
      z
        .strictObject({
          env: z
            .string()
            .regex(/^[A-Za-z_][A-Za-z0-9_]{0,99}$/)
            .describe("Name of an environment variable."),
        })
        .describe("Taken from the environment when the terminal starts."),
      z
        .strictObject({ file: z.string().min(1).max(1000).describe("Path, relative to this file.") })
        .describe("Taken from a file that holds nothing else; a line end after it is left out."),
    ],
    'a text, {"env": "NAME"} or {"file": "path"}',
  )
  .describe('A text, {"env": "NAME"} or {"file": "path"}.');

export type WrittenSecret = z.infer<typeof secret>;

const httpsUrl = z
  .string()
  .max(255)
  .regex(/^https:\/\/[^\s/?#@]+[^\s]*$/, "an address that begins with https://");

const common = {
  practice: z
    .boolean()
    .exactOptional()
    .describe(
      "True where no real money moves: the simulator on this machine, or the provider's test environment. Every screen says so. " +
        "Left out, it follows from `baseUrl`; written, it must agree with it.",
    ),
  baseUrl: z
    .string()
    .max(255)
    .regex(/^https?:\/\/[^\s/?#@]+$/, "scheme and host without a path, such as https://api.vipps.no")
    .default("https://api.vipps.no")
    .describe("Where the API is. Must be https, except for the simulator on this machine."),
  clientId: secret.describe("`client_id` of the sales unit."),
  clientSecret: secret.describe("`client_secret` of the sales unit."),
  subscriptionKey: secret.describe("`Ocp-Apim-Subscription-Key` of the sales unit."),
  merchantSerialNumber: z
    .string()
    .regex(/^[0-9]{4,7}$/, "4 to 7 digits, as text")
    .describe("The sales unit's number (MSN), as text."),
  mayPush: z
    .boolean()
    .default(true)
    .describe(
      "False when the provider has not allowed the sales unit to send requests to typed numbers: customers then scan a code. " +
        "Where this says true and the provider refuses, the terminal goes over to codes by itself and tells the operator.",
    ),
};

const epayment = z
  .strictObject({ api: z.literal("epayment").describe("The ePayment API."), ...common })
  .describe("The present API, for all markets.");

const ecom = z
  .strictObject({
    api: z.literal("ecom").describe("The eCom API, version 2."),
    ...common,
    callbackPrefix: httpsUrl.describe(
      "Address the API may call when something happens. The terminal does not rely on it, but the API demands one, with https.",
    ),
    fallBackUrl: z
      .string()
      .max(255)
      .regex(
        /^(https:\/\/[^\s/?#@]+[^\s]*|(?!https?:|javascript:|data:|file:)[a-z][a-z0-9+.-]*:\/\/[^\s]*)$/i,
        "an https address or an app's own scheme",
      )
      .describe(
        "Address the customer's phone opens after approval of a scanned code: https, or an app's own scheme.",
      ),
  })
  .describe("The older API, for existing agreements in Norway.");

export const providerSchema = z.discriminatedUnion("api", [epayment, ecom]);

export type WrittenProvider = z.output<typeof providerSchema>;

/** Fields whose value is never repeated in a message. */
export const SECRET_FIELDS = ["clientId", "clientSecret", "subscriptionKey"] as const;

/** The provider with its secrets in hand. They live in the main process's memory and in no log, journal or screen. */
export type ConfiguredProvider = WithSecrets<WrittenProvider>;

type WithSecrets<P> = P extends WrittenProvider
  ? Omit<P, (typeof SECRET_FIELDS)[number] | "practice"> &
      Readonly<Record<(typeof SECRET_FIELDS)[number], string>> & { readonly practice: boolean }
  : never;
