/** Where sample organisations are: country, language of their names, and cities in that language. */
const TABLE = `
US en Boston, Chicago, Oakland, Miami, Houston, Philadelphia, Seattle, Denver
GB en Bristol, Glasgow, Leeds, Cardiff, Belfast, Leicester, Norwich
DE de Berlin, Leipzig, Bremen, Köln, Freiburg, Dortmund
BR pt Recife, Curitiba, Belém, Salvador, Campinas, Manaus
FR fr Lyon, Marseille, Nantes, Lille, Toulouse, Strasbourg
PT pt Lisboa, Coimbra, Braga, Évora, Faro, Aveiro
ES es Valencia, Sevilla, Bilbao, Granada, Zaragoza
IT it Torino, Bari, Palermo, Bologna, Trieste
MX es Puebla, Guadalajara, Tijuana, Mérida, Oaxaca
IN hi वाराणसी, भोपाल, जयपुर, लखनऊ
CA en Toronto, Halifax, Vancouver, Winnipeg
NG en Lagos, Ibadan, Kano, Enugu
AR es Rosario, Córdoba, Mendoza, La Plata
KE en Nairobi, Mombasa, Kisumu
CO es Bogotá, Medellín, Cali, Cúcuta
PH en Manila, Cebu, Davao
AU en Melbourne, Perth, Brisbane, Hobart
NL nl Utrecht, Groningen, Rotterdam
ZA en Cape Town, Durban, Johannesburg
JP ja 大阪, 京都, 札幌, 福岡
TR tr İzmir, Ankara, Gaziantep
PL pl Kraków, Gdańsk, Wrocław
ID id Bandung, Surabaya, Makassar
BD bn ঢাকা, চট্টগ্রাম, খুলনা, সিলেট
GR el Θεσσαλονίκη, Πάτρα, Λέσβος
KR ko 서울, 부산, 광주
GH en Accra, Kumasi, Tamale
CH de Zürich, Bern, Basel
BE fr Liège, Namur, Mons
SE sv Malmö, Göteborg, Uppsala
UA uk Львів, Харків, Одеса
EG ar القاهرة, الإسكندرية, أسوان
PE es Lima, Arequipa, Cusco
CL es Valparaíso, Concepción, Temuco
ET am አዲስ አበባ, ጎንደር, ሀዋሳ
AT de Graz, Linz, Innsbruck
PK ur لاہور, کراچی, پشاور
MA ar فاس, طنجة, الرباط
VN vi Hà Nội, Huế, Đà Nẵng
TH th เชียงใหม่, ขอนแก่น, สงขลา
IE en Cork, Galway, Limerick
SN fr Dakar, Saint-Louis, Ziguinchor
IR fa تهران, شیراز, تبریز
RO ro Cluj, Iași, Timișoara
EC es Quito, Cuenca, Loja
CZ cs Brno, Ostrava, Plzeň
DK da Aarhus, Odense
NO da Bergen, Trondheim
UG en Kampala, Gulu
VE es Mérida, Maracaibo
LB ar بيروت, طرابلس
TN ar تونس, صفاقس
FI fi Tampere, Turku
CM fr Douala, Yaoundé
NP ne काठमाडौं, पोखरा
JO ar عمّان, إربد
IL he חיפה, באר שבע
RU ru Казань, Томск
HU hu Szeged, Pécs
TW hant 臺北, 臺南
CN zh 昆明, 厦门
MY en Penang, Kuching
CI fr Abidjan, Bouaké
NZ en Dunedin, Hamilton
GT es Antigua, Quetzaltenango
TZ sw Dodoma, Arusha
HR hr Split, Rijeka
RS sr Нови Сад, Ниш
BO es Sucre, Cochabamba
LK si කොළඹ, මහනුවර
CD fr Kinshasa, Lubumbashi
DO es Santiago, La Vega
GE ka ბათუმი, თბილისი
AM hy Երևան, Գյումրի
UY es Montevideo, Salto
CR es San José, Limón
BG bg Пловдив, Варна
RW en Kigali, Huye
ML fr Bamako, Kayes
DZ ar وهران, قسنطينة
MZ pt Maputo, Beira
AO pt Luanda, Huambo
PY es Asunción, Encarnación
ZM en Lusaka, Ndola
ZW en Harare, Bulawayo
JM en Kingston, Mandeville
SG en Bishan, Jurong
HK hant 九龍, 沙田
`

export type Seat = { country: string; language: string; cities: readonly string[] }

/** Countries that have sample organisations. */
export const SEATS: ReadonlyMap<string, Seat> = new Map(
  TABLE.trim()
    .split('\n')
    .map((line) => {
      const [, country = '', language = '', cities = ''] = /^(\S+) (\S+) (.*)$/.exec(line) ?? []
      const names = cities.split(', ')
      return [country, { country, language, cities: names }] as const
    }),
)
