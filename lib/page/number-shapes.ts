/** How numbers are written, and the words right beside them. Sent along with vocabulary.ts. */
import { changed } from './changed-values';

const BLANK = ' \\u00a0\\u2000-\\u200a\\u202f\\u3000';
const DASH = '\\-\\u2010-\\u2015\\u2212';
const EXTENSION =
  ';ext=|ext(?:ensi[oó]n|ensão|n)?\\.?:?|x|dw\\.?|durchwahl|app(?:arat)?\\.?|nst\\.?|klappe\\.?|kl(?:\\.|(?= ?\\d{3}))(?! ?[012]?\\d[.:]\\d\\d)|int(?:erno)?\\.?|' +
  'poste|toestel|wew\\.?|(?<=(?:^|\\D)\\d\\d[ -]\\d{3}[ -]\\d\\d[ -]\\d\\d,? )w\\.|anexo|ramal';
/** "ext. 12", "(ext 12)", "ext.(12)". */
const TAIL =
  `[${BLANK},]*(?:(?:${EXTENSION})[${BLANK}]*\\d{1,6}(?!\\d)|` +
  `[([](?:${EXTENSION})[${BLANK}.:-]*\\d{1,6}[)\\]]|(?:${EXTENSION})[${BLANK}]*[([]\\d{1,6}[)\\]])`;
/** What names of boxes call the part that is dialled before a number. */
const AREAS =
  'ddd|ddi|area|areacode|code|codigo|codice|country|countrycode|prefix|prefixe|prefisso|prefijo|prefixo|indicatif|' +
  'indicativo|lada|vorwahl|kierunkowy|predvolba|netnummer|riktnummer|dialcode';
/** What the names of such boxes say besides: of which phone it is the area. */
const OF_PHONE =
  `${AREAS}|\\d+|tel\\w*|f[ao]x\\w*|fone?|fono|phone\\w*|mob\\w*|movil|cel\\w*|handy|gsm|pays|pais|paese|land|kraj|de|del|da|do|di|du|d|no|nr|num\\w*|` +
  'home|work|office|private|privat|business|main|other|input|field|text|value|id';

/** As source and flags of regular expressions. */
export const numberShapes = {
  /**
   * Names of boxes that hold what is dialled before a number, not the number: no extension, and nobody whose phone it is
   * ("area_manager_phone").
   */
  areaBox: [
    `\\b(${AREAS})\\b(?!.*\\b(ext\\w*|int|interno|anexo|ramal|toestel|durchwahl|dw|klappe|nst)\\b)` +
      `(?!.* (?!(${OF_PHONE})\\b)\\w+ .*(tel\\w*|fone?|fono|phone\\w*|mob\\w*|movil|cel\\w*|handy|gsm)$)`,
    '',
  ],

  /** What may be a piece of a number, and a number that may be in pieces. */
  piece: [`^[\\d${BLANK}()+./${DASH}]{0,20}$`, ''],
  pieced: [`(?<![\\d\\p{L}]|\\d[${BLANK}./${DASH}])[+(0][\\d${BLANK}()./${DASH}]{5,24}\\d(?!\\d)`, 'gu'],

  /** Whatever may be a number, or several in a row; no minutes of a time before it, no hour behind: "16:30 030 … 17:15". */
  run: [
    `(?<![hj]/\\d?|\\bh2?)(?!(?<=\\b[012]?\\d:)[0-5]\\d(?!\\d)|(?<=\\b[012]?\\d:[0-5])\\d(?!\\d))[+(\\d](?:[\\d${BLANK}()+/.${DASH}]{2,38}\\d(?!\\d?:[0-5]\\d(?!\\d)))(?:${TAIL})?`,
    'gi',
  ],

  /** Where one number ends and another begins. */
  split: [
    `(?<=^24 ?/ ?7)[${BLANK}]+|(?<=^[^.]{9,30})[${BLANK}]+(?=(?:(?:[01]?\\d|2[0-3])\\.[0-5]\\d|[0-3]?\\d\\.[01]?\\d\\.20\\d\\d)$)|[${BLANK}]+[/|${DASH}][${BLANK}]*(?=\\(?0\\d|\\(?\\+)|[${BLANK}]{2,}(?=[+(]?0|\\+)|/(?=\\+)|` +
      `[${BLANK}]+(?=\\((?!\\d{1,5}\\)|(?:${EXTENSION})[${BLANK}.:-]*\\d))|` +
      `[${BLANK}]*/[${BLANK}]*(?=\\(?\\d{3}\\)?[ .-]?\\d{3}[ .-]\\d{4}(?!\\d))|` +
      `(?<=^\\(?0\\d{2,4}\\)?[ -]?\\d{6,8})[${BLANK}]*/[${BLANK}]*(?=[1-9]\\d{5,7}$)`,
    'i',
  ],

  /** An extension at the end. */
  tail: [`${TAIL}$`, 'i'],

  /** Digits and marks of other scripts, what is not seen at all, and what Markdown puts around words: "**030 …**". */
  foreign: [
    '(?<=\\*)\\*|\\*(?=\\*)|[\\u0660-\\u0669\\u06f0-\\u06f9\\uff08-\\uff19\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2069\\u00ad]',
    'g',
  ],

  /** "(212) 555-0188", "1-212-555-0188". */
  american: [
    '^(?:(?:\\([2-9]\\d{2}\\) ?|[2-9]\\d{2}[ .\\-\\u00a0])\\d{3}[ .\\-\\u2011]|1[ .-]\\(?[2-9]\\d{2}\\)?[ .-]\\d{3}[ .-])\\d{4}$',
    '',
  ],

  /** What can be dialled as it is written; "22.0.4" is a version. */
  diallable: [`^(?!\\d+\\.\\d\\.\\d+$)[+(*#\\d][\\d\\s\\u2000-\\u200a\\u3000()+/.,*#${DASH}]*$`, ''],

  /** A word in brackets right behind a number: "030 … (Fax)". */
  behind: ['^\\s*[([]\\s*(\\p{L}[\\p{L}. -]{1,24})[)\\]]', 'u'],

  /** A date in figures. */
  day: ['^(\\d+)[./-] ?(\\d\\d?)[./-] ?(\\d+)(?![./-]?\\d)', ''],

  /** More extensions of the same number: "-317/-318", "-325/26". */
  several: ['([-–]\\d{1,4})\\/[-–]?\\d{1,4}$|\\s*\\/\\s*[-–]\\d{1,4}$', ''],

  /** The internal number that ends a value of other words: "Emre Ak, dahili 1409"; "iPhone X 10" and "App 12" are names. */
  inner: [
    `(?:^|[${BLANK},;:(/${DASH}])(?!(?:app|x) ?\\d\\d?\\)?\\s*$)(?:${EXTENSION}|dahili|intern[eo]?|nebenstelle|linka|klapka|l\\.|lokal|lok\\.|anknytning|binnen|doorkies|wewn\\p{L}*\\.?|доб\\.?|вн\\.?|mellék|m\\.)` +
      `[${BLANK}:]*(\\d{2,5})\\)?\\s*$`,
    'iu',
  ],

  /** "1-800-FLOWERS", "0800 REISEBUS": letters only behind a freephone prefix. */
  vanity: [
    '(?<![A-Za-z\\d\\u00c0-\\u024f])(?:\\+?1[ .-]?)?\\(?0?8(?:00|33|44|55|66|77|88)\\)?[ .-][A-Z][A-Z-]{4,11}' +
      '(?![A-Za-z\\d\\u00c0-\\u024f])',
    'g',
  ],

  /** The same as all that a phone field holds. */
  vanityAlone: ['^(\\+?0?[\\d ]*800[ -]?[A-Z][A-Z -]{3,12}|[+(]?1?[ .-]?\\(?8\\d\\d\\)?[ .-][A-Z][A-Z-]{3,12})$', ''],

  /** A country, what stands before, a line's end, the digits of its mobile numbers; in America of any in brackets or that one calls. */
  bare: [
    '^(IT.*\\n3[2-9]\\d{8}|ES.*\\n[67]\\d{8}|PL.*\\n(45|5[0137]|6[069]|7[2389]|88)\\d{7}|PT.*\\n9[1236]\\d{7}|CZ.*\\n[67]\\d{8}|CO.*\\n3\\d{9}|' +
      'IN.*\\n[6-9]\\d{9}|AU.*\\n1[38]00 ?\\d{3} ?\\d{3}|' +
      '(US|CA).*(\\(|@ ?|\\b(call|called|calling|dial|text|texted|txt|tried|lvm|rang|ring|reach) )\\n[2-9]\\d\\d[2-9]\\d{6})$',
    '',
  ],

  /** 1.234.567, 1 234 567. Nine digits in threes are a number in Spain, Poland or Portugal. */
  amount: ['^[1-9]\\d{0,2}([. ])\\d{3}(\\1\\d{3})*$', ''],

  /** The beginning of an IBAN, right before its last groups. */
  ibanBefore: ['(^|[^A-Za-z\\d\\u00c0-\\u024f])[A-Z]{2}\\d{2}(\\s?[A-Z\\d]{3,4})*\\s?$', ''],
  ...changed.numbers,

  /** Where what was said before ends, in the words before a number. */
  clause: [
    '[;|\\n\\r•·?!]|,\\s|\\.\\s(?=[A-Z\\u00c0-\\u00de\\u0386-\\u03ab\\u0400-\\u042f][a-z\\u00df-\\u024f\\u0370-\\u1fff]{3})',
    '',
  ],

  /** Names of things right before a number: short words only in capitals, cut ones only with their dot, and pairs of words. */
  acronym: [
    '^Fall[\\s.:#-]*$|(?:^|[^A-Za-z\\u00aa-\\u024f])(?:(?:PO|SO|WO|PRO|BOL|SN|PN|BL|DDT|P\\/N|S\\/N|CA|LOT|FN|POD|NIE|FIN|IK|GRN|LS|EIN|LEI)|[Qq]uoting|' +
      '(?:[Ff]t|[Ff]ra|[Aa]lb|[Pp]ed|[Pp]pto|[Ff]ac|[Pp]roc)\\.|' +
      '(?:[Rr][ée]f(?:\\.|[ée]r\\S+)|[Rr]if(?:\\.|erim\\S+)|[Ii]dentif\\S+|[Ii]d\\.?|[Mm]atr\\S+|[Cc](?:[oó]d\\S+|ode)) ' +
      "d(?:e l(?:[ao] |[’'])|a |ell(?:[ao] |[’']))[a-zß-ÿ]{3,}|" +
      "(?:[Pp]arte|[Hh]oja|[Oo]rden|[Oo]rdre|[Oo]rdine|[Oo]rdem|[Ff]olha|[Bb]on|[Bb]uono) d(?:[ei]|[’']) ?" +
      '(?:trabajo|trabalho|travail|lavoro|aver[ií]as?|avaria|servi\\S+|interven\\S+|consegna|entrega|ruta|mission|obra|baja|alta|accidente|siniestro|asistencia|lesiones|reparaci\\S+|horas))[\\s.:#-]*$',
    '',
  ],

  /** A thing of some kind, right before a number: "N° de garantie", "compteur d'eau"; a name begins with a capital. */
  ofThing: [
    "[dD](?:[’']|\\S{0,2} )(?!casa|bureau|domicile|travail|ufficio|trabajo|oficina|escritorio|guardia)[a-zß-ÿ]{3,}[\\s.:]*$",
    '',
  ],

  /** "T +49 …", "M: …", "p. …", "F …": one letter right before a number. */
  letter: ['(?<!\\D\\d{1,3})(?:^|[\\s(])([TMPFtmpfdg])(?:\\s?[.:]|\\s)\\s*$', ''],
};
