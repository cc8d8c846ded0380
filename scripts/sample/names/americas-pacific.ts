/** Names of the Caribbean and the Pacific, which faker lacks. */
import type { NameLists } from '../cultures.ts'

export const AMERICAS_AND_PACIFIC: Record<string, NameLists> = {
  caribbean: {
    female: 'Shanice Keisha Marcia Tamika Althea Camille Simone Joycelyn Verona Kadeen',
    male: 'Delroy Winston Marlon Kerwin Andre Tyrone Desmond Jermaine Curtis Rohan',
    family:
      'Campbell Joseph Charles Williams Baptiste Morrison Alleyne Persaud Ramdeen Gordon Thompson Mohammed Nurse Pierre Francis',
  },
  ht: {
    female: 'Marie-Ange Nadège Fabiola Guerda Rose-Laure Islande Widline Mirlande',
    male: 'Jean-Baptiste Frantz Wilner Jocelyn Réginald Evens Stanley Pierre-Louis',
    family:
      'Désir Jean-Louis Toussaint Charles Pierre Dorvil Saint-Fleur Louissaint Exantus Beauvoir Cadet',
  },
  polynesian: {
    female: 'Sina Leilani Mele Salote Moana Lupe Talia Ana',
    male: 'Sione Tavita Semisi Ioane Viliami Manu Tui Pita',
    family: 'Faleolo Tuilagi Fonoti Taufa Vaipulu Leota Havili Tuala Fifita Teinaki',
  },
  fj: {
    female: 'Litia Mereoni Sereana Adi_Mere Losalini Vasiti',
    male: 'Josefa Ratu_Peni Ilaitia Semi Waisale Epeli',
    family: 'Vakatawa Tuivaga Qarase Ravouvou Naulivou Cakobau Delana Bolatagici',
  },
  melanesian: {
    female: 'Serah Dorothy Julie Nellie Janet Winnie',
    male: 'Bernard Kila Peter Moses Gideon Paias',
    family: 'Kaupa Waigani Temu Sogavare Kilman Maelanga Tabi Narokobi Wapi',
  },
  maori: {
    female: 'Aroha Hinemoa Ngaire Mereana Anahera Kiri',
    male: 'Tāne Wiremu Hēmi Rāwiri Nīkau Mānuka',
    family: 'Parata Ngata Walker Tūhoe Rēweti Kingi Hēnare Te_Rangi',
  },
}
