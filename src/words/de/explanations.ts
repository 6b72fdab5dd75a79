import type { Translation } from '../areas';

export const explanations: Translation['explanations'] = {
  memory:
    'Dem Board ist der Speicher ausgegangen: Es hat etwa 38 KB für ein Programm und seine Daten. Drück Strg-D, um neu anzufangen, und lies oder baue Daten in kleineren Stücken.',
  notThereYet: (name) =>
    `${name} gibt es noch nicht: Ein früherer Block der Lektion legt es an. Führ die Blöcke vom Anfang des Abschnitts an aus.`,
  badOnPurpose: (conditions) =>
    `Das Netz ist zurzeit mit Absicht schlecht; daran kann es liegen. ${conditions}`,
  hostNotFound:
    'Dieser Hostname wurde nicht gefunden. Prüfe, wie er geschrieben ist: Hier haben nur die Hosts der Lektionen Namen, und die, die der Proxy zu echten Hosts erlaubt, wo es einen gibt.',
  errno: {
    98: 'Dieser Port ist noch belegt: Der Server, den Strg-C angehalten hat, ließ seinen Socket offen und lauschend zurück. Drück Strg-D, das startet Python neu und schließt alle Sockets, und führ das hier dann noch einmal aus. Dasselbe bewirkt s.close(), wenn du es gleich nach Strg-C eingibst, bevor du es wieder ausführst.',
    103: 'Niemand hat geantwortet. Prüfe die Adresse, erzeuge dann einen neuen Socket und verbinde noch einmal.',
    104: 'Die andere Seite hat die Verbindung abgewiesen oder sie beendet, ohne sie richtig zu schließen. Prüfe Adresse und Port, erzeuge dann einen neuen Socket und verbinde noch einmal.',
    110: 'Niemand hat rechtzeitig geantwortet. Prüfe Adresse und Port und versuch es noch einmal.',
    111: 'Die Verbindung wurde abgewiesen: Unter dieser Adresse lauscht kein Programm an diesem Port. Prüfe den Port, oder starte zuerst den Server.',
    113: 'Zu dieser Adresse führt kein Weg. Prüfe sie, und ob das WLAN des Boards verbunden ist.',
    128: 'Dieser Socket ist nicht verbunden. Ruf zuerst connect() auf, mit einem Socket, der nicht geschlossen wurde.',
  },
};
