import { resolve } from 'node:path';
import { defineConfig } from 'wxt';
import { ICON_HOOKS, iconFiles } from './components/toolbar-icons/render-icons';

/** Public half of the key that fixes the extension's id in Chrome and Edge (jopognieeangomelhhpffplgoogejndf). */
const CHROME_KEY =
  'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA44RrgrJR0m1OdOAqOJ+2nlND1uL8h/CLHVcfvjCKyKJY0wd4qMYvCpnNo5ZZJdsvegqbYwKsMkjFm88JR3y0Z0DKM32INg2XuClvuSpUG/1J6s8QYUC620e+fm4QZPDpyq3vj027itvyIerG6XGeVrsq/+LEcO8oJ0WarckwtCp/0xYfyQTHVg3G+zUIKW92VrKe7BtI++2H/L5rpndsR2vsgNwaBD58nKqRNdddTIKJdmQQ9cY1KBY4b98bz5QI0NNl1Fk4Fv3UAoUcI3AfIWvj/vPHtWMu9+F523Sxn1AwOXC+Y1WyIEIMXCcgwPa9Pge+J7/ZomOYrtUueRVWOQIDAQAB';

/**
 * Addresses that a company builds in: `npm run build -- --crm "https://crm.example/*"`. Only for forced installs of its own;
 * what everybody gets carries none.
 */
const CRM_HOSTS = (process.env.RINGSIDE_CRM ?? '').split(/\s+/).filter(Boolean);
for (const pattern of CRM_HOSTS)
  if (!/^https?:\/\/[a-z0-9.*-]+(:\d+)?\/\*$/i.test(pattern) || /^https?:\/\/\*(:|\/)/.test(pattern))
    throw new Error(`--crm ${pattern}: give the address of one CRM, such as https://crm.example/*`);

/**
 * Long names of what only the content script's own objects hold, shortened in it. None is a name of the browser's, of a
 * message, of what entrypoints/icon-keys.ts is lent, or of the tools that come by entrypoints/page-tools.ts.
 */
const OWN_NAMES = new RegExp(
  `^(${(
    'leadIn mayGetRoot isDeaf pressLink arrange shadowRoots shiftX shiftY layered standing settled hostWidth verified ' +
      'fullSize spotsTried sweep insertions insertedAt judgements readAll isAwake lookAgain stirred noteChildren holder ' +
      'addContext shownAgain followAgain byIndex fromNode toNode holders leaders doubt blanks distance sink covers ' +
      'takes around lists isList press known arm since until spot ground scroller extent byParts judgement ' +
      'places settle leave reading again stateOf rgb dialled failed alive times look listen row judge follow looks'
  ).replaceAll(' ', '|')})$`,
);

const HOSTS = ['http://*/*', 'https://*/*'];

/**
 * Shortcuts; what they do stands in lib/from-anywhere.ts and lib/icon-key.ts. Chrome's global ones reach us from every
 * program, and it takes suggestions for them only with Ctrl+Shift and a digit, and four suggestions in all: muting waits for
 * the user's own key there. Firefox has no global ones.
 */
const commandsFor = (firefox: boolean) => {
  const key = (chrome: string | undefined, other: string) => {
    const suggested = firefox ? other : chrome;
    return suggested ? { suggested_key: { default: suggested } } : {};
  };
  const global = firefox ? {} : { global: true };
  return {
    'focus-icon': { ...key('Alt+Shift+C', 'Alt+Shift+C'), description: '__MSG_extensionIconKey__' },
    [firefox ? '_execute_sidebar_action' : '_execute_action']: key('Alt+Shift+R', 'Alt+Shift+R'),
    accept: { ...key('Ctrl+Shift+9', 'Alt+Shift+A'), ...global, description: '__MSG_command_accept__' },
    'hang-up': { ...key('Ctrl+Shift+0', 'Alt+Shift+H'), ...global, description: '__MSG_command_hangUp__' },
    mute: { ...key(undefined, 'Alt+Shift+M'), ...global, description: '__MSG_command_mute__' },
  };
};

export default defineConfig({
  imports: false,
  outDir: process.env.RINGSIDE_OUT || '.output',
  hooks: {
    ...ICON_HOOKS,
    // Pages that must be there at once are files of their own instead of twenty shared pieces: each piece is a way to the disk.
    'entrypoints:grouped'(_wxt, groups) {
      for (const group of [...groups]) {
        if (!Array.isArray(group)) continue;
        for (const name of ['sidepanel', 'call']) {
          const at = group.findIndex((entrypoint) => entrypoint.name === name);
          if (at >= 0 && group.length > 1) groups.push(group.splice(at, 1));
        }
      }
    },
    'vite:build:extendConfig'(entrypoints, config) {
      if (!entrypoints.every(({ type }) => type === 'content-script')) return;
      const own = (name: string) => resolve(import.meta.dirname, 'entrypoints/crm.content', name);
      const alias = { 'wxt/utils/content-script-context': own('no-context.ts') };
      config.resolve = { ...config.resolve, alias: { ...config.resolve?.alias, ...alias } };
      // Loaded in every frame: made as small as can be, and in ASCII, which the browser keeps and reads as single bytes.
      const compress = {
        passes: 3,
        inline: 1 as const,
        unsafe_methods: true,
        unsafe_arrows: true,
        ecma: 2020 as const,
        // "0 === x" packs worse than "x === 0".
        lhs_constants: false,
      };
      // Most of its functions run in every frame: to compile them in one go takes the browser half the time.
      const format = { ascii_only: true, preamble: '//# allFunctionsCalledOnLoad' };
      const mangle = { properties: { regex: OWN_NAMES } };
      // Vite writes around errors of Safari 10 otherwise.
      const terserOptions = { compress, mangle, format, safari10: false };
      config.build = { ...config.build, minify: 'terser', terserOptions };
    },
  },
  manifest: ({ browser }) => ({
    name: '__MSG_extensionName__',
    description: '__MSG_extensionDescription__',
    default_locale: 'en',
    icons: iconFiles('mark'),
    action: { default_title: 'Ringside', default_icon: iconFiles('toolbar-off') },
    permissions: [
      'storage',
      'unlimitedStorage',
      'notifications',
      'contextMenus',
      'alarms',
      'scripting',
      'identity',
      'declarativeNetRequestWithHostAccess',
      ...(browser === 'firefox' ? CRM_HOSTS : ['offscreen', 'sidePanel', 'power']),
    ],
    ...(browser !== 'firefox' && CRM_HOSTS.length > 0 ? { host_permissions: CRM_HOSTS } : {}),
    // WXT drops optional_host_permissions from Firefox MV2 builds without a word: there origins are optional_permissions.
    ...(browser === 'firefox'
      ? { optional_permissions: ['nativeMessaging', ...HOSTS] }
      : { optional_permissions: ['background', 'nativeMessaging'], optional_host_permissions: HOSTS }),
    ...(browser === 'firefox' ? {} : { storage: { managed_schema: 'managed-schema.json' } }),
    // The browser takes a person from a tel: link of any page there; it shows a question, and nothing in a frame.
    ...(browser === 'firefox' ? {} : { web_accessible_resources: [{ resources: ['dial.html'], matches: HOSTS }] }),
    commands: commandsFor(browser === 'firefox'),
    incognito: 'not_allowed',
    content_security_policy: { extension_pages: "script-src 'self'; object-src 'none'; base-uri 'none'" },
    ...(browser === 'firefox'
      ? {
          // Its user still chooses it, under Applications; Chrome is asked on the options page.
          protocol_handlers: [{ protocol: 'tel', name: 'Ringside', uriTemplate: '/dial.html?link=%s' }],
          browser_specific_settings: {
            gecko: {
              id: 'ringside@ringside.example',
              strict_min_version: '142.0',
              data_collection_permissions: { required: ['none'] },
            },
          },
        }
      : { key: CHROME_KEY, minimum_chrome_version: '148' }),
  }),
});
