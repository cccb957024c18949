import { afterEach, describe, expect, test, vi } from 'vitest';
import { microphoneError, openMicrophone } from '../../../lib/softphone/microphone';
import { dialAddress } from '../../../lib/softphone/sip';
import { refusalOf } from '../../../lib/softphone/sip-registration';
import { toneWav } from '../../../lib/softphone/tones';
import { fakeStream } from './fake-line';

const named = (name: string) => Object.assign(new Error('words'), { name });

function stubMicrophone(getUserMedia: () => Promise<MediaStream>, state: PermissionState = 'denied') {
  vi.stubGlobal('navigator', { mediaDevices: { getUserMedia }, permissions: { query: async () => ({ state }) } });
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('microphone', () => {
  test.each([
    ['NotAllowedError', 'denied', 'microphoneRefused'],
    ['NotAllowedError', 'granted', 'microphoneRefused'],
    ['NotAllowedError', 'prompt', 'microphoneNotAsked'],
    ['NotFoundError', 'granted', 'microphoneMissing'],
    ['NotReadableError', 'granted', 'microphoneBusy'],
    ['AbortError', 'granted', 'microphoneBusy'],
  ] as const)('%s while %s is %s', async (name, state, code) => {
    stubMicrophone(() => Promise.reject(named(name)), state);
    await expect(openMicrophone()).rejects.toMatchObject({ code, detail: `${name}: words` });
  });

  test('a request that is never answered ends after 8 s, and a late stream is turned off', async () => {
    vi.useFakeTimers();
    let open: (stream: MediaStream) => void = () => undefined;
    stubMicrophone(
      () =>
        new Promise((resolve) => {
          open = resolve;
        }),
    );
    const failed = expect(openMicrophone()).rejects.toMatchObject({ code: 'microphoneBusy' });
    await vi.advanceTimersByTimeAsync(8000);
    await failed;
    const stream = fakeStream();
    open(stream);
    await vi.advanceTimersByTimeAsync(0);
    expect(stream.on()).toBe(false);
  });

  test('no media devices and unknown permission names are no crash', async () => {
    vi.stubGlobal('navigator', {});
    await expect(openMicrophone()).rejects.toMatchObject({ code: 'microphoneMissing' });
    expect(await microphoneError(named('NotAllowedError'))).toMatchObject({ code: 'microphoneRefused' });
  });
});

test.each([
  ['123', 'sip:123@pbx.example'],
  ['+4930123', 'sip:+4930123@pbx.example'],
  ['*21*123#', 'sip:*21*123%23@pbx.example'],
  ['sip:bob@other.example:5061', 'sip:bob@other.example:5061'],
  ['sips:bob@other.example', 'sip:bob@other.example'],
  ['', undefined],
  ['1 2', undefined],
  ['1\r\nX: y', undefined],
  ['1>;<sip:2@x', undefined],
  ['sip:bob@other.example;transport=udp', undefined],
  ['sip:a b@c', undefined],
  ['1@2', undefined],
  ['9'.repeat(65), undefined],
])('dialAddress(%j) is %j', (target, address) => {
  expect(dialAddress(target, 'pbx.example')).toBe(address);
});

describe('refusalOf', () => {
  const answer = (status: number, challenge?: string) => ({
    status_code: status,
    reason_phrase: 'Words',
    getHeader: (name: string) => (name === 'www-authenticate' ? challenge : undefined),
  });

  test.each([
    [answer(401, 'Digest realm="a", algorithm=MD5'), false, 'wrongPassword'],
    [answer(401, 'Digest realm="a"'), true, 'wrongPassword'],
    [answer(407), false, 'wrongPassword'],
    [answer(403), false, 'wrongPassword'],
    [answer(403), true, 'registrationRefused'],
    [answer(401, 'Digest realm="a", algorithm=SHA-256'), false, 'registrationRefused'],
    [answer(404), false, 'registrationRefused'],
    [answer(503), false, 'registrationRefused'],
  ] as const)('%#', (response, before, reason) => {
    expect(refusalOf(response, before)).toMatchObject({ reason, detail: expect.stringContaining('Words') });
  });
});

test.each(['ringtone', 'callWaiting', 'ringBack', 'talk'] as const)('%s is a WAV file that is heard', async (name) => {
  const data = new DataView(await toneWav(name).arrayBuffer());
  const text = (offset: number) => String.fromCharCode(...[0, 1, 2, 3].map((i) => data.getUint8(offset + i)));
  expect([text(0), text(8), text(36)]).toEqual(['RIFF', 'WAVE', 'data']);
  expect(data.getUint32(40, true)).toBe(data.byteLength - 44);
  const samples = Array.from({ length: (data.byteLength - 44) / 2 }, (_, i) =>
    Math.abs(data.getInt16(44 + 2 * i, true)),
  );
  expect(Math.max(...samples.slice(0, 1)), 'begins without a click').toBe(0);
  const loudest = samples.reduce((most, sample) => Math.max(most, sample), 0);
  expect(loudest).toBeGreaterThan(3000);
  expect(loudest).toBeLessThan(32_767);
});
