import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBaresip, ROOT } from '../setup/ensure.ts';
import type { Pbx } from './asterisk.ts';
import type { LaunchOptions } from './browser.ts';
import { type Child, startChild } from './child.ts';
import { freeTcpPort, freeUdpPort } from './ports.ts';

/** What the softphone's microphone gives, Hz. */
export const SOFTPHONE_HZ = 500;

/**
 * A home folder with a baresip that is set up for the PBX's agent2, and with our program for the browsers installed as a
 * user does. There is no sound card: its microphone is a tone, its loudspeaker nothing.
 */
export class Desk {
  readonly home: string;
  readonly #program: string;
  #softphone: Child | undefined;

  private constructor(home: string, program: string) {
    this.home = home;
    this.#program = program;
  }

  /** @param start whether our program starts baresip itself where it does not run */
  static async install(pbx: Pbx, { start }: { start: boolean }): Promise<Desk> {
    const desk = new Desk(mkdtempSync(join(tmpdir(), 'ringside-desk-')), ensureBaresip());
    const ports = { sip: await freeUdpPort(), control: await freeTcpPort() };
    desk.#configure(pbx, ports);
    desk.#writePhoneProgram();
    desk.#runInstaller(['--baresip', desk.#program, ...(start ? [] : ['--no-start'])]);
    return desk;
  }

  /** What a browser is started with to be this user's. Chromium looks for programs below its profile, Firefox in the home. */
  get browser(): LaunchOptions {
    const profile =
      process.env.RINGSIDE_BROWSER === 'firefox' ? {} : { profile: join(this.home, '.config', 'chromium') };
    return { home: this.home, allowed: ['nativeMessaging'], phoneProgram: this.#phoneProgram, ...profile };
  }

  /** Our program, as browsers start it. */
  get program(): string {
    return join(this.home, '.local', 'share', 'ringside', 'ringside-desktop');
  }

  /** The user starts the softphone. */
  startSoftphone(): void {
    this.#softphone = startChild(this.#program, ['-f', this.#config], {
      cwd: this.home,
      logFile: join(this.home, 'baresip.log'),
    });
  }

  /** It dies without a word. */
  async killSoftphone(): Promise<void> {
    await this.#softphone?.end('SIGKILL');
  }

  /** The programs that browsers have started for us, by process id. */
  helpers(): number[] {
    return this.#processes((command) => command.includes('ringside-desktop.mjs') && !command.includes('--keep'));
  }

  /** The softphones that run from this home. */
  softphones(): number[] {
    return this.#processes((command) => command.startsWith(`${this.#program}\0`));
  }

  /** What the operating system was given to open with the phone program, oldest first. */
  opened(): string[] {
    const file = join(this.home, 'opened');
    return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
  }

  async remove(): Promise<void> {
    await this.#softphone?.end();
    this.#runInstaller(['--uninstall']);
    for (const pid of this.#processes(() => true)) process.kill(pid, 'SIGKILL');
    rmSync(this.home, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  }

  get #config(): string {
    return join(this.home, '.baresip');
  }

  #processes(fits: (command: string) => boolean): number[] {
    const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
    return pids.map(Number).filter((pid) => {
      const file = `/proc/${pid}/cmdline`;
      try {
        const command = existsSync(file) ? readFileSync(file, 'utf8') : '';
        return command.includes(this.home) && fits(command);
      } catch {
        // It has just ended.
        return false;
      }
    });
  }

  /** What Linux asks to open an address; a phone program would be behind it. */
  get #phoneProgram(): string {
    return join(this.home, 'bin', 'xdg-open');
  }

  #writePhoneProgram(): void {
    mkdirSync(join(this.home, 'bin'));
    const script = `#!/bin/sh\nprintf '%s\\n' "$1" >> '${join(this.home, 'opened')}'\n`;
    writeFileSync(this.#phoneProgram, script, { mode: 0o755 });
  }

  #configure(pbx: Pbx, { sip, control }: { sip: number; control: number }): void {
    const { user, password, domain } = pbx.agents.agent2;
    mkdirSync(this.#config, { recursive: true });
    const modules = ['g711', 'ausine', 'aubridge'].map((name) => `module ${name}.so`);
    const lines = [
      ...['poll_method epoll', `sip_listen 127.0.0.1:${sip}`, 'net_interface 127.0.0.1'],
      ...['audio_player aubridge,nil', 'audio_alert aubridge,nil', `audio_source ausine,${SOFTPHONE_HZ}`],
      // ausine gives nothing else.
      ...['ausrc_srate 48000', 'ausrc_channels 2', 'module_path /usr/lib/baresip/modules'],
      ...[...modules, 'module_tmp uuid.so', 'module_tmp account.so', 'module_app contact.so', 'module_app menu.so'],
      ...['module_app ctrl_tcp.so', `ctrl_tcp_listen 127.0.0.1:${control}`],
    ];
    writeFileSync(join(this.#config, 'config'), `${lines.join('\n')}\n`);
    const account = `<sip:${user}@${domain}:${pbx.sipPort}>;auth_user=${user};auth_pass=${password};regint=60`;
    writeFileSync(join(this.#config, 'accounts'), `${account};answermode=manual;audio_codecs=pcmu,pcma\n`);
    writeFileSync(join(this.#config, 'contacts'), '');
  }

  #runInstaller(args: string[]): void {
    const file = join(ROOT, 'public', 'desktop', 'install.mjs');
    const { status, stderr } = spawnSync(process.execPath, [file, ...args], {
      env: { ...process.env, HOME: this.home },
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`install.mjs ${args.join(' ')}: ${stderr}`);
  }
}
