/** The line form as text: what a person types, what is wrong with it, and the account it stands for. */
import type { TextKey } from '../../lib/i18n';
import type { SipAccount } from '../../lib/softphone/softphone';

/** One text per field; lists as lines. */
export interface SipForm {
  server: string;
  servers: string;
  domain: string;
  user: string;
  authorizationUser: string;
  password: string;
  displayName: string;
  iceServers: string;
  expires: string;
}

export type SipField = keyof SipForm;

const lines = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

/** The form of a stored account. */
export function formOf(account: SipAccount): SipForm {
  const [server = '', ...others] = account.servers;
  return {
    server,
    servers: others.join('\n'),
    domain: account.domain,
    user: account.user,
    authorizationUser: account.authorizationUser,
    password: account.password,
    displayName: account.displayName,
    iceServers: account.iceServers
      .map(({ urls, username, credential }) => [urls, username, credential].filter(Boolean).join(' '))
      .join('\n'),
    expires: String(account.expires),
  };
}

/** The account a form stands for. An empty domain is the host of the first server. */
export function accountOf(form: SipForm): SipAccount {
  const servers = [form.server.trim(), ...lines(form.servers)].filter(Boolean);
  return {
    servers,
    domain: form.domain.trim() || hostOf(servers[0] ?? ''),
    user: form.user.trim(),
    authorizationUser: form.authorizationUser.trim(),
    password: form.password,
    displayName: form.displayName.trim(),
    iceServers: lines(form.iceServers).map((line) => {
      const [urls = '', username, credential] = line.split(/\s+/);
      return { urls, ...(username && { username }), ...(credential && { credential }) };
    }),
    expires: Number(form.expires),
  };
}

/** What is wrong, by field: the reason, which names the remedy. Empty when the form can be saved. */
export function problemsOf(form: SipForm): Partial<Record<SipField, TextKey>> {
  const checks: Record<SipField, TextKey | undefined> = {
    server: form.server.trim() ? badServers([form.server]) : 'invalid_required',
    servers: badServers(lines(form.servers)),
    domain: isDomain(form.domain.trim()) ? undefined : 'invalid_domain',
    user: form.user.trim() ? badUser(form.user) : 'invalid_required',
    authorizationUser: undefined,
    password: form.password ? undefined : 'invalid_required',
    displayName: undefined,
    iceServers: lines(form.iceServers).every(isIceServer) ? undefined : 'invalid_ice',
    expires: badExpiry(form.expires),
  };
  return Object.fromEntries(Object.entries(checks).filter(([, problem]) => problem));
}

/** The fields that differ. */
export function changedFields(a: SipForm, b: SipForm): SipField[] {
  return (Object.keys(a) as SipField[]).filter((field) => a[field] !== b[field]);
}

function badServers(servers: string[]): TextKey | undefined {
  return servers.every((server) => /^wss?:$/.test(protocolOf(server))) ? undefined : 'invalid_server';
}

function badUser(user: string): TextKey | undefined {
  return /[\s@]/.test(user.trim()) ? 'invalid_user' : undefined;
}

/** A host name, an IPv4 or a bracketed IPv6 address, with or without port; empty for the server's host. */
function isDomain(text: string): boolean {
  return /^(([a-z0-9.-]+|\[[0-9a-f:.]+\])(:\d+)?)?$/i.test(text);
}

function isIceServer(line: string): boolean {
  const [url = '', user, password] = line.split(/\s+/);
  if (/^stuns?:[^\s/]+$/i.test(url)) return true;
  return /^turns?:[^\s/]+$/i.test(url) && Boolean(user && password);
}

function badExpiry(text: string): TextKey | undefined {
  const seconds = Number(text);
  return Number.isInteger(seconds) && seconds >= 60 && seconds <= 3600 ? undefined : 'invalid_expires';
}

function protocolOf(text: string): string {
  const address = text.trim();
  return URL.canParse(address) && new URL(address).hostname ? new URL(address).protocol : '';
}

function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).hostname : '';
}
