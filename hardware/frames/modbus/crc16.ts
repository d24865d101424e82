/** CRC-16/MODBUS: polynomial A001 (reflected), start FFFF. Sent low byte first. */
export function crc16(bytes: Uint8Array): number {
  let crc = 0xffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc & 1) === 1 ? (crc >>> 1) ^ 0xa001 : crc >>> 1;
  }
  return crc;
}

/** The bytes with their CRC behind them. */
export function withCrc16(bytes: Uint8Array): Uint8Array {
  const crc = crc16(bytes);
  return Uint8Array.of(...bytes, crc & 0xff, crc >>> 8);
}

/** True when the last two bytes are the CRC of those before; over a whole frame the CRC leaves nothing. */
export function endsWithCrc16(bytes: Uint8Array): boolean {
  return bytes.length > 2 && crc16(bytes) === 0;
}
