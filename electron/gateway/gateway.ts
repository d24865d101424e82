import type { ApiOptions } from "./api.ts";
import { createEcomGateway, type EcomGateway, type EcomTexts } from "./ecom/client.ts";
import type { EcomUrls } from "./ecom/urls.ts";
import { createEpaymentGateway, type EpaymentGateway } from "./epayment/client.ts";

/** Everything a gateway needs, whichever provider is chosen. */
export type GatewayConfig = ApiOptions & {
  readonly canPush: boolean;
  readonly terminalId?: string;
} & (
    | { readonly provider: "epayment" }
    | { readonly provider: "ecom"; readonly urls: EcomUrls; readonly texts?: Partial<EcomTexts> }
  );

/**
 * The provider's client behind `PaymentGateway`. Never throws: a configuration that cannot work (address, keys, system
 * names, URLs) is answered with `config/invalid` by `check()` and by every call.
 */
export function createGateway(config: GatewayConfig): EpaymentGateway | EcomGateway {
  switch (config.provider) {
    case "epayment":
      return createEpaymentGateway(config);
    case "ecom":
      return createEcomGateway(config);
  }
}
