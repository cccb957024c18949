/** What goes with the records of calls. One group of the settings. */
export interface RecordRules {
  /** Match patterns of servers that only requests go to: access to them makes them no CRM address with call icons. */
  apiAccess: string[];
}

export const DEFAULT_RECORDS: RecordRules = { apiAccess: [] };
