/** The line's log as a text file that a user may hand to whoever helps: no credentials, numbers shortened. Pure. */
import type { Outage } from './outages';
import { type LineLogEntry, lineWords } from './softphone/line-log';
import type { LineState } from './softphone/softphone';

export interface LineReportFacts {
  version: string;
  browser: string;
  at: number;
  line: LineState;
  outages: Outage[];
  log: LineLogEntry[];
}

/** @param fullNumbers numbers and names of callers as they are, because the user said so */
export function lineReport(facts: LineReportFacts, fullNumbers: boolean): string {
  const { version, browser, at, line, outages, log } = facts;
  const text = [
    `Ringside ${version}, ${browser}`,
    `Written ${time(at)}. Times are UTC. Credentials are left out${fullNumbers ? '' : ', numbers shortened, names left out'}.`,
    '',
    `Line: ${lineWords(line)} since ${time(line.since)}`,
    ...(outages.length > 0 ? ['', 'Times without a line:'] : []),
    ...outages.map(({ from, to, reason, detail }) =>
      [`  ${time(from)} to ${to === undefined ? 'now' : time(to)}`, reason, detail].filter(Boolean).join(', '),
    ),
    '',
    'The last hour:',
    ...log.map((entry) => `${time(entry.at)} ${entry.kind}${entryText(entry)}`),
    '',
  ].join('\n');
  return fullNumbers ? text : shortened(text);
}

/**
 * Numbers lose their middle, quoted names go. What identifies messages (Call-ID, branch, tag) and what media need (SDP,
 * ports) stays: without them nobody can follow a call.
 */
export function shortened(text: string): string {
  return text
    .split('\n')
    .map((line) => {
      if (
        /^\s+(a|c|o|m|t|s|v|b)=/.test(line) ||
        /^\s+(Call-ID|CSeq|Via|Content-Length|Expires|Max-Forwards):/i.test(line)
      )
        return line;
      return line
        .replace(/"(?:[^"\\]|\\.)*"(?=\s*<)/g, '"…"')
        .replace(/^(\s+[\w-]+:[ \t]*)[^"<\s][^"<]*(?=<(?:sips?|tel):)/i, '$1… ')
        .replace(
          /\b((?:sips?|tel):)(\+?[\d*#%A-F]{5,})(?=[@;>\s]|$)/g,
          (_, scheme: string, number: string) => scheme + hide(number),
        )
        .replace(/(?<![\w.:=-])\+?\d{6,}(?![\w.:@])/g, hide);
    })
    .join('\n');
}

function hide(number: string): string {
  return `${number.slice(0, number.startsWith('+') ? 5 : 3)}…${number.slice(-2)}`;
}

function entryText({ kind, text }: LineLogEntry): string {
  if (kind !== 'sent' && kind !== 'received') return ` ${text}`;
  return `\n${text
    .trimEnd()
    .split(/\r?\n/)
    .map((line) => `    ${line}`)
    .join('\n')}`;
}

function time(at: number): string {
  return new Date(at).toISOString();
}
