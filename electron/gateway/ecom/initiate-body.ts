import { type Fault, fault } from "../../core/fault.ts";
import type { CreateAsk } from "../../core/ports.ts";
import { firstFault, msisdnFault, paymentAmountFault, referenceFault, textFault } from "../limits.ts";
import { type ExpressTerms, extrasFault, type InitiateExtras, wireOptions } from "./express.ts";
import type { InitiateBody } from "./shapes.ts";
import { checkEcomUrls, type EcomUrls } from "./urls.ts";

/** The request, or the first field that would be refused. */
export function initiateBody(
  ask: CreateAsk,
  merchantSerialNumber: string,
  urls: EcomUrls,
  extras: InitiateExtras = {},
): { readonly body: InitiateBody } | { readonly fault: Fault } {
  const push = ask.flow === "push";
  const mobile = push ? norwegianMobile(ask.msisdn) : undefined;
  const wrong = firstFault(
    referenceFault(ask.reference),
    currencyFault(ask),
    paymentAmountFault(ask.amount, ask.currency),
    textFault("description", ask.description, 3, 100),
    ageFault(ask),
    merchantFault(merchantSerialNumber),
    checkEcomUrls(urls)[0],
    extrasFault(extras),
    mobile !== undefined && "fault" in mobile ? mobile.fault : undefined,
  );
  if (wrong !== undefined) return { fault: wrong };
  return {
    body: {
      customerInfo: mobile !== undefined && "digits" in mobile ? { mobileNumber: mobile.digits } : {},
      merchantInfo: {
        merchantSerialNumber,
        callbackPrefix: urls.callbackPrefix,
        fallBack: urls.fallBack,
        ...(urls.authToken === undefined ? {} : { authToken: urls.authToken }),
        isApp: false,
        ...paymentTypeOf(extras.express),
      },
      transaction: {
        amount: ask.amount,
        orderId: ask.reference,
        transactionText: ask.description,
        skipLandingPage: push,
        ...(extras.scope === undefined ? {} : { scope: extras.scope.join(" ") }),
        ...(extras.useExplicitCheckoutFlow === undefined
          ? {}
          : { useExplicitCheckoutFlow: extras.useExplicitCheckoutFlow }),
      },
    },
  };
}

function paymentTypeOf(express: ExpressTerms | undefined) {
  if (express === undefined) return { paymentType: "eComm Regular Payment" } as const;
  const { consentRemovalPrefix, shipping } = express;
  return {
    paymentType: "eComm Express Payment",
    consentRemovalPrefix,
    ...("askPrefix" in shipping
      ? { shippingDetailsPrefix: shipping.askPrefix }
      : { staticShippingDetails: wireOptions(shipping.options) }),
  } as const;
}

function currencyFault({ currency }: CreateAsk): Fault | undefined {
  return currency === "NOK"
    ? undefined
    : fault("gateway/bad-request", `currency is ${currency}, eCom takes NOK only`);
}

/** Selling what has an age limit without the provider's check would be worse than not selling it. */
function ageFault({ minimumAge }: CreateAsk): Fault | undefined {
  return minimumAge === undefined
    ? undefined
    : fault("gateway/bad-request", "minimumAge cannot be asked for through eCom");
}

/** Narrower than ePayment's 4 to 7. */
function merchantFault(merchantSerialNumber: string): Fault | undefined {
  return /^\d{5,6}$/.test(merchantSerialNumber)
    ? undefined
    : fault("config/invalid", "merchantSerialNumber must be 5 or 6 digits for eCom");
}

/** Eight digits without country code. A foreign number is told apart here, so that the customer is offered the code. */
export function norwegianMobile(
  msisdn: string | undefined,
): { readonly digits: string } | { readonly fault: Fault } {
  const malformed = msisdnFault(msisdn);
  if (msisdn === undefined || malformed !== undefined)
    return { fault: malformed ?? fault("gateway/bad-request", "msisdn is needed for a push") };
  const digits = /^47(\d{8})$/.exec(msisdn)?.[1];
  if (digits !== undefined) return { digits };
  return { fault: fault("gateway/customer-unreachable", "eCom reaches Norwegian numbers only") };
}
