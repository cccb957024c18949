// @vitest-environment node
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CrmRecordSettings } from '../../../lib/crm/forms';
import type { Launch } from '../../../lib/crm/oauth';
import type { WriteBack } from '../../../lib/crm/write-back';
import { createWriteBack } from '../../../lib/crm/write-backs';
import { db } from '../../../lib/db';
import { DynamicsServer } from '../../parts/crm/dynamics';
import { adapterParts } from './adapter-parts';
import { agreeable } from './servers';

const never = new AbortController().signal;
let server: DynamicsServer;

const adapter = (open: Launch['open'] = agreeable.open, more: Record<string, string> = {}) =>
  createWriteBack(
    { ...server.account(), ...more } as CrmRecordSettings,
    adapterParts('DE', { ...agreeable, open }),
  ) as WriteBack;

beforeEach(async () => {
  server = await new DynamicsServer().start();
  await db.tokens.clear();
});
afterEach(() => server.stop());

describe('OAuth 2.0 with PKCE', () => {
  it('signs in, renews what has run out, and asks again when that is refused', async () => {
    server.expiresIn = 30;
    expect(await adapter().lookUp('+49301', never)).toMatchObject({ failure: { error: 'crmSignInNeeded' } });
    expect(await adapter().check(never)).toEqual({ ok: true, user: 'Katrin Vogel' });
    const tokens = () => server.seen.filter(({ path }) => path.endsWith('/token')).length;
    const before = tokens();
    expect(await adapter().lookUp('+4930123456', never)).toEqual({ matches: [] });
    expect(tokens()).toBeGreaterThan(before);
    server.refreshable = false;
    expect(await adapter().lookUp('+4930123456', never)).toMatchObject({ failure: { error: 'crmSignInNeeded' } });
    expect(await db.tokens.count()).toBe(0);
  });

  it('sends the code to the token address and the token to the API, with no secret and no code in between', async () => {
    await adapter().check(never);
    const authorize = server.seen.find(({ path }) => path.endsWith('/authorize'));
    expect(Object.fromEntries(authorize?.query ?? [])).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      redirect_uri: 'https://extension.example/',
      scope: `${server.url}/user_impersonation offline_access`,
    });
    const token = server.seen.find(({ path }) => path.endsWith('/token'));
    expect(token?.body).not.toHaveProperty('client_secret');
    expect(token?.headers.authorization).toBeUndefined();
  });

  it.each<[string, (url: string) => Promise<string>]>([
    ['closed', () => Promise.reject(new Error('User closed'))],
    ['led elsewhere', async () => 'https://evil.example/?code=code-1&state=x'],
    ['answered to another question', async () => 'https://extension.example/?code=code-1&state=other'],
    [
      'was refused',
      async (url) => `https://extension.example/?error=access_denied&state=${new URL(url).searchParams.get('state')}`,
    ],
  ])('takes no sign-in that was %s', async (_, open) => {
    expect(await adapter(open).check(never)).toMatchObject({ ok: false, error: 'crmSignInNeeded' });
    expect(server.seen.filter(({ path }) => path.endsWith('/token'))).toEqual([]);
  });

  it('keeps the tokens of each organisation to itself', async () => {
    await adapter().check(never);
    const other = await new DynamicsServer().start();
    try {
      const on = adapter(agreeable.open, { url: other.url });
      expect(await on.lookUp('+4930123456', never)).toMatchObject({ failure: { error: 'crmSignInNeeded' } });
      expect(other.seen).toEqual([]);
    } finally {
      await other.stop();
    }
  });
});
