import { expect, test } from 'vitest';
import { callFor } from '../../lib/surfaces/shortcuts';
import { aCall } from './components/show';

const ringing = aCall('ringing', { id: 'ringing' });
const talk = aCall('connected', { id: 'talk' });
const held = aCall('connected', { id: 'held', heldByUs: true });
const dialling = aCall('dialling', { id: 'dialling', direction: 'outgoing' });

test.each([
  ['accept', [talk, ringing], 'ringing'],
  ['accept', [talk], undefined],
  ['hang-up', [held, talk, ringing], 'talk'],
  ['hang-up', [held, dialling], 'dialling'],
  ['hang-up', [ringing], 'ringing'],
  ['mute', [held, talk], 'talk'],
  ['mute', [ringing], undefined],
] as const)('%s among %#', (shortcut, calls, expected) => {
  expect(callFor(shortcut, calls)?.id).toBe(expected);
});
