/** One place where a published OpenAPI file is known to be wrong or older than the API it describes. */
export type Repair = {
  readonly file: string;
  /** JSON pointer into that file. */
  readonly at: string;
  /** What stands there instead; `undefined` removes the member. */
  readonly to: unknown;
  readonly reason: string;
};

const referencePattern = "^[a-zA-Z0-9-]{8,64}$";
const epayment = "epayment.v1.yaml";
const createProperties = "/components/schemas/CreatePaymentRequest/properties";
const jsonBody = (schema: unknown) => ({ required: false, content: { "application/json": { schema } } });

/** Applied in memory when a file is loaded. Each line is a documented difference, never a convenience. */
export const repairs: readonly Repair[] = [
  {
    file: "access-token.yaml",
    at: "/components/schemas/AuthorizationTokenResponse/properties/access_token/format",
    to: undefined,
    reason: "a JWT is base64url with dots, which the declared format 'byte' does not allow",
  },
  {
    file: epayment,
    at: "/components/schemas/PaymentEvent/required",
    to: ["reference", "pspReference", "name", "amount", "timestamp", "success"],
    reason: "the file requires 'paymentAction', a property it does not declare",
  },
  ...(["CustomerPhoneNumber", "PersonalQrCode", "CustomerToken"] as const).map((name, index) => ({
    file: epayment,
    at: `/components/schemas/${name}/required`,
    to: [["phoneNumber"], ["personalQr"], ["customerToken"]][index],
    reason: "without a required member every customer matches all three branches of the oneOf",
  })),
  {
    file: epayment,
    at: "/components/schemas/CustomerPhoneNumber/properties/phoneNumber/pattern",
    to: "^\\d{9,15}$",
    reason: "nine digits are allowed since version 1.8",
  },
  {
    file: epayment,
    at: "/components/schemas/CustomerPhoneNumber/properties/phoneNumber/minLength",
    to: 9,
    reason: "nine digits are allowed since version 1.8",
  },
  {
    file: epayment,
    at: "/components/schemas/Reference/pattern",
    to: referencePattern,
    reason: "64 characters are allowed since version 1.7",
  },
  {
    file: epayment,
    at: "/components/schemas/Reference/maxLength",
    to: 64,
    reason: "64 characters are allowed since version 1.7",
  },
  {
    file: epayment,
    at: "/components/parameters/Payment-Reference-ID/schema",
    to: { type: "string", pattern: referencePattern },
    reason: "64 characters are allowed since version 1.7",
  },
  {
    file: epayment,
    at: "/components/schemas/MSN/pattern",
    to: "^[0-9]{4,7}$",
    reason: "seven digits are allowed in later versions",
  },
  {
    file: epayment,
    at: "/components/schemas/MSN/maxLength",
    to: 7,
    reason: "seven digits are allowed in later versions",
  },
  {
    file: epayment,
    at: `${createProperties}/minimumUserAge`,
    to: { type: "number" },
    reason: "added after version 1.4.1",
  },
  {
    file: epayment,
    at: `${createProperties}/merchantLegalLinks`,
    to: {
      type: "object",
      properties: { termsOfSaleUrl: { type: "string" }, privacyPolicyUrl: { type: "string" } },
    },
    reason: "added after version 1.4.1",
  },
  {
    file: epayment,
    at: "/components/schemas/PaymentMethod/properties/blockedSources",
    to: { type: "array", items: { type: "string" } },
    reason: "added after version 1.4.1",
  },
  {
    file: epayment,
    at: "/components/schemas/Problem/properties/extraDetails",
    to: {
      type: "array",
      nullable: true,
      items: {
        type: "object",
        properties: { name: { type: "string" }, reason: { type: "string" } },
        required: ["name", "reason"],
      },
    },
    reason: "numeric error codes came with version 1.6",
  },
  {
    file: epayment,
    at: "/components/schemas/Problem/properties/instance",
    to: { type: "string" },
    reason: "RFC 7807 member that later versions declare",
  },
  {
    file: epayment,
    at: "/components/schemas/GetPaymentResponse/properties/captureGuaranteedUntil",
    to: { type: "string", format: "date-time" },
    reason: "added after version 1.4.1",
  },
  {
    file: epayment,
    at: "/paths/~1epayment~1v1~1payments~1{reference}~1cancel/post/requestBody",
    to: jsonBody({ type: "object", properties: { cancelTransactionOnly: { type: "boolean" } } }),
    reason: "cancelTransactionOnly came after version 1.4.1",
  },
  {
    file: "order-management.2.3.24.yaml",
    at: "/components/schemas/OrderLine/properties/taxRate",
    to: { type: "integer", minimum: 0, maximum: 10000, nullable: true },
    reason: "the receipt schema ePayment points at is older than taxRate",
  },
  {
    file: "order-management.2.3.24.yaml",
    at: "/components/schemas/OrderLine/required",
    to: ["name", "id", "totalAmount", "totalAmountExcludingTax", "totalTaxAmount"],
    reason: "taxPercentage is deprecated in favour of taxRate",
  },
  {
    file: "qr.v1.yaml",
    at: "/components/schemas/MerchantCallbackPutRequest/properties/category",
    to: { type: "string", enum: ["IN_STORE", "VENDING"] },
    reason: "documented for vending machines, missing in the file",
  },
];
