import type { Translation } from '../areas';

export const deviceTabs: Translation['deviceTabs'] = {
  ownerGone: {
    title: 'Den Tab, in dem dieses Board lief, gibt es nicht mehr',
    why: 'Diese Seite kam von einem Board, das in einem anderen Tab dieses Browsers lief. Der Tab wurde geschlossen oder neu geladen.',
    todo: 'Öffne Pinwire, starte den Server wieder und öffne seine Seite von dort.',
  },
  ownerSilent: {
    title: 'Der Tab, in dem dieses Board läuft, antwortet nicht',
    why: 'Vielleicht hat ihn der Browser schlafen gelegt, oder sein Netzwerk ist ausgefallen.',
    todo: 'Sieh in diesem Tab nach und versuch es noch einmal.',
  },
  noRights: {
    title: 'Diese Seite hat Rechte, die Seiten des Boards nicht mehr haben',
    why: 'Sie wurde vorher geöffnet: Jetzt sind sie abgeschottet, und was sie liefern, darf nicht in sie hinein.',
    todo: 'Lade die Seite neu. Volle Rechte gibt man in Pinwire, neben „In einem neuen Tab öffnen“.',
  },
  tooLarge: {
    title: 'Die Anfrage ist zu groß',
    why: 'Es sollten mehr als 16 MB zum Board gesendet werden.',
    todo: 'Sende weniger auf einmal.',
  },
  tryAgain: 'Noch einmal versuchen',
  openPinwire: 'Pinwire öffnen',
  sandboxed:
    'Diese Seite ist abgeschottet: Ihre Skripte können das Board nichts fragen. Wenn du ihrem Programm traust, sag es in Pinwire, neben „In einem neuen Tab öffnen“, und lade neu.',
};
