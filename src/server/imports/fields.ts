/**
 * What a column of a list may mean, and by which names it is known: in the six languages of the
 * United Nations, and as this site's own exports call it. Compared folded, as names are searched.
 */
import type { IMPORT_LISTS, KINDS } from '../../../db/words.ts'
import { searchName } from '../register/search-name.ts'

export const PERSON_FIELDS = [
  ...(['name', 'givenName', 'familyName', 'email', 'country', 'affiliation', 'role'] as const),
  ...(['comment', 'visibility', 'texts', 'kind', 'date', 'proof', 'news'] as const),
] as const
export const ORGANISATION_FIELDS = [
  ...(['name', 'type', 'website', 'country', 'city', 'contactName', 'contactRole'] as const),
  ...(['email', 'statement', 'texts', 'kind', 'date', 'proof', 'news'] as const),
] as const
export const COMMISSION_FIELDS = [
  ...(['name', 'givenName', 'familyName', 'country', 'affiliation', 'role', 'date'] as const),
] as const
export type FieldName = (typeof PERSON_FIELDS)[number] | (typeof ORGANISATION_FIELDS)[number]

export type List = (typeof IMPORT_LISTS)[number]
export type Subject = { list: List; kind: (typeof KINDS)[number] }

/** What the columns of such a list may mean. */
export function fieldsFor({ list, kind }: Subject): readonly FieldName[] {
  if (list === 'commission') return COMMISSION_FIELDS
  return kind === 'individual' ? PERSON_FIELDS : ORGANISATION_FIELDS
}

/** Of the words that people signed; `und` for another. */
export const WORDING_LANGUAGES = ['en', 'fr', 'es', 'ar', 'ru', 'zh', 'und'] as const

/** One line a field: words for it, parted by `|`. */
const WORDS: Record<FieldName, string> = {
  name: 'name|full name|fullname|signatory|organisation|organization|organisation name|organization name|organisationName|nom|nom complet|nom et prénom|nombre|nombre completo|nombre y apellidos|organización|الاسم|الاسم الكامل|имя|фио|полное имя|организация|姓名|名称|名字|机构名称|全名',
  givenName:
    'given name|first name|firstname|forename|prénom|nombre de pila|الاسم الأول|имя собственное|名',
  familyName:
    'family name|last name|lastname|surname|nom de famille|apellido|apellidos|اسم العائلة|اللقب|фамилия|姓',
  email:
    'email|e-mail|mail|email address|e-mail address|adresse e-mail|courriel|adresse électronique|correo|correo electrónico|البريد الإلكتروني|البريد|эл. почта|электронная почта|почта|邮箱|电子邮件|电子邮箱|电邮',
  country:
    'country|country or territory|country code|nation|pays|país|البلد|الدولة|страна|国家|国家或地区',
  affiliation:
    'affiliation|institution|employer|university|établissement|affiliation professionnelle|institución|afiliación|المؤسسة|الجهة|جهة العمل|учреждение|место работы|организация работы|单位|所属机构|机构',
  role: 'role|position|title|job title|function|occupation|fonction|titre|poste|profession|cargo|puesto|función|المنصب|الوظيفة|الصفة|должность|职务|职位|职称',
  comment:
    'comment|comments|message|remark|commentaire|message personnel|comentario|mensaje|تعليق|ملاحظة|комментарий|сообщение|评论|留言|备注',
  visibility:
    'visibility|public|anonymous|visibilité|anonyme|visibilidad|anónimo|الظهور|مجهول|видимость|анонимно|公开|匿名',
  texts: 'texts|text|endorses|textes|texte|textos|texto|النصوص|النص|тексты|текст|文本',
  kind: 'kind|signatory kind',
  date: 'date|signed|signed on|date signed|date of signature|confirmedAt|confirmed|date de signature|signé le|fecha|fecha de firma|firmado|التاريخ|تاريخ التوقيع|дата|дата подписи|дата подписания|日期|签署日期|签名日期',
  proof:
    'proof|sheet|sheet number|sheet no|page|page number|reference|feuille|numéro de feuille|page no|preuve|hoja|número de hoja|página|prueba|الورقة|رقم الورقة|الصفحة|лист|номер листа|страница|页|页码|纸张编号',
  news: 'news|updates|newsletter|wants news|actualités|bulletin|lettre d’information|noticias|boletín|الأخبار|النشرة|новости|рассылка|新闻|订阅',
  type: 'type|organisation type|organization type|organisationType|type d’organisation|tipo|tipo de organización|النوع|نوع المنظمة|тип|тип организации|类型|机构类型',
  website:
    'website|web|url|site|web site|homepage|site web|site internet|sitio web|página web|الموقع|الموقع الإلكتروني|сайт|веб-сайт|网站|网址',
  city: 'city|town|seat|ville|siège|ciudad|sede|المدينة|المقر|город|城市',
  contactName:
    'contact|contact name|contactName|contact person|personne de contact|nom du contact|persona de contacto|contacto|جهة الاتصال|اسم جهة الاتصال|контакт|контактное лицо|联系人',
  contactRole:
    'contact role|contactRole|fonction du contact|cargo del contacto|صفة جهة الاتصال|должность контакта|联系人职务',
  statement:
    'statement|declaration of the organisation|déclaration|declaración|بيان|заявление|声明',
}

const KNOWN = new Map<string, FieldName>(
  Object.entries(WORDS).flatMap(([field, words]) =>
    words.split('|').map((word): [string, FieldName] => [folded(word), field as FieldName]),
  ),
)

/** `organisationName`, `Organisation name:` and `organisation_name` are one. */
function folded(word: string): string {
  return searchName(word.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2'))
}

/** What each column seems to mean; '' for one that nothing is known of, or that comes again. */
export function guessColumns(
  names: readonly string[],
  among: readonly FieldName[],
): (FieldName | '')[] {
  const taken = new Set<FieldName>()
  return names.map((name) => {
    const field = KNOWN.get(folded(name))
    if (!field || taken.has(field) || !among.includes(field)) return ''
    taken.add(field)
    return field
  })
}
