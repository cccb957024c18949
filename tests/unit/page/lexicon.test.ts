import { describe, expect, it } from 'vitest';
import { classifyLabel, classifyLeadIn } from '../../../lib/page/lexicon';
import { vocabulary } from '../../../lib/page/vocabulary';

describe('labels', () => {
  it.each([
    ...[
      'Telefon',
      'Tel.',
      'Tel.-Nr.',
      'Telefonnummer',
      'Rufnummer',
      'Durchwahl',
      'Mobil',
      'Handy',
      'Festnetz',
      'Zentrale',
    ],
    ...[
      'Telefon (geschäftlich)',
      'Telefon privat',
      'Phone',
      'Phone 2',
      'Mobile',
      'Cell',
      'Landline',
      'Direct line',
      'Work Phone',
    ],
    ...[
      'Telefono',
      'Cellulare',
      'Fisso',
      'Téléphone',
      'Tél.',
      'Portable',
      'Numéro de téléphone',
      'Teléfono',
      'Móvil',
      'Telefoon',
    ],
    ...[
      'Mobiel',
      'Telefoonnummer',
      'Telefon komórkowy',
      'Komórka',
      'Tel. stacjonarny',
      'Telemóvel',
      'phoneNumber',
      'contact_phone',
    ],
    ...['mobile_phone', 'telNr', 'homePhone', 'Tel./Fax', '電話番号', 'Телефон', '手机'],
  ])('%s is a phone', (label) => expect(classifyLabel(label)).toBe('phone'));

  it.each(['Fax', 'Telefax', 'Faxnummer', 'fax_number', 'Télécopie', 'Faks', 'FAX-Nr.', 'Факс', '传真'])(
    '%s is a fax',
    (label) => expect(classifyLabel(label)).toBe('fax'),
  );

  it.each([
    ...[
      'IBAN',
      'USt-IdNr.',
      'Rechnungsnummer',
      'Kunden-Nr.',
      'Kd.-Nr.',
      'Auftragsnummer',
      'Order no.',
      'PLZ',
      'Datum',
      'Due date',
    ],
    ...[
      'Geburtsdatum',
      'Preis',
      'Betrag',
      'Version',
      'IP',
      'ISBN',
      'Artikelnummer',
      'Credit card',
      'Tracking',
      'E-Mail',
      'Website',
    ],
    ...[
      'phone_type',
      ...['Prezzo fisso', 'Montant fixe', 'Precio fijo', 'Hotline-PIN', 'Mobile version', 'Telefon-Seriennummer'],
      ...[
        'Immobile n.',
        'Immobili',
        'Wersja',
        'Versie',
        'Podatek',
        'Verzekeringsnr.',
        'Nr oferty',
        'Quittung',
        'Check #',
      ],
      ...['Incident', 'Patient', 'Estimate #', 'Compteur', 'Nuovo numero di assegno', 'Telefoon landcode'],
      'phoneCountry',
      'Phone verified',
      'mobile_optin',
      'Numéro client',
      'Partita IVA',
      'NIF',
      'NIP',
      'Telefon Termin',
    ],
  ])('%s is something else', (label) => expect(classifyLabel(label)).toBe('other'));

  it.each(['#', 'Ladder #', 'Nummer', 'Rif.'])('%s is a number of what nobody says', (label) =>
    expect(classifyLabel(label)).toBe('number'),
  );

  it.each([
    ...['', 'Name', 'Ansprechpartner', 'Firma', 'Ort', 'Notes', 'Kontakt', 'Automobile AG', 'Hotel', 'Phonetic name'],
    ...['Kunde: Maier', 'Source: Web', 'Movilidad', 'Lindgrün #0395'],
  ])('%s says nothing', (label) => expect(classifyLabel(label)).toBe(''));
});

/** At least one of each way that a phrase may be written: only groups are asked that a word of the label leads to. */
const PHRASES = {
  phone: [
    ...['direct line', 'direct no', 'direkte wahl', 'direkt nr 5 direkt wahl', 'toll free', 'charge free', 'call back'],
    ...[
      'callback number',
      'caller id',
      'musteri hizmetleri',
      'customer service',
      'customer care',
      'servicio al cliente',
    ],
    ...[
      'servico de cliente',
      'servizio clienti',
      'obsluga klienta',
      'sin costo',
      'gratuito',
      'gratuite',
      'contact number',
    ],
    ...['int', 'assistenza clienti', 'atencion al cliente', 'atendimento ao cliente', 'numero di emergenza'],
    ...['work no', 'home number', 'office line', 'business nr', 'private number', 'personal no', 'emergency number'],
    ...['preferred number', 'main no', 'alternative number', 'daytime number', 'day time number', 'evening no'],
    ...['after hours number', 'support line', 'service number', 'switchboard no', 'reception number', 'dial in number'],
    ...['other contact number', 'whatsapp number', 'main line', 'help line', 'helpline', 'helpdesk', 'land line'],
    ...['out of hours', 'new number', 'neue nummer', 'nouveau numero', 'nuovo numero', 'nuevo numero', 'novo numero'],
    ...['nieuw nummer', 'nieuwe nummer', 'nowy numer', 'nytt nummer', 'yeni numara', 'meine nummer', 'seine nummer'],
    ...['ihre nummer', 'my number', 'his number', 'her number', 'mon numero', 'mi numero', 'mio numero', 'mijn nummer'],
    ...['min nummer', 'moj numer', 'meu numero', 'nove cislo', 'numero de telefono', 'numero di cellulare', 'n vert'],
    ...[
      'numero verde',
      'no d appel',
      'num vert',
      'cep tel',
      'cep no',
      'ligne directe',
      'linea directa',
      'linea diretta',
    ],
    ...['linha de apoio', 'linha direta', 'numer telefonu', 'numer wewnetrzny', 'numer alarmowy', 'vast nummer'],
    ...['vaste lijn', 'pevna linka', 'bezplatna linka', 'erreichbar', 'erreichbarkeit', 'erreichbar unter', 'ruckruf'],
    ...['ruckruf erbeten an', 'numeri verdi', 'reperibilita', 'recapito telefonico', 'urgencias', 'poste interne'],
    ...[
      'poste tel',
      'service client',
      'service clientele',
      'new nr',
      'nouveau n',
      'nuovo num',
      'nuevo no',
      'novo n',
      'nieuw nr',
      'best number',
      'number to call',
      'no to reach',
      'nr to ring',
      'number to dial',
      'call me',
      'ext',
      'poste',
      'numero de contacto',
      'num de contato',
      'numero di contatto',
      'numer kontaktowy',
    ],
    ...[
      'freecall',
      'free call',
      'contact numbers',
      'andere nr',
      'alternative nummer',
      'alternatieve nummer',
      'oude nummer',
    ],
    ...[
      'alte nummer ist',
      'autre numero',
      'altro numero',
      'otro numero',
      'su numero es',
      'numero alternatif',
      'numero prefere',
    ],
    ...[
      'inny numer',
      'twoj numer',
      'stary nr',
      'other number',
      'alternate no',
      'old number',
      'delivery contact',
      'claims line',
      'numer do kontaktu',
      'nr do kierowcy',
    ],
    ...['customer contact', 'call me on', 'ring him back on', 'llamame al', 'ligue para', 'chiamare al', 'appeler au'],
    ...['bel op', 'teruggebeld op', 'dzwonic pod', 'no a rappeler', 'numero da richiamare', 'meine nummer lautet'],
    ...['fixe', 'fijo casa', 'fisso', 'numero fijo', 'dzwonic po 16', 'llamar', 'zuruckrufen ab 17', 'terugbellen'],
    ...['numeros de contacto', 'numero de contact'],
  ],
  other: [
    ...['credit card', 'credit limit', 'purchase order', 'sales order', 'p iva', 'c f', 's n', 'r e a', 'partita iva'],
    ...[
      'codice fiscale',
      'code postal',
      'codigo postal',
      'cod postal',
      'posta kodu',
      'kod pocztowy',
      'due date',
      'kd nr',
    ],
    ...[
      'kund nr',
      'cust no',
      't c kimlik',
      'tax id',
      'e mail',
      'reg com',
      'y tunnus',
      'num pedido',
      'n de serie',
      'sin',
    ],
    ...['n d immobilisation', 'securite sociale', 'seguridad social', 'social security', 'national insurance'],
    ...[
      'data di nascita',
      'fecha de alta',
      'unix time',
      'our ref',
      'your ref',
      'ihr zeichen',
      'external id',
      'customer s',
    ],
  ],
} as const;

describe.each(['phone', 'other'] as const)('phrases of %s', (kind) => {
  it.each(PHRASES[kind])('%s is one, and has a word that leads to it', (words) => {
    const groups = vocabulary.phrases[kind].map(([leads, phrases]) => ({
      leads: new RegExp(`^(${leads.trim().replaceAll('*', '.*').replaceAll(' ', '|')})$`),
      phrases: new RegExp(phrases),
    }));
    const meant = groups.filter(({ phrases }) => phrases.test(words));
    expect(meant).not.toEqual([]);
    expect(meant.some(({ leads }) => words.split(' ').some((word) => leads.test(word)))).toBe(true);
  });
});

describe('words before a number', () => {
  it.each([
    ['Tel.: ', 'phone'],
    ['Sie erreichen uns unter Telefon ', 'phone'],
    ['Fax: ', 'fax'],
    ['Tel. 030 1, Fax ', 'fax'],
    ['Kd.-Nr. ', 'other'],
    ['Rechnung ', 'other'],
    ['IBAN ', 'other'],
    ['bitte zurückrufen unter ', 'phone'],
    ['zu sehen unter ', ''],
    ['τηλ. κέντρο ', 'phone'],
    ['Fax. über ', 'fax'],
  ])('%s', (words, kind) => expect(classifyLeadIn(words)).toBe(kind));
});
