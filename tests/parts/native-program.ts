import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import type { Page } from 'puppeteer-core';
import { NativeReader, nativeFrame } from '../../public/desktop/ringside-desktop.mjs';

/** What the page finds in its world: the browser's native messaging, by number of the channel. */
export interface NativePrograms {
  nativeOpen(channel: number): Promise<void>;
  nativePost(channel: number, message: string): Promise<void>;
  nativeClose(channel: number): Promise<void>;
}

/** What the page must have in its world. */
export interface NativeEars {
  nativeSays(channel: number, message: string): void;
  nativeGone(channel: number): void;
}

/** Lets a page start the program and speak with it as the browser lets an extension. */
export async function exposeProgram(page: Page, program: string, home: string): Promise<void> {
  const running = new Map<number, ChildProcessWithoutNullStreams>();
  const tell = (name: keyof NativeEars, ...args: unknown[]) =>
    page
      .evaluate(
        (ear, rest) => (globalThis as unknown as Record<string, (...all: unknown[]) => void>)[ear]?.(...rest),
        name,
        args,
      )
      // A page that is closed needs to hear nothing.
      .catch(() => {});
  const exposed: NativePrograms = {
    async nativeOpen(channel) {
      const child = spawn(program, { env: { ...process.env, HOME: home } });
      running.set(channel, child);
      const reader = new NativeReader(
        (message: object) => tell('nativeSays', channel, JSON.stringify(message)),
        (what: string) => console.error(`the program sent ${what}`),
      );
      child.stdout.on('data', (chunk: Buffer) => reader.push(chunk));
      child.on('exit', () => void tell('nativeGone', channel));
    },
    async nativePost(channel, message) {
      running.get(channel)?.stdin.write(nativeFrame(JSON.parse(message)));
    },
    async nativeClose(channel) {
      running.get(channel)?.stdin.end();
    },
  };
  for (const [name, call] of Object.entries(exposed)) await page.exposeFunction(name, call);
}
