/** Names of Europe, and of English everywhere, that faker lacks or does not decline. */
import type { NameLists } from '../cultures.ts'

export const EUROPE: Record<string, NameLists> = {
  en: {
    locale: 'en_AU',
    family:
      'Harris Bennett Clarke Morgan Sullivan Walker Hughes Bailey Foster Turner Murphy Fletcher Cooper Reid Campbell Ward Parker Simmons Doyle Hayes Brooks Whitfield Ellis Marshall Griffin Lawson Pearce Barnes Holloway Chapman Webb Donnelly Sanders Kaplan Weiss Hartley Preston Wallace Fraser Gallagher Quinn Byrne Walsh Kelly Nolan Graham Stewart Ross Murray Burns Hamilton Evans Davies Jenkins Powell Price Lloyd Thomas Roberts Wright Wood Thompson White Hall Green Adams Baker Carter Mitchell Phillips Young King Scott Allen Nelson Rogers Peterson Jensen Larsen Fischer Schneider Romano Costello Novak Kowalski Petrov Haddad Cohen Levine Washington Jefferson Freeman Coleman Dixon Franklin Grant Harper Hudson Kennedy Lambert Mason Newman Osborne Palmer Reeves Sharp Tucker Vaughan Wheeler Yates',
  },
  el: {
    female:
      'Μαρία Ελένη Κατερίνα Αναστασία Σοφία Δήμητρα Ιωάννα Χριστίνα Γεωργία Άννα Ευαγγελία Βασιλική',
    male: 'Γιώργος Δημήτρης Κωνσταντίνος Νίκος Γιάννης Παναγιώτης Χρήστος Βασίλης Αλέξανδρος Σπύρος Θανάσης Μιχάλης',
    family:
      'Παπαδόπουλος Βλαχόπουλος Παπαγεωργίου Οικονόμου Γεωργίου Νικολαΐδης Αθανασιάδης Δημητρίου Αλεξίου Κωνσταντινίδης Ιωάννου Παππάς Μακρής',
    feminine: [/όπουλος$|ΐδης$|ίδης$|άδης$|άς$|ής$/u, feminineGreek],
  },
  bg: {
    female: 'Мария Елена Десислава Ивана Гергана Радка Надежда Виктория Цветелина Силвия',
    male: 'Георги Иван Димитър Николай Петър Христо Стефан Тодор Красимир Любомир',
    family: 'Иванов Георгиев Димитров Петров Николов Христов Стоянов Тодоров Илиев Атанасов Колев',
    feminine: [/[ое]в$/u, '$&а'],
  },
  be: {
    female: 'Алеся Наталля Вольга Ганна Святлана Кацярына Юлія',
    male: 'Андрэй Сяргей Уладзімір Мікалай Дзмітрый Янка Зміцер',
    family: 'Лукашэвіч Каваленка Іваноў Жук Навіцкі Карповіч Мельнік Шчарбакоў',
    feminine: [/оў$|цкі$/u, (end: string) => (end === 'оў' ? 'ова' : 'цкая')],
  },
  sr: {
    female: 'Јелена Милица Ана Драгана Ивана Снежана Љиљана Весна',
    male: 'Никола Марко Стефан Милош Душан Александар Ђорђе Владимир',
    family:
      'Јовановић Петровић Николић Марковић Ђорђевић Стојановић Илић Павловић Живковић Љубичић',
  },
  bs: {
    female: 'Amra Lejla Emina Selma Jasmina Dženana Ivana Milica',
    male: 'Emir Adnan Haris Nedim Mirza Senad Goran Damir',
    family: 'Hadžić Hodžić Begović Kovačević Delić Mujić Softić Petrović Halilović',
  },
  sq: {
    female: 'Arta Blerta Drita Elira Mirela Vjosa Ermira Teuta',
    male: 'Agron Besnik Dritan Ilir Kujtim Luan Artan Gëzim',
    family: 'Hoxha Shehu Krasniqi Berisha Gashi Dervishi Leka Çela Kelmendi Marku',
  },
  lt: {
    female: 'Rasa Eglė Jurgita Gintarė Aušra Ieva Živilė Rūta',
    male: 'Tomas Mindaugas Jonas Gediminas Darius Vytautas Andrius Šarūnas',
    family: 'Kazlauskas Petrauskas Jankauskas Stankevičius Butkus Žukauskas Balčiūnas Urbonas',
    feminine: [/(ausk|evič|iūn|on)(as|ius)$/u, '$1ienė'],
  },
  et: {
    female: 'Kadri Liis Merike Triin Külli Anneli',
    male: 'Toomas Jaan Märt Rein Andres Ülo',
    family: 'Tamm Saar Mägi Kask Sepp Rebane Põld Kuusk Õunapuu',
  },
  is: {
    female: 'Guðrún Sigríður Björk Ásta Þóra Katrín',
    male: 'Jón Gunnar Þorsteinn Ólafur Birgir Sigurður',
    family: 'Jónsson Gunnarsson Þorsteinsson Ólafsson Einarsson Sigurðsson',
    feminine: [/sson$/u, 'sdóttir'],
  },
  mt: {
    female: 'Maria Graziella Doreen Rita Claire Roberta',
    male: 'Ġorġ Pawlu Joseph Karmnu Mario Mark',
    family: 'Borg Camilleri Vella Zammit Farrugia Galea Micallef Spiteri',
  },
  pl: {
    locale: 'pl',
    feminine: [/(s|c|dz)ki$|ny$/u, (end: string) => `${end.slice(0, -1)}a`],
  },
  fr_BE: {
    locale: 'fr',
    family:
      'Dubois Lambert Dupont Peeters Simon Laurent Leroy Lejeune Renard Collard Gérard Goffin Wauters Delvaux Thiry Lemaire Mathieu Noël Servais Wuyts Jacquemin Gillet Piron Bodart',
  },
  sk: { locale: 'sk', feminine: [/ý$/u, 'á'] },
  hu: { locale: 'hu', order: 'family-first' },
}

function feminineGreek(end: string): string {
  if (end === 'όπουλος') return 'οπούλου'
  if (end === 'άς') return 'ά'
  return end === 'ής' ? 'ή' : `${end.slice(0, -2)}ου`
}
