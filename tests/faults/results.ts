/** How the campaigns are told how much to play, and where their results go: by the environment, from faults.ts. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CampaignResult } from './campaign.ts';

/** Tries of each campaign; few in the short form of `npm test`. */
export const TRIES = Number(process.env.RINGSIDE_FAULT_TRIES ?? 1);

/** Collects results of one test file and writes them where `npm run faults` looks for them. */
export function keepResults(name: string) {
  const results: CampaignResult[] = [];
  return {
    add(result: CampaignResult): void {
      console.log(JSON.stringify(result));
      results.push(result);
    },
    /** What makes all of them fail. */
    spoil(): void {
      for (const result of results) result.met = false;
    },
    write(): void {
      const folder = process.env.RINGSIDE_FAULT_FOLDER;
      if (folder) writeFileSync(join(folder, `${name}.json`), JSON.stringify(results));
    },
  };
}
