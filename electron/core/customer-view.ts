import type { Frame, Screen, View } from "./view.ts";

/**
 * What the customer at a counter sees of the cashier's view: the same sale, nothing that is only for the cashier (devices,
 * the staff's sheet, held baskets, questions to the cashier), and nothing to press. Its letters keep their size: what does
 * not fit could not be scrolled.
 */
export function customerView({ frame, screen }: View, theme: Frame["theme"]): View {
  const { mode, shopName, language, languages, currency, wallet, catalogueVersion, practice } = frame;
  return {
    frame: {
      mode,
      facing: "customer",
      shopName,
      language,
      currency,
      wallet,
      theme,
      largeText: false,
      lowReach: false,
      // The shop's own, which names of goods are written in; there is nothing to choose.
      languages: languages.slice(0, 1),
      keys: "four-arrows",
      catalogueVersion,
      soldOut: [],
      troubles: [],
      practice,
    },
    screen: customerScreen(screen),
  };
}

function customerScreen(screen: Screen): Screen {
  switch (screen.at) {
    case "goods": {
      const { basket, available, why } = screen;
      const availability = { available, ...(why === undefined ? {} : { why }) };
      if (basket.lines.length === 0) return { at: "attract", ...availability };
      const { ageToSee: _question, ...shown } = basket;
      return { at: "goods", basket: shown, ...availability };
    }
    case "number": {
      // What went wrong with a number is said to whoever typed it.
      const { complaint: _complaint, told: _told, ...shown } = screen;
      return shown;
    }
    case "paying": {
      const { beside: _beside, ...shown } = screen;
      return { ...shown, offersCode: false, canSwitch: false, canCancel: false };
    }
    default:
      return screen;
  }
}
