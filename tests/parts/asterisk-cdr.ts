/** One row of Asterisk's call detail records, with what our dialplan stores in its userfield. */
export interface CdrRow {
  start: Date;
  answer: Date | null;
  end: Date | null;
  /** ANSWERED, NO ANSWER, BUSY, FAILED or CONGESTION. */
  disposition: string;
  src: string;
  /** The last extension reached; the number as it was dialled is `dialled`. */
  dst: string;
  clid: string;
  context: string;
  channel: string;
  dstChannel: string;
  uniqueid: string;
  linkedid: string;
  userfield: string;
  /** The number as the caller dialled it; empty where the call did not come through our dialplan. */
  dialled: string;
  /** SIP Call-ID of the caller's leg. */
  callId: string;
  /** What came in the header X-Ringside-Call-Id. */
  ringsideId: string;
  /** The legs towards agents with their SIP Call-IDs. */
  legs: { agent: string; callId: string }[];
}

/** A call as one agent had it: the CDR rows of one linkedid and agent leg made into one. */
export interface AgentCall {
  direction: 'in' | 'out';
  /** The other side's number: dialled by the agent, or the caller's. */
  number: string;
  /** SIP Call-ID of the agent's own leg; empty where Asterisk did not tell. */
  callId: string;
  ringsideId: string;
  start: Date;
  answer: Date | null;
  end: Date | null;
  disposition: string;
  linkedid: string;
}

/** The rows of a Master.csv (newcdrcolumns, GMT), oldest first. A half-written last line is left out. */
export function parseCdr(csv: string): CdrRow[] {
  const complete = csv.slice(0, csv.lastIndexOf('\n') + 1);
  return splitCsv(complete).map((cells) => {
    const cell = (index: number) => cells[index] ?? '';
    const note = cell(17);
    return {
      start: date(cell(9)) ?? new Date(Number.NaN),
      answer: date(cell(10)),
      end: date(cell(11)),
      disposition: cell(14),
      src: cell(1),
      dst: cell(2),
      clid: cell(4),
      context: cell(3),
      channel: cell(5),
      dstChannel: cell(6),
      uniqueid: cell(16),
      linkedid: cell(19),
      userfield: note,
      ...parseNote(note),
    };
  });
}

/** What the dialplan notes of a call: `dialled=…|call=…|ringside=…|leg=agent/callid|leg=…`. */
export function parseNote(note: string): Pick<CdrRow, 'dialled' | 'callId' | 'ringsideId' | 'legs'> {
  const parts = note.split('|').map((part) => [part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1)]);
  const value = (key: string) => parts.find(([name]) => name === key)?.[1] ?? '';
  const legs = parts
    .filter(([name]) => name === 'leg')
    .map(([, text = '']) => ({ agent: text.slice(0, text.indexOf('/')), callId: text.slice(text.indexOf('/') + 1) }));
  return { dialled: value('dialled'), callId: value('call'), ringsideId: value('ringside'), legs };
}

/** The calls of one agent in these rows: one per linkedid, direction and leg, oldest first. */
export function callsOf(agent: string, rows: CdrRow[]): AgentCall[] {
  const own = (channel: string) => channel.startsWith(`PJSIP/${agent}-`);
  const calls = new Map<string, AgentCall>();
  for (const row of rows) {
    // A row without a dialled number on the agent's own channel is a call that ring() made towards the agent.
    const incoming = own(row.dstChannel) || (own(row.channel) && row.dialled === '');
    if (!incoming && !own(row.channel)) continue;
    const key = `${row.linkedid} ${incoming}`;
    const known = calls.get(key);
    // A call that rang at several browsers has a row for each: the one that was answered tells its fate.
    if (known && (known.answer !== null || row.answer === null)) continue;
    calls.set(key, {
      direction: incoming ? 'in' : 'out',
      number: incoming ? row.src : row.dialled,
      callId: incoming ? (row.legs.find((leg) => leg.agent === agent)?.callId ?? '') : row.callId,
      ringsideId: incoming ? '' : row.ringsideId,
      start: row.start,
      answer: row.answer,
      end: row.end,
      disposition: row.disposition,
      linkedid: row.linkedid,
    });
  }
  return [...calls.values()].sort((a, b) => a.start.getTime() - b.start.getTime());
}

function date(text: string): Date | null {
  return text === '' ? null : new Date(`${text.replace(' ', 'T')}Z`);
}

function splitCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  // A cell is quoted (with "" for a quote) or plain; then a comma or the end of the line follows.
  for (const [, quoted, plain, separator] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^,\n"]*))(,|\r?\n)/g)) {
    row.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'));
    if (separator === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}
