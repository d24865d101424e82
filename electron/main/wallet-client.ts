import type { TerminalConfig } from "../config/schema.ts";
import type { Clock, PaymentGateway } from "../core/ports.ts";
import { createGateway } from "../gateway/gateway.ts";
import { createHttpWire } from "../gateway/http.ts";

/** The client of the configured provider, on the real network. */
export function walletClient(config: TerminalConfig, clock: Clock, version: string): PaymentGateway {
  const { provider } = config;
  const { clientId, clientSecret, subscriptionKey, merchantSerialNumber } = provider;
  const common = {
    wire: createHttpWire({ clock }),
    clock,
    keys: { clientId, clientSecret, subscriptionKey, merchantSerialNumber },
    baseUrl: provider.baseUrl,
    system: { name: "myntfri", version, pluginName: `myntfri-${config.mode}`, pluginVersion: version },
    canPush: provider.mayPush,
    terminalId: config.terminalId,
  };
  if (provider.api === "epayment") return createGateway({ ...common, provider: "epayment" });
  const urls = { callbackPrefix: provider.callbackPrefix, fallBack: provider.fallBackUrl };
  return createGateway({ ...common, provider: "ecom", urls });
}
