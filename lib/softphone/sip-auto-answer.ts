/** Does the INVITE ask to be answered by itself? Headers come from the network; whether it is answered is our user's choice. */

/** More than this is no wish to be answered by itself. Seconds. */
const LONGEST_S = 60;

/** Alert-Info values by which PBXs ask for it at once, beside answer-after. */
const AT_ONCE =
  /;\s*info\s*=\s*"?(alert-autoanswer|auto[ -]?answer|ring-answer)\b|^\s*(auto[ -]?answer|ring-answer)\s*$/i;

/** After how many seconds to answer, or undefined: nobody asks for it. */
export function answerAfterOf(callInfo: string[], alertInfo: string[]): number | undefined {
  for (const value of [...callInfo, ...alertInfo]) {
    const [, seconds] = /;\s*answer-after\s*=\s*"?(\d{1,4})\b/i.exec(value.slice(0, 2000)) ?? [];
    if (seconds !== undefined && Number(seconds) <= LONGEST_S) return Number(seconds);
  }
  return alertInfo.some((value) => AT_ONCE.test(value.slice(0, 2000))) ? 0 : undefined;
}
