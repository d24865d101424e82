import { create } from "qrcode";
import type { RunningTerminal } from "../../scripts/launch-terminal.ts";

/** Rows of a code without its quiet zone: "#" is dark. */
export type Modules = readonly string[];

/** The code that holds this text. */
export function modulesOf(content: string): Modules {
  const { modules } = create(content, { errorCorrectionLevel: "M" });
  return grid(modules.size, (row, column) => modules.get(row, column) !== 0);
}

/** What a camera would see: the pixel in the middle of every square of the code, from a picture of the window. */
export async function modulesOnScreen({ app, page }: RunningTerminal): Promise<Modules> {
  const code = page.getByTestId("qr");
  const place = await code.evaluate((element) => {
    const matrix = element instanceof SVGSVGElement ? element.getScreenCTM() : null;
    return matrix === null ? undefined : { x: matrix.e, y: matrix.f, squarePixels: matrix.a };
  });
  const sides = Number((await code.getAttribute("viewBox"))?.split(" ")[2]);
  if (place === undefined || !(sides > 0)) throw new Error("no code is on the screen");
  const picture = await app.evaluate(async ({ BrowserWindow }) => {
    const image = await BrowserWindow.getAllWindows()[0]?.webContents.capturePage();
    if (image === undefined) throw new Error("there is no window");
    return { ...image.getSize(), bitmap: image.toBitmap().toString("base64") };
  });
  const bitmap = Buffer.from(picture.bitmap, "base64");
  const isDark = (row: number, column: number) => {
    const x = Math.floor(place.x + (column + 0.5) * place.squarePixels);
    const y = Math.floor(place.y + (row + 0.5) * place.squarePixels);
    // Four bytes a pixel; of black and white one colour tells.
    return bitmap.readUInt8((y * picture.width + x) * 4) < 128;
  };
  const quiet = 4;
  const inQuietZone = (at: number) => at < quiet || at >= sides - quiet;
  for (let row = 0; row < sides; row += 1)
    for (let column = 0; column < sides; column += 1)
      if ((inQuietZone(row) || inQuietZone(column)) && isDark(row, column))
        throw new Error(`the quiet zone is dark at ${row}, ${column}`);
  return grid(sides - 2 * quiet, (row, column) => isDark(row + quiet, column + quiet));
}

function grid(size: number, isDark: (row: number, column: number) => boolean): Modules {
  const indexes = Array.from({ length: size }, (_, index) => index);
  return indexes.map((row) => indexes.map((column) => (isDark(row, column) ? "#" : " ")).join(""));
}
