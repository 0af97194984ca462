/** Bytes that grow as values are put behind each other; numbers stand in little-endian order. */
export class ByteWriter {
  bytes: Buffer = Buffer.allocUnsafe(65_536);
  length = 0;
  private view = viewOf(this.bytes);

  byte(value: number): void {
    this.room(1);
    this.bytes[this.length++] = value;
  }

  /** Seven bits a byte, the lowest first. */
  count(value: number): void {
    this.room(5);
    let rest = value;
    while (rest > 127) {
      this.bytes[this.length++] = (rest & 127) | 128;
      rest >>>= 7;
    }
    this.bytes[this.length++] = rest;
  }

  int16(value: number): void {
    this.room(2);
    this.view.setInt16(this.length, value, true);
    this.length += 2;
  }

  int32(value: number): void {
    this.room(4);
    this.view.setInt32(this.length, value, true);
    this.length += 4;
  }

  float32(value: number): void {
    this.room(4);
    this.view.setFloat32(this.length, value, true);
    this.length += 4;
  }

  float64(value: number): void {
    this.room(8);
    this.view.setFloat64(this.length, value, true);
    this.length += 8;
  }

  /** Its length in bytes, then its UTF-8. */
  text(value: string): void {
    const { length } = value;
    this.room(1 + length);
    const start = this.length;
    // Copying short ASCII here takes less than a call to do so.
    for (let at = 0; length < 64; at++) {
      if (at === length) {
        this.bytes[start] = length;
        this.length = start + 1 + length;
        return;
      }
      const code = value.charCodeAt(at);
      if (code > 127) break;
      this.bytes[start + 1 + at] = code;
    }
    this.longText(value);
  }

  /** Writes over what was put there before. */
  patchInt32(at: number, value: number): void {
    this.view.setInt32(at, value, true);
  }

  patchFloat32(at: number, value: number): void {
    this.view.setFloat32(at, value, true);
  }

  private longText(value: string): void {
    const length = Buffer.byteLength(value);
    this.count(length);
    this.room(length);
    this.bytes.write(value, this.length, "utf8");
    this.length += length;
  }

  private room(bytes: number): void {
    if (this.length + bytes <= this.bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(2 * this.bytes.length, this.length + bytes));
    this.bytes.copy(larger, 0, 0, this.length);
    this.bytes = larger;
    this.view = viewOf(larger);
  }
}

const viewOf = ({ buffer, byteOffset, byteLength }: Buffer): DataView => new DataView(buffer, byteOffset, byteLength);
