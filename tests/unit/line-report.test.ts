import { describe, expect, it } from 'vitest';
import { lineReport, shortened } from '../../lib/line-report';
import { LineLog } from '../../lib/softphone/line-log';

const AT = Date.parse('2026-11-22T10:00:00Z');
const INVITE = [
  'INVITE sip:abc123@127.0.0.1:54321;transport=ws SIP/2.0',
  'Via: SIP/2.0/WS 127.0.0.1:8088;rport;branch=z9hG4bK4930123456',
  'From: "Zoë Ünal" <sip:+493023125001@pbx.example>;tag=as4930123456',
  'To: Agent <sip:100@pbx.example>',
  'P-Asserted-Identity: <tel:+493023125001>',
  'Call-ID: 4930123456@pbx',
  'CSeq: 123456 INVITE',
  'User-Agent: PBX 22.10.1',
  '',
  'o=- 1234567890 2 IN IP4 127.0.0.1',
].join('\r\n');

function report(full: boolean): string {
  const log = new LineLog(() => AT);
  log.message('received', INVITE);
  log.add('call', '7b0c1f0e-0000-4000-8000-000123456789 incoming +493023125001 ringing 4930123456@pbx');
  return lineReport(
    {
      ...{ version: '1.0', browser: 'Chrome 156', at: AT, log: log.entries },
      line: { phase: 'ready', connector: 'sip', since: AT - 1000 },
      outages: [{ from: AT - 60_000, to: AT - 50_000, reason: 'serverUnreachable', detail: 'closed (1006)', told: 0 }],
    },
    full,
  );
}

describe('the report', () => {
  it('tells state, outages and messages, each with its time', () => {
    const text = report(true);
    expect(text).toContain('Line: sip ready since 2026-11-22T09:59:59.000Z');
    expect(text).toContain('2026-11-22T09:59:00.000Z to 2026-11-22T09:59:10.000Z, serverUnreachable, closed (1006)');
    expect(text).toContain('    From: "Zoë Ünal" <sip:+493023125001@pbx.example>');
  });

  it('names nobody unless the user says so, and can still be followed', () => {
    const text = report(false);
    expect(text).not.toMatch(/23125001|Zoë|Agent </);
    expect(text).toContain('From: "…" <sip:+4930…01@pbx.example>;tag=as4930123456');
    expect(text).toContain('P-Asserted-Identity: <tel:+4930…01>');
    expect(text).toContain('incoming +4930…01 ringing');
    for (const kept of ['Call-ID: 4930123456@pbx', 'branch=z9hG4bK4930123456', 'CSeq: 123456', 'PBX 22.10.1'])
      expect(text).toContain(kept);
    expect(text).toContain('INVITE sip:abc123@127.0.0.1:54321;transport=ws');
    expect(text).toContain('2026-11-22T09:59:10.000Z');
  });

  it('keeps internal numbers, which name nobody outside', () => {
    expect(shortened('    To: <sip:100@pbx>')).toBe('    To: <sip:100@pbx>');
  });
});

describe('the log', () => {
  it('keeps an hour, at most two million characters, and no answered signs of life', () => {
    let now = AT;
    const log = new LineLog(() => now);
    log.add('note', 'old');
    log.message('sent', 'OPTIONS sip:pbx SIP/2.0\r\nCSeq: 7 OPTIONS\r\n\r\n');
    now += 3_600_001;
    log.add('note', 'new');
    expect(log.entries.map(({ text }) => text)).toEqual(['new']);
    for (let i = 0; i < 30; i++) log.add('note', `${i} ${'x'.repeat(100_000)}`);
    expect(log.entries.length).toBeLessThan(20);
    expect(log.entries.at(-1)?.text).toMatch(/^29 /);
  });
});
