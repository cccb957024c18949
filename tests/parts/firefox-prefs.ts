/**
 * Every preference the tests' Firefox starts with, and why. The remote agent's own recommended set and puppeteer's are
 * NOT used: they hide what users' browsers do. A new preference that hides something from the tests belongs in this
 * table, with its reason, or not in the tests. Never among them: media.navigator.permission.disabled, which would also
 * hide that a background page may not record.
 */
export interface Pref {
  name: string;
  value: string | number | boolean;
  reason: string;
  /** What a user's browser does otherwise and these tests therefore cannot see. */
  hides?: string;
}

const ALWAYS: Pref[] = [
  { name: 'remote.prefs.recommended', value: false, reason: 'the remote agent would set a hundred others' },
  { name: 'browser.aboutwelcome.enabled', value: false, reason: 'no welcome pages in a fresh profile' },
  { name: 'browser.startup.page', value: 0, reason: 'no start page' },
  { name: 'browser.startup.homepage_override.mstone', value: 'ignore', reason: 'no "what is new" tab' },
  { name: 'startup.homepage_welcome_url', value: 'about:blank', reason: 'no welcome tab' },
  { name: 'browser.shell.checkDefaultBrowser', value: false, reason: 'no question on top of the page' },
  { name: 'browser.sessionstore.resume_from_crash', value: false, reason: 'no question after a kill' },
  { name: 'toolkit.startup.max_resumed_crashes', value: -1, reason: 'no safe mode after some kills' },
  { name: 'browser.warnOnQuit', value: false, reason: 'nobody answers the question' },
  { name: 'datareporting.policy.dataSubmissionPolicyBypassNotification', value: true, reason: 'no privacy tab' },
  { name: 'intl.locale.requested', value: 'en-US', reason: 'texts do not depend on the machine' },
  { name: 'intl.accept_languages', value: 'en-US, en', reason: 'the same for pages' },
];

/** What an extension needs that no store has signed, kept in the profile as an installed one is. */
const OUR_EXTENSION: Pref[] = [
  { name: 'xpinstall.signatures.required', value: false, reason: 'our build is not signed (ESR honours this)' },
  { name: 'extensions.autoDisableScopes', value: 0, reason: 'what lies in the profile is on without a question' },
  {
    name: 'extensions.webextOptionalPermissionPrompts',
    value: false,
    reason: 'headless nobody can answer whether we may read a site',
    hides: 'that question; what follows a yes is what users get',
  },
];

/** How the tests hear of errors in every context, those they cannot attach to included. */
const ERRORS_ARE_PRINTED: Pref[] = [
  { name: 'devtools.console.stdout.content', value: true, reason: 'console.error of all contexts is printed' },
  { name: 'browser.dom.window.dump.enabled', value: true, reason: 'uncaught errors are printed' },
  {
    name: 'devtools.jsonview.enabled',
    value: false,
    reason: 'manifest.json serves the tests as an empty page of ours',
  },
];

const MEDIA: Pref[] = [
  {
    name: 'media.peerconnection.ice.loopback',
    value: true,
    reason: 'the PBX of the tests offers 127.0.0.1 only, which Firefox leaves out otherwise',
  },
];

const FAKE_MICROPHONE: Pref = {
  name: 'media.navigator.streams.fake',
  value: true,
  reason: 'test machines have no microphone; this one gives 1000 Hz (measured)',
  hides: 'real devices: plugging, choosing and losing them',
};

/** No traffic beyond this machine: everything but 127.0.0.1 and localhost goes to a proxy that does not exist. */
const NO_OUTSIDE_TRAFFIC: Pref[] = [
  { name: 'network.proxy.type', value: 1, reason: 'whatever is asked for outside fails at once', hides: 'proxies' },
  { name: 'network.proxy.http', value: '127.0.0.1', reason: 'the same' },
  { name: 'network.proxy.http_port', value: 9, reason: 'the same' },
  { name: 'network.proxy.ssl', value: '127.0.0.1', reason: 'the same' },
  { name: 'network.proxy.ssl_port', value: 9, reason: 'the same' },
  {
    name: 'services.settings.server',
    value: 'data:,#remote-settings-dummy/v1',
    reason: 'it would ask for its own lists again and again',
  },
  { name: 'network.captive-portal-service.enabled', value: false, reason: 'no traffic of the browser itself' },
  { name: 'network.connectivity-service.enabled', value: false, reason: 'no traffic of the browser itself' },
];

export interface PrefChoice {
  fakeMicrophone: boolean;
  closed: boolean;
}

/** The rows that apply. */
export function prefsFor({ fakeMicrophone, closed }: PrefChoice): Pref[] {
  return [
    ...ALWAYS,
    ...OUR_EXTENSION,
    ...ERRORS_ARE_PRINTED,
    ...MEDIA,
    ...(fakeMicrophone ? [FAKE_MICROPHONE] : []),
    ...(closed ? NO_OUTSIDE_TRAFFIC : []),
  ];
}

/** The pitch of Firefox's fake microphone, Hz. */
export const FAKE_MICROPHONE_HZ = 1000;
