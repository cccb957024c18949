/** Mono 16-bit sound. */
export interface Sound {
  /** Samples per second. */
  rate: number;
  samples: Int16Array;
}

const HEADER_BYTES = 44;

/** A mono 16-bit WAV file of the sound. */
export function toWav({ rate, samples }: Sound): Buffer {
  const file = Buffer.alloc(HEADER_BYTES + samples.length * 2);
  file.write('RIFF', 0);
  file.writeUInt32LE(file.length - 8, 4);
  file.write('WAVEfmt ', 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20); // PCM
  file.writeUInt16LE(1, 22); // one channel
  file.writeUInt32LE(rate, 24);
  file.writeUInt32LE(rate * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36);
  file.writeUInt32LE(samples.length * 2, 40);
  samples.forEach((sample, i) => void file.writeInt16LE(sample, HEADER_BYTES + i * 2));
  return file;
}
