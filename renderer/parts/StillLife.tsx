import { useCatalogue } from "./catalogue.ts";
import { Picture } from "./Picture.tsx";

/** As many goods as fit into a still life. */
const SHOWN = 5;

/** Goods of the shop, different ones first, arranged as on a table. */
export function StillLife() {
  const { goods } = useCatalogue();
  const shown = [...new Map(goods.filter((good) => good.picture).map((good) => [good.picture, good])).values()];
  return (
    <div className="still-life" aria-hidden="true">
      {shown.slice(0, SHOWN).map((good) => (
        <Picture key={good.sku} picture={good.picture} name={good.name} />
      ))}
    </div>
  );
}
