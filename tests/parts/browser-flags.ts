/**
 * Every switch the tests' Chromium starts with, beside those that name folders, and why. Puppeteer's own defaults are
 * NOT used: many of them (no background throttling, no pop-up blocking, automation mode ...) hide what users' browsers
 * do. A new switch that hides something from the tests belongs in this table, with its reason, or not in the tests.
 */
export interface Flag {
  flag: string;
  reason: string;
  /** What a user's browser does otherwise and these tests therefore cannot see. */
  hides?: string;
}

const ALWAYS: Flag[] = [
  { flag: '--no-first-run', reason: 'no welcome pages in a fresh profile' },
  { flag: '--no-default-browser-check', reason: 'no question on top of the page' },
  { flag: '--password-store=basic', reason: 'no desktop keyring asks for a password' },
  { flag: '--use-mock-keychain', reason: 'the same on macOS' },
  { flag: '--force-color-profile=srgb', reason: 'screenshots are alike on every machine' },
  { flag: '--lang=en-US', reason: 'texts do not depend on the machine', hides: 'other browser languages' },
];

/** No traffic beyond this machine. Not for the trial, where a user may go on browsing. */
const NO_OUTSIDE_TRAFFIC: Flag[] = [
  { flag: '--disable-component-update', reason: 'no traffic of the browser itself' },
  { flag: '--disable-sync', reason: 'no traffic of the browser itself' },
  { flag: '--disable-domain-reliability', reason: 'no traffic of the browser itself' },
  { flag: '--disable-breakpad', reason: 'no crash reports are sent' },
  { flag: '--no-proxy-server', reason: 'a proxy of the machine would carry traffic outside', hides: 'proxies' },
  {
    flag: '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
    reason: 'whatever a page or we ask for outside fails at once instead of leaving the machine',
    hides: 'slow or wrong name service',
  },
];

/** Left out where a test has the browser look for updates of our extension, on this machine. */
const NO_UPDATES: Flag = {
  flag: '--disable-background-networking',
  reason: 'no traffic of the browser itself',
  hides: 'updates of extensions, but in the tests of them',
};

const HEADLESS: Flag[] = [
  {
    flag: '--headless=new',
    reason: 'test machines have no screen',
    hides: 'prompts (permission, microphone), visible notifications, focus changes between programs',
  },
  { flag: '--mute-audio', reason: 'a run on a desk is not heard', hides: 'the last step to the loudspeaker' },
  { flag: '--disable-dev-shm-usage', reason: 'containers have a small /dev/shm' },
  { flag: '--disable-gpu', reason: 'test machines have none', hides: 'drawing by graphics cards' },
];

const ROOT_ONLY: Flag = {
  flag: '--no-sandbox',
  reason: 'Chromium refuses to start as root otherwise',
  hides: 'the sandbox around renderers',
};

function fakeMicrophone(wavFile: string): Flag[] {
  const hides = 'real devices: plugging, choosing and losing them';
  return [
    { flag: '--use-fake-device-for-media-stream', reason: 'test machines have no microphone', hides },
    {
      flag: `--use-file-for-fake-audio-capture=${wavFile}`,
      reason: 'the microphone gives a known tone, so that the far side can recognise it',
      hides,
    },
  ];
}

/** For pictures of what the pointer shows. */
const MOUSE: Flag = {
  flag: '--blink-settings=primaryHoverType=2,availableHoverTypes=2,primaryPointerType=4,availablePointerTypes=4',
  reason: 'a machine without a screen tells pages that nothing can point at them; a desk has a mouse',
};

export interface FlagChoice {
  /** Pages are told of a mouse. */
  mouse: boolean;
  headless: boolean;
  /** The WAV file the fake microphone plays; undefined: the machine's own devices, if any. */
  microphoneFile?: string | undefined;
  /** Keep all traffic on this machine. */
  closed: boolean;
  /** The browser may look for updates of extensions. */
  updates: boolean;
}

/** The rows that apply. Never among them: --use-fake-ui-for-media-stream and --autoplay-policy. */
export function flagsFor({ headless, microphoneFile, closed, updates, mouse }: FlagChoice): Flag[] {
  return [
    ...ALWAYS,
    ...(closed ? NO_OUTSIDE_TRAFFIC : []),
    ...(closed && !updates ? [NO_UPDATES] : []),
    ...(headless ? HEADLESS : []),
    ...(headless && mouse ? [MOUSE] : []),
    ...(process.getuid?.() === 0 ? [ROOT_ONLY] : []),
    ...(microphoneFile === undefined ? [] : fakeMicrophone(microphoneFile)),
  ];
}
