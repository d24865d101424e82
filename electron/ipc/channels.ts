/** Names only, so that the preload carries no schema library with it. */
export const ASK_CHANNEL = "terminal:ask";
export const VIEW_CHANNEL = "terminal:view";
/** Main → the customer's screen: the catalogue, which that page cannot ask for. */
export const CATALOGUE_CHANNEL = "terminal:catalogue";
/** Main → page: are you there? The preload sends the number back on the same channel. */
export const PULSE_CHANNEL = "terminal:pulse";
