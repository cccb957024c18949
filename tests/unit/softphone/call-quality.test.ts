import { describe, expect, it } from 'vitest';
import { levelOf, mosOf, qualityOf, type Reading } from '../../../lib/softphone/call-quality';

const GOOD: Reading = { received: 1000, lost: 0, jitter: 0.002, roundTrip: 0.02, lostThere: 0, opus: true };

describe('the E-model (ITU-T G.107)', () => {
  it('gives 4.4 for a call that lacks nothing, as the recommendation does for R = 93.2', () => {
    expect(mosOf(0, 0, false)).toBeCloseTo(4.41, 1);
  });

  it('falls with delay, steeply above 177 ms, and with loss', () => {
    const [near, far, farther] = [mosOf(50, 0, true), mosOf(170, 0, true), mosOf(400, 0, true)];
    expect(near - far).toBeLessThan(0.2);
    expect(far - farther).toBeGreaterThan(0.8);
    expect(mosOf(50, 0.01, true)).toBeLessThan(near);
    expect(mosOf(50, 0.2, true)).toBeLessThan(2.6);
  });

  it('never leaves 1 to 4.5', () => {
    for (const [delay, loss] of [
      [0, 0],
      [5000, 0],
      [100, 1],
      [5000, 1],
    ] as const) {
      const mos = mosOf(delay, loss, true);
      expect(mos).toBeGreaterThanOrEqual(1);
      expect(mos).toBeLessThanOrEqual(4.5);
    }
  });
});

describe('the quality of a call', () => {
  it('is good on a good way', () => {
    const quality = qualityOf(GOOD);
    expect(quality).toMatchObject({ jitter: 2, roundTrip: 20, lossHere: 0, lossThere: 0 });
    expect(levelOf(quality)).toBe('good');
  });

  it('is that of the time since the last reading, and of the worse direction', () => {
    const later = { ...GOOD, received: 1900, lost: 100 };
    expect(qualityOf(later, GOOD)).toMatchObject({ lossHere: 10, lossThere: 0 });
    expect(levelOf(qualityOf(later, GOOD))).toBe('poor');
    expect(levelOf(qualityOf({ ...GOOD, lostThere: 0.1 }))).toBe('poor');
  });

  it('says nothing of a round trip nobody reported, and takes late packets for no gain', () => {
    expect(qualityOf({ ...GOOD, roundTrip: undefined }).roundTrip).toBeUndefined();
    expect(qualityOf({ ...GOOD, received: 1010, lost: 0 }, { ...GOOD, lost: 5 }).lossHere).toBe(0);
  });
});
