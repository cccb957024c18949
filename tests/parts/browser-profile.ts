import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What the profile says about our microphone: granted and blocked as if chosen in the prompt, prompt as in a fresh
 * profile (headless nobody can answer it), missing: granted, but the machine has no device.
 */
export type Microphone = 'granted' | 'blocked' | 'prompt' | 'missing';

/** The id of the extension in this folder: from its manifest's key, else from the folder's path as Chromium does. */
export function extensionIdOf(folder: string): string {
  const manifest = join(folder, 'manifest.json');
  if (!existsSync(manifest)) throw new Error(`There is no built extension in ${folder}: run npm run build first.`);
  const { key } = JSON.parse(readFileSync(manifest, 'utf8')) as { key?: string };
  const hash = createHash('sha256').update(key === undefined ? folder : Buffer.from(key, 'base64'));
  return [...hash.digest('hex').slice(0, 32)]
    .map((digit) => String.fromCharCode('a'.charCodeAt(0) + Number.parseInt(digit, 16)))
    .join('');
}

/**
 * Writes the microphone's content setting for the extension into a profile that no browser uses right now. This is
 * the only way that holds for the offscreen document: what DevTools can grant does not reach it.
 */
export function setMicrophone(profile: string, extensionId: string, microphone: Microphone): void {
  const file = join(profile, 'Default', 'Preferences');
  const preferences = (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}) as Json;
  const exceptions = branch(branch(branch(preferences, 'profile'), 'content_settings'), 'exceptions');
  const settings = branch(exceptions, 'media_stream_mic');
  const site = `chrome-extension://${extensionId}/,*`;
  if (microphone === 'prompt') delete settings[site];
  else settings[site] = { setting: microphone === 'blocked' ? 2 : 1 };
  mkdirSync(join(profile, 'Default'), { recursive: true });
  writeFileSync(file, JSON.stringify(preferences));
}

/**
 * Notes in a profile that no browser uses right now that the user has given the extension these permissions before: then a
 * click that asks for one gets it without a question.
 */
export function setAllowed(profile: string, extensionId: string, permissions: string[]): void {
  if (permissions.length === 0) return;
  const file = join(profile, 'Default', 'Preferences');
  const preferences = JSON.parse(readFileSync(file, 'utf8')) as Json;
  const entry = branch(branch(branch(preferences, 'extensions'), 'settings'), extensionId);
  entry.runtime_granted_permissions = {
    api: permissions,
    explicit_host: [],
    manifest_permissions: [],
    scriptable_host: [],
  };
  writeFileSync(file, JSON.stringify(preferences));
}

/** Notes in a profile that no browser uses right now that the user lets us always open sip: addresses. */
export function setOpensSip(profile: string, extensionId: string): void {
  const file = join(profile, 'Default', 'Preferences');
  const preferences = JSON.parse(readFileSync(file, 'utf8')) as Json;
  const pairs = branch(branch(preferences, 'protocol_handler'), 'allowed_origin_protocol_pairs');
  pairs[`chrome-extension://${extensionId}`] = { sip: true };
  writeFileSync(file, JSON.stringify(preferences));
}

type Json = { [key: string]: unknown };

function branch(tree: Json, key: string): Json {
  tree[key] ??= {};
  return tree[key] as Json;
}
