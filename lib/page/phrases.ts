/** Two or more words that only together say something of a value. Folded like those of vocabulary.ts, which sends them along. */

/** Words that lead to a group of phrases, and the phrases as one expression. */
const group = (leads: string, phrases: string) => [` ${leads} `, `\\b(${phrases})\\b`] as const;

/**
 * In groups: the words of which one is in each phrase of the group (lexicon.test.ts), and its phrases as a regular
 * expression. To have a long one compiled takes a browser longer than to read a page: only groups are asked that the words
 * of a label lead to.
 */
export const phrases = {
  /** A phone. */
  phone: [
    group(
      'direct direkt direkte rechtstreeks free freecall call callback caller',
      'direct (line|dial|phone|number|no)|direkte? (wahl|nummer|linie|nr|no|tlf|hat)|rechtstreeks (nr|nummer)|(toll|charge) free|' +
        'free ?call|call ?back( (no|nr|number|phone))?|caller id',
    ),
    group(
      'hizmetleri care service servi* obsluga costo gratuit* assistenza atencion atendimento',
      'musteri hizmetleri|customer (service|care)|servi[cz]i?o (al |de )?client[ei]i?|obsluga klienta|sin costo|' +
        'gratuit[aoe]s?|^assistenza clienti$|^aten(cion|dimento) (al|ao) cliente$|service client\\w*',
    ),
    group(
      'contact work home office business private personal day night weekend nok ice calling forwarding virtual twilio secondary primary verified alt hm wk bus res ext extn tracking emergency preferred main alternative alternate day daytime ' +
        'evening hours support service switchboard reception dial whatsapp line help helpline helpdesk land new other ' +
        'old best call called dialed dialled text driver whats whatsapp on front answering sms from to reach ring',
      '(contact|work|home|office|business|private|personal|emergency|preferred|main|alternative|day ?time|evening|after hours|on call|support|service|switchboard|reception|dial in|other contact|driver s) (no|nr|numbers?|line)|^(day|night|weekend|nok|ice|calling|forwarding|virtual|twilio|secondary|primary|verified|call tracking) numbers?$|^(alt|extn?|hm|wk|bus|res) (no|number)$|number diall?ed$|front desk$|answering service|^(text|sms|called|diall?ed) (no|nr|numbers?|nummer|numero|numer)$|^(from|to) numbers?$|(^|(n|no|nr|num|number|numero|numer) (de |di |do )?)whats ?app( (no|nr|num|number|numero|numer|nummer|numara\\w*))?$|^after hours$|' +
        'main line|(back|private|dock|shop|store|yard|house|nurses?|doctors?|physicians?|pharmacy|scheduling|appointments?|dispatch|backup) line$|help ?(line|desk)|land line|out of hours|support line|new (no|nr|number)( is)?$|' +
        '(other|alternate|old) (number|no|nr)$|best (number|no|nr)|(number|no|nr) to (call|reach|ring|dial)|call me|' +
        '(delivery|customer|client|order|invoice|billing|vendor|supplier|carrier|insurance|claims?|ticket|case|accounts?|payable|receivable|shipping|freight|returns|warranty|policy|contract|project|payment|payroll|consumer|application|transaction|enrol?lment) contact$|(application|consumer|enrol?lment) (support|services?|affairs|office|desk)$|' +
        '(claims?|customer|client|insurance|complaints|booking|sales) line$',
    ),
    group(
      'neue neuen neuer nieuw nieuwe alte alten alter oud oude ander andere anderen alternati* meine seine ihre my his her mon mi mio mijn min moj meu ' +
        'jego jej ich nasz zijn haar hun onze son notre leur nuestro suo loro sein unsere their our your ' +
        'vast vaste nytt alternativt tweede zweite weitere portierte anrufende a b erreichbar* ruckruf',
      '(neue[nr]?|alte[nr]?|nieuwe?|oude?|ander|anderen?|tweede|zweite|weitere|portierte|anrufende|alternatief|alternativt|alternatie?ve[nr]?) (nummer|nr)( (ist|is|lautet))?$|' +
        '(meine|seine|ihre|my|his|her|mon|mi|mio|mijn|min|moj|meu|jego|jej|ich|nasz|zijn|haar|hun|onze|son|notre|leur|nuestro|suo|loro|sein|unsere|their|our|your) (nummer|number|numero|numer|nr)( (ist|is|es|e|est|jest|lautet))?$|(my|his|her|their) no( is)?$|' +
        '^[ab] nummer$|vast(e)? (nummer|nr|lijn|telefoon)|nytt (nummer|nr)$|erreichbar(keit)?( unter)?|ruckruf( unter| erbeten( an)?)?',
    ),
    group(
      'n num numero numer nouveau ancien vecchio viejo antiguo nuovo nuevo novo autre altro otro outro votre su vostro ' +
        'contact contacto contato contatto kontaktowy rappel* joindre contacter contactar contattare richiamare llamar ' +
        'vert verde verdi appel directe directa diretta fija linha quem reperibilita recapito urgencias emergencia urgencia poste fixe fijo fisso fixo',
      '(nouveau|ancien|vecchio|viejo|antiguo|nuovo|nuevo|novo|autre|altro|otro|outro|votre|su|vostro) (numero|no|n|num)( (es|e|est))?$|' +
        'num(ero|er)? (alternati\\w*|prefere|preferido|preferito)|' +
        '(nr|n(o|um(ero|er|ar(ul)?)?s?)?) (de contacto?|de contato|di contatto|kontaktowy)|' +
        '(n|no|num|numero) (a|de|da) (rappel|joindre|contacter|richiamare|contattare|llamar|contactar)\\w*|' +
        'numero (de |di )?(tel(?!aio)\\w*|portable|celular\\w*|cellulare|appel|urgence|emergen[zc]\\w*|vert|verde|fixe|fijo|fisso)|' +
        '(n|no|num|numero) (vert|verde|d appel)|ligne directe|linea (directa|fija)|contac?to de (emergenc|urgenc)ia|linea diretta|linha (de apoio|direta|verde|aberta)|quem ligou|numero (discado|llamado|corto|breve)|' +
        'numeri verdi|reperibilita|recapito( telefonico)?|urgencias|poste (interne|tel\\w*)|' +
        '^(fixe|fijo|fisso|fixo)( \\w+)?$',
    ),
    // Whose number, which of them, and that it is another now: "le numéro de la mère est le", "n° direct", "número dele".
    group(
      'n no num numero',
      '(n|no|num|numero) (direct|direct[eo]|dirett[ao]|diret[ao]|pro|perso|prive|court|breve|contact|contacto|gratuit|surtaxe|(de )?standard|secondaire|secondario|secundario|de secours|(di )?emergenza)$|' +
        '(n|no|num|numero) (nuevo|novo|nuovo|ancien|antigo|antiguo|vecchio|viejo|actual|atual|attuale|actuel|dele|dela|suo|seu)' +
        '( (e|es|est))?( (el|o|il|le))?$|' +
        '(chang|cambi|mud|troc)\\w+ (de |do |il |o |el |son )?numero$|' +
        '(n|no|num|numero) d\\w{0,4} ((la|l|el|sua|son|sa|su|mon|ma) )?(mari|marito|marido|moglie|mujer|esposa?|esposo|femme|epou[sx]e?|' +
        'mere|maman|pere|papa|mae|pai|m?padre|madre|mama|mamma|fils|fille|figli[oa]|hij[oa]|filh[oa]|frere|s[oe]e?ur|fratello|sorella|' +
        'herman[oa]|irmao?|voisine?|vicin[oa]|vecin[oa]|vizinh[oa]|gardienne?|concierge|porter[oa]|portiere|porteiro|secretaire|' +
        'segretari[oa]|secretari[oa]|nounou|nonn[oa]|abuel[oa]|avo|conjointe?|collegue|colleg[ao]|companer[oa]|colega|chef|jefe|capo|chefe)' +
        '( (e|es|est))?( (el|o|il|lo|le))?$',
    ),
    // Portuguese "no" is "at the": "falar no", "mensagem no zap".
    group(
      'no',
      '(retorn(o|ar|e|ei|ou)|ligacao|fal(ar|e|ei|ou)|cham(ar|e|ei|ou)|atend(e|er|eu|em)|mensag\\w+|tent(ar|e|ei|ou|ando)|insist(ir|a)|respond(e|er|eu|em)|' +
        'contat(o|e)|contac?t(ar|ad[oa])|recado|encontr(ar|e)|whats|zap|wpp|ligou|ligue) no' +
        '( (numero|zap\\w*|wpp|whats\\w*|cel\\w*|fixo|tel\\w*))?$',
    ),
    group(
      'carrier operator location site facility',
      '(carrier|operator|location|site|facility) (phone|telephone|tel|mobile|cell)( (no|number))?$',
    ),
    group(
      'riferimento referencia',
      '(persona|pessoa|contatto|contacto|contato|medico|tecnico|ufficio|agenzia|agencia|oficina) d[ei] (riferimento|referencia)$',
    ),
    group('numero', 'numero (di |per )?(chiamata )?(assistenza|soccorso|guasti|pronto intervento)$'),
    // Of a phone, not of a contract.
    group(
      'extension',
      '(?<!(contract|lease|warranty|file|loan|date|time|policy|domain|term) )extension( (no|nr|num|number|numero|phone|tel))?$',
    ),
    group(
      'store shop branch filiale sklep oddzial lager magasin negozio tienda',
      '(store|shop|branch|filiale|sklep|oddzial|lager|magasin|negozio|tienda) (nr|no|n|num) \\d{1,4}$',
    ),
    group('vo', '^vo ip( (nr|no|number|nummer|numero|numer))?$'),
    group('utenza', 'utenza (fissa|mobile|telefonica)$'),
    // "Landline (with STD code)", "Mobil (mit Vorwahl)": what has to be written, not what it is.
    group(
      'std isd country area vorwahl ortsvorwahl landesvorwahl landervorwahl prefi* indicatif ddd ddi landnummer netnummer landcode landencode ' +
        'riktnummer landsnummer landekode kierunkow* predvolb*',
      '((tel\\w*|phone|mob\\w*|movil|cell?\\w*|handy\\w*|land ?line|fest\\w*|fix[eo]|fijo|fisso|ruf\\w*|whats ?app|gsm|fone|kom\\w*)( (no|nr|numbers?|nummer|numero|numer))?|' +
        '^(number|nummer|numero|numer)) (with|incl\\w*|inkl\\w*|mit|con|avec|com|met|med|z|ze|s|se|plus) ((the|numer\\w*|l|il|el|le|o) )?' +
        '(std|isd|country|area|(orts|landes|lander)?vorwahl|prefi\\w+|indicatif|ddd|ddi|(lands?|net|rikt)nummer|land(en)?code|landekode|kierunkow\\w+|predvolb\\w+)',
    ),
    // Somebody's name, and the number where he is called.
    group(
      'attendant guardian relative escort spouse parent driver person contact',
      '((attendant|guardian|relative|escort|spouse|parent)( s)?( name)?|(driver|person|contact) name)( contact)? (no|nr|number)$',
    ),
    // Alone it counts calls: "telefonisch 128".
    group(
      'telefonisch telefonicamente telephoniquement telefonicznie telefonisk telefonicky',
      '[a-z]{3,} (telefonisch|telefonicamente|telephoniquement|telefonicznie|telefonisk|telefonicky)$',
    ),
    group('telefonische*', 'telefonische[rn]? (ruckmeldung|ruckfragen?|erreichbarkeit)'),
    group('do', 'do not (text|call|contact|sms) (no|nr|number)$'),
    // Who is there at night: "Contractor 24 hr line", "After-hours emergencies".
    group(
      'line emergency emergencies',
      '(24 7|(24 )?(hrs?|hours?)|round the clock) line$|^((after|out of) hours )?emergenc(y|ies)$',
    ),
    group('n num', '^(n|num) (di |per )?(assistenza|soccorso|guasti|pronto intervento)$'),
    group('intern hausintern', '^(haus)?intern$'),
    group('part', '(tel|telf|tlf|tlfno|tfno|telefono) part$'),
    // The number of the whole house.
    group(
      'algemeen centraal allgemeine numero numer hlavni cislo',
      '(algemeen|centraal) (nummer|nr)$|allgemeine (nummer|nr)$|numero (general|generale|geral|principale?)$|' +
        'numer (glowny|ogolny)$|hlavni cislo$',
    ),
    group(
      'father mother wife husband son daughter brother sister mum mom dad neighbour neighbor watchman landlord caretaker keyholder plumber electrician',
      '(father|mother|wife|husband|son|daughter|brother|sister|mum|mom|dad|neighbou?r|watchman|landlord|caretaker|keyholder|plumber|electrician) (no|nr|number)$',
    ),
    // Who called whom: "SMS an", "Llamada entrante de".
    group(
      'call calls anruf anrufe appel appels llamada chiamata oproep gesprek polaczenie samtal chamada ligacao sms voicemail message',
      '(calls?|anrufe?|appels?|llamada|chiamata|oproep|gesprek|polaczenie|samtal|chamada|ligacao|sms|voicemail|message)' +
        '( (in|ent|out|sor|usc|eing|ausg|verp|perd|pers|man|miss|inkom|uitg|przych|wych|nieod|send|sent|gesend|inv|env|wysl|rec|ric)\\w*){0,2}' +
        ' (from|to|at|on|von|an|de|del|du|vers|da|dal|a|al|au|van|naar|od|do|na|fran|till|for)$|centre d appels?',
    ),
    group(
      'call called calling phone phoned appeler rappeler chiamare richiamare contattare llamar contactar contacter bellen zadzwon* dzwonic ' +
        'oddzwonic ligar joignable bereikbaar bereiken raggiungibile localizable nas reachable',
      '(call(ed|ing)?|phoned?|r?appeler|chiamare|richiamare|contattare|llamar|contactar|bellen|zadzwon\\w*|dzwonic|oddzwonic|ligar)' +
        ' ((back|the|le|la|il|al|a|do|para|o) )*(customers?|clients?|cliente|klient\\w*|klant)( (back|on|at|au|al|no|en el|op|pod))?$|' +
        '(joignable|contacter|bereikbaar|bereiken|raggiungibile|localizable|nas|reachable|contactar)' +
        ' (au|sur|op|onder|al|en|pa|on|at)( le| el| la)?( nummer| numero| n| nr| no)?$',
    ),
    group('zuruck angerufen zuruckgerufen', '(zuruck|angerufen|zuruckgerufen) (nr|nummer)$'),
    group(
      'unter pod na z von met dal au al aan op onder pa pelo at para',
      '(?!^op nr$)(unter|pod|na|z|von|met|dal|au|al|aan|op|onder|pa|pelo|at|para o) (der )?(nummer|numero|num|n|nr|no|numerem|numer|cislo|number)( suivant| siguiente| seguente)?$',
    ),
    group(
      '06 urgence urgences fixe poste intern interne gewahlte gebeld s wybrany bezposredni volane uppringt gratis aranan iletisim ringet compose marcado casa',
      '06 (nummer|nr)|(n|no|num|numero) (d )?urgences?|^n (de )?(fixe|poste)$|interne? (nummer|nr)|gewahlte nummer|gebeld nummer|(?!customer|client|company|supplier)[a-z]{3,} s (number|no)$|' +
        '(numer|nr) (wybrany|bezposredni)|volane cislo|uppringt nummer|gratis nummer|(aranan|iletisim) no|ringet til$|numero (compose|marcado|di casa)',
    ),
    group(
      'numer nowy stary inny twoj drugi dodatkowy kontaktowy alarmowy alternatywny docelowy domowy sluzbowy volajiciho hivo kontaktu klienta kierowcy biura yeni nove kontaktni cislo goraca horka zakaznicka cagri pevna bezplatna cep رقم',
      '(nowy|stary|inny|twoj|drugi|dodatkowy) (numer|nr)$|numer (domowy|sluzbowy)$|(numer|nr) (kontaktowy|alarmowy|alternatywny|docelowy)$|cislo volajiciho$|hivo szam$|(numer|nr) do (kontaktu|klienta|kierowcy|biura)|' +
        'numer (tel\\w*|wewn\\w*|kom\\w*|alarmowy)|yeni numara|(nove|kontaktni) cislo|cislo na mobil|goraca linia|horka linka|zakaznicka linka|cagri merkezi|pevna linka|bezplatna linka|' +
        'cep (tel\\w*|no|num\\w*)|عمل رقم|رقم (ال)?(هاتف|جوال|تواصل)',
    ),
    group(
      'call ring llama* liga* ligu* chiam* appel* rappel* richiamare bel bellen terugbellen teruggebeld zadzwon* dzwonic ' +
        'oddzwonic anrufen zuruckrufen ext int poste dw',
      '(call|ring|llama\\w*|ligar?|liguem?|chiam\\w+|r?appel\\w+|bel(len)?|teruggebeld|zadzwon\\w*|' +
        'dzwonic|oddzwonic) ((me|us|him|her|them|mij|mig|back) )*(on|at|al|allo|au|op|pod|para|o)$|lig(ar?|uem?) no$|' +
        '^(dzwonic|oddzwonic|zadzwonic|llamar|appeler|rappeler|chiamare|richiamare|bellen|terugbellen|anrufen|zuruckrufen)( .+)?$|' +
        '^(ext|int|poste)$|(booth|desk|office|room|bay|counter|nurse|staff|agent|rep|user|station|internal|direct|work|advis[eo]r|manager|tech|technician|sales|doctor|dr|teacher|contact|handler|clerk|operator|dept|department|team|reception) ext$|^dw( \\w+)?$',
    ),
  ],

  /** Departments and people that are called after papers: what stands below may be anything. */
  nobody: [
    // Who works on such things, and where: "Projektleiter", "schadebehandelaar", "case manager", "gestionnaire de contrat".
    group(
      'projekt* auftrag* schaden* schade* versicherung* bank* personal* mitglied* patient* polic* sendung* paket* artikel* produkt* material* ' +
        'zahler* rechnung* ticket* lieferant* vertrag* kunden* lease* leasing* order* dossier* zaak* verzeker* bestel* klant* klanten* ' +
        'leverancier* factu* project* datenschutz* steuer* post* account* casemanager belasting*',
      '^(?!.*\\b(n|nr|no|nummer|number|id|datum|date|code|ref)\\b).*\\b(?!(kunde|klant|auftrags|bestell?|rechnungs|schadens?|vertrags|order|factuur)\\w*(service|dienst|beheer|berat|annahme|abteilung|afdeling)$)(projekt|auftrag|schade|versicherung|bank|personal|mitglied|patient|polic|sendung|paket|artikel|produkt|material|zahler|rechnung|ticket|' +
        'lieferant|vertrag|kunden|leas|order|dossier|zaak|verzeker|bestel|klant|leverancier|factu|project|datenschutz|steuer|post|account|case|belasting)' +
        '\\w*(leit(er|erin|ung)|leider|betreuer(in)?|begeleider|berater(in)?|adviseur|makler(in)?|makelaar|vertreter(in)?|agentur|agent|gesellschaft|maatschappij|' +
        'manager(in)?|regulierer(in)?|behandelaar|beheerder|expert|handler(in)?|abteilung|afdeling|annahme|ausgabe|aufnahme|beauftragter?|zentrum|centrum|service|dienst|' +
        'prufung|bearbeitung|verwaltung|administratie|auskunft|spezialist(in)?|beratung|buro|shop|filiaal|filiale|lijn|contact|(?<=post)stelle)$',
    ),
    group(
      'manager handler adjuster executive rep worker broker agent lead specialist enquiries desk driver coordinator advisor adviser office services ' +
        'bureau registrar controller reader operator line clerk officer representative inspecteur inspector surveyor taxateur expert ' +
        'solicitor solicitors attorney lawyer executor trustee notary dentist nurse clinic',
      '^(?!.*\\b(n|nr|no|number|id|date|code|ref|phone|items?|shop|print) ).*\\b(manager|handler|adjuster|executive|rep|representative|worker|broker|agent|lead|specialist|enquiries|desk|driver|coordinator|' +
        'advis[eo]r|office|services|bureau|registrar|controller|reader|operator|clerk|officer|inspecteur|inspector|surveyor|taxateur|expert|solicitors?|attorney|lawyer|executor|trustee|notary|dentist|nurse|clinic|(?<=(order|patient|member|reading) )line)$',
    ),
    group(
      'gestionnaire plateforme charge chargee conseiller conseillere courtier agent experte expert comptabilite referent referente magasin accueil quai ligne ' +
        'responsable correspondant gestore referente responsabile agente addetto addetta linea perito gestor gestora corredor asesor asesora ' +
        'encargado encargada ejecutivo gerente corretor responsavel consultor opiekun likwidator kierownik oddzial obsluga zglaszanie biuro doradca',
      '^(?!.*(ligne|linea) ((de|d|di|dell) )?(commande|factur|pedido|ordin|fattur|credit)).*\\b(gestionnaire|plateforme|chargee?|conseill(er|ere)|courtier|agent|experte?|comptabilite|referente?|magasin|accueil|quai|ligne|responsable|correspondant|' +
        'gestore|responsabile|agente|addett[oa]|linea|perito|gestora?|corredor|asesora?|encargad[oa]|ejecutivo|gerente|corretor|responsavel|consultor|' +
        'opiekun|likwidator|kierownik|oddzial|obsluga|zglaszanie|biuro|doradca)( (de|d|des|du|del|dell|della|di|da|do|la|le|l|el|en|al|ai))*' +
        ' (?!(n|nr|no|num|numero|numer|number|nummer|code|id|ref|matricule|mat|de|d|des|du|del|dell|della|di|da|do|la|le|l|el|en|al|ai)$)\\w+$',
    ),
    group(
      'zulassungs* versicherungs* kassen* rechnungs*',
      '^(zulassungs|versicherungs|kassen|rechnungs)(stelle|behorde|amt|anstalt|prufungsamt)$',
    ),
    // A company, by its trade: "Third party insurer", "Contractor".
    group(
      'insurer* contractor* subcontractor* assureur* assicurator* aseguradora* seguradora* verzekeraar* versicherer* ubezpieczyciel* pojistitel asigurator* contratista* contratistas',
      '^(?!.*\\b(n|nr|no|num|numero|numer|number|nummer|id|code|ref)\\b).*\\b(insurers?|(sub)?contractors?|assureurs?|assicurator[ei]|aseguradoras?|seguradoras?|' +
        'verzekeraars?|versicherer|ubezpieczyciel|pojistitel|asigurator|contratistas?)$',
    ),
    group(
      'holder owner requester requestor keeper sponsor taker titulaire porteur apporteur donneur titular tomador intestatario majitel posiadacz',
      '(holder|owner|requester|requestor|keeper|sponsor|taker)$|donneur d ordre$|' +
        '(titulaire|porteur|apporteur|titular|tomador|intestatario|majitel|posiadacz) ((de|du|d|del|dell|la) )*\\w{3,}$',
    ),
    // Around the clock: "Incidencias 24h".
    group('24h 24hrs 24 h24', '(24 ?(h|hrs?|7|horas|ore|uur|std|stunden|hours|heures|godz)|h24)$'),
    // "For next time: 1800 …" tells no time.
    group('time', '(next|last|this|first|some|any|every|each) time$'),
    // One head over several lines of each cell: "Telefon, Telefon privat, Mobil, Fax".
    group(
      'tel telefon* telefoon phone telephone mobil* mobiel mobile',
      '^(?=(\\w+ ){4})(?=.*fax)(tel|telef(?!ax)\\w*|phone|telephone|mobi\\w+)\\b.* (tel|telef(?!ax)\\w*|phone|telephone|handy|mobi\\w+)',
    ),
    group(
      'delivery customer client commande livraison facturation fournisseur chantier sinistre entrega cliente proveedor fornitore consegna ' +
        'contact contacto contatto',
      'contact[oe]? (de )?(livraison|facturation|client|commande|fournisseur|chantier|sinistre|entrega|cliente|proveedor)$|' +
        'contatto (cliente|fornitore|consegna)$',
    ),
    group(
      'service services serv servizio servicio departamento dpto depto departement ufficio uff dzial biuro abteilung abt afdeling afd ' +
        'dept department setor reparto',
      '(services?|serv|servizio|servicio|departamento|dpto|depto|departement|ufficio|uff|dzial|biuro|abteilung|abt|afdeling|afd|dept|department|setor|reparto)' +
        '( (de|do|des|di|d|la|le|del|el|of))* (facturacion|facturation|faturamento|comptabilite|contabilita|contabilidad|commandes?|ordini|pedidos|fatture|' +
        'acquisti|compras|achats|livraisons?|spedizioni|envios|sinistr[ei]s?|siniestros|contratti|contratos|contrats|zamowien|reklamacji|faktur|umow|' +
        'klientow|personale|(recupero )?crediti|re?cobros|contencioso|contentieux|contenzioso|reclami|reclamaciones|reclamations|reclamacoes|seguros|assicurazioni|assurances|garanties|facturatie|bestellingen|facturen|orders|claims|accounts|invoices|billing|returns|polizze|recouvrement)$',
    ),
    group(
      'facturation facturacion fatturazione faturamento facturacao faturacao',
      '^(facturation|facturacion|fatturazione|faturamento|facturacao|faturacao)$',
    ),
    group(
      'team dept department desk office enquiries inquiries payable receivable accounting room',
      'accounts? (payable|receivable)$|^accounting$|(plan|mail|control|emergency|show|stock|tool|press|news|staff) room$|(accounts?|accounting|sales|billing|orders?|claims?|invoices?|customer|shipping|delivery|returns|support|service) (team|dept|department|desk|office|enquiries|inquiries)$',
    ),
  ],

  /** Something else. */
  other: [
    // What is stuck on a thing, and what is given away.
    group(
      'tag etichetta',
      '(toll|asset|ear|bag|luggage|parking|service|inventory) tag( (no|nr|number|id))?$|etichetta (del )?(bene|inventario)',
    ),
    group('pilot klucz brelok chip kod', '^(pilot|klucz|brelok|chip|kod) do \\w+$'),
    group(
      'buono vale bon cheque',
      '(buono|vale|bon|cheque) (regalo|sconto|spesa|acquisto|descuento|presente|cadeau|d achat|de reduction)',
    ),
    // Who one trades with goes by a number of his own.
    group(
      'parte hoja',
      '^(parte|hoja) (de (trabajo|ruta|servicio|averias?|baja|alta|accidente|siniestro|asistencia|lesiones|reparacion|horas)|amistoso)( (n|no|num|numero))?$',
    ),
    group('flyer', 'frequent flyer'),
    group('list', '(zarucni|dodaci|nakladni) list( (c|cislo))?$'),
    // Portuguese; "faxé" was sent by fax.
    group('faxe', '^((n|no|num|numero) (o )?)?(d[eo] )?faxe$'),
    group(
      'partner change service feature support',
      '(business|trading) partner( (no|nr|number|id))?$|(change|service|feature|support) request$',
    ),
    group(
      'c r sp gesch objekt lettre transport transporte bon ordem ur sus',
      '^(c [cijpf]|parc c|c op|c rp|r g|sp zn|gesch z|lettre de voiture|transporte?)$|(fur|zu|zum|im|beim|am) objekt$|(bon|ordem) (de|d) \\w+|cartao sus|c c i a a|c a p|data ur',
    ),
    group(
      'seguimiento suivi rastreo rastreio tracciamento',
      '(numero|n|num|codigo) de (seguimiento|suivi|rastreo|rastreio)|codice (di )?tracciamento',
    ),
    group(
      'credit purchase sales p c s r code codice codigo cod posta kod due kd kund cust t tax e reg y num serie sin ' +
        'immobilisation securite seguridad social national data fecha unix our your ihr external customer iva',
      'credit (card|limit)|purchase order|p o (no|nr|number)|sales order|p iva|c f|s n|r e a|partita iva|codice fiscale|' +
        'code postal|codigo postal|cod postal|posta kodu|kod pocztowy|due date|k(un)?d nr|cust (no|nr)|t c kimlik|' +
        'tax (no|number|id)|e mail|reg (com|nr|no|entrada|salida)|\\bo s$|y tunnus|num pedido|n de serie|^sin|n (d )?immobilisation|' +
        'securite sociale|seguridad social|social security|national insurance|data (di |de )?(nascita|nascimento)|' +
        'fecha de \\w+|unix time|our ref|your ref|ihr zeichen|external id|customer s',
    ),
  ],
};
