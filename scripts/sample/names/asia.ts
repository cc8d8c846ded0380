/** Names of Asia and the Middle East that faker lacks or has too few of. */
import type { NameLists } from '../cultures.ts'

export const ASIA: Record<string, NameLists> = {
  ar: {
    locale: 'ar',
    female: 'فاطمة مريم ليلى نور هالة سلمى زينب رانيا دينا هدى ياسمين عائشة سارة ريم أسماء خديجة',
    family:
      'الخطيب حداد المصري بن_علي الحسن منصور الشامي العلوي بنعيسى الزهراني خليل السيد عبد_الله الفاسي درويش الطرابلسي نصار القاسم بركات العمري',
  },
  hi: {
    female: 'अनीता सुनीता प्रिया काव्या नेहा मीरा लक्ष्मी पूजा रेखा अंजलि सरिता वंदना',
    male: 'राजेश अमित विकास संजय अर्जुन रोहित मनोज दीपक सुरेश अनिल विजय आदित्य',
    family: 'शर्मा वर्मा गुप्ता सिंह यादव मिश्रा पांडेय जोशी चौधरी त्रिपाठी मेहता कुमार तिवारी सक्सेना',
  },
  bn: {
    female: 'নাসরিন ফাতেমা রুমানা শর্মিলা তাহমিনা সুলতানা মৌসুমী আয়েশা রোকেয়া অপর্ণা শিরীন জান্নাতুল',
    male: 'রহিম করিম সুমন আরিফ শফিকুল তানভীর মাহমুদ অনির্বাণ সৌরভ জাহিদ কামাল রফিক',
    family: 'রহমান হোসেন ইসলাম চৌধুরী আহমেদ দাস মজুমদার সরকার বেগম মুখোপাধ্যায় খান আলম ঘোষ মিয়া',
  },
  ta: {
    female: 'கவிதா பிரியா மீனாட்சி லட்சுமி தமிழ்ச்செல்வி அனிதா சுமதி யாழினி',
    male: 'முருகன் கார்த்திக் செந்தில் அருண் குமரன் ராஜா சுரேஷ் இளங்கோ',
    family: 'சுப்பிரமணியம் ராஜேந்திரன் நடராஜன் கிருஷ்ணன் பாலசுப்ரமணியன் செல்வம் சண்முகம் ஆறுமுகம்',
  },
  te: {
    female: 'లక్ష్మి సరస్వతి పద్మ స్వాతి అనూష శ్రీదేవి',
    male: 'వెంకట్ రమేష్ శ్రీనివాస్ కిరణ్ సతీష్ నాగేంద్ర',
    family: 'రెడ్డి రావు నాయుడు శర్మ చౌదరి ప్రసాద్ మూర్తి',
  },
  ml: {
    female: 'ശ്രീദേവി അഞ്ജലി ലേഖ ബിന്ദു രേഷ്മ ആമിന',
    male: 'രാജേഷ് അനിൽ തോമസ് സുനിൽ വിനോദ് ഹരി',
    family: 'നായർ മേനോൻ പിള്ള വർഗീസ് കുര്യൻ നമ്പ്യാർ',
  },
  gu: {
    female: 'હેતલ કિંજલ મીના જાગૃતિ પારુલ ભાવના',
    male: 'જિગ્નેશ હાર્દિક મહેશ ભરત નીલેશ કેતન',
    family: 'પટેલ શાહ મહેતા દેસાઈ ત્રિવેદી પરમાર સોલંકી',
  },
  pa: {
    female: 'ਹਰਪ੍ਰੀਤ ਸਿਮਰਨ ਜਸਲੀਨ ਮਨਜੀਤ ਅਮਨਦੀਪ ਰਵਿੰਦਰ',
    male: 'ਗੁਰਪ੍ਰੀਤ ਜਸਵਿੰਦਰ ਬਲਵਿੰਦਰ ਹਰਜੀਤ ਸੁਖਦੇਵ ਕੁਲਦੀਪ',
    family: 'ਸਿੰਘ ਕੌਰ ਗਿੱਲ ਸੰਧੂ ਢਿੱਲੋਂ ਬਰਾੜ ਗਰੇਵਾਲ',
  },
  si: {
    female: 'නිමාලි කුමාරි සඳුනි දිල්හානි අනුෂා චමරි තරුෂි සුනීතා',
    male: 'නිමල් සුනිල් කසුන් රුවන් චමින්ද අසංක දිනේෂ් ලසිත්',
    family: 'පෙරේරා සිල්වා ප්‍රනාන්දු ජයවර්ධන බණ්ඩාර විජේසිංහ රාජපක්ෂ ගුණවර්ධන',
  },
  dz: {
    female: 'བདེ་ཆེན ཀུན་བཟང པདྨ དབྱངས་ཅན ཚེ་རིང',
    male: 'བསོད་ནམས རྡོ་རྗེ ཀརྨ འཇིགས་མེད ཕུན་ཚོགས',
    family: 'དབང་ཕྱུག རྡོ་རྗེ ཆོས་སྒྲོན རྒྱལ་མཚན ལྷ་མོ',
  },
  km: {
    female: 'សុភា ចន្ថា ស្រីមុំ បុប្ផា កល្យាណ ធីតា',
    male: 'សុខា វិសាល បូរី ដារ៉ា រតនា សំណាង',
    family: 'ជា កែវ ស៊ុន ហេង លឹម ប៉ែន ឈឹម សោម',
    order: 'family-first',
  },
  lo: {
    female: 'ບຸນມີ ຄຳພອນ ສຸພາພອນ ມະນີວັນ ດາວອນ',
    male: 'ສົມພອນ ບຸນທັນ ວິໄລ ຄຳຫລ້າ ສີສຸພັນ',
    family: 'ພົມມະຈັນ ສີສະຫວັດ ແກ້ວມະນີ ວົງສາ ໄຊຍະວົງ ອິນທະວົງ',
  },
  my: {
    female: 'သန္တာ ခင်ခင် မြတ်နိုး သီတာ နှင်းနှင်း ဇာခြည်',
    male: 'အောင်ကျော် မင်းထွန်း ဇော်ဝင်း ကိုကို သန်းထွန်း ရဲမင်း',
    family: 'ဝင်း ဦး လှိုင် မြင့် သိန်း နိုင် ခိုင် စိုး',
  },
  mn: {
    female: 'Оюунчимэг Болормаа Цэцэгмаа Сарангэрэл Нарантуяа Энхжаргал Мөнхзул Уянга',
    male: 'Батбаяр Ганбаатар Энхтайван Тэмүүлэн Баттулга Эрдэнэ Мөнхбат Отгонбаяр',
    family: 'Бат-Эрдэнийн Доржийн Ганболдын Цэрэндоржийн Пүрэвийн Сүхбаатарын Нямдоржийн Лхагвын',
    order: 'family-first',
  },
  kk: {
    female: 'Айгүл Әсел Динара Гүлнар Жанар Мадина Сәуле Бақыт',
    male: 'Нұрлан Ерлан Бауыржан Серік Асқар Дәурен Қанат Әлихан',
    family: 'Әбішев Нұрпейісов Қасымов Омаров Сейітов Жұмабаев Ысқақов Тілеубеков',
    feminine: [/ов$|ев$/u, '$&а'],
  },
  ky: {
    female: 'Айпери Нургүл Жылдыз Бермет Чолпон Гүлзат',
    male: 'Азамат Бакыт Нурлан Талант Эрмек Үсөн',
    family: 'Асанов Токтогулов Мамытов Бейшеналиев Жумалиев Сыдыков',
    feminine: [/ов$|ев$/u, '$&а'],
  },
  tg: {
    female: 'Зарина Мавҷуда Нигора Шаҳло Фарзона Гулчеҳра',
    male: 'Фирдавс Далер Ҷамшед Рустам Сӯҳроб Парвиз',
    family: 'Раҳимов Шарипов Назаров Қурбонов Ҳакимов Ғафуров',
    feminine: [/ов$/u, 'ова'],
  },
  ps: {
    female: 'زرغونه پښتنه ملالۍ شکریه نازو سپوږمۍ',
    male: 'احمدشاه گل‌محمد ننګیالی ځلمی توریالی اجمل',
    family: 'ستانکزی احمدزی وردګ یوسفزی نورزی پوپل خټک',
  },
  ko: {
    locale: 'ko',
    family: '김 이 박 최 정 강 조 윤 장 임 한 오 서 신 권 황 안 송 류 홍',
    order: 'family-first',
    glue: '',
  },
  ja: { locale: 'ja', order: 'family-first' },
  kana: {
    female: 'マリア アンナ リサ エミリー ソフィア ジュリア カレン',
    male: 'ホセ ペドロ ダニエル ルカス ケビン マルコ ジョン',
    family: 'シルバ サントス スズキ オリベイラ ナカムラ フェルナンデス タナカ グエン',
    glue: '・',
  },
  zh: { locale: 'zh_CN', order: 'family-first', glue: '' },
  hant: {
    locale: 'zh_TW',
    family: '陳 林 黃 張 李 王 吳 劉 蔡 楊 許 鄭 謝 郭 洪 曾 邱 廖 歐陽 梁',
    order: 'family-first',
    glue: '',
  },
  vi: { locale: 'vi', order: 'family-first' },
  fil: {
    female: 'Maria_Luisa Jasmine Rosalie Marites Angelica Jocelyn Analyn Lorna Cristina Divina',
    male: 'Jose_Mari Ramon Jericho Rodel Emmanuel Arnel Dennis Crisanto Joel Benjie',
    family:
      'Santos Reyes Cruz Bautista Dela_Cruz Villanueva Mangubat Dimaculangan Salonga Aquino Pangilinan Macaraeg Lacson Abad',
  },
  ms: {
    female: 'Siti_Aminah Nurul_Ain Aisyah Farah Zaleha Nor_Azizah Noraini Salmah',
    male: 'Ahmad_Faiz Muhammad_Hafiz Azlan Zulkifli Hakim Syafiq Kamal Ridzuan',
    family: 'Abdullah Ismail Othman Rahman Hassan Yusof Osman Ibrahim Hamzah Zainal',
  },
  nanyang: {
    female: 'Mei_Ling Hui_Min Siew_Lan Jia_Xin Li_Ying Pei_Shan',
    male: 'Wei_Jie Chee_Keong Jun_Hao Kok_Wai Zhi_Wei Boon_Huat',
    family: 'Tan Lim Wong Lee Chong Ng Goh Teo Chua Koh',
    order: 'family-first',
  },
  tet: {
    female: 'Domingas Filomena Juvita Natália Olandina Zélia',
    male: 'Mateus Julião Abílio Domingos Januário Marito',
    family: 'Soares Gusmão Ximenes da_Costa Belo Guterres Amaral Pereira',
  },
  tk: {
    female: 'Aýgül Ogulgerek Maral Jennet Gözel Bahar',
    male: 'Myrat Serdar Döwlet Batyr Ýazmyrat Kerim',
    family: 'Annaýew Orazow Berdiýew Gurbanow Atajanow Meredow',
    feminine: [/[eo]w$/u, '$&a'],
  },
}
