/** Reads what a `ByteWriter` put. Throws a RangeError beyond the end. */
export class ByteReader {
  private readonly bytes: Buffer;
  private readonly view: DataView;
  private readonly end: number;
  private at: number;

  constructor(bytes: Uint8Array, start: number, end: number) {
    const { buffer, byteOffset, byteLength } = bytes;
    this.bytes = Buffer.from(buffer, byteOffset, byteLength);
    this.view = new DataView(buffer, byteOffset, byteLength);
    this.at = start;
    this.end = end;
  }

  get isAtEnd(): boolean {
    return this.at >= this.end;
  }

  byte(): number {
    return this.view.getUint8(this.pass(1));
  }

  count(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value |= (byte & 127) << shift;
      if (byte < 128) return value >>> 0;
    }
  }

  int8(): number {
    return this.view.getInt8(this.pass(1));
  }

  int16(): number {
    return this.view.getInt16(this.pass(2), true);
  }

  int32(): number {
    return this.view.getInt32(this.pass(4), true);
  }

  float32(): number {
    return this.view.getFloat32(this.pass(4), true);
  }

  float64(): number {
    return this.view.getFloat64(this.pass(8), true);
  }

  text(): string {
    const length = this.count();
    const start = this.pass(length);
    return this.bytes.toString("utf8", start, start + length);
  }

  private pass(bytes: number): number {
    const start = this.at;
    this.at += bytes;
    if (this.at > this.end) throw new RangeError("beyond the end of a frame");
    return start;
  }
}
