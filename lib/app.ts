/**
 * The background: puts the parts together and keeps them in step with settings, permissions and the line.
 * `listen()` registers every listener synchronously, since a woken worker hears only what is registered in its first turn.
 */
import { browser } from 'wxt/browser';
import { announcer } from './announce';
import type { Call } from './call';
import { CallController } from './call-controller';
import { callById } from './call-log';
import { CrmRecords } from './crm-records';
import { checkDial } from './dial-check';
import { callerNumber, numberRulesOf } from './dial-rules';
import { AppError, asFailure, type ErrorCode, report } from './errors';
import { greet } from './first-start';
import { dropTab, forgetFollowers, pushConfig } from './followers';
import { listenAnywhere } from './from-anywhere';
import { loadTexts, type Texts } from './i18n';
import { isIdle } from './idle';
import { LineCare, lineConfig } from './line-care';
import { answer, byName, type LineHandlers, senderKind } from './messages';
import { retryAll } from './outbox-commands';
import { pageConfig, pageHandlers } from './page-requests';
import { injectOpenTabs, isWide, registerPages, syncAddresses } from './permissions';
import { adoptPolicy, onPolicyChanged } from './policy';
import { openCall } from './screen-pop';
import { heldSettings, resetSettings, type Settings, storeSettings } from './settings';
import type { LineHostControl } from './softphone/remote';
import type { CommandResult, LineState } from './softphone/softphone';
import { livesElsewhere } from './softphone/softphone';
import { addNotice, lineOff, loadLine } from './status';
import { noteStorage } from './storage-trouble';
import { type NotificationAction, onNotificationAction } from './surfaces/notifications';
import { showPage } from './surfaces/pages';
import { openPanelByToolbar, panelInFront, showCallWindow } from './surfaces/windows';
import { uiHandlers } from './ui-requests';
import { applyUpdate, firstTurn, onUpdate } from './updates';
import { upkeep } from './upkeep';

const WATCHDOG = 'watchdog';
/** Rarer than the half minute after which the browser puts the worker to sleep: it would keep it awake for ever. */
const WATCHDOG_MINUTES = 0.75;
const OUTBOX = 'outbox';
/** What the first picture of the panel takes at most in a browser that has just started. */
const PICTURE_MS = 400;

export class App {
  readonly #controller: CallController;
  readonly #surfaces: ReturnType<typeof announcer>;
  readonly #care: LineCare;
  readonly #records = new CrmRecords({
    texts: () => this.texts(),
    accessChanged: () => this.#accessChanged(),
    inTurn: (work) => this.#inTurn(work),
  });
  #texts: { language: string; texts: Promise<Texts> } | undefined;
  #bringingUp: Promise<void> | undefined;
  /** How often the host has told how the line is. */
  #lineTold = 0;
  #turn: Promise<void> = Promise.resolve();

  constructor(private readonly host: LineHostControl) {
    this.#surfaces = announcer({
      settings: heldSettings,
      texts: () => this.texts(),
      writeBack: async () => this.#records.writeBack(await heldSettings()),
      ended: () => this.pushRecords(),
    });
    this.#controller = new CallController({
      softphone: { ...host, prepare: (callId) => this.#prepare(callId) },
      settings: heldSettings,
      checkDial: (number, settings, asked) => checkDial(number, settings, browser.i18n.getUILanguage(), asked),
      normaliseCaller: (raw, settings) => callerNumber(raw, settings, browser.i18n.getUILanguage()),
      announce: (change) => this.#surfaces.announce(change),
      now: Date.now,
    });
    const takeEvents = this.#controller.takeEvents.bind(this.#controller);
    this.#care = new LineCare({ settings: heldSettings, takeEvents, now: Date.now });
  }

  /** Registers everything that can wake this background. MUST run in the first turn. */
  listen(): void {
    this.#listenToMessages();
    this.#listenToOwnHost();
    openPanelByToolbar();
    browser.runtime.onInstalled.addListener(({ reason }) => {
      this.#guard('install', () => this.#accessChanged());
      if (reason === 'install') this.#guard('first start', () => greet());
    });
    listenAnywhere(
      this.#controller,
      async () => numberRulesOf(await heldSettings(), browser.i18n.getUILanguage()),
      (error, detail) => this.#tellFailure(error, detail),
      (what, work) => this.#guard(what, work),
    );
    onPolicyChanged(() => this.#guard('policy', () => this.#policyChanged()));
    onUpdate(() => this.#guard('update', () => applyUpdate(isIdle)));
    // Registering is enough: a browser that starts us lets `boot` run.
    browser.runtime.onStartup.addListener(() => {});
    browser.alarms.onAlarm.addListener(({ name }) => {
      if (name === WATCHDOG) this.#guard('watchdog', () => this.boot());
      if (name === OUTBOX) this.pushRecords();
    });
    browser.permissions.onAdded.addListener(({ origins = [] }) => {
      if (origins.some((origin) => !isWide(origin))) this.#guard('access granted', () => this.#accessChanged());
    });
    browser.permissions.onRemoved.addListener(() => this.#guard('access removed', () => this.#accessChanged()));
    browser.tabs.onRemoved.addListener((tabId) => this.#guard('tab closed', () => dropTab(tabId)));
    onNotificationAction(
      callById,
      (action, call) => this.#guard('notification', () => this.#notified(action, call)),
      (section) => this.#guard('notification', () => showPage('/options.html', section)),
    );
    this.#guard('start', () => this.boot());
    // A browser that has just started takes seconds to say what the policy is; what it said last holds until then.
    this.#guard('policy', () => this.#policyChanged());
  }

  /** Brings the world in line with the settings: addresses, line, alarms, toolbar. Idempotent, also the watchdog's job. */
  boot(): Promise<void> {
    return this.#inTurn(() => this.#boot());
  }

  async #boot(): Promise<void> {
    let settings = await heldSettings();
    if (!settings.instanceId) settings = await storeSettings({ instanceId: crypto.randomUUID() });
    await forgetFollowers();
    if (!settings.moduleOn) return this.#switchOff();
    await browser.alarms.create(WATCHDOG, { periodInMinutes: WATCHDOG_MINUTES });
    const patterns = await syncAddresses(Date.now());
    await registerPages(patterns);
    // A copy of us that an update cut off stays in open tabs until a fresh one comes.
    const first = await firstTurn();
    if (first) await injectOpenTabs(patterns);
    await this.#records.use(settings);
    await upkeep(settings, await this.texts());
    // The panel that opens with the browser shares a thread with the host: its first picture goes before.
    if (first) await new Promise((go) => setTimeout(go, PICTURE_MS));
    await this.host.ensure();
    await this.#bringUp();
    await this.host.watch?.(() => this.#guard('the end of the line host', () => this.boot()));
    this.#guard('the time without a line', () => this.#care.look());
    await this.#surfaces.catchUp();
    this.pushRecords();
    await applyUpdate(isIdle);
  }

  /** Pushes CRM records that are due, and sets the alarm for the next ones. */
  pushRecords(): void {
    this.#guard('CRM records', () => this.#pushDue());
  }

  /** The UI's words in the language of the settings. */
  async texts(): Promise<Texts> {
    const { language } = await heldSettings();
    if (this.#texts?.language !== language) this.#texts = { language, texts: loadTexts(language) };
    return this.#texts.texts;
  }

  #listenToMessages(): void {
    const { host } = this;
    const controller = this.#controller;
    const uiLanguage = () => browser.i18n.getUILanguage();
    const fromPages = byName(
      pageHandlers({
        controller,
        settings: heldSettings,
        texts: () => this.texts(),
        uiLanguage,
        showCall: (callId) => this.#openCall(callId),
        change: (patch) => this.#change(patch),
        failed: (error, detail) => this.#guard('notice', () => this.#tellFailure(error, detail)),
      }),
    );
    const fromUi = byName(
      uiHandlers({
        controller,
        host,
        settings: heldSettings,
        texts: () => this.texts(),
        uiLanguage,
        change: (patch) => this.#change(patch),
        addAddress: (pattern) => this.#addAddress(pattern),
        removeAddress: (pattern) => this.#removeAddress(pattern),
        listChanged: (callId) => this.#surfaces.listChanged(callId),
        runOutbox: () => this.pushRecords(),
        records: this.#records.commands(() => this.pushRecords()),
      }),
    );
    const fromHost = byName(this.#lineHandlers());
    answer('background', (name, data, sender) => {
      switch (senderKind(sender)) {
        case 'host':
          return fromHost(name, data, sender);
        case 'ui':
          return fromUi(name, data, sender);
        case 'page':
          return fromPages(name, data, sender);
      }
    });
  }

  /** A line host in this page speaks to us directly: no message reaches its own sender. */
  #listenToOwnHost(): void {
    this.host.listen?.({
      events: (entries) => this.#controller.takeEvents(entries),
      line: (line) => this.#hostTells(line),
      journalStores: (works) => this.#guard('storage', () => noteStorage('journal', works)),
      voiceLost: (error) => this.#voiceLost(asFailure(error)),
    });
  }

  #lineHandlers(): LineHandlers {
    return {
      hostStarted: async () => {
        const { connector, moduleOn } = await heldSettings();
        if (!livesElsewhere(connector)) await this.#care.hostStarted();
        if (moduleOn) await this.#bringUp();
        return null;
      },
      events: ({ entries }) => this.#controller.takeEvents(entries),
      lineChanged: ({ line }) => this.#hostTells(line).then(() => null),
      voiceLost: (failure) => this.#voiceLost(failure),
      journalStores: ({ works }) => noteStorage('journal', works).then(() => null),
    };
  }

  #voiceLost({ code, detail }: { code: ErrorCode; detail: string }): null {
    this.#guard('voice lost', () => this.#tellFailure(code, detail));
    return null;
  }

  async #checkStorage(error: unknown): Promise<void> {
    if (asFailure(error).code === 'storageFailed') await noteStorage('log', false);
  }

  /** A host that has only just begun may not have been told its line. */
  async #prepare(callId: string): Promise<CommandResult> {
    const ready = await this.host.prepare(callId);
    if (ready.ok || ready.error !== 'lineNotSetUp') return ready;
    await this.#bringUp();
    return this.host.prepare(callId);
  }

  /** Gives the host its line and takes what happened while nobody listened. One at a time. */
  #bringUp(): Promise<void> {
    this.#bringingUp ??= (async () => {
      await this.host.configure(lineConfig(await heldSettings()));
      const told = this.#lineTold;
      const { line } = await this.#controller.reconcile();
      // What the host has told meanwhile is newer than its answer.
      if (told === this.#lineTold) await this.#lineChanged(line);
    })().finally(() => {
      this.#bringingUp = undefined;
    });
    return this.#bringingUp;
  }

  /** R1: no page touched, no socket open, nothing logged, no alarm that would wake us. */
  async #switchOff(): Promise<void> {
    await registerPages([]);
    await browser.alarms.clear(WATCHDOG);
    if (await this.host.exists()) {
      await this.host.configure(null);
      await this.#controller.reconcile();
      await this.host.close();
    }
    await this.#lineChanged(lineOff(Date.now()));
    await upkeep(await heldSettings(), await this.texts());
    await this.#surfaces.allOff();
  }

  #hostTells(line: LineState): Promise<void> {
    this.#lineTold += 1;
    return this.#lineChanged(line);
  }

  async #lineChanged(line: LineState): Promise<void> {
    if (!(await this.#care.took(line))) return;
    this.#guard('the time without a line', () => this.#care.look());
    await this.#tellPages();
    await this.#surfaces.refreshToolbar();
  }

  async #tellPages(): Promise<void> {
    const [settings, line, texts] = await Promise.all([heldSettings(), loadLine(), this.texts()]);
    await pushConfig((page) => pageConfig(page, settings, line, texts));
  }

  async #policyChanged(): Promise<void> {
    const before = await heldSettings();
    if (await adoptPolicy()) await this.#putInForce(before, {});
  }

  async #change(patch: Partial<Settings> | 'reset'): Promise<void> {
    const before = await heldSettings();
    await (patch === 'reset' ? resetSettings() : storeSettings(patch));
    await this.#putInForce(before, patch === 'reset' ? {} : patch);
  }

  async #putInForce(before: Settings, patch: Partial<Settings>): Promise<void> {
    const after = await heldSettings();
    if (before.moduleOn !== after.moduleOn) {
      await this.boot();
      await this.#accessChanged();
    } else if (after.moduleOn) {
      await this.#records.use(after);
      if (patch.crmRecord) await retryAll();
      await this.host.configure(lineConfig(after));
      this.pushRecords();
    }
    await this.#tellPages();
    await this.#surfaces.refreshToolbar();
  }

  async #addAddress(pattern: string): Promise<void> {
    if (!(await browser.permissions.contains({ origins: [pattern] }))) throw new AppError('crmAccessMissing', pattern);
    const { crmAddresses, wantedAddresses } = await heldSettings();
    if (!crmAddresses.some((address) => address.pattern === pattern))
      await storeSettings({
        crmAddresses: [...crmAddresses, { pattern, addedAt: Date.now() }],
        wantedAddresses: wantedAddresses.filter((wanted) => wanted !== pattern),
      });
    await this.#accessChanged();
  }

  async #removeAddress(pattern: string): Promise<void> {
    const { crmAddresses } = await heldSettings();
    await storeSettings({ crmAddresses: crmAddresses.filter((address) => address.pattern !== pattern) });
    // A wide grant cannot be given back in part; the address stops all the same.
    await browser.permissions.remove({ origins: [pattern] }).catch(() => false);
    await this.#accessChanged();
  }

  #accessChanged(): Promise<void> {
    return this.#inTurn(() => this.#followAccess());
  }

  /** Registrations change one after the other: install, start and a permission given back all ask for it at once. */
  #inTurn(work: () => Promise<void>): Promise<void> {
    const next = this.#turn.then(work);
    this.#turn = next.catch(() => undefined);
    return next;
  }

  async #followAccess(): Promise<void> {
    const patterns = await syncAddresses(Date.now());
    if (!(await heldSettings()).moduleOn) return;
    await registerPages(patterns);
    await injectOpenTabs(patterns);
    await this.#tellPages();
  }

  async #pushDue(): Promise<void> {
    const due = await this.#records.push();
    await this.#surfaces.refreshToolbar();
    if (due !== undefined) await browser.alarms.create(OUTBOX, { when: Math.max(due, Date.now() + 1000) });
  }

  async #notified(action: NotificationAction, call: Call): Promise<void> {
    if (action === 'open') return this.#openCall(call.id);
    const run = {
      accept: () => this.#controller.accept(call.id),
      reject: () => this.#controller.hangUp(call.id),
      callBack: () => this.#controller.dial({ number: call.number, contact: call.contact }),
    };
    const result = await run[action]();
    // A question is put where the button for it stands: in the call window.
    const asks = !result.ok && result.question;
    if (!result.ok && !asks) await this.#tellFailure(result.error, result.detail ?? '');
    if (action !== 'reject') await showCallWindow(call.id, true);
  }

  async #openCall(callId: string): Promise<void> {
    await openCall(callId, (await heldSettings()).callers, Date.now());
  }

  /** A command failed where no page of ours stands by: say it on all of them, and open the one that mends it. */
  async #tellFailure(error: ErrorCode, detail: string): Promise<void> {
    await addNotice(error, detail, Date.now());
    if (error === 'microphoneNotAsked') await showPage('/microphone.html');
    if (error === 'confirmationNeeded' && !(await panelInFront())) await showPage('/sidepanel.html');
  }

  #guard(what: string, work: () => Promise<unknown>): void {
    work().catch((error: unknown) => {
      report(error, what);
      // Where even this memory fails there is nobody left to tell.
      this.#checkStorage(error).catch((second: unknown) => report(second, 'storage'));
    });
  }
}
