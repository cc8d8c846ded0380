import type { APIRoute } from 'astro'
import { answerPicture } from '../../components/pictures/answer.ts'

/** What services show beside a link: `/pictures/convention/articles/12.png`. */
export const GET: APIRoute = (context) => answerPicture(context, context.params.page ?? '')
