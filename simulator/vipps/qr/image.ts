import { crc32, deflateSync } from "node:zlib";
import QRCode from "qrcode";
import { type ApiAnswer, type ApiRequest, gatewayAnswer, pathOf, queryOf } from "../http.ts";
import { own } from "../state.ts";
import type { World } from "../world.ts";
import { paymentQrOf } from "./links.ts";

type Grid = { readonly size: number; isDark(x: number, y: number): boolean };

function gridOf(content: string): Grid {
  const { modules } = QRCode.create(content, { errorCorrectionLevel: "M" });
  return { size: modules.size, isDark: (x, y) => modules.get(y, x) === 1 };
}

function svgOf(grid: Grid, borderModules: number): string {
  const side = grid.size + 2 * borderModules;
  let path = "";
  for (let y = 0; y < grid.size; y += 1) {
    for (let x = 0; x < grid.size; x += 1) {
      if (grid.isDark(x, y)) path += `M${x + borderModules} ${y + borderModules}h1v1h-1z`;
    }
  }
  const box = `viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges"`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" ${box}>` +
    `<path fill="#fff" d="M0 0h${side}v${side}H0z"/><path fill="#000" d="${path}"/></svg>`
  );
}

function chunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), content]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(content.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** An 8-bit grey PNG: whole pixels per module, the rest white. */
function pngOf(grid: Grid, sizePx: number, borderPx: number | undefined): Buffer {
  const quiet = borderPx ?? Math.floor((sizePx * 4) / (grid.size + 8));
  const modulePx = Math.max(1, Math.floor((sizePx - 2 * quiet) / grid.size));
  const startPx = Math.floor((sizePx - modulePx * grid.size) / 2);
  const pixels = Buffer.alloc((sizePx + 1) * sizePx, 0xff);
  for (let y = 0; y < sizePx; y += 1) {
    const row = y * (sizePx + 1);
    pixels[row] = 0;
    const moduleY = Math.floor((y - startPx) / modulePx);
    if (moduleY < 0 || moduleY >= grid.size) continue;
    for (let x = startPx; x < Math.min(sizePx, startPx + grid.size * modulePx); x += 1) {
      if (grid.isDark(Math.floor((x - startPx) / modulePx), moduleY)) pixels[row + 1 + x] = 0;
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(sizePx, 0);
  header.writeUInt32BE(sizePx, 4);
  header.set([8, 0, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(pixels)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** What the code says, or undefined when there is nothing (any more) to show. */
function contentOf(world: World, query: URLSearchParams): string | undefined {
  const token = query.get("token");
  if (token !== null) {
    const payment = world.findByToken(token);
    return payment === undefined || payment.expiresAtMs <= world.nowMs() ? undefined : paymentQrOf(world, token);
  }
  const callback = query.get("callback");
  if (callback !== null) return own(world.state.callbackQrs, callback)?.content;
  const personal = query.get("personal") ?? "";
  if (own(world.state.personalQrs, personal) !== undefined) return `https://qr.vipps.no/p/${personal}`;
  const redirect = own(world.state.redirectQrs, query.get("redirect") ?? "");
  const over = redirect?.expiresAtMs != null && redirect.expiresAtMs <= world.nowMs();
  return over ? undefined : redirect?.content;
}

/** `GET /qr/generate/qr.{svg,png}`: needs no keys; 404 once the code is over. */
export function drawQr(world: World, request: ApiRequest): ApiAnswer {
  const query = queryOf(request);
  const content = contentOf(world, query);
  if (content === undefined) return gatewayAnswer(404, "The QR code does not exist or has expired.");
  const sizePx = Math.min(2000, Math.max(100, Number.parseInt(query.get("size") ?? "1024", 10) || 1024));
  const border = Number.parseInt(query.get("border") ?? "", 10);
  const borderPx = border >= 0 && border <= 100 ? border : undefined;
  const grid = gridOf(content);
  const common = { "cache-control": "no-store", "access-control-allow-origin": "*" };
  if (pathOf(request).endsWith(".png")) {
    const body = pngOf(grid, sizePx, borderPx).toString("base64");
    return { status: 200, headers: { ...common, "content-type": "image/png" }, body, encoding: "base64" };
  }
  const modules = borderPx === undefined ? 4 : (borderPx * grid.size) / Math.max(1, sizePx - 2 * borderPx);
  return { status: 200, headers: { ...common, "content-type": "image/svg+xml" }, body: svgOf(grid, modules) };
}
