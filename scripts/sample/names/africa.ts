/** Names of Africa that faker lacks or has too few of. Words are parted by spaces, `_` joins. */
import type { NameLists } from '../cultures.ts'

export const AFRICA: Record<string, NameLists> = {
  am: {
    female: 'ሰላም ትዕግስት ህይወት አልማዝ መሰረት ቤተልሔም ሄለን ሳራ ማርታ ራሔል ገነት ሂሩት',
    male: 'አበበ ከበደ ዳዊት ዮሐንስ ተስፋዬ ሰለሞን ብርሃኑ ሙሉጌታ ግርማ ታደሰ ዮናስ በቀለ',
    family: 'አለሙ ተስፋዬ ገብረማርያም ወልደ_ጊዮርጊስ ኃይሉ መንግስቱ ደስታ አሰፋ ለማ ንጉሤ ታደሰ ከበደ በቀለ ጌታቸው',
  },
  ti: {
    female: 'ሰናይት ኣስመረት ለተብርሃን ሳባ ፍርያት ሚዛን ኤልሳ ትርሓስ',
    male: 'ኣማኑኤል የማነ ተኽለ ሃይለ ክፍለ መሓሪ ሰመረ ፊልሞን',
    family: 'ተኽለ ገብረሂወት ኪዳነ ሃብተማርያም ወልዳይ ኣብርሃ ተስፋጽዮን ኢሳቕ',
  },
  sw: {
    female: 'Amina Neema Rehema Zawadi Wanjiru Akinyi Mwanaisha Halima Upendo Njeri Subira Achieng',
    male: 'Juma Baraka Otieno Kamau Hamisi Kipchoge Mwangi Rashid Salim Kiprotich Ochieng Bakari',
    family:
      'Mwangi Otieno Wanjala Kimani Ochieng Mushi Hassan Njoroge Kiplagat Mbwana Odhiambo Wafula Mwinyi Massawe Komba Ssempala',
  },
  lg: {
    female: 'Nakato Babirye Namutebi Nalubega Akello Atim Nakimuli Sarah Florence Ruth',
    male: 'Wasswa Kato Mukasa Okello Ssebunya Opio Mugisha Tumusiime Moses Ronald',
    family:
      'Okello Mukasa Ssentongo Namubiru Kyambadde Ochola Tumwine Byaruhanga Kasozi Lubega Akena Mugerwa',
  },
  so: {
    female: 'Hodan Fadumo Sahra Ayaan Hibaaq Ifrah Khadra Nimco Ubax Xaawo',
    male: 'Abdirahman Cabdi Liibaan Guuleed Maxamed Warsame Axmed Ismaaciil Faarax Xasan',
    family: 'Warsame Cali Xasan Jaamac Nuur Cumar Faarax Maxamuud Aadan Guuleed Diiriye Yuusuf',
  },
  ha: {
    female: 'Aisha Hadiza Zainab Maryam Rahinatou Balkissa Fatima Ramatou Halima Safiya',
    male: 'Ibrahim Sani Abdou Moussa Usman Issoufou Bello Haruna Souleymane Garba',
    family: 'Abdou Maiga Garba Danjuma Issaka Bello Tanko Harouna Yacouba Adamou Sani Souley',
  },
  rw: {
    female: 'Uwase Mukamana Ingabire Umutoni Iradukunda Nyirahabimana Chantal Diane Claudine Keza',
    male: 'Habimana Mugisha Niyonzima Ndayishimiye Eric Jean_Bosco Emmanuel Patrick Claver Innocent',
    family:
      'Uwimana Nshimiyimana Habyarimana Niyonkuru Bigirimana Nkurunziza Mukandayisenga Hakizimana Ntahobari Munyaneza Rwigema Kabera',
  },
  westAfrica: {
    female: 'Awa Aminata Fatoumata Mariam Adjoa Rokia Salimata Abla Oumou Kadiatou Afi Djeneba',
    male: 'Amadou Seydou Kouassi Ibrahima Yao Boubacar Kodjo Adama Koffi Drissa Modibo Lassina',
    family:
      'Traoré Coulibaly Ouédraogo Koné Diallo Kouamé Sawadogo Touré Keïta Adjovi Mensah Camara Sanogo Barry Houngbédji Zongo Yao Agbéko',
  },
  centralAfrica: {
    female: 'Mireille Béatrice Solange Ngono Mbuyi Clarisse Ntumba Josiane Grâce Odette Espérance',
    male: 'Jean-Pierre Dieudonné Kabila Ndongo Tshibanda Fabrice Hervé Mbarga Ousmane Célestin',
    family:
      'Mbarga Nguema Tshibangu Mukendi Ilunga Essomba Kabongo Ondo Mabiala Ngoy Moukoko Bemba Atangana Massamba Idriss Nzigou',
  },
  mg: {
    female: 'Voahangy Lalao Hanitra Noro Fanja Tiana Miora Haingo',
    male: 'Rado Hery Tovo Mamy Njaka Solofo Andry Lova',
    family:
      'Rakotomalala Randrianasolo Rasoanaivo Andriamanana Razafindrakoto Ravelomanana Rabearivelo Ratsimbazafy',
  },
  lusophoneAfrica: {
    female: 'Graça Josina Esperança Celeste Domingas Ivone Nádia Zulmira Edna Luzia Marcelina',
    male: 'Armando Joaquim Celestino Eusébio Filimone Adilson Orlando Baltazar Nelson Tomás',
    family:
      'Machava Tembe Cossa Domingos Mondlane Tavares Évora Semedo Cabral Neto Kiala Macuácua Sitoe Delgado Quissanga Embaló',
  },
  sn: {
    female: 'Tendai Rutendo Chipo Nyasha Tariro Rudo Thandiwe Chiedza Memory',
    male: 'Tatenda Tinashe Farai Kudzai Simba Themba Munyaradzi Blessing Tafadzwa',
    family: 'Moyo Ncube Sibanda Chikwanha Mutasa Dube Mapfumo Chigumbura Nyoni Zvobgo Marufu Banda',
  },
  ny: {
    female: 'Chikondi Thokozani Mwila Mutinta Limbani Chisomo Natasha Bwalya Mphatso Agness',
    male: 'Kondwani Chisanga Mulenga Yamikani Mwansa Dalitso Kelvin Blessings Chanda Lameck',
    family:
      'Phiri Banda Mwale Zulu Tembo Mulenga Chirwa Nkhoma Gondwe Lungu Sakala Hamoonga Mwanza',
  },
  st: {
    female: 'Lerato Palesa Boitumelo Naledi Keitumetse Mpho Ndapewa Refilwe Selma Lineo',
    male: 'Thabo Tshepo Kagiso Lehlohonolo Tumelo Hafeni Pako Neo Johannes Retselisitsoe',
    family:
      'Mokoena Molefe Nkosi Seretse Kgosana Mofokeng Shikongo Nangolo Modise Tau Ramatla Dlamini Haufiku',
  },
}
